import { describe, expect, test } from 'vitest';
import { vpc } from '#clouds/aws/ec2/vpc/resource';
import type { Finding } from '#model';
import { regionOf, run, sweepHouse, type House, type Housed } from './house.ts';

const lost: Finding = {
  ...{ id: 'f-lost', rule: 'vpc-flow-logs-off', severity: 'low', status: 'open', message: 'It is off.' },
  ...{ resource: { type: vpc.name, id: 'lost', name: 'lost', target: regionOf(0) } },
  ...{ evidence: [], firstSeen: run.startedAt, snapshots: [] },
};

const houses: readonly (readonly [string, House])[] = [
  ['read by one call', { regions: 13, clusters: [1, 12], before: [lost], gone: new Set(['lost']) }],
  ['dealt out', { regions: 253, clusters: [1, 252], before: [lost], gone: new Set(['lost']) }],
];
/** Instants differ by what was done twice. */
const steady = ({ sweep }: Housed): unknown => ({
  ...sweep,
  readings: sweep.readings.map(({ startedAt: _, ...reading }) => reading),
});

describe.each(houses)('a process that dies at a write of a sweep that is %s', async (_, house) => {
  const whole = await sweepHouse(house);
  const deaths = whole.files.puts.flatMap((_, at) => [
    { at: at + 1, arrived: false, when: `before it arrives, the ${at + 1}th` },
    { at: at + 1, arrived: true, when: `when it has arrived, the ${at + 1}th` },
  ]);

  test.each(deaths)('$when, and whose step is made again, comes to the same end', async (death) => {
    const again = await sweepHouse({ ...house, death, attempts: 2 });
    expect(again.executed.failures).toEqual([]);
    expect(steady(again)).toEqual(steady(whole));
  });

  test.each(deaths)('$when, and whose step is not made again, loses nothing that it had', async (death) => {
    const again = await sweepHouse({ ...house, death });
    const { missing, readings, targets } = again.sweep;
    // What a later round makes up for is whole; what ended its cloud before the last round says so.
    if (again.executed.failures.every((it) => it.startsWith('aws collect'))) {
      expect(steady(again)).toEqual(steady(whole));
    } else {
      const isDealtOut = [...again.files.bodies].some(([path, body]) => path.includes('/round-') && body === '[]');
      expect(missing.clouds).toHaveLength(isDealtOut ? 0 : 1);
      expect(readings.length + missing.targets.length).toBe(targets.length);
    }
  });
});
