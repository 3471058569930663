import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScanInput } from '#app/scan';
import { snapshotOf } from '#engine/snapshot-id';
import type { Cloud, Policy, Resource, Snapshot } from '#model';
import { aDoor, gap } from '../engine/shop.ts';
import { rules, types } from './part-rules.ts';
import { courtOf, estate, ids, momentOf, policy, saidBy, step } from './part-shop.ts';

const [one, two, three] = ids as [string, string, string];

/** What a read of a target answers that holds these objects and lists all there is. */
const read = (target: string, resources: readonly Resource[], more: Partial<Snapshot> = {}): Snapshot =>
  snapshotOf(
    {
      target: { id: target, provider: 'aws', scopes: ['aws-region'] },
      ...{ startedAt: momentOf(0), resources, complete: ['door', 'lock', 'ledger'], gaps: [] },
      ...more,
    },
    types,
  );

const plain = (): Policy => ({ ...fc.sample(policy, { numRuns: 1, seed: 7 })[0]!, waivers: [] });

interface Judged {
  readonly snapshots: readonly Snapshot[];
  readonly kind?: 'sweep' | 're-read';
  readonly policy?: Policy;
  readonly build?: string;
  readonly clouds?: ScanInput['clouds'];
  readonly unreadable?: ScanInput['unreadable'];
  readonly startedAt?: string;
  readonly now?: string;
}

/** Judges one after the other, whole and in part: both say the same. Answers which runs were judged in part. */
async function judgedBoth(runs: readonly Judged[]): Promise<readonly boolean[]> {
  const [whole, inPart] = [courtOf(true), courtOf(false)];
  const parts: boolean[] = [];
  for (const [at, { kind = 'sweep', ...run }] of runs.entries()) {
    const input = { rules, policy: plain(), startedAt: momentOf(at), kind, ...run };
    await whole.judge(input);
    parts.push(await inPart.judge(input));
    expect(await saidBy(inPart.memory)).toEqual(await saidBy(whole.memory));
  }
  return parts;
}

const shut = (id: string, target: string): Resource => aDoor(id, { open: false }, target);
const open = (id: string, target: string): Resource => aDoor(id, { open: true }, target);
const leading = (to: string): Resource => aDoor(`${two}/d`, { maker: to }, two);

