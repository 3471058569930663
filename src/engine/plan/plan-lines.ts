import { canonicalJson } from '#lib/canonical';
import { refOf, type PlanLine, type Resource, type Snapshot, type TypedAction } from '#model';
import { simulate } from './simulate.ts';
import { steady, valueAt } from './steady.ts';

/** The values that steps change: at the written paths of their subjects, and whole objects that appear, vanish or change. */
export function changedBySteps(snapshots: readonly Snapshot[], steps: readonly TypedAction[]): readonly PlanLine[] {
  let set = snapshots;
  return steps.flatMap((step) => {
    const before = set;
    set = simulate(set, [step]);
    return linesOf(before, set, step);
  });
}

/** The values that one step changes between two sets. */
export function linesOf(
  before: readonly Snapshot[],
  after: readonly Snapshot[],
  { type, action: { subject } }: TypedAction,
): readonly PlanLine[] {
  const [was, is] = [subjectIn(before, subject), subjectIn(after, subject)];
  const own =
    was && is
      ? type.writes.flatMap((path) => lineOf(was, path, valueAt(was.config, path), valueAt(is.config, path)))
      : [];
  const ids = (set: readonly Snapshot[]): ReadonlyMap<string, Resource> =>
    new Map(set.flatMap(({ resources }) => resources.map((it) => [`${it.target} ${it.type} ${it.id}`, it])));
  const [old, now] = [ids(before), ids(after)];
  const gone = [...old].flatMap(([key, it]) => (now.has(key) ? [] : lineOf(it, '', it.config, undefined)));
  const made = [...now].flatMap(([key, it]) => (old.has(key) ? [] : lineOf(it, '', undefined, it.config)));
  return [...own, ...gone, ...made];
}

/** What stands of the subject of an action. */
export const subjectIn = (
  snapshots: readonly Snapshot[],
  subject: Pick<Resource, 'id' | 'type' | 'target'>,
): Resource | undefined =>
  snapshots
    .find(({ target }) => target.id === subject.target)
    ?.resources.find(({ id, type }) => id === subject.id && type === subject.type);

function lineOf(resource: Resource, path: string, before: unknown, after: unknown): readonly PlanLine[] {
  if (canonicalJson([steady(before)]) === canonicalJson([steady(after)])) return [];
  return [
    {
      ...{ resource: refOf(resource), path },
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    },
  ];
}
