import { expect, test } from 'vitest';
import { vpc } from '#clouds/aws/ec2/vpc/resource';
import type { Finding } from '#model';
import { clusterOf, regionOf, sweepHouse } from './house.ts';

const house = { regions: 4, clusters: [1, 2] };
const openIn = (at: number): Finding => ({
  ...{
    id: `f-${at}`,
    rule: 'r',
    severity: 'high',
    status: 'open',
    message: '',
    evidence: [],
    snapshots: [],
    version: 1,
  },
  resource: { type: vpc.name, id: `${regionOf(at)}/lost`, name: 'lost', target: regionOf(at) },
  ...{ firstSeen: '2026-11-22T09:00:00.000Z', lastChanged: '2026-11-22T09:00:00.000Z' },
});

test('a sweep of one target reads that one, and says that it was to read nothing else', async () => {
  const { begun, sweep } = await sweepHouse({ ...house, only: [regionOf(1)] });
  expect(begun).toEqual([regionOf(1)]);
  expect(sweep.only).toEqual([regionOf(1)]);
  expect(sweep.readings.map(({ target }) => target.id)).toEqual([regionOf(1)]);
  expect(sweep.missing).toEqual({ targets: [], clouds: [] });
});

test('of the API of a cluster reads the place that holds it, and that cluster alone', async () => {
  const only = [`k8s:${clusterOf(2)}`];
  const { begun, sweep } = await sweepHouse({ ...house, clusters: [1, 2], only });
  expect(begun).toEqual([regionOf(2)]);
  expect(sweep.targets.map(({ id }) => id)).toEqual([regionOf(2), ...only]);
});

test('of a target that nobody finds reads nothing, and is whole', async () => {
  const { begun, sweep } = await sweepHouse({ ...house, only: ['aws:111122223333:mars'] });
  expect(begun).toEqual([]);
  expect(sweep).toMatchObject({ targets: [], missing: { targets: [], clouds: [] } });
});

test('asks of what is gone in that target alone', async () => {
  const before = [openIn(0), openIn(1)];
  const gone = new Set(before.map(({ resource }) => resource.id));
  const { asked, sweep } = await sweepHouse({ ...house, before, gone, only: [regionOf(1)] });
  expect(asked).toEqual([`${regionOf(1)}/lost`]);
  expect([...sweep.gone]).toEqual([`${regionOf(1)}/lost`]);
});
