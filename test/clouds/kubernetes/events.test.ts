import { expect, test } from 'vitest';
import { changeInCluster, kubernetesEvents } from '#clouds/kubernetes/events';
import { kindOfPath } from '#clouds/kubernetes/documents/kinds';
import { clusterTypes } from '#clouds/kubernetes/types';
import { hostile } from '../../support/hostile-records.ts';

const cluster = '//container.googleapis.com/projects/p/locations/l/clusters/c';

/** The request that a word of `changedBy` is about. */
function requestOf(call: string) {
  const [verb = '', resource = ''] = call.split(' ');
  const [path = '', subresource] = resource.split('/');
  const [plural = '', ...group] = path.split('.');
  const kind = kindOfPath(group.join('.'), plural);
  const { namespace = 'shop', name = 'web' } = kind?.only ?? {};
  const below = subresource === undefined ? {} : { subresource };
  return { cluster, verb, group: group.join('.'), plural, name, ...below, ...(kind?.namespaced && { namespace }) };
}

test.each(clusterTypes.map((type) => [type.name, type] as const))(
  'each call that changes %s touches it',
  (name, type) => {
    for (const call of type.changedBy) {
      const change = changeInCluster(requestOf(call));
      const its = change.touched.find((it) => it.type === name);
      expect([change.call, its?.target]).toEqual([call, `k8s:${cluster}`]);
      if (its?.id !== undefined) expect(type.home(its.id)).toBe(`k8s:${cluster}`);
    }
  },
);

test('only the ConfigMap that is read is touched', () => {
  const request = { cluster, verb: 'update', group: '', plural: 'configmaps' };
  const id = `${cluster}/core/v1/namespaces/kube-system/configmaps/amazon-vpc-cni`;
  const touched = (place: object) => changeInCluster({ ...request, ...place }).touched;
  expect(touched({ namespace: 'kube-system', name: 'amazon-vpc-cni' })).toMatchObject([{ id }]);
  expect(touched({ namespace: 'kube-system', name: 'other' })).toEqual([]);
  expect(touched({ namespace: 'shop', name: 'amazon-vpc-cni' })).toEqual([]);
  expect(touched({ namespace: 'kube-system' })).toMatchObject([{ type: 'k8s.vpc-cni-config' }]);
});

test('a request that lacks the namespace of its object is about any of the kind', () => {
  const { touched } = changeInCluster({ cluster, verb: 'delete', group: 'apps', plural: 'deployments', name: 'web' });
  expect(touched).toEqual([{ target: `k8s:${cluster}`, type: 'k8s.deployment' }]);
});

test('words that types are made of are no calls', () => {
  for (const plural of ['__proto__', 'constructor', '', '/'])
    expect(changeInCluster({ cluster, verb: 'create', group: '', plural }).touched).toEqual([]);
});

const event = {
  kind: 'Event',
  apiVersion: 'audit.k8s.io/v1',
  stage: 'ResponseComplete',
  auditID: 'a',
  verb: 'create',
  objectRef: { resource: 'pods', namespace: 'shop', name: 'web' },
};
const why = 'it does not say of which cluster it is';

test('an audit event of an API server does not say of which cluster it is', () => {
  expect(kubernetesEvents.read(event)).toEqual([{ is: 'not-tracked', call: 'create pods', why }]);
  const { objectRef: _ref, ...bare } = event;
  const list = { kind: 'EventList', apiVersion: 'audit.k8s.io/v1', items: [event, bare, 7] };
  expect(kubernetesEvents.read(list)).toEqual([
    { is: 'not-tracked', call: 'create pods', why },
    { is: 'not-tracked', call: 'create', why },
    { is: 'malformed', why: 'The field verb is missing or not of its form.' },
  ]);
});

test('what is of another kind is malformed, and of another API not of Kubernetes', () => {
  expect(kubernetesEvents.read({ ...event, kind: 'Policy' })).toMatchObject([{ is: 'malformed' }]);
  for (const document of [null, 7, [], [event], { ...event, apiVersion: 'v1' }, { kind: 'Event' }])
    expect(kubernetesEvents.read(document)).toBeUndefined();
});

test('hostile values in any field give a notice', () => {
  const kinds = hostile([event]).map((document) => kubernetesEvents.read(document)?.[0]?.is ?? 'other');
  expect(new Set(kinds)).toEqual(new Set(['malformed', 'not-tracked', 'other']));
});
