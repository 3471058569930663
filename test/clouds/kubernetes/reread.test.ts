import { afterEach, describe, expect, test } from 'vitest';
import type { ClusterAccess } from '#clouds/cluster-access';
import { gateOf } from '#clouds/gate';
import { kubernetesCloud, type ClosedCluster } from '#clouds/kubernetes/cloud';
import { clusterTypes } from '#clouds/kubernetes/types';
import type { Reading, Resource, Touched } from '#model';
import type { KubernetesEstate } from '../../sim/kubernetes/estate.ts';
import type { KubernetesOptions } from '../../sim/kubernetes/server.ts';
import { accessTo, estate, read, start, stopAll } from '../../support/kubernetes/collected.ts';
import { clusters } from '../../support/kubernetes/objects.ts';
import { steppedClock } from '../stepped-clock.ts';

afterEach(stopAll);

const swept = await read(accessTo(await start()));
const { target } = swept;

const of = (reading: Reading, type: string): readonly Resource[] => reading.resources.filter((it) => it.type === type);
const one = (type: string): Resource => of(swept, type)[0]!;
const touch = (type: string, id?: string): Touched => ({ target: target.id, type, ...(id !== undefined && { id }) });

async function again(touched: readonly Touched[], options: Partial<KubernetesOptions> = {}) {
  const sim = await start(options);
  const reading = await cloudOf(accessTo(sim)).reread(target, touched);
  return { reading, trace: sim.trace() };
}

function cloudOf(access: ClusterAccess | ClosedCluster) {
  const clock = steppedClock();
  const gate = gateOf({ clock, attempts: 1 });
  return kubernetesCloud({ gate, clock, clusters: () => [access], allowLoopback: true });
}

const changing = clusterTypes.filter(({ changedBy }) => changedBy.length > 0);
const names = changing.map(({ name }) => name);
const held = names.filter((name) => of(swept, name).length > 0);
// Kinds that somebody installs are listed: which version serves them is asked first.
const installed = /\.(?:cilium\.io|projectcalico\.org|k8s\.aws)$/;
const objects = changing.filter(
  ({ name, reads: [, own = ''] }) =>
    held.includes(name) && /^get [a-z]+(\.[a-z0-9.]+)?$/.test(own) && !installed.test(own),
);

test('every type of a cluster changes', () => {
  expect(names).toEqual(clusterTypes.map(({ name }) => name));
});

describe.each(names)('%s', (type) => {
  test('without an address is listed as the sweep lists it', async () => {
    const { reading } = await again([touch(type)]);
    expect(of(reading, type)).toEqual(of(swept, type));
    expect(reading.complete).toEqual([type]);
    expect(reading.resources).toHaveLength(of(swept, type).length);
    expect(reading.gaps).toEqual([]);
  });
});

describe.each(held)('%s', (type) => {
  test('by its address is what the sweep reads', async () => {
    const { reading } = await again([touch(type, one(type).id)]);
    expect(of(reading, type)).toContainEqual(one(type));
    expect(reading.gaps).toEqual([]);
  });
});

test('most types are read by the path of an object', () => {
  expect(objects.map(({ name }) => name)).toContain('k8s.cluster-role-binding');
  expect(objects.length).toBeGreaterThan(8);
});

describe.each(objects.map(({ name }) => name))('one %s', (type) => {
  test('costs one call, and nothing is complete by it', async () => {
    const { reading, trace } = await again([touch(type, one(type).id)]);
    expect(Object.entries(trace)).toEqual([[expect.stringMatching(/\.get$/), 1]]);
    expect(reading.complete).toEqual([]);
    expect(reading.resources).toEqual([one(type)]);
  });

  test('that is not there is a gap on its address', async () => {
    const emptied: KubernetesEstate = { ...estate, objects: [] };
    const { id } = one(type);
    const { reading } = await again([touch(type, id)], { estate: emptied });
    expect(reading.gaps).toMatchObject([{ reason: 'not-found', resource: id, types: [type] }]);
    expect(reading).toMatchObject({ resources: [], complete: [] });
  });
});

const binding = 'k8s.cluster-role-binding';
const denied = (operation: string) => [{ operation, fault: 'denied', position: 'all' } as const];

describe('what is denied', () => {
  test('is a gap on the address, with the permission', async () => {
    const { id } = one(binding);
    const faults = denied('rbac.authorization.k8s.io:clusterrolebindings.get');
    const { reading } = await again([touch(binding, id)], { faults });
    const permission = 'get clusterrolebindings.rbac.authorization.k8s.io';
    expect(reading.gaps).toMatchObject([{ reason: 'denied', resource: id, types: [binding], permission }]);
  });

  test('leaves its kind incomplete where it was listed', async () => {
    const faults = denied('rbac.authorization.k8s.io:clusterrolebindings.list');
    const { reading } = await again([touch(binding), touch('k8s.namespace')], { faults });
    expect(reading.complete).toEqual(['k8s.namespace']);
    expect(reading.gaps).toMatchObject([{ reason: 'denied', types: [binding] }]);
  });
});

