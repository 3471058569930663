import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import { compareText } from '#lib/text';
import { parseInstant } from '#lib/time';
import type { Change, Reading, Resource, Snapshot, Touched, Type, TypedAction } from '#model';
import { simulate } from '../plan/simulate.ts';
import { withoutPaths } from '../snapshot-id.ts';
import { isTouched } from './touched.ts';

/** A look at what a change touched in one target, and how it stood before. */
export interface Look {
  readonly change: Change;
  readonly announced: readonly TypedAction[];
  readonly touched: readonly Touched[];
  readonly types: readonly Type[];
  readonly before: Snapshot;
  /** The digest of what it touched as it stood when it was heard of; from `before` where an earlier process left none. */
  readonly stood?: string | undefined;
  readonly now: Reading;
}

/**
 * What a read shows of the change that it looks after: what the request was to do, some difference, or none; that the
 * provider is at work; nothing, since it failed; or that it was all read long after the change before.
 */
export type Standing = 'shown' | 'different' | 'same' | 'busy' | 'unread' | 'read-before';

/** Clocks of ours and of a provider may be this far apart, in milliseconds, and answers this late. */
const slack = 300_000;

export function standingOf(look: Look): Standing {
  const { change, touched, types, before, now, announced } = look;
  const of = (list: readonly Resource[]): readonly Resource[] => list.filter((it) => isTouched(touched, it));
  const there = of(now.resources);
  if (there.some((it) => isBusy(types, it))) return 'busy';
  const isUnread = now.gaps.some((gap) =>
    gap.types.some((type) => touched.some((it) => isGapOn(gap.resource, type, it))),
  );
  if (isUnread) return 'unread';
  if (announced.length > 0 && shows(look)) return 'shown';
  const stood = look.stood ?? digestOf(before.resources, touched, types);
  if (stood !== digestOf(there, touched, types)) return 'different';
  const [read = -Infinity, made = Infinity] = [parseInstant(before.startedAt), parseInstant(change.at)];
  return read > made + slack ? 'read-before' : 'same';
}

/** A digest of what a change touched, as it stands among some resources, without what changes by itself. */
export function digestOf(resources: readonly Resource[], touched: readonly Touched[], types: readonly Type[]): string {
  const steady = resources.filter((it) => isTouched(touched, it));
  const parts = steady.map((it) => withoutPaths(it, volatileOf(types, it.type))).sort(byAddress);
  return sha256(canonicalJson(parts)).slice(0, 32);
}

function isBusy(types: readonly Type[], { type: name, config }: Resource): boolean {
  const type = types.find((it) => it.name === name);
  return type?.settling?.(config) !== undefined || type?.busy?.(config) !== undefined;
}

const isGapOn = (address: string | undefined, type: string, touched: Touched): boolean =>
  type === touched.type && (address === undefined || touched.id === undefined || address === touched.id);

const volatileOf = (types: readonly Type[], name: string): readonly string[] =>
  types.find((type) => type.name === name)?.volatile ?? [];

const byAddress = (a: Resource, b: Resource): number => compareText(a.type, b.type) || compareText(a.id, b.id);

/** Whether everything that the request changes stands as it would. What a request leaves to the provider may be anything. */
function shows({ announced, before, now }: Look): boolean {
  const [expected] = simulate([before], announced);
  return announced.every(({ type: { writes }, action: { subject } }) => {
    const isSubject = ({ id, type }: Resource): boolean => id === subject.id && type === subject.type;
    const [was, is, will] = [before, now, expected].map((it) => it?.resources.find(isSubject));
    const written = writes.filter((path) => valueAt(will, path) !== valueAt(was, path));
    return is !== undefined && written.every((path) => valueAt(is, path) === valueAt(will, path));
  });
}

/** A value as text; a list of words counts as a set. */
function valueAt(it: Resource | undefined, path: string): string {
  const value = path
    .split('.')
    .reduce<unknown>((held, step) => (held as Record<string, unknown> | undefined | null)?.[step], it?.config);
  const isWords = Array.isArray(value) && value.every((one) => typeof one === 'string');
  return canonicalJson(isWords ? [...new Set(value)].sort() : (value ?? null));
}
