import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '#engine/evaluate';
import { lookoutOf } from '#engine/moved/lookout';
import { rejudgedOf } from '#engine/moved/rejudged';
import { typesOf } from '#engine/ruleset';
import type { Sight } from '#engine/moved/sights';
import { snapshotOf } from '#engine/snapshot-id';
import { worldOf } from '#engine/world';
import { canonicalJson } from '#lib/canonical';
import { compareText } from '#lib/text';
import { defaultPolicy as policy, type Snapshot } from '#model';
import { rules } from '#rules/catalog.gen';
import { fleetOf } from '../../bench/fleet/fleet.ts';
import { nudge, nudging } from './nudged.ts';

const types = typesOf(rules);
const moment = '2026-11-23T00:00:00.000Z';

/** What all rules say of each target. */
function saidOf(snapshots: readonly Snapshot[]): ReadonlyMap<string, string> {
  const judgements = evaluate({ world: worldOf(snapshots), rules, policy, at: moment });
  const said = Map.groupBy(judgements, ({ resource }) => resource.target);
  return new Map(
    snapshots.map(({ id, target }) => [
      target.id,
      canonicalJson([id, (said.get(target.id) ?? []).map((it) => ({ ...it, snapshots: [] }))]),
    ]),
  );
}

test('one process that sees a fleet move object by object finds all that the shipped rules say otherwise', async () => {
  const readings = await fleetOf({ eks: 3, aks: 2, gke: 1, namespaces: 1, deployments: 1 });
  const first = readings.map((it) => snapshotOf(it, types)).sort((a, b) => compareText(a.target.id, b.target.id));
  const sights: Sight[] = [];
  const onSights = (_: unknown, __: string, outside: ReadonlySet<Sight>) => sights.push(...outside);
  evaluate({ world: worldOf(first), rules, policy, at: moment, onSights });
  const nudged = nudging(first, types, (type) => sights.some((it) => it.startsWith(`${type} `)));
  const [atFirst, law] = [saidOf(first), 'the same'];
  let elsewhere = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(nudge, fc.boolean()), { minLength: 20, maxLength: 20 }), (steps) => {
      const lookout = lookoutOf();
      let stood: readonly Snapshot[] = first;
      let was = atFirst;
      for (const [how, isSeen] of steps) {
        const stands = nudged(stood, how);
        const is = saidOf(stands);
        // Others may have judged it: then it is met when the next one is.
        if (isSeen) {
          const worlds = { before: lookout.world(stood), now: lookout.world(stands) };
          const came = rejudgedOf({ ...worlds, rules, policy, since: moment, at: moment, law }, lookout);
          const otherwise = [...is.keys()].filter((target) => is.get(target) !== was.get(target));
          expect([...came].sort()).toEqual(otherwise.sort());
          elsewhere += otherwise.length > 1 ? 1 : 0;
        }
        [stood, was] = [stands, is];
      }
    }),
    { numRuns: 5 },
  );
  expect(elsewhere).toBeGreaterThan(0);
});
