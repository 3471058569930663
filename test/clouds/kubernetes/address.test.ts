import { describe, expect, test } from 'vitest';
import { apiAddress, clusterTargetOf, objectAddress, parseObjectAddress, providerOf } from '#clouds/kubernetes/address';
import { ownerAddress } from '#clouds/kubernetes/owner';
import { clusters } from '../../support/kubernetes/objects.ts';

const pod = { group: '', version: 'v1', namespace: 'shop', plural: 'pods', name: 'web' };

describe('addresses', () => {
  test('the empty group is called core', () => {
    expect(objectAddress({ cluster: 'c', ...pod })).toBe('c/core/v1/namespaces/shop/pods/web');
  });

  test('what is cluster-wide is in _cluster', () => {
    const address = objectAddress({ cluster: 'c', ...pod, namespace: undefined, plural: 'nodes', name: 'n' });
    expect(address).toBe('c/core/v1/_cluster/nodes/n');
  });

  test.each(Object.values(clusters))('an address leads back to its parts and its target: %s', (cluster) => {
    const address = objectAddress({ cluster, ...pod });
    expect(parseObjectAddress(address)).toEqual({ cluster, ...pod, group: 'core' });
    expect(clusterTargetOf(address)).toBe(cluster === clusters.files ? cluster : `k8s:${cluster}`);
  });

  test('a repository of an image may hold slashes', () => {
    const address = `${clusters.eks}/core/v1/_cluster/images/registry.example/a/b@sha256:1`;
    expect(parseObjectAddress(address)).toMatchObject({ cluster: clusters.eks, name: 'registry.example/a/b@sha256:1' });
    expect(clusterTargetOf(address)).toBe(`k8s:${clusters.eks}`);
  });

  test('what exists once is beside its target', () => {
    expect(clusterTargetOf(apiAddress(`k8s:${clusters.eks}`))).toBe(`k8s:${clusters.eks}`);
    expect(clusterTargetOf(apiAddress('kubernetes:files:a/b'))).toBe('kubernetes:files:a/b');
  });

  test('other texts are no addresses', () => {
    expect(clusterTargetOf(clusters.eks)).toBeUndefined();
    expect(clusterTargetOf('')).toBeUndefined();
  });

  test('the id of a cluster tells the provider', () => {
    expect(Object.values(clusters).map((id) => providerOf(`k8s:${id}`))).toEqual(['eks', 'aks', 'gke', undefined]);
    expect(providerOf('k8s:home')).toBeUndefined();
  });
});

describe('the controller that made an object', () => {
  const owned = (kind: string, apiVersion = 'apps/v1', controller = true) => ({
    metadata: { namespace: 'shop', ownerReferences: [{ apiVersion, kind, name: 'web', controller }] },
  });
  const at = (group: string, plural: string) => objectAddress({ cluster: 'c', ...pod, group, plural });

  test.each([
    ['pods', 'ReplicaSet', 'apps/v1', 'replicasets'],
    ['pods', 'StatefulSet', 'apps/v1', 'statefulsets'],
    ['pods', 'DaemonSet', 'apps/v1', 'daemonsets'],
    ['pods', 'Job', 'batch/v1', 'jobs'],
    ['pods', 'ReplicationController', 'v1', 'replicationcontrollers'],
    ['replicasets', 'Deployment', 'apps/v1', 'deployments'],
    ['jobs', 'CronJob', 'batch/v1', 'cronjobs'],
  ])('%s are made by a %s', (plural, kind, apiVersion, owner) => {
    const [group = ''] = apiVersion.includes('/') ? apiVersion.split('/') : [''];
    expect(ownerAddress(at('x', plural), owned(kind, apiVersion))).toBe(at(group, owner));
  });

  test.each([
    ['a deployment makes no pods itself', 'pods', owned('Deployment')],
    ['another group may have a kind of the same name', 'pods', owned('ReplicaSet', 'example.com/v1')],
    ['a custom controller is not read', 'replicasets', owned('Rollout', 'argoproj.io/v1alpha1')],
    ['a reference that is no controller', 'pods', owned('ReplicaSet', 'apps/v1', false)],
    ['a node', 'pods', owned('Node', 'v1')],
    ['no reference', 'pods', { metadata: {} }],
  ])('%s', (_, plural, config) => {
    expect(ownerAddress(at('', plural), config)).toBeUndefined();
  });

  test('what has no address has no owner', () => {
    expect(ownerAddress('web', owned('ReplicaSet'))).toBeUndefined();
  });
});
