import { describe, expect, test } from 'vitest';
import type { Resource, Target, Touched } from '#model';
import type { GcpEstate } from '../../sim/gcp/estate.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { cloudAt } from './audit.ts';
import { of } from '../rereading.ts';
import { again, changed, effective, estate, gcp, list, one, swept, target, touch } from './rereads.ts';

describe('a cluster', () => {
  const asking = (): Resource => {
    const asks = (it: Resource): boolean => JSON.stringify(it.config).includes('PROJECT_SINGLETON_POLICY_ENFORCE');
    return of(swept, 'gke.cluster').find(asks)!;
  };

  test('comes with what is in force on its network', async () => {
    const { id } = one('gke.cluster');
    const { reading } = await again([touch('gke.cluster', id)]);
    for (const type of ['gcp.effective-firewalls', 'gcp.region-effective-firewalls']) {
      expect(of(reading, type)).toHaveLength(1);
      expect(of(swept, type)).toContainEqual(of(reading, type)[0]);
    }
  });

  test('that was updated costs itself, its support and the policy that it asks', async () => {
    const { id } = asking();
    const { trace, reading } = await again([touch('gke.cluster', id), touch('gke.upgrade-info', `${id}/upgradeInfo`)]);
    expect(trace).toEqual({
      'container:GetCluster': 1,
      'container:FetchClusterUpgradeInfo': 1,
      'binaryauthorization:projects.getPolicy': 1,
    });
    expect(of(reading, 'gcp.admission-policy')).toEqual(of(swept, 'gcp.admission-policy'));
  });

  test('in a network of another project does not read that', async () => {
    const lent = changed(({ clusters: [it, ...rest] }) => ({
      clusters: [{ ...it, network: 'x', networkConfig: { network: 'projects/host/global/networks/x' } }, ...rest],
    }));
    const id = of(swept, 'gke.cluster').find((it) => it.name === estate.projects[0]!.clusters[0]!.name)!.id;
    expect((await again([touch('gke.cluster', id)], { estate: lent })).trace).toEqual({ 'container:GetCluster': 1 });
  });

  test('whose listing fails leaves other types as they were known', async () => {
    const faults = [{ operation: list, fault: 'denied', position: 'all' } as const];
    const { reading } = await again([touch('gke.cluster')], { faults });
    expect(reading.gaps.map(({ types }) => types)).toEqual([['gke.cluster']]);
    expect(reading.complete).toEqual([]);
  });
});

test('a firewall rule with its network costs two calls', async () => {
  const { trace } = await again([
    touch('gcp.firewall', one('gcp.firewall').id),
    touch('gcp.effective-firewalls', one('gcp.effective-firewalls').id),
  ]);
  expect(trace).toEqual({ 'compute:firewalls.get': 1, [effective]: 1 });
});

describe('several at once', () => {
  test('are read once each', async () => {
    const { id } = one('gcp.firewall');
    const { trace } = await again([touch('gcp.firewall', id), touch('gcp.firewall', id), touch('gcp.network')]);
    expect(trace).toEqual({ [list]: 1, 'compute:networks.list': 1, 'compute:firewalls.get': 1 });
  });

  test('more than three of a type are listed', async () => {
    const ids = of(swept, 'gcp.firewall').map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(3);
    const { trace, reading } = await again(ids.slice(0, 4).map((id) => touch('gcp.firewall', id)));
    expect(trace).toEqual({ [list]: 1, 'compute:firewalls.list': 1 });
    expect(reading.complete).toEqual(['gcp.firewall']);
  });

  test('a failed one leaves the others read', async () => {
    const faults = [{ operation: 'compute:firewalls.get', fault: 'reset', position: 'all' } as const];
    const { id } = one('gcp.firewall');
    const { reading } = await again([touch('gcp.firewall', id), touch('gcp.network')], { faults });
    expect(reading.complete).toEqual(['gcp.network']);
    expect(reading.gaps).toMatchObject([{ reason: 'unreachable', resource: id, types: ['gcp.firewall'] }]);
  });
});

test.each<[string, () => Touched]>([
  [
    'an address of another project',
    () => touch('gcp.firewall', one('gcp.firewall').id.replace(/projects\/[^/]+/, 'projects/other')),
  ],
  ['what was touched in another project', () => ({ target: 'gcp:other', type: 'gcp.firewall' })],
  ['a type of another cloud', () => touch('eks.cluster')],
])('%s is not asked for', async (_, it) => {
  const { reading, trace } = await again([it()]);
  expect(trace).toEqual({});
  expect(reading).toMatchObject({ target, resources: [], complete: [], gaps: [] });
});

