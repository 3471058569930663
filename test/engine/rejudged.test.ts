import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '#engine/evaluate';
import { lookoutOf } from '#engine/lookout';
import { rejudgedOf } from '#engine/rejudged';
import { snapshotOf } from '#engine/snapshot-id';
import { worldOf } from '#engine/world';
import { canonicalJson } from '#lib/canonical';
import { defaultPolicy, type Policy, type Snapshot } from '#model';
import { estate, momentOf, policy, rules, step, types } from '../app/part-shop.ts';
import { aDoor, aLock, snapshot } from './shop.ts';

interface State {
  readonly snapshots: readonly Snapshot[];
  readonly at: string;
}

/** What is found by asking every rule of both states everywhere. */
function askedOfAll(before: State, now: State, policy: Policy): ReadonlySet<string> {
  const [was, is] = [before, now].map(({ snapshots, at }) => {
    const judgements = evaluate({ world: worldOf(snapshots), rules, policy, at });
    const said = judgements.map((it) => ({ ...it, snapshots: [] }));
    return new Map(
      snapshots.map(({ id, target }) => [
        target.id,
        canonicalJson([id, said.filter(({ resource }) => resource.target === target.id)]),
      ]),
    );
  });
  return new Set([...was!.keys()].filter((target) => was!.get(target) !== is!.get(target)));
}

/** What of a target is read anew: most changes move one object, and not all that stands beside it. */
const parts = ['door', 'lock', 'ledger', 'gaps', 'all'] as const;

function readAnew(was: Snapshot, fresh: Snapshot | undefined, part: (typeof parts)[number]): Snapshot {
  if (!fresh || part === 'all') return fresh ?? was;
  if (part === 'gaps') return snapshotOf({ ...was, gaps: fresh.gaps, complete: fresh.complete }, types);
  const others = was.resources.filter(({ type }) => type !== part);
  return snapshotOf({ ...was, resources: [...others, ...fresh.resources.filter(({ type }) => type === part)] }, types);
}

test('a process that goes on living finds what may be judged otherwise as one does that asks everything', () => {
  let [found, told] = [0, 0];
  fc.assert(
    fc.property(
      estate,
      policy,
      fc.array(fc.tuple(step, fc.constantFrom(...parts), fc.boolean()), { minLength: 1, maxLength: 12 }),
      (first, its, steps) => {
        const lookout = lookoutOf();
        const law = 'the same';
        const quiet = { ...its, waivers: [] };
        let before: State = { snapshots: first, at: momentOf(0) };
        let minutes = 0;
        for (const [{ read, minutes: more }, part, isSeen] of steps) {
          minutes += more;
          const snapshots = before.snapshots.map((it) =>
            readAnew(
              it,
              read.find(({ target }) => target.id === it.target.id),
              part,
            ),
          );
          const now: State = { snapshots, at: momentOf(minutes) };
          // Others may have judged it: then it is met when the next one is.
          if (isSeen) {
            const worlds = { before: lookout.world(before.snapshots), now: lookout.world(snapshots) };
            const came = rejudgedOf({ ...worlds, rules, policy: quiet, since: before.at, at: now.at, law }, lookout);
            const asked = askedOfAll(before, now, quiet);
            expect([...came].sort()).toEqual([...asked].sort());
            found += asked.size;
            told += snapshots.filter(({ id }, place) => before.snapshots[place]?.id !== id).length;
          }
          before = now;
        }
      },
    ),
    { numRuns: 600 },
  );
  // More is found than what was read: others looked at it.
  expect(found).toBeGreaterThan(told);
});

const all = ['door', 'lock', 'ledger'];

test('another object at the address of one that a fact meets in its own target concerns whoever asks for the fact', () => {
  const [one, two, three] = ['aws:1:eu', 'aws:2:eu', 'aws:3:eu'].map((id) => ({ id }));
  const states = [false, true].map((isThere) => [
    snapshot([aDoor('door', { maker: 'aws:3:eu/b' }, one!.id)], { ...one, complete: all }),
    snapshot(isThere ? [aDoor('aws:3:eu/a', { open: true }, two!.id)] : [], { ...two, complete: all }),
    snapshot([aDoor('aws:3:eu/a', {}, three!.id), aDoor('aws:3:eu/b', {}, three!.id)], { ...three, complete: all }),
  ]);
  const [before, now] = states.map((its) => its.map((it) => snapshotOf(it, types)));
  const lookout = lookoutOf();
  const worlds = { before: lookout.world(before!), now: lookout.world(now!) };
  const [since, at] = [momentOf(0), momentOf(1)];
  const came = rejudgedOf({ ...worlds, rules, policy: defaultPolicy, since, at, law: 'the same' }, lookout);
  expect([...came].sort()).toEqual(['aws:1:eu', 'aws:2:eu']);
  expect(came).toEqual(askedOfAll({ snapshots: before!, at: since }, { snapshots: now!, at }, defaultPolicy));
});

test('an object whose keys cannot be read breaks the lists of its type for everybody', () => {
  const states = [[], [{ ...aLock('l', 'nobody', 'aws:2:eu'), config: null }]].map((locks) => [
    snapshot([aDoor('door', {}, 'aws:1:eu')], { id: 'aws:1:eu', complete: all }),
    snapshot(locks, { id: 'aws:2:eu', complete: all }),
  ]);
  const [before, now] = states.map((its) => its.map((it) => snapshotOf(it, types)));
  const lookout = lookoutOf();
  const worlds = { before: lookout.world(before!), now: lookout.world(now!) };
  const [since, at] = [momentOf(0), momentOf(1)];
  const came = rejudgedOf({ ...worlds, rules, policy: defaultPolicy, since, at, law: 'the same' }, lookout);
  expect(came).toEqual(new Set(['aws:2:eu', 'aws:1:eu']));
});
