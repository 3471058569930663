import { afterEach, describe, expect, test } from 'vitest';
import { accessTo, estate, gapFor, read, start, stopAll } from '../../support/kubernetes/collected.ts';
import { clusters } from '../../support/kubernetes/objects.ts';
import { onlyReading, read as readFiles } from '../files/folder.ts';

afterEach(stopAll);

const type = 'k8s.vpc-cni-config';
const operation = 'core:configmaps.get';
const configMap = (namespace: string, name: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { namespace, name },
  data: { 'enable-network-policy-controller': 'true' },
});
const own = configMap('kube-system', 'amazon-vpc-cni');
const others = [configMap('shop', 'amazon-vpc-cni'), configMap('kube-system', 'aws-auth')];
const holding = { ...estate, groups: [], objects: [own, ...others] };

describe('the ConfigMap of the VPC CNI', () => {
  test('is read by its name, and no other is seen', async () => {
    const simulator = await start({ estate: holding });
    const { resources, complete } = await read(accessTo(simulator));
    const found = resources.filter((it) => it.type === type);
    expect(found.map(({ id, name }) => [id, name])).toEqual([
      [`${clusters.eks}/core/v1/namespaces/kube-system/configmaps/amazon-vpc-cni`, 'kube-system/amazon-vpc-cni'],
    ]);
    expect(found[0]?.config).toMatchObject({ data: own.data });
    expect(complete).toContain(type);
    expect(simulator.calls.filter((call) => call.operation.startsWith('core:configmaps'))).toHaveLength(1);
    expect(simulator.trace()[operation]).toBe(1);
  });

  test('that is not there is known to be absent', async () => {
    const reading = await read(accessTo(await start({ estate: { ...holding, objects: others } })));
    expect(reading.gaps).toEqual([]);
    expect(reading.complete).toContain(type);
    expect(reading.resources.map((it) => it.type)).not.toContain(type);
  });

  test('is not asked for on other clouds, which have none', async () => {
    const simulator = await start({ estate: holding });
    const { complete } = await read({ ...accessTo(simulator), cluster: clusters.aks });
    expect(simulator.trace()[operation]).toBeUndefined();
    expect(complete).toContain(type);
  });

  test.each([
    ['denied', 'denied', 'get configmaps/amazon-vpc-cni'],
    ['server-error', 'unreachable', undefined],
  ] as const)('that was answered with %s is a gap', async (fault, reason, permission) => {
    const reading = await read(accessTo(await start({ faults: [{ operation, fault, position: 'all' }] })));
    const gap = gapFor(reading, type);
    expect([gap?.api, gap?.reason, gap?.permission]).toEqual(['get configmaps/amazon-vpc-cni', reason, permission]);
    expect(reading.complete).not.toContain(type);
  });
});

describe('ConfigMaps in files', () => {
  test('the one is judged, and others are not', async () => {
    const { readings, unreadable } = await readFiles({
      'own.json': own,
      'other.json': others[0],
      'auth.json': others[1],
    });
    expect(readings.flatMap(({ resources }) => resources.map((it) => it.type))).toEqual([type]);
    expect(unreadable.map(({ path, detail }) => [path, detail])).toEqual([
      ['auth.json', 'Kubernetes v1 ConfigMap'],
      ['other.json', 'Kubernetes v1 ConfigMap'],
    ]);
  });

  test('a list of them tells whether it is there', async () => {
    const list = { apiVersion: 'v1', kind: 'ConfigMapList', items: others };
    const reading = onlyReading(await readFiles({ 'all.json': list }));
    expect(reading.resources).toEqual([]);
    expect(reading.complete).toContain(type);
  });
});