describe('what a part says is what everything judged says', () => {
  test('of an object that stands twice in one target, where the first of both moves', async () => {
    const twins = (first: Resource): Snapshot => read(one, [first, shut(`${one}/a`, one)]);
    const leads = read(two, [leading(`${one}/a`)]);
    const [before, now] = [twins(shut(`${one}/a`, one)), twins(open(`${one}/a`, one))];
    for (const kind of ['sweep', 're-read'] as const) {
      const runs = [before, before, now].map((it): Judged => ({ snapshots: [it, leads], kind }));
      expect(await judgedBoth(runs)).toEqual([false, true, true]);
    }
  });

  test('of an object that several targets hold, where the first of them lets go of it', async () => {
    const others = [read(two, [leading(`${three}/x`)]), read(three, [open(`${three}/x`, three)])];
    const [before, now] = [read(one, [shut(`${three}/x`, one)]), read(one, [])];
    for (const kind of ['sweep', 're-read'] as const) {
      const runs = [before, before, now].map((it): Judged => ({ snapshots: [it, ...others], kind }));
      expect(await judgedBoth(runs)).toEqual([false, true, true]);
    }
  });

  test('of a target that is labelled otherwise, or holds another kind of objects, and reads as before', async () => {
    const named = (environment: string): Snapshot => labelled(read(one, []), environment);
    const bare = read(one, [], { complete: [], target: { id: one, provider: 'aws', scopes: [] } });
    const unread = read(one, [], { complete: [] });
    expect(await judgedBoth([{ snapshots: [bare] }, { snapshots: [unread] }])).toEqual([false, false]);
    const came = await judgedBoth([{ snapshots: [named('dev')] }, { snapshots: [named('prod')] }]);
    expect(came).toEqual([false, false]);
  });

  test('of a target that could not be read, for as long as it cannot, and of what looks at it', async () => {
    const unread = read(one, [], { complete: [], gaps: [gap(['door', 'lock', 'ledger'], undefined, one)] });
    const whole = read(one, [shut(`${one}/a`, one)]);
    const leads = read(two, [leading(`${one}/a`)]);
    const judged = [whole, unread, unread, whole, unread].map((it): Judged => ({ snapshots: [it, leads] }));
    expect(await judgedBoth(judged)).toEqual([false, true, true, true, true]);
  });

  test('of files, which are judged whole, with what of them nobody could read', async () => {
    const target = { id: one, provider: 'aws' as const, scopes: ['aws-region' as const], folder: 'estate' };
    const snapshots = [read(one, [open(`${one}/a`, one)], { target })];
    const unreadable = [{ path: 'estate/b.json', reason: 'no JSON' }];
    expect(await judgedBoth([{ snapshots }, { snapshots, unreadable }, { snapshots }])).toEqual([false, false, false]);
  });

  test('of an object that is in no listing any more, where its cloud is asked', async () => {
    const [before, now] = [read(one, [open(`${one}/a`, one)]), read(one, [])];
    const clouds = [{ ...shop, isGone: () => Promise.resolve(true) }];
    const runs = [before, before, now].map((it): Judged => ({ snapshots: [it], ...(it === now && { clouds }) }));
    expect(await judgedBoth(runs)).toEqual([false, true, false]);
  });

  test('of what a release mends below the rules', async () => {
    const snapshots = [read(one, [])];
    const builds = ['a', 'a', 'b', 'b', 'a'].map((build): Judged => ({ snapshots, build }));
    expect(await judgedBoth(builds)).toEqual([false, true, false, true, false]);
    expect(await judgedBoth([{ snapshots }, { snapshots, build: 'a' }])).toEqual([false, false]);
  });

  test('where a clock was a year ahead once: a day is one by the clocks that are right', async () => {
    const snapshots = [read(one, [])];
    const ahead = '2027-11-22T23:40:00.000Z';
    const runs = [0, 1, 2, 3, 1_439, 1_443, 1_444].map((minutes, at): Judged => {
      const now = momentOf(minutes);
      const startedAt = new Date(Date.parse(ahead) + at).toISOString();
      if (minutes === 0) return { snapshots, startedAt: now, now };
      return minutes === 1 ? { snapshots, startedAt: ahead, now: ahead } : { snapshots, startedAt, now };
    });
    expect(await judgedBoth(runs)).toEqual([false, false, false, true, true, false, true]);
  });

  test('of policies that come and go, labels, targets that cannot be read, and objects that stand twice', async () => {
    let parts = 0;
    const move = fc.record({
      step,
      policy: seldom(fc.nat(3)),
      label: seldom(fc.tuple(fc.constantFrom(...ids), fc.constantFrom('dev', 'prod'))),
      unread: seldom(fc.constantFrom(...ids)),
    });
    await fc.assert(
      fc.asyncProperty(estate, policy, fc.array(move, { minLength: 3, maxLength: 7 }), async (first, its, moves) => {
        const policies = policiesFrom(its);
        const [whole, inPart] = [courtOf(true), courtOf(false)];
        const labels = new Map<string, string>();
        let [standing, stands, minutes]: [readonly Snapshot[], Policy, number] = [first, its, 0];
        for (const { step: now, policy: other, label, unread } of moves) {
          minutes += now.minutes;
          standing = standing.map((it) => now.read.find(({ target }) => target.id === it.target.id) ?? it);
          stands = policies[other ?? -1] ?? stands;
          if (label) labels.set(...label);
          const snapshots = standing
            .map((it) => labelled(it, labels.get(it.target.id)))
            .map((it) => (it.target.id === unread ? nothingOf(it) : it));
          const input = { snapshots, rules, policy: stands, startedAt: momentOf(minutes), kind: now.kind };
          await whole.judge(input);
          if (await inPart.judge(input)) parts += 1;
          expect(await saidBy(inPart.memory)).toEqual(await saidBy(whole.memory));
        }
      }),
      { numRuns: 150 },
    );
    expect(parts).toBeGreaterThan(150);
  });
});

/** A cloud that nobody reads. */
const shop: Cloud = {
  provider: 'aws',
  discover: () => Promise.resolve({ targets: [], gaps: [] }),
  collect: () => Promise.reject(new Error('Nobody reads it.')),
};

/** Of ten moves one. */
const seldom = <T>(it: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: it });

const policiesFrom = (its: Policy): readonly Policy[] => [
  its,
  { ...its, rules: { closed: { enabled: false } } },
  { ...its, rules: { locked: { severity: 'low' } } },
  { ...its, waivers: its.waivers.map((it) => ({ ...it, until: momentOf(99) })) },
];

const labelled = (it: Snapshot, environment: string | undefined): Snapshot =>
  environment === undefined ? it : snapshotOf({ ...it, target: { ...it.target, environment } }, types);

const nothingOf = (it: Snapshot): Snapshot => {
  const gaps = [gap(['door', 'lock', 'ledger'], undefined, it.target.id)];
  return snapshotOf({ ...it, resources: [], complete: [], gaps }, types);
};
