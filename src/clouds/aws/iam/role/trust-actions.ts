import type { ResourceOf } from '#model';
import { decodeDocument, rawStatements } from '../policy/document.ts';
import type { role } from './resource.ts';
import { takesOtherAudiences, type PodTrust } from './trust-facts.ts';

/** What of a role's trust is to be narrowed: the wide trusts to exact subjects, the others in their audience only. */
export interface Narrowing {
  readonly trusts: readonly PodTrust[];
  readonly wide: readonly PodTrust[];
  readonly subjects: readonly string[] | undefined;
}

/** A statement of the document, by its index, and the issuer of which it lets tokens in. */
type Place = Pick<PodTrust, 'statement' | 'provider' | 'issuer'>;

interface Change {
  readonly trust: Place;
  readonly subjects: readonly string[] | undefined;
  /** As it stands without this. */
  readonly audience?: string;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * The trust policy of a role as JSON text in which each trust that is too wide stands in a statement of its own that
 * takes tokens for `sts.amazonaws.com` only, and only of the given subjects. All other conditions, principals and
 * statements stay.
 */
export function narrowedTrust({ config }: ResourceOf<typeof role>, { trusts, wide, subjects }: Narrowing): string {
  const loose = trusts.filter((one) => takesOtherAudiences(one) && !wide.some((other) => isSame(one, other)));
  const changes: readonly Change[] = [
    ...wide.map((trust) => ({ trust, subjects, audience })),
    ...loose.map((trust) => ({ trust, subjects: undefined, audience })),
  ];
  return changed(config, changes);
}

/** The same with these subjects alone in the places that are given; what is said of audiences stays as well. */
export const trustOfSubjects = (
  { config }: ResourceOf<typeof role>,
  places: readonly Place[],
  subjects: readonly string[],
): string =>
  changed(
    config,
    places.map((trust) => ({ trust, subjects })),
  );

const audience = 'sts.amazonaws.com';

function changed(config: typeof role.config, changes: readonly Change[]): string {
  const decoded = decodeDocument(config.AssumeRolePolicyDocument) ?? {};
  const statements = rawStatements(decoded).flatMap((raw, index): readonly unknown[] => {
    const own = changes.filter(({ trust }) => trust.statement === index);
    return own.length === 0 ? [raw] : split(fieldsOf(raw), own);
  });
  return JSON.stringify({ ...decoded, Statement: statements });
}

const isSame = (one: PodTrust, other: PodTrust): boolean =>
  one.statement === other.statement && one.provider === other.provider;

function split(raw: Fields, changes: readonly Change[]): readonly Fields[] {
  const { Federated, ...others } = fieldsOf(raw['Principal']);
  const kept = [Federated ?? []].flat().filter((one) => !changes.some(({ trust }) => trust.provider === one));
  const principal = kept.length > 0 ? { ...others, Federated: kept } : others;
  const rest = Object.keys(principal).length > 0 ? [{ ...raw, Principal: principal }] : [];
  return [...rest, ...changes.map((change, i) => narrowed(raw, change, rest.length + i))];
}

function narrowed(raw: Fields, { trust, subjects, audience: aud }: Change, place: number): Fields {
  const { Sid: sid, ...statement } = raw;
  const replaced = [
    ...(aud === undefined ? [] : [`${trust.issuer}:aud`]),
    ...(subjects ? [`${trust.issuer}:sub`] : []),
  ];
  const condition = without(fieldsOf(raw['Condition']), replaced);
  const exact = {
    ...fieldsOf(condition['StringEquals']),
    ...(aud !== undefined && { [`${trust.issuer}:aud`]: aud }),
    ...(subjects && { [`${trust.issuer}:sub`]: subjects }),
  };
  return {
    ...(sid !== undefined && place === 0 && { Sid: sid }),
    ...statement,
    Principal: { Federated: trust.provider },
    Condition: { ...condition, StringEquals: exact },
  };
}

/** A condition block without the tests that let keys through; tests that refuse values stay. */
function without(condition: Fields, keys: readonly string[]): Fields {
  const refused = new Set(keys.map((key) => key.toLowerCase()));
  const kept = Object.entries(condition).map(([operator, tests]): [string, Fields] => {
    if (/StringNot|^Null$/i.test(operator)) return [operator, fieldsOf(tests)];
    const left = Object.entries(fieldsOf(tests)).filter(([key]) => !refused.has(key.toLowerCase()));
    return [operator, Object.fromEntries(left)];
  });
  return Object.fromEntries(kept.filter(([, tests]) => Object.keys(tests).length > 0));
}

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
