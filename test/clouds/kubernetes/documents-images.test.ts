import { describe, expect, test } from 'vitest';
import { onlyReading, read } from '../files/folder.ts';

const containers = { containers: [{ name: 'c', image: 'nginx' }] };
const template = { template: { spec: containers } };
const manifest = (apiVersion: string, kind: string, spec: object = template) => ({
  apiVersion,
  kind,
  metadata: { name: 'x' },
  spec,
});

describe('images in use', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  const controller = (kind: string, name: string) => [
    { apiVersion: 'apps/v1', kind, name, controller: true, uid: 'u' },
  ];
  const running = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'shop', ownerReferences: controller('ReplicaSet', 'rs') },
    spec: { containers: [{ name: 'c', image: 'r.example/app:1' }] },
    status: { phase: 'Running', containerStatuses: [{ name: 'c', imageID: `r.example/app@${digest}` }] },
  };
  const replicaSet = {
    ...manifest('apps/v1', 'ReplicaSet'),
    metadata: { name: 'rs', namespace: 'shop', ownerReferences: controller('Deployment', 'app') },
  };
  const deployment = { ...manifest('apps/v1', 'Deployment'), metadata: { name: 'app', namespace: 'shop' } };

  test('they follow from the pods, and are counted to the controller above all others', async () => {
    const items = [running, replicaSet, deployment];
    const { resources, complete } = onlyReading(await read({ 'a.json': { apiVersion: 'v1', kind: 'List', items } }));
    expect(resources.find(({ type }) => type === 'k8s.image')).toMatchObject({
      id: `kubernetes:files:./core/v1/_cluster/images/r.example/app@${digest}`,
      config: { digest, repository: 'r.example/app', reference: 'r.example/app:1', workloads: ['shop/app'] },
    });
    expect(complete).toContain('k8s.image');
  });

  test('a list of manifests does not say what runs', async () => {
    const { complete } = onlyReading(
      await read({ 'a.json': { kind: 'List', items: [manifest('v1', 'Pod', containers)] } }),
    );
    expect(complete).toEqual(['k8s.pod']);
  });

  test('a lone pod says what it runs, not that nothing else does', async () => {
    const { resources, complete } = onlyReading(await read({ 'a.json': running }));
    expect([resources.map(({ type }) => type), complete]).toEqual([['k8s.image', 'k8s.pod'], []]);
  });
});
