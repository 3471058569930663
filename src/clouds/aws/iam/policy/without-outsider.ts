import { canonicalJson } from '#lib/canonical';
import type { CannotPlan } from '#model';
import { cannotPlan } from '#rule';
import { decodeDocument, rawStatements } from './document.ts';
import { accountOf, type Outsider } from './grant-facts.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A resource's own policy as JSON text, without somebody from outside in the statements that let him in. Whoever else
 * they name stays, and so does every test. Where they name nobody else, `instead` stands in his place; without it the
 * statement goes.
 */
export function withoutOutsider(
  document: unknown,
  { who, isOpen, grants }: Pick<Outsider, 'who' | 'isOpen' | 'grants'>,
  instead?: string,
): string | CannotPlan {
  const decoded = decodeDocument(document) ?? {};
  const through = new Set(grants.map(({ text }) => canonicalJson(text)));
  const left = rawStatements(decoded).map((raw) =>
    through.has(canonicalJson(raw)) ? narrowed(fieldsOf(raw), isOpen ? '*' : who, instead) : [raw],
  );
  const whole = left.filter((one) => one !== undefined);
  if (whole.length < left.length)
    return cannotPlan(`${who} is let in by a test or by who is left out: say in the policy who may come`);
  return JSON.stringify({ ...decoded, Statement: whole.flat() });
}

/** The statement without an account, `*` for everyone; undefined where its principals do not name it. */
function narrowed(raw: Fields, account: string, instead: string | undefined): readonly Fields[] | undefined {
  const principal = raw['Principal'] === '*' ? { AWS: '*' } : fieldsOf(raw['Principal']);
  const named = Object.entries(principal).map(([kind, names]) => ({ kind, names: [names].flat().map(String) }));
  const isOut = (kind: string, name: string): boolean => kind !== 'Service' && accountOf(name) === account;
  if (!named.some(({ kind, names }) => names.some((name) => isOut(kind, name)))) return undefined;
  const kept = named
    .map(({ kind, names }) => ({ kind, names: names.filter((name) => !isOut(kind, name)) }))
    .filter(({ names }) => names.length > 0)
    .map(({ kind, names }) => [kind, names.length === 1 ? names[0] : names] as const);
  if (kept.length > 0) return [{ ...raw, Principal: Object.fromEntries(kept) }];
  return instead === undefined ? [] : [{ ...raw, Principal: { AWS: instead } }];
}

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
