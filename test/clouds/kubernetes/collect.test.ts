import { afterEach, describe, expect, test } from 'vitest';
import { kubernetesCloud } from '#clouds/kubernetes/cloud';
import type { Reading } from '#model';
import { listAt } from '#clouds/json';
import { type JsonObject, textAt } from '../../sim/json.ts';
import { generateKubernetesEstate } from '../../sim/kubernetes/generate.ts';
import { realClock } from '../../sim/virtual-clock.ts';
import { accessTo, estate, gapFor, read, start, stopAll } from '../../support/kubernetes/collected.ts';
import { clusters } from '../../support/kubernetes/objects.ts';

afterEach(stopAll);

const target = `k8s:${clusters.eks}`;
const configs = (reading: Reading, type: string) =>
  reading.resources.filter((it) => it.type === type).map(({ config }) => config);

describe('what is read', () => {
  test('every object of the kinds that rules need is read once', async () => {
    const reading = await read(accessTo(await start()));
    const kinds = ['Pod', 'Deployment', 'ClusterRoleBinding', 'NetworkPolicy', 'CiliumNetworkPolicy', 'Namespace'];
    const counted = (kind: string) => estate.objects.filter((it) => textAt(it, 'kind') === kind && !calico(it)).length;
    const types = ['pod', 'deployment', 'cluster-role-binding', 'network-policy', 'cilium-network-policy', 'namespace'];
    expect(types.map((type) => configs(reading, `k8s.${type}`).length)).toEqual(kinds.map(counted));
    expect(new Set(reading.resources.map(({ id }) => id)).size).toBe(reading.resources.length);
    expect(reading.gaps).toEqual([]);
  });

  test('addresses name cluster, group, version, namespace, kind and object', async () => {
    const { resources } = await read(accessTo(await start()));
    const ids = resources.map(({ id }) => id);
    expect(ids).toContain(`${clusters.eks}/core/v1/_cluster/namespaces/team-0`);
    expect(ids).toContain(`${clusters.eks}/apps/v1/namespaces/team-0/deployments/app-0`);
    expect(ids).toContain(`${target}/k8s.api`);
    expect(resources.find(({ id }) => id.endsWith('/deployments/app-0'))?.name).toBe('team-0/app-0');
  });

  test('a policy kind that the cluster does not serve is known to hold none', async () => {
    const { complete, resources } = await read(
      accessTo(await start({ estate: { ...estate, groups: [], objects: [] } })),
    );
    expect(complete).toContain('k8s.cilium-network-policy');
    expect(complete).toContain('k8s.application-network-policy');
    expect(resources.map(({ type }) => type)).toEqual(['k8s.api']);
  });

  test("Calico's policies come from its CRD where its own API is not served", async () => {
    const calicoEstate = generateKubernetesEstate({
      seed: 3,
      provider: 'gke',
      namespaces: 12,
      groups: ['crd.projectcalico.org/v1'],
    });
    const reading = await read(accessTo(await start({ estate: calicoEstate })));
    expect(configs(reading, 'k8s.calico-network-policy')).not.toEqual([]);
  });

  test('pages are followed to their end', async () => {
    const namespaces = Array.from({ length: 1203 }, (_, at) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: `ns-${at}` },
    }));
    const simulator = await start({ estate: { ...estate, objects: namespaces, groups: [] } });
    const reading = await read(accessTo(simulator));
    expect(configs(reading, 'k8s.namespace')).toHaveLength(1203);
    expect(simulator.calls.filter(({ operation }) => operation === 'core:namespaces.list')).toHaveLength(3);
  });

  test('a few connections carry all listings', async () => {
    const simulator = await start();
    const { gaps } = await read(accessTo(simulator));
    expect(gaps).toEqual([]);
    expect(simulator.calls.length).toBeGreaterThan(25);
    expect(simulator.connections()).toBeLessThanOrEqual(6);
  });

  test('the version and the groups of the API', async () => {
    const [api] = configs(await read(accessTo(await start())), 'k8s.api');
    expect(api).toMatchObject({ version: { major: '1', minor: '33', gitVersion: 'v1.33.4-eks-99d6cc0' } });
    expect(listAt(api, 'groups')).toContainEqual({ name: 'cilium.io', versions: ['v2'] });
  });

  test('bookkeeping and values of environment variables do not leave the collector', async () => {
    const text = JSON.stringify((await read(accessTo(await start()))).resources);
    expect(text).not.toContain('managedFields');
    expect(text).not.toMatch(/"env":\[[^\]]*"value":/);
  });

  test('the label of a cluster is that of its target', async () => {
    const cloud = kubernetesCloud({
      clock: realClock,
      clusters: () => [{ cluster: 'c', closed: { reason: 'unreachable', detail: '' }, environment: 'prod' }],
    });
    expect((await cloud.discover()).targets).toEqual([
      { id: 'k8s:c', provider: 'kubernetes', scopes: ['cluster'], environment: 'prod' },
    ]);
  });
});

