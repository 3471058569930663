import { scan } from '#app/scan';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import { defaultPolicy, type Gap, type Reading } from '#model';
import { outputOf } from '#report/output';
import { rules } from '#rules/catalog.gen';
import { seeded, type Seeded } from '../../sim/seeded.ts';
import { realClock } from '../../sim/virtual-clock.ts';
import { fleetOf } from '../fleet/fleet.ts';
import { readAt } from '../fleet/readings.ts';

/** Prints what a scan of one fixed fleet says, whatever the order in which the fleet is given. */
const order = process.argv[2] ?? 'as-read';
const fleet = await fleetOf({ eks: 6, aks: 12, gke: 12, namespaces: 3, deployments: 2 });
const readings = fleet.map(withGaps).map((reading) => ({ ...reading, startedAt: readAt }));
const random = order === 'as-read' ? undefined : seeded(order);
const given = random
  ? shuffled(
      readings.map((it) => mixed(it, random)),
      random,
    )
  : readings;
const { scan: result } = await scan({
  snapshots: snapshotsOf(given, typesOf(rules)),
  rules,
  policy: defaultPolicy,
  clock: realClock,
  startedAt: readAt,
});
const { scan: _, ...output } = outputOf(result, { verdicts: true }) as Readonly<Record<string, unknown>>;
process.stdout.write(JSON.stringify(output));

/** Every seventh target was not read completely. */
function withGaps(reading: Reading, at: number): Reading {
  if (at % 7 > 0) return reading;
  const [type = '', other = ''] = reading.complete;
  const gap = (name: string): Gap => ({
    target: reading.target.id,
    api: `read:${name}`,
    reason: 'denied',
    permission: `read:${name}`,
    types: [name],
    detail: `${name} is refused`,
  });
  const complete = reading.complete.filter((name) => name !== type && name !== other);
  return { ...reading, complete, gaps: [gap(type), gap(other)] };
}

function mixed(reading: Reading, by: Seeded): Reading {
  return {
    ...reading,
    resources: shuffled(reading.resources, by),
    complete: shuffled(reading.complete, by),
    gaps: shuffled(reading.gaps, by),
  };
}

function shuffled<T>(items: readonly T[], by: Seeded): T[] {
  return items
    .map((item) => [by.next(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}
