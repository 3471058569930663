import { describe, expect, test } from 'vitest';
import { deployment } from '#clouds/kubernetes/deployment/resource';
import { pod } from '#clouds/kubernetes/pod/resource';
import { replicaSet } from '#clouds/kubernetes/replica-set/resource';
import type { Gap, Reading, Resource, Snapshot } from '#model';
import { snapshotOf } from '#engine/snapshot-id';
import { movedTargets, movedTypes } from './moved-types.ts';

const types = [deployment, replicaSet, pod];
const owners = [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'shop', controller: true }];
const namespace = 'cluster/apps/v1/namespaces/web';

const resource = (type: string, id: string, config: object): Resource => ({
  ...{ type, id, name: id, target: 'k8s:cluster', config },
});
const made = resource(replicaSet.name, `${namespace}/replicasets/shop`, { spec: { replicas: 2 } });
const owned = resource(pod.name, 'cluster/core/v1/namespaces/web/pods/shop-1', {
  metadata: { name: 'shop-1', namespace: 'web', ownerReferences: owners },
});
const beside = resource(deployment.name, `${namespace}/deployments/till`, { spec: { replicas: 1 } });

const read = (resources: readonly Resource[], more: Partial<Reading> = {}): Snapshot =>
  snapshotOf(
    {
      target: { id: 'k8s:cluster', provider: 'kubernetes', scopes: ['cluster'] },
      startedAt: '2026-11-23T00:00:00.000Z',
      complete: types.map(({ name }) => name),
      ...{ resources, gaps: [], ...more },
    },
    types,
  );
const before = [read([owned, beside])];

const gap: Gap = {
  ...{ target: 'k8s:cluster', api: 'list pods', reason: 'denied', types: [pod.name], detail: 'It is refused.' },
};

describe('what is said otherwise', () => {
  test('is nothing of an equal read', () => {
    expect(movedTypes(before, [read([{ ...beside }, { ...owned }])], types)).toEqual(new Set());
  });

  test.each<[string, Snapshot]>([
    ['is of the type of a resource that is gone', read([owned])],
    [
      'is of the type of a resource that came',
      read([owned, beside, { ...beside, id: `${namespace}/deployments/new` }]),
    ],
    ['is of the type of a resource that holds something else', read([owned, { ...beside, config: {} }])],
    ['is of the type whose listing is not all', read([owned, beside], { complete: [pod.name, replicaSet.name] })],
  ])('%s', (_, now) => {
    expect(movedTypes(before, [now], types)).toEqual(new Set([deployment.name]));
  });

  test('is of the types of a gap, of a new one and of one that is gone', () => {
    const now = [read([owned, beside], { gaps: [gap] })];
    expect(movedTypes(before, now, types)).toEqual(new Set([pod.name]));
    expect(movedTypes(now, before, types)).toEqual(new Set([pod.name]));
  });

  test('is of the type of a resource whose controller came, too', () => {
    expect(movedTypes(before, [read([owned, beside, made])], types)).toEqual(new Set([replicaSet.name, pod.name]));
  });

  test('is everything where there are other targets', () => {
    const [only] = before;
    expect(movedTypes(before, [], types)).toBe('all');
    expect(movedTypes(before, [...before, read([], { target: { ...target(only), id: 'k8s:new' } })], types)).toBe(
      'all',
    );
    expect(movedTypes(before, [read([owned, beside], { target: { ...target(only), scopes: [] } })], types)).toBe('all');
  });
});

const target = (it: Snapshot | undefined): Snapshot['target'] => it?.target ?? { id: '', provider: 'aws', scopes: [] };

test('targets that were read otherwise, that are gone, and that are new have moved', () => {
  const other = read([], { target: { ...target(before[0]), id: 'k8s:other' } });
  expect(movedTargets(before, before)).toEqual(new Set());
  expect(movedTargets(before, [read([owned])])).toEqual(new Set(['k8s:cluster']));
  expect(movedTargets([...before, other], before)).toEqual(new Set(['k8s:other']));
  expect(movedTargets(before, [...before, other])).toEqual(new Set(['k8s:other']));
});
