import { describe, expect, test } from 'vitest';
import { azureTypes } from '#clouds/azure/types';
import type { Resource, Target, Touched } from '#model';
import { cloudAt } from './audit.ts';
import { of } from '../rereading.ts';
import { allSets, calls, clusters, inGroup, settings } from './reread-calls.ts';
import { again, azure, changed, one, swept, target, touch } from './rereads.ts';

/** The types that are listed whole whichever object was asked for. */
const wholes = [
  ...['azure.virtual-network', 'azure.defender-plans', 'azure.scale-set', 'azure.disk', 'azure.activity-log-settings'],
  ...['azure.snapshot', 'azure.public-ip', 'azure.application-gateway'],
];
const changing = azureTypes.filter(({ changedBy }) => changedBy.length > 0).map(({ name }) => name);

test('every type that changes is read again', () => {
  expect(Object.keys(calls).sort()).toEqual([...changing].sort());
});

describe.each(changing)('%s', (type) => {
  test('by its address is what the sweep reads', async () => {
    const { id } = one(type);
    const { reading, trace } = await again([touch(type, id)]);
    expect(of(reading, type)).toContainEqual(one(type));
    expect(reading.gaps).toEqual([]);
    expect(trace).toEqual(calls[type]!.byId);
    expect(Object.values(trace).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(3);
  });

  test('without an address is listed as the sweep lists it', async () => {
    const { reading, trace } = await again([touch(type)]);
    expect(of(reading, type)).toEqual(of(swept, type));
    expect(reading.complete).toContain(type);
    expect(reading.gaps).toEqual([]);
    expect(trace).toEqual(calls[type]!.any);
  });

  test('names only what was listed as complete', async () => {
    const { reading } = await again([touch(type, one(type).id)]);
    const listed = wholes.includes(type);
    const both = ['azure.role-assignment', 'azure.role-definition'];
    expect(reading.complete).toEqual(both.includes(type) ? both : listed ? [type] : []);
    expect(reading.target).toEqual(target);
  });

  test('that is denied is a gap with the permission, and nothing is complete', async () => {
    const spared = type === 'azure.role-definition' ? 'authorization:roleAssignments.listForSubscription' : '';
    const operations = Object.keys(calls[type]!.byId).filter((it) => it !== spared);
    const faults = operations.map((operation) => ({
      operation,
      fault: 'denied' as const,
      position: 'all' as const,
    }));
    const { reading } = await again([touch(type, one(type).id)], { faults });
    const gap = reading.gaps.find(({ types }) => types.includes(type));
    expect(gap).toMatchObject({ reason: 'denied', target: target.id });
    expect(gap?.permission).toBeDefined();
    expect(reading.complete).toEqual(spared === '' ? [] : ['azure.role-assignment']);
    expect(of(reading, type)).toEqual([]);
  });
});

describe('what is not there', () => {
  const emptied = changed(() => ({
    ...{ managedClusters: [], networkSecurityGroups: [], registries: [] },
    ...{ virtualNetworks: [], disks: [], virtualMachineScaleSets: [] },
  }));

  test.each(['aks.cluster', 'azure.nsg', 'acr.registry'])('%s is a gap on its address', async (type) => {
    const { id } = one(type);
    const { reading } = await again([touch(type, id)], { estate: emptied });
    expect(reading).toMatchObject({ resources: [], complete: [] });
    expect(reading.gaps).toMatchObject([{ reason: 'not-found', resource: id, types: [type] }]);
  });

  test.each(['azure.virtual-network', 'azure.scale-set', 'azure.disk'])('%s is not in the listing', async (type) => {
    const { reading } = await again([touch(type, one(type).id)], { estate: emptied });
    expect(reading).toMatchObject({ resources: [], complete: [type], gaps: [] });
  });
});

describe('a cluster', () => {
  test('comes with the scale sets of its nodes and where it sends its logs', async () => {
    const { id, config } = one('aks.cluster') as Resource<string, { readonly nodeResourceGroup: string }>;
    const { reading } = await again([touch('aks.cluster', id)]);
    const group = `/resourcegroups/${config.nodeResourceGroup.toLowerCase()}/`;
    const sets = of(swept, 'azure.scale-set').filter((it) => it.id.includes(group));
    expect(sets.length).toBeGreaterThan(0);
    expect(of(reading, 'azure.scale-set')).toEqual(sets);
    expect(of(reading, 'azure.diagnostic-settings')).toEqual(
      of(swept, 'azure.diagnostic-settings').filter((it) => it.id.startsWith(id)),
    );
  });

  test('whose pools changed costs three calls, with all scale sets', async () => {
    const { reading, trace } = await again([touch('aks.cluster', one('aks.cluster').id), touch('azure.scale-set')]);
    expect(trace).toEqual({ [clusters]: 1, [allSets]: 1, [settings]: 1 });
    expect(reading.complete).toEqual(['aks.cluster', 'azure.scale-set']);
    expect(of(reading, 'azure.scale-set')).toEqual(of(swept, 'azure.scale-set'));
  });

  test('whose scale sets cannot be read leaves these unread', async () => {
    const faults = [{ operation: inGroup, fault: 'denied', position: 'all' } as const];
    const { reading } = await again([touch('aks.cluster', one('aks.cluster').id)], { faults });
    expect(reading.gaps).toMatchObject([{ reason: 'denied', types: ['azure.scale-set'] }]);
    expect(of(reading, 'aks.cluster')).toHaveLength(1);
  });

  test('whose listing fails leaves versions and settings as they were known', async () => {
    const faults = [{ operation: clusters, fault: 'server-error', position: 'all' } as const];
    const { reading } = await again([touch('aks.cluster')], { faults });
    expect(reading.gaps.flatMap(({ types }) => types).sort()).toEqual(['aks.cluster', 'azure.scale-set']);
  });
});

test('scale sets outside of the groups of nodes are not read', async () => {
  const strange = changed(({ virtualMachineScaleSets: [it, ...rest] }) => ({
    virtualMachineScaleSets: [{ ...it!, id: it!.id!.replace(/resourceGroups\/[^/]+/, 'resourceGroups/own') }, ...rest],
  }));
  const { reading } = await again([touch('azure.scale-set')], { estate: strange });
  expect(of(reading, 'azure.scale-set')).toEqual(of(swept, 'azure.scale-set').slice(1));
});

describe('several at once', () => {
  test('are read once each', async () => {
    const { id } = one('azure.nsg');
    const touched = [touch('azure.nsg', id), touch('azure.nsg', id), touch('azure.disk'), touch('azure.disk')];
    const { trace } = await again(touched);
    expect(trace).toEqual({ 'network:networkSecurityGroups.get': 1, 'compute:disks.list': 1 });
  });

  test('more than three of a type are listed', async () => {
    const ids = of(swept, 'azure.nsg').map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(3);
    const { trace, reading } = await again(ids.slice(0, 4).map((id) => touch('azure.nsg', id)));
    expect(trace).toEqual({ 'network:networkSecurityGroups.listAll': 1 });
    expect(reading.complete).toEqual(['azure.nsg']);
  });

  test('a failed one leaves the others read', async () => {
    const faults = [{ operation: 'compute:disks.list', fault: 'reset', position: 'all' } as const];
    const { reading } = await again([touch('azure.nsg'), touch('azure.disk')], { faults });
    expect(reading.complete).toEqual(['azure.nsg']);
    expect(reading.gaps).toMatchObject([{ reason: 'unreachable', types: ['azure.disk'] }]);
  });
});

test.each<[string, () => Touched]>([
  [
    'an address of another subscription',
    () => touch('azure.nsg', one('azure.nsg').id.replace(/^\/subscriptions\/[^/]+/, '/subscriptions/other')),
  ],
  ['what was touched in another subscription', () => ({ target: 'azure:other', type: 'azure.nsg' })],
  ['a type of another cloud', () => touch('eks.cluster')],
])('%s is not asked for', async (_, it) => {
  const { reading, trace } = await again([it()]);
  expect(trace).toEqual({});
  expect(reading).toMatchObject({ target, resources: [], complete: [], gaps: [] });
});

test.each(['__proto__', '/providers/x'])('%s can be any of its type', async (id) => {
  expect((await again([touch('azure.nsg', id)])).reading.complete).toEqual(['azure.nsg']);
});

describe('a subscription that had no clusters', () => {
  const empty = (): Target => ({ ...target, scopes: [] });

  test('is read whole where one was made', async () => {
    const { reading } = await again([touch('aks.cluster', one('aks.cluster').id)], {}, empty());
    expect(reading).toEqual({ ...swept, startedAt: reading.startedAt });
  });

  test('still is none where none was found', async () => {
    const options = { estate: changed(() => ({ managedClusters: [] })) };
    const { reading } = await again([touch('aks.cluster')], options, empty());
    expect(reading.target).toEqual(empty());
  });

  test('is asked for nothing else', async () => {
    const { reading, trace } = await again([touch('azure.nsg', one('azure.nsg').id)], {}, empty());
    expect(trace).toEqual({});
    expect(reading).toMatchObject({ target: empty(), complete: [], gaps: [] });
  });
});

test('without a sign-in all that was asked for is a gap', async () => {
  const sim = await azure();
  const credential = { getToken: () => Promise.resolve(null) };
  const { id } = one('azure.nsg');
  const reading = await cloudAt(sim, { credential }).cloud.reread(target, [
    touch('azure.nsg', id),
    touch('azure.disk'),
  ]);
  expect(reading.gaps).toMatchObject([
    { reason: 'denied', resource: id, types: ['azure.nsg'] },
    { reason: 'denied', types: ['azure.disk'], permission: 'Microsoft.Compute/disks/read' },
  ]);
  expect(sim.calls).toEqual([]);
});

test('an abort ends it', async () => {
  const { cloud } = cloudAt(await azure());
  await expect(cloud.reread(target, [touch('azure.nsg')], AbortSignal.abort())).rejects.toThrow();
});
