import { afterEach, describe, expect, test } from 'vitest';
import { gateOf } from '#clouds/gate';
import type { ClusterAccess } from '#clouds/cluster-access';
import { kubernetesCloud, type ClosedCluster } from '#clouds/kubernetes/cloud';
import { kubernetesTypes } from '#clouds/kubernetes/documents/kinds';
import { ownReadOf } from '#clouds/kubernetes/gone';
import { runningImage } from '#clouds/kubernetes/image/resource';
import { typesOn } from '#engine/any-rule';
import type { Cloud, Resource, ResourceRef } from '#model';
import { rules } from '#rules/catalog.gen';
import clusterAdmin from '../../../rules/kubernetes/rbac/k8s-rbac-cluster-admin-binding.ts';
import { textAt } from '../../sim/json.ts';
import type { KubernetesEstate } from '../../sim/kubernetes/estate.ts';
import type { KubernetesOptions } from '../../sim/kubernetes/server.ts';
import { accessTo, estate, read, start, stopAll } from '../../support/kubernetes/collected.ts';
import { clusters } from '../../support/kubernetes/objects.ts';
import { follower } from '../../support/two-scans.ts';
import { steppedClock } from '../stepped-clock.ts';

afterEach(stopAll);

function cloudOf(access: ClusterAccess | ClosedCluster): Required<Omit<Cloud, 'reread'>> {
  const clock = steppedClock();
  return kubernetesCloud({
    gate: gateOf({ clock, attempts: 1 }),
    clock,
    clusters: () => [access],
    allowLoopback: true,
  });
}

const asked = async (it: ResourceRef, options: Partial<KubernetesOptions> = {}): Promise<boolean> =>
  cloudOf(accessTo(await start(options))).isGone(it);

/** The cluster with the same APIs and nothing in it. */
const emptied: KubernetesEstate = { ...estate, objects: [] };
const all: readonly Resource[] = (await read(accessTo(await start()))).resources;
const one = (type: string): Resource => all.find((it) => it.type === type)!;

const held = kubernetesTypes.map(({ name }) => name).filter((name) => all.some(({ type }) => type === name));
const binding = one('k8s.cluster-role-binding');

describe.each(held)('%s', (name) => {
  test('that exists is not gone', async () => {
    const sim = await start();
    expect(await cloudOf(accessTo(sim)).isGone(one(name))).toBe(false);
    expect(sim.calls.map(({ status }) => status)).toEqual([200]);
  });

  test('that was deleted is gone', async () => {
    expect(await asked(one(name), { estate: emptied })).toBe(true);
  });
});

describe('an answer', () => {
  const operation = 'rbac.authorization.k8s.io:clusterrolebindings.get';

  test.each(['denied', 'throttled', 'server-error', 'expired-credentials', 'timeout', 'reset'] as const)(
    'that is %s says nothing',
    async (fault) => {
      const faults = [{ operation, fault, position: 'all' as const }];
      const sim = await start({ estate: fault === 'timeout' ? estate : emptied, faults });
      expect(await cloudOf(accessTo(sim)).isGone(binding)).toBe(false);
      expect(sim.calls.map((it) => it.fault)).toEqual([fault]);
    },
  );

  test('404 about the path says nothing: the version is not served any more', async () => {
    const id = binding.id.replace('/v1/', '/v1beta1/');
    expect(await asked({ ...binding, id }, { estate: emptied })).toBe(false);
  });

  test('from elsewhere says nothing', async () => {
    expect(await asked(binding, { estate: emptied, hostile: { redirectTo: 'https://elsewhere' } })).toBe(false);
    expect(await asked(binding, { estate: emptied, hostile: 'foreign-authority' })).toBe(false);
  });
});

describe('what is not asked for', () => {
  test.each([
    ['an image that pods run: it is no object of the API', () => all.find(({ type }) => type === runningImage.name)!],
    ['the API itself', () => one('k8s.api')],
    ['an object of another type than its address', () => ({ ...binding, type: 'k8s.role-binding' })],
    ['an object of another cluster', () => ({ ...binding, target: `k8s:${clusters.gke}` })],
    ['an address in another cluster', () => ({ ...binding, id: binding.id.replace(clusters.eks, clusters.gke) })],
  ])('%s', async (_, of) => {
    const sim = await start({ estate: emptied });
    expect(await cloudOf(accessTo(sim)).isGone(of())).toBe(false);
    expect(sim.connections()).toBe(0);
  });

  test('what is in a cluster that is closed, or whose endpoint is refused', async () => {
    const closed = { cluster: clusters.eks, closed: { reason: 'unreachable', detail: '' } } as const;
    expect(await cloudOf(closed).isGone(binding)).toBe(false);
    const access = { ...accessTo(await start({ estate: emptied })), endpoint: 'http://127.0.0.1' };
    expect(await cloudOf(access).isGone(binding)).toBe(false);
  });
});

test('objects of the core group and of a namespace are read under their own paths', () => {
  expect(ownReadOf(one('k8s.namespace'))).toMatchObject({ api: 'get namespaces' });
  const { id } = one('k8s.deployment');
  const [, namespace, name] = /namespaces\/([^/]+)\/deployments\/(.+)$/.exec(id) ?? [];
  expect(ownReadOf({ type: 'k8s.deployment', id })).toEqual({
    api: 'get deployments.apps',
    path: `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`,
    missing: `deployments.apps "${name}" not found`,
  });
});

test('a type that rules judge names the permission of its own read', () => {
  const judged = rules.flatMap(typesOn).filter(({ name }) => held.includes(name));
  expect(judged.length).toBeGreaterThan(0);
  for (const { name, reads } of judged) expect(reads, name).toContain(ownReadOf(one(name))?.api);
});

describe('a second scan', () => {
  const scans = async (options: (lost: string) => Partial<KubernetesOptions>) => {
    const follow = follower([clusterAdmin]);
    const { open } = await follow(cloudOf(accessTo(await start())));
    const lost = open.find((id) => id.includes('/clusterrolebindings/'))!;
    const sim = await start(options(lost));
    return { lost, second: await follow(cloudOf(accessTo(sim))), trace: sim.trace() };
  };
  const without = (id: string): KubernetesEstate => ({
    ...estate,
    objects: estate.objects.filter(
      (it) => textAt(it, 'kind') !== 'ClusterRoleBinding' || !id.endsWith(`/${textAt(it, 'metadata', 'name') ?? ''}`),
    ),
  });
  const own = 'rbac.authorization.k8s.io:clusterrolebindings.get';
  const denied = (operation: string) => [{ operation, fault: 'denied', position: 'all' } as const];

  test('finds that a deleted binding is gone', async () => {
    const { second, lost, trace } = await scans((id) => ({ estate: without(id) }));
    expect(new Set(second.changes)).toEqual(new Set([`gone ${lost}`]));
    expect(second.open).not.toContain(lost);
    expect(trace[own]).toBe(1);
  });

  test('leaves it open when the listing was lost', async () => {
    const faults = denied('rbac.authorization.k8s.io:clusterrolebindings.list');
    const { second, lost, trace } = await scans((id) => ({ estate: without(id), faults }));
    expect([second.changes, second.open.includes(lost)]).toEqual([[], true]);
    expect(trace[own]).toBe(undefined);
  });

  test('leaves it open when its own read is denied', async () => {
    const { second, lost, trace } = await scans((id) => ({ estate: without(id), faults: denied(own) }));
    expect([second.changes, second.open.includes(lost)]).toEqual([[], true]);
    expect(trace[own]).toBe(1);
  });
});
