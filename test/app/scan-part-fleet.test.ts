import fc from 'fast-check';
import { expect, test } from 'vitest';
import { snapshotOf } from '#engine/snapshot-id';
import { typesOf } from '#engine/ruleset';
import { defaultPolicy } from '#model';
import type { Resource, Snapshot } from '#model';
import { rules } from '#rules/catalog.gen';
import { fleetOf } from '../bench/fleet/fleet.ts';
import { courtOf, momentOf } from './part-shop.ts';

const types = typesOf(rules);

test('the shipped rules say of a fleet whose objects come and go what they say when everything is judged', async () => {
  const readings = await fleetOf({ eks: 3, aks: 1, gke: 1, namespaces: 3, deployments: 2 });
  const fleet = readings.map((it) => snapshotOf(it, types));
  const pick = fc.record({ target: fc.nat(), object: fc.nat(), how: fc.constantFrom('without', 'bare', 'back') });
  await fc.assert(
    fc.asyncProperty(fc.array(pick, { minLength: 3, maxLength: 6 }), async (picks) => {
      const [whole, inPart] = [courtOf(true), courtOf(false)];
      let snapshots: readonly Snapshot[] = fleet;
      let parts = 0;
      for (const [at, { target, object, how }] of picks.entries()) {
        const place = target % fleet.length;
        const [stands, stood] = [snapshots[place]!, fleet[place]!];
        const chosen = stands.resources[object % Math.max(1, stands.resources.length)];
        const resources = changed(stands.resources, chosen, how);
        const now = how === 'back' ? stood : snapshotOf({ ...stands, resources }, types);
        if (at > 0) snapshots = snapshots.with(place, now);
        const input = {
          snapshots,
          rules,
          policy: defaultPolicy,
          startedAt: momentOf(at * 7),
          kind: at % 2 === 0 ? ('re-read' as const) : ('sweep' as const),
        };
        await whole.judge(input);
        if (await inPart.judge(input)) parts += 1;
      }
      expect(parts).toBe(picks.length - 1);
      const [runs, others] = [await whole.memory.runs(9), await inPart.memory.runs(9)];
      expect(others.map(({ wholeAt: _, ...run }) => run)).toEqual(runs.map(({ wholeAt: _, ...run }) => run));
      for (const { id } of runs) expect(await inPart.memory.targets(id)).toEqual(await whole.memory.targets(id));
      expect(await inPart.memory.findings()).toEqual(await whole.memory.findings());
    }),
    { numRuns: 4 },
  );
}, 120_000);

/** An object that is not there any more, or of which nothing is said. */
function changed(all: readonly Resource[], chosen: Resource | undefined, how: string): readonly Resource[] {
  if (!chosen) return all;
  const others = all.filter((it) => it !== chosen);
  return how === 'without' ? others : [...others, { ...chosen, config: bare(chosen.config) }];
}

const bare = (config: unknown): unknown =>
  typeof config === 'object' && config !== null && !Array.isArray(config)
    ? Object.fromEntries(Object.entries(config).filter((_, at) => at % 2 === 0))
    : config;