describe('what could not be read', () => {
  test('a kind that is denied is a gap that names the permission, and the others are read', async () => {
    const simulator = await start({ faults: [{ operation: 'core:pods.list', fault: 'denied', position: 'all' }] });
    const reading = await read(accessTo(simulator));
    expect(gapFor(reading, 'k8s.pod')).toMatchObject({
      api: 'list pods',
      reason: 'denied',
      permission: 'list pods',
      types: ['k8s.pod', 'k8s.image'],
    });
    expect(reading.complete).not.toContain('k8s.pod');
    expect(configs(reading, 'k8s.deployment')).not.toEqual([]);
  });

  test('the group of a denied kind is part of the permission', async () => {
    const simulator = await start({
      faults: [{ operation: 'apps:deployments.list', fault: 'denied', position: 'all' }],
    });
    expect(gapFor(await read(accessTo(simulator)), 'k8s.deployment')?.permission).toBe('list deployments.apps');
  });

  test('a policy kind that exists and is denied is a gap', async () => {
    const simulator = await start({
      faults: [{ operation: 'cilium.io:ciliumnetworkpolicies.list', fault: 'denied', position: 'all' }],
    });
    expect(gapFor(await read(accessTo(simulator)), 'k8s.cilium-network-policy')?.permission).toBe(
      'list ciliumnetworkpolicies.cilium.io',
    );
  });

  test('without the list of groups no policy kind is known to be absent', async () => {
    const simulator = await start({ faults: [{ operation: 'discovery:groups', fault: 'denied', position: 'all' }] });
    const reading = await read(accessTo(simulator));
    expect(gapFor(reading, 'k8s.cilium-network-policy')).toMatchObject({ reason: 'denied', permission: 'get /apis' });
    expect(gapFor(reading, 'k8s.api')?.permission).toBe('get /apis');
    expect(reading.complete).toContain('k8s.network-policy');
  });

  test.each([
    ['throttled', 'throttled'],
    ['server-error', 'unreachable'],
    ['timeout', 'timeout'],
    ['reset', 'unreachable'],
    ['truncated-body', 'unreachable'],
    ['malformed-body', 'malformed'],
    ['repeated-token', 'malformed'],
    ['not-found', 'not-found'],
  ] as const)('a listing that ends with %s is a gap: %s', async (fault, reason) => {
    const simulator = await start({ faults: [{ operation: 'apps:deployments.list', fault, position: 'all' }] });
    const reading = await read(accessTo(simulator), { timeoutMs: 500 });
    expect(gapFor(reading, 'k8s.deployment')?.reason).toBe(reason);
    expect(reading.complete).toContain('k8s.pod');
  });

  test('a token that is refused is a gap of every kind', async () => {
    const simulator = await start();
    const reading = await read({ ...accessTo(simulator), token: () => Promise.resolve('wrong') });
    expect(reading.resources).toEqual([]);
    expect(new Set(reading.gaps.map(({ reason }) => reason))).toEqual(new Set(['denied']));
    expect(JSON.stringify(reading.gaps)).not.toContain('wrong');
  });

  test('an expired continue token makes the listing again, whole', async () => {
    const namespaces = Array.from({ length: 700 }, (_, at) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: `ns-${at}` },
    }));
    const simulator = await start({ estate: { ...estate, objects: namespaces, groups: [] } });
    const first = accessTo(simulator);
    const token = (): Promise<string> => {
      if (simulator.calls.some(({ operation }) => operation === 'core:namespaces.list'))
        simulator.expireContinueTokens();
      return first.token();
    };
    const reading = await read({ ...first, token });
    expect(configs(reading, 'k8s.namespace')).toHaveLength(700);
    expect(
      simulator.calls.filter(({ operation }) => operation === 'core:namespaces.list').map(({ status }) => status),
    ).toEqual([200, 410, 200]);
    expect(reading.complete).toContain('k8s.namespace');
  });

  test('a cluster that nothing gives access to is a gap of every type', async () => {
    const closed = { reason: 'denied', detail: 'The user credential was refused.', permission: 'p' } as const;
    const reading = await read({ cluster: clusters.eks, closed });
    expect(reading.gaps).toHaveLength(1);
    expect(reading.gaps[0]).toMatchObject({ target, reason: 'denied', detail: closed.detail, permission: 'p' });
    expect(reading.gaps[0]?.types).toContain('k8s.image');
  });
});

const calico = (it: JsonObject): boolean => /projectcalico/.test(textAt(it, 'apiVersion') ?? '');
