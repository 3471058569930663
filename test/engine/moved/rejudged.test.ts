import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '#engine/evaluate';
import { lookoutOf, type Lookout } from '#engine/moved/lookout';
import { movedBetween } from '#engine/moved/moved';
import { rejudgedOf } from '#engine/moved/rejudged';
import { snapshotOf } from '#engine/snapshot-id';
import { worldOf } from '#engine/world';
import { canonicalJson } from '#lib/canonical';
import { defaultPolicy, type Policy, type Resource, type Snapshot } from '#model';
import { rules, types } from '../../app/part-rules.ts';
import { estate, momentOf, policy, scopeOf, step } from '../../app/part-shop.ts';
import { aDoor, aLock, snapshot } from '../shop.ts';

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
const [one, two, three, global] = ['aws:1:eu', 'aws:2:eu', 'aws:3:eu', 'aws:3:global'];

/** All that stands, in the targets that are named. */
const stateOf = (targets: readonly string[], resources: readonly Resource[]): readonly Snapshot[] =>
  targets.map((id) => snapshotOf(snapshot(resources, { id, complete: all, scopes: [scopeOf(id)] }), types));

/** What one process finds that sees each of some states after the one before it. */
function foundBy(lookout: Lookout, states: readonly (readonly Snapshot[])[], law = 'the same') {
  return states.slice(1).map((snapshots, at) => {
    const worlds = { before: lookout.world(states[at]!), now: lookout.world(snapshots) };
    const moments = { since: momentOf(at), at: momentOf(at + 1) };
    return [...rejudgedOf({ ...worlds, ...moments, rules, policy: defaultPolicy, law }, lookout)].sort();
  });
}

test('another object at the address of one that a fact meets in its own target concerns whoever asks for the fact', () => {
  const states = [[], [aDoor(`${three}/a`, { open: true }, two)]].map((others) =>
    stateOf(
      [one, two, three],
      [
        aDoor('door', { maker: `${three}/b` }, one),
        aDoor(`${three}/a`, {}, three),
        aDoor(`${three}/b`, {}, three),
        ...others,
      ],
    ),
  );
  expect(foundBy(lookoutOf(), states)).toEqual([[one, two]]);
});

test('another object at the address of one that was met at home concerns whoever met it there', () => {
  const own = [aDoor('door', { maker: `${three}/a`, stamp: momentOf(9) }, two), aDoor(`${three}/a`, {}, two)];
  const states = [[], [aDoor(`${three}/a`, { open: true }, one)]].map((others) =>
    stateOf([one, two], [...own, ...others]),
  );
  expect(foundBy(lookoutOf(), states)).toEqual([[one, two]]);
});

test('where a fact misses an object in its own target, whether that was read concerns whoever asks for the fact', () => {
  const there = stateOf([one, three], [aDoor('door', { maker: `${three}/b` }, one), aDoor(`${three}/b`, {}, three)]);
  const unread = there.map((it) =>
    it.target.id === three ? snapshotOf({ ...it, complete: ['lock', 'ledger'] }, types) : it,
  );
  expect(foundBy(lookoutOf(), [there, unread])).toEqual([[one, three]]);
});

test('an object whose keys cannot be read breaks the lists of its type for everybody', () => {
  const states = [[], [{ ...aLock('l', 'nobody', two), config: null }]].map((locks) =>
    stateOf([one, two], [aDoor('door', {}, one), ...locks]),
  );
  expect(foundBy(lookoutOf(), states)).toEqual([[one, two]]);
});

test('what moved is forgotten of the rules that nobody had to ask meanwhile, too', () => {
  const leadsTo = (target: string, isOpen: boolean, ledgers: readonly Resource[]) =>
    stateOf(
      [one, two, three, global],
      [
        ...[aDoor(`${one}/a`, {}, one), aLock('l', `${one}/a`, two, [target])],
        ...[aDoor(`${three}/a`, {}, three), aDoor(`${three}/b`, { open: isOpen }, three), ...ledgers],
      ],
    );
  const aLedger: Resource = { type: 'ledger', id: 'it', name: 'it', target: global, config: {} };
  const states = [
    leadsTo(`${three}/a`, false, []),
    leadsTo(`${three}/b`, false, []),
    // Only who looks at ledgers is asked here.
    leadsTo(`${three}/b`, false, [aLedger]),
    leadsTo(`${three}/b`, true, [aLedger]),
  ];
  expect(foundBy(lookoutOf(), states)).toEqual([[two], [global], [one, three]]);
});

test('what was seen of other targets is not believed of these', () => {
  const stateWith = (targets: readonly string[], isOpen = false) =>
    stateOf(targets, [aDoor('door', { maker: `${two}/a` }, one), aDoor(`${three}/a`, { open: isOpen }, three)]);
  const lookout = lookoutOf();
  expect(foundBy(lookout, [stateWith([one, three]), stateWith([one, three], true)])).toEqual([[three]]);
  const there = stateWith([one, two, three]);
  const unread = there.map((it) => (it.target.id === two ? snapshotOf({ ...it, complete: ['lock'] }, types) : it));
  expect(foundBy(lookout, [there, unread])).toEqual([[one, two]]);
});

test('what a fact looked at concerns whoever asked for it where it broke, too', () => {
  const states = ['HANGING', 'HUNG'].map((state) =>
    stateOf([one, two], [aDoor('door', { maker: `${two}/a` }, one), aDoor(`${two}/a`, { state, open: true }, two)]),
  );
  expect(foundBy(lookoutOf(), states)).toEqual([[one, two]]);
});

test('a comparison that fails leaves what was known as it was, and is made again', () => {
  let isBroken = false;
  const leadsTo = (door: string, isOpen = false) =>
    stateOf(
      [one, two, three],
      [
        ...[aDoor(`${one}/a`, {}, one), aDoor(`${three}/a`, {}, three), aDoor(`${three}/b`, { open: isOpen }, three)],
        { ...aLock('l', `${one}/a`, two), config: unreadable(door) },
      ],
    );
  const unreadable = (door: string) => ({
    door: `${one}/a`,
    get colours() {
      if (isBroken) throw new Error('It is locked.');
      return [door];
    },
  });
  const lookout = lookoutOf();
  const [first, second] = [leadsTo(`${three}/a`), leadsTo(`${three}/b`)];
  const opened = [...second.slice(0, 2), ...leadsTo(`${three}/b`, true).slice(2)];
  expect(foundBy(lookout, [first, [...first.slice(0, 2), ...opened.slice(2)]])).toEqual([[three]]);
  isBroken = true;
  expect(() => foundBy(lookout, [second, opened])).toThrow('It is locked.');
  isBroken = false;
  expect(foundBy(lookout, [second, opened])).toEqual([[one, three]]);
});

test('whom nobody knows to have looked aside is concerned by whatever moves', () => {
  const [before, now] = [false, true].map((open) => worldOf(stateOf([one, two], [aDoor('a', { open }, one)])));
  const moved = movedBetween(before!, now!, types);
  const isConcerned = lookoutOf().concernedBy(moved, before!, {
    ...{ rules, types, policy: defaultPolicy, at: momentOf(0), law: 'the same' },
  });
  const closed = rules.find(({ id }) => id === 'closed')!;
  expect([one, two].map((target) => isConcerned(closed, target))).toEqual([true, false]);
});