test.each(['../../secrets', '..', 'a?x=y', 'a/b', 'a%2Fb'])('a rule called %s becomes no path', async (name) => {
  const id = one('gcp.firewall').id.replace(/[^/]+$/, name);
  const { reading, trace } = await again([touch('gcp.firewall', id)]);
  expect(trace).toEqual({ [list]: 1, 'compute:firewalls.list': 1 });
  expect(reading.complete).toEqual(['gcp.firewall']);
});

describe('a project that has no clusters', () => {
  const empty = (): Target => ({ ...target, scopes: [] });
  const bare = changed(() => ({ clusters: [] }));

  test('is read whole where one was made', async () => {
    const { reading } = await again([touch('gke.cluster', one('gke.cluster').id)], {}, empty());
    expect(reading).toEqual({ ...swept, startedAt: reading.startedAt });
  });

  test('still is none where none was found', async () => {
    expect((await again([touch('gke.cluster')], { estate: bare }, empty())).reading.target).toEqual(empty());
  });

  test('is asked for nothing else', async () => {
    const { reading, trace } = await again([touch('gcp.firewall')], {}, empty());
    expect(trace).toEqual({});
    expect(reading).toMatchObject({ target: empty(), complete: [], gaps: [] });
  });

  test.each(['gcp.artifact-registry', 'gcp.artifact-registry-policy', 'gcp.compute-project', 'gcp.project-policy'])(
    'and lends networks holds no %s, as in a sweep',
    async (type) => {
      const { reading, trace } = await again([touch(type, one(type).id)], { estate: bare });
      expect(reading).toMatchObject({ resources: [], complete: [type], gaps: [] });
      expect(trace).toEqual({ [list]: 1 });
    },
  );
});

describe('a project among others', () => {
  const two = generateGcpEstate({ seed: 7, clusters: 6, projects: 2 });
  const [guest, host] = two.projects;
  const lent = `projects/${host!.projectId}/global/networks/default`;
  const shared: GcpEstate = {
    projects: [
      { ...guest!, clusters: guest!.clusters.slice(0, 1).map((it) => ({ ...it, networkConfig: { network: lent } })) },
      { ...host!, clusters: [] },
    ],
  };

  test.each([
    'gcp.effective-firewalls',
    'gcp.region-effective-firewalls',
    'gcp.network',
    'gcp.subnetwork',
    'gcp.firewall',
  ])('that lends a network reads %s for the clusters of the others', async (type) => {
    const sim = await gcp({ estate: shared });
    const { cloud } = cloudAt(sim);
    const { targets } = await cloud.discover();
    const readings = await Promise.all(targets.map((it) => cloud.collect(it)));
    for (const whole of readings) {
      const reading = await cloud.reread(whole.target, [{ target: whole.target.id, type }]);
      expect(of(reading, type)).toEqual(of(whole, type));
      expect(reading.complete).toEqual([type]);
    }
    expect(readings.flatMap((it) => of(it, type))).not.toEqual([]);
  });
});

test.each([
  ['gcp.kms-key', ''],
  ['gcp.kms-policy', '/iamPolicy'],
])('%s of a project that nobody watches is read by the one that names the key', async (type, rest) => {
  const id = `//cloudkms.googleapis.com/projects/elsewhere/locations/us/keyRings/gke/cryptoKeys/etcd${rest}`;
  const { reading } = await again([touch(type, id)]);
  expect(reading.gaps).toMatchObject([{ reason: 'denied', resource: id, types: [type] }]);
});

test('without a sign-in all that was asked for is a gap', async () => {
  const sim = await gcp();
  const auth = () => Promise.reject(new Error('Could not load the default credentials'));
  const { id } = one('gcp.firewall');
  const reading = await cloudAt(sim, { auth }).cloud.reread(target, [touch('gcp.firewall', id), touch('gcp.network')]);
  expect(reading.gaps).toMatchObject([
    { reason: 'denied', types: ['gcp.network'], permission: 'compute.networks.list' },
    { reason: 'denied', resource: id, types: ['gcp.firewall'] },
  ]);
  expect(sim.calls).toEqual([]);
});

test('an abort ends it', async () => {
  const { cloud } = cloudAt(await gcp());
  await expect(cloud.reread(target, [touch('gcp.firewall')], AbortSignal.abort())).rejects.toThrow();
});
