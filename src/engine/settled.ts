import { canonicalJson } from '#lib/canonical';
import { parseInstant } from '#lib/time';
import type { Change, Reading, Resource, Snapshot, Touched, Type, TypedAction } from '#model';
import { simulate } from './simulate.ts';
import { withoutPaths } from './snapshot-id.ts';
import { isTouched } from './touched.ts';

/** A look at what a change touched in one target, and how it stood before. */
export interface Look {
  readonly change: Change;
  readonly announced: readonly TypedAction[];
  readonly touched: readonly Touched[];
  readonly types: readonly Type[];
  readonly before: Snapshot;
  readonly now: Reading;
}

/** How long a provider may take to answer with what it has accepted. Reads this long after a change are believed. */
const slowest = 30_000;

/** Where a read stands to the change that it looks after. */
export type Standing = 'settled' | 'in-transition' | 'not-yet';

/** Whether a read shows what a change did: its request, or some difference where the request does not tell. */
export function standingOf(look: Look): Standing {
  const { change, touched, types, before, now, announced } = look;
  const of = (list: readonly Resource[]): readonly Resource[] => list.filter((it) => isTouched(touched, it));
  const there = of(now.resources);
  if (there.some((it) => types.find(({ name }) => name === it.type)?.settling?.(it.config) !== undefined))
    return 'in-transition';
  const unread = now.gaps.some((gap) =>
    gap.types.some((type) => touched.some((it) => isGapOn(gap.resource, type, it))),
  );
  if (unread) return 'not-yet';
  if (announced.length > 0) return shows(look) ? 'settled' : 'not-yet';
  const steady = (list: readonly Resource[]): string =>
    canonicalJson(list.map((it) => withoutPaths(it, volatileOf(types, it.type))).sort(byAddress));
  if (steady(of(before.resources)) !== steady(there)) return 'settled';
  const [read, made] = [parseInstant(before.startedAt), parseInstant(change.at)];
  return read !== undefined && made !== undefined && read > made + slowest ? 'settled' : 'not-yet';
}

const isGapOn = (address: string | undefined, type: string, touched: Touched): boolean =>
  type === touched.type && (address === undefined || touched.id === undefined || address === touched.id);

const volatileOf = (types: readonly Type[], name: string): readonly string[] =>
  types.find((type) => type.name === name)?.volatile ?? [];

const byAddress = (a: Resource, b: Resource): number =>
  a.type < b.type || (a.type === b.type && a.id < b.id) ? -1 : 1;

/** Whether everything that the request writes stands as it would. */
function shows({ announced, before, now }: Look): boolean {
  const [expected] = simulate([before], announced);
  return announced.every(({ type: { writes }, action: { subject } }) => {
    const isSubject = ({ id, type }: Resource): boolean => id === subject.id && type === subject.type;
    const is = now.resources.find(isSubject);
    const will = expected?.resources.find(isSubject);
    return writes.every((path) => canonicalJson(valueAt(is, path)) === canonicalJson(valueAt(will, path)));
  });
}

const valueAt = (it: Resource | undefined, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined | null)?.[step], it?.config) ??
  null;