describe('several at once', () => {
  test('are read once each', async () => {
    const { id } = one(binding);
    const touched = [touch(binding, id), touch(binding, id), touch('k8s.namespace'), touch('k8s.namespace')];
    const { trace } = await again(touched);
    expect(trace).toEqual({ 'rbac.authorization.k8s.io:clusterrolebindings.get': 1, 'core:namespaces.list': 1 });
  });

  test('more than three of a type are listed', async () => {
    const ids = of(swept, 'k8s.deployment').map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(3);
    const { reading, trace } = await again(ids.slice(0, 4).map((id) => touch('k8s.deployment', id)));
    expect(trace).toEqual({ 'apps:deployments.list': 1 });
    expect(of(reading, 'k8s.deployment')).toEqual(of(swept, 'k8s.deployment'));
  });

  test('kinds of one group ask once which groups there are', async () => {
    const { trace } = await again([touch('k8s.cilium-network-policy'), touch('k8s.cilium-clusterwide-network-policy')]);
    expect(trace['discovery:groups']).toBe(1);
  });
});

describe('a pod', () => {
  const workloads = ['apps:daemonsets', 'apps:deployments', 'apps:replicasets', 'apps:statefulsets', 'batch:cronjobs'];
  const sources = [...workloads, 'batch:jobs', 'core:nodes', 'core:pods', 'core:replicationcontrollers'];

  test('with its images costs what these are worked out from', async () => {
    const { reading, trace } = await again([touch('k8s.pod', one('k8s.pod').id), touch('k8s.image')]);
    expect(trace).toEqual(Object.fromEntries(sources.map((it) => [`${it}.list`, 1])));
    expect(reading.complete).toEqual(['k8s.image', 'k8s.pod']);
    expect(reading.resources).toEqual([...of(swept, 'k8s.image'), ...of(swept, 'k8s.pod')]);
  });

  test.each(sources)('leaves the images unread where %s cannot be listed', async (source) => {
    const { reading } = await again([touch('k8s.image')], { faults: denied(`${source}.list`) });
    expect(reading.complete).toEqual([]);
    expect(reading.gaps).toMatchObject([{ reason: 'denied', types: ['k8s.image'] }]);
  });
});

test('an object of an older version of its API is listed with the others', async () => {
  const id = one(binding).id.replace('/v1/', '/v1beta1/');
  expect((await again([touch(binding, id)])).reading.complete).toEqual([binding]);
});

test.each<[string, Touched]>([
  ['an address in another cluster', touch(binding, one(binding).id.replace(clusters.eks, clusters.gke))],
  ['what was touched in another cluster', { target: `k8s:${clusters.gke}`, type: binding }],
  ['a type of a cloud', touch('eks.cluster')],
])('%s is not asked for', async (_, it) => {
  const sim = await start();
  const reading = await cloudOf(accessTo(sim)).reread(target, [it]);
  expect(sim.connections()).toBe(0);
  expect(reading).toMatchObject({ target, resources: [], complete: [], gaps: [] });
});

describe('a cluster that cannot be called', () => {
  const { id } = one(binding);
  const touched = [touch(binding, id), touch('k8s.namespace')];

  test('leaves what was asked for unread, and nothing else', async () => {
    const closed = { cluster: clusters.eks, closed: { reason: 'unreachable', detail: 'no way' } } as const;
    const reading = await cloudOf(closed).reread(target, touched);
    expect(reading.gaps).toMatchObject([
      { reason: 'unreachable', types: ['k8s.namespace'], detail: 'no way' },
      { reason: 'unreachable', types: [binding], resource: id, detail: 'no way' },
    ]);
  });

  test('that nobody can reach any more is outside', async () => {
    const other = { cluster: clusters.gke, closed: { reason: 'unreachable', detail: '' } } as const;
    const { gaps } = await cloudOf(other).reread(target, touched);
    expect(gaps.map(({ reason }) => reason)).toEqual(['outside', 'outside']);
  });

  test('whose endpoint is refused is unread', async () => {
    const access = { ...accessTo(await start()), endpoint: 'http://127.0.0.1' };
    expect((await cloudOf(access).reread(target, touched)).gaps).toHaveLength(2);
  });
});

test('an abort ends it', async () => {
  const cloud = cloudOf(accessTo(await start()));
  await expect(cloud.reread(target, [touch(binding)], AbortSignal.abort())).rejects.toThrow();
});
