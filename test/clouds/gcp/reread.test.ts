import { describe, expect, test } from 'vitest';
import { gcpTypes } from '#clouds/gcp/types';
import { of } from '../rereading.ts';
import { again, changed, effective, estate, list, one, swept, target, touch } from './rereads.ts';

const regional = 'compute:regionNetworkFirewallPolicies.getEffectiveFirewalls';
const accountKeys = 'iam:projects.serviceAccounts.keys.list';
const repositories = {
  'artifactregistry:ListLocations': 1,
  'artifactregistry:ListRepositories': estate.projects[0]!.registryLocations.length,
};
const each = (type: string): number => of(swept, type).length;

interface Calls {
  readonly byId: object;
  readonly any: () => object;
}

/** The calls that an object of each type costs by its address, and any of the type. */
const calls: Readonly<Record<string, Calls>> = {
  'gke.cluster': {
    byId: { 'container:GetCluster': 1, [effective]: 1, [regional]: 1 },
    any: () => ({
      [list]: 1,
      [effective]: each('gcp.effective-firewalls'),
      [regional]: each('gcp.region-effective-firewalls'),
    }),
  },
  'gke.upgrade-info': {
    byId: { 'container:FetchClusterUpgradeInfo': 1 },
    any: () => ({ [list]: 1, 'container:FetchClusterUpgradeInfo': 6 }),
  },
  'gcp.admission-policy': {
    byId: { 'binaryauthorization:projects.getPolicy': 1 },
    any: () => ({ 'binaryauthorization:projects.getPolicy': 1 }),
  },
  'gcp.network': {
    byId: { [list]: 1, 'compute:networks.list': 1 },
    any: () => ({ [list]: 1, 'compute:networks.list': 1 }),
  },
  'gcp.subnetwork': {
    byId: { 'compute:subnetworks.get': 1 },
    any: () => ({ [list]: 1, 'compute:subnetworks.aggregatedList': 1 }),
  },
  'gcp.firewall': {
    byId: { 'compute:firewalls.get': 1 },
    any: () => ({ [list]: 1, 'compute:firewalls.list': 1 }),
  },
  'gcp.effective-firewalls': {
    byId: { [effective]: 1 },
    any: () => ({ [list]: 1, [effective]: each('gcp.effective-firewalls') }),
  },
  'gcp.region-effective-firewalls': {
    byId: { [regional]: 1 },
    any: () => ({ [list]: 1, [regional]: each('gcp.region-effective-firewalls') }),
  },
  'gcp.kms-key': {
    byId: { 'cloudkms:GetCryptoKey': 1 },
    any: () => ({ [list]: 1, ...repositories, 'cloudkms:GetCryptoKey': each('gcp.kms-key') }),
  },
  'gcp.kms-policy': {
    byId: { 'cloudkms:GetIamPolicy': 1 },
    any: () => ({ [list]: 1, ...repositories, 'cloudkms:GetIamPolicy': each('gcp.kms-policy') }),
  },
  'gcp.artifact-registry': {
    byId: { [list]: 1, 'artifactregistry:GetRepository': 1, 'artifactregistry:GetIamPolicy': 1 },
    any: () => ({ [list]: 1, ...repositories, 'artifactregistry:GetIamPolicy': each('gcp.artifact-registry') }),
  },
  'gcp.artifact-registry-policy': {
    byId: { [list]: 1, 'artifactregistry:GetIamPolicy': 1 },
    any: () => ({ [list]: 1, ...repositories, 'artifactregistry:GetIamPolicy': each('gcp.artifact-registry') }),
  },
  'gcp.service-account-keys': {
    byId: { [accountKeys]: 1 },
    any: () => ({ [list]: 1, 'compute:projects.get': 1, [accountKeys]: each('gcp.service-account-keys') }),
  },
  'gcp.compute-project': {
    byId: { [list]: 1, 'compute:projects.get': 1 },
    any: () => ({ [list]: 1, 'compute:projects.get': 1 }),
  },
  'gcp.project-policy': {
    byId: { [list]: 1, 'cloudresourcemanager:projects.getIamPolicy': 1 },
    any: () => ({ [list]: 1, 'cloudresourcemanager:projects.getIamPolicy': 1 }),
  },
};

const changing = gcpTypes.filter(({ changedBy }) => changedBy.length > 0).map(({ name }) => name);
/** These are listed anew, or exist once in a project, whatever the address says. */
const once = ['gcp.network', 'gcp.compute-project', 'gcp.project-policy', 'gcp.admission-policy'];

test('every type that changes is read again', () => {
  expect(Object.keys(calls).sort()).toEqual([...changing].sort());
});

describe.each(changing)('%s', (type) => {
  test('by its address is what the sweep reads', async () => {
    const { reading, trace } = await again([touch(type, one(type).id)]);
    expect(of(reading, type)).toContainEqual(one(type));
    expect(reading.gaps).toEqual([]);
    expect(reading.complete).toEqual(once.includes(type) ? [type] : []);
    expect(trace).toEqual(calls[type]!.byId);
    expect(Object.values(trace).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(3);
  });

  test('without an address is listed as the sweep lists it', async () => {
    const { reading, trace } = await again([touch(type)]);
    expect(of(reading, type)).toEqual(of(swept, type));
    expect(reading.complete).toContain(type);
    expect(reading.gaps).toEqual([]);
    expect(trace).toEqual(calls[type]!.any());
  });

  test('that is denied is a gap with the permission', async () => {
    const faults = Object.keys(calls[type]!.byId)
      .filter((operation) => operation !== list || type === 'gcp.network')
      .map((operation) => ({ operation, fault: 'denied' as const, position: 'all' as const }));
    const { reading } = await again([touch(type, one(type).id)], { faults });
    const gap = reading.gaps.find(({ types }) => types.includes(type));
    expect(gap).toMatchObject({ reason: 'denied', target: target.id });
    expect(gap?.permission).toBeDefined();
    expect(of(reading, type)).toEqual([]);
  });
});

describe('what is not there', () => {
  const emptied = changed(() => ({ firewalls: [], networks: [], subnetworks: [], keys: [], repositories: [] }));

  test.each([
    'gcp.firewall',
    'gcp.subnetwork',
    'gcp.effective-firewalls',
    'gcp.region-effective-firewalls',
    'gcp.kms-key',
    'gcp.artifact-registry',
    'gcp.artifact-registry-policy',
  ])('%s is a gap on its address', async (type) => {
    const { id } = one(type);
    const { reading } = await again([touch(type, id)], { estate: emptied });
    expect(reading).toMatchObject({ resources: [], complete: [] });
    expect(reading.gaps).toMatchObject([{ reason: 'not-found', resource: id, types: [type] }]);
  });

  test('a cluster is a gap on its address', async () => {
    const { id } = one('gke.cluster');
    const { reading, trace } = await again([touch('gke.cluster', id)], { estate: changed(() => ({ clusters: [] })) });
    expect(reading.gaps).toMatchObject([{ reason: 'not-found', resource: id, types: ['gke.cluster'] }]);
    expect(trace).toEqual({ 'container:GetCluster': 1 });
  });

  test('a network is not in the listing', async () => {
    const { reading } = await again([touch('gcp.network', one('gcp.network').id)], { estate: emptied });
    expect(reading).toMatchObject({ resources: [], complete: ['gcp.network'], gaps: [] });
  });
});
