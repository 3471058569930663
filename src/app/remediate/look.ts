import { evaluate } from '#engine/evaluate';
import { subjectIn } from '#engine/plan/plan-lines';
import { refreshed } from '#engine/moved/refresh';
import { snapshotOf } from '#engine/snapshot-id';
import { isAddressOf } from '#engine/moved/touched';
import { worldOf } from '#engine/world';
import { ShoalwatchError, type Instant, type Plan, type Snapshot, type Touched } from '#model';
import { rereadOf } from '../changes/re-read.ts';
import { instantOf, lastSnapshots, type FixBench } from './desk.ts';

/** How things stand, read again. */
export interface Seen {
  /** When the read began. */
  readonly at: Instant;
  /** The whole set, with what the plan is about as it stands now. */
  readonly snapshots: readonly Snapshot[];
  /** Why what it is about could not be read; undefined where it was. */
  readonly unread?: string;
}

/** Reads again what a plan is about. What else stands is taken from the last run. */
export async function look(bench: FixBench, plan: Plan): Promise<Seen> {
  const at = instantOf(bench);
  const stored = await lastSnapshots(bench);
  const touched = touchedBy(plan);
  const snapshots = await Promise.all(
    stored.map(async (old) => {
      const own = touched.filter(({ target }) => target === old.target.id);
      if (own.length === 0) return old;
      if (old.target.folder !== undefined) {
        throw new ShoalwatchError('usage', `${old.target.id} was read from files: nothing can be changed there`, {
          cure: 'scan the cloud itself, and plan anew',
        });
      }
      const cloud = await bench.clouds(old.target.provider);
      if (!cloud) throw new ShoalwatchError('cloud', `nobody is signed in who could read ${old.target.id}`);
      return snapshotOf(refreshed(old, await rereadOf(cloud, old.target, own, bench.signal)), bench.types);
    }),
  );
  const unread = unreadIn(snapshots, plan);
  return { at, snapshots, ...(unread !== undefined && { unread }) };
}

/** What a plan is about: its resource, what its actions are sent to, and what they make or delete. */
function touchedBy({ resource, steps }: Plan): readonly Touched[] {
  const refs = [
    resource,
    ...steps.flatMap(({ action, lines }) => [action.subject, ...lines.map((line) => line.resource)]),
  ];
  return [...new Map(refs.map(({ target, type, id }) => [`${target} ${type} ${id}`, { target, type, id }])).values()];
}

/** What is not there was deleted or not made yet, or could not be read: a gap on its address tells which. */
function unreadIn(snapshots: readonly Snapshot[], { resource, steps }: Plan): string | undefined {
  const written = steps.flatMap(({ action, lines }) => [action.subject, ...lines.map((line) => line.resource)]);
  for (const ref of [resource, ...written]) {
    if (subjectIn(snapshots, ref)) continue;
    const place = snapshots.find(({ target }) => target.id === ref.target);
    const gap = place?.gaps.find(
      (it) => it.reason !== 'not-found' && it.types.includes(ref.type) && isAddressOf(it.resource ?? ref.id, ref.id),
    );
    if (gap) return gap.detail;
    if (!place) return `${ref.target} was not read`;
  }
  return undefined;
}

/** How the rule of a plan judges its resource: `gone` where that is no more, `unknown` where nobody asks the rule. */
export async function verdictIn(
  bench: FixBench,
  { rule: id, resource, key }: Plan,
  snapshots: readonly Snapshot[],
): Promise<'pass' | 'fail' | 'unknown' | 'gone'> {
  const at = instantOf(bench);
  const { rules, policy } = await bench.live(at);
  const rule = rules.find((it) => it.id === id);
  if (!subjectIn(snapshots, resource)) return 'gone';
  if (!rule) return 'unknown';
  const own = evaluate({ world: worldOf(snapshots), rules: [rule], policy, at }).filter(
    (it) => it.resource.id === resource.id && it.resource.target === resource.target,
  );
  const mine = own.filter((it) => it.key === key || it.verdict !== 'fail');
  if (mine.some(({ verdict }) => verdict === 'fail')) return 'fail';
  return own.length === 0 || mine.some(({ verdict }) => verdict === 'unknown') ? 'unknown' : 'pass';
}
