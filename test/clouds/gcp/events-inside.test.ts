import { expect, test } from 'vitest';
import { gcpEvents } from '#clouds/gcp/events';
import { changeInCluster } from '#clouds/kubernetes/events';
import { insideEntry } from '../../support/gcp/events.ts';

const { read } = gcpEvents(changeInCluster);
const cluster = '//container.googleapis.com/projects/shop-prod/locations/europe-west1-b/clusters/shop';
const target = `k8s:${cluster}`;

test('a request to the API of a cluster touches the object in that cluster', () => {
  const entry = insideEntry('io.k8s.apps.v1.deployments.create', 'apps/v1/namespaces/shop/deployments/web');
  expect(read(entry)).toEqual([
    {
      is: 'change',
      change: {
        eventId: '1x2y3z4',
        provider: 'gcp',
        actor: 'ann@example.com',
        call: 'create deployments.apps',
        at: '2026-11-22T09:00:00.123Z',
        origin: 'cli',
        touched: [{ target, type: 'k8s.deployment', id: `${cluster}/apps/v1/namespaces/shop/deployments/web` }],
      },
      announced: [],
    },
  ]);
});

test.each([
  [
    'io.k8s.core.v1.namespaces.patch',
    'core/v1/namespaces/shop',
    'patch namespaces',
    '/core/v1/_cluster/namespaces/shop',
  ],
  [
    'io.k8s.authorization.rbac.v1.clusterrolebindings.delete',
    'rbac.authorization.k8s.io/v1/clusterrolebindings/admins',
    'delete clusterrolebindings.rbac.authorization.k8s.io',
    '/rbac.authorization.k8s.io/v1/_cluster/clusterrolebindings/admins',
  ],
  [
    'io.k8s.batch.v1beta1.cronjobs.update',
    'batch/v1beta1/namespaces/shop/cronjobs/tidy',
    'update cronjobs.batch',
    '/batch/v1/namespaces/shop/cronjobs/tidy',
  ],
])('%s is about %s', (method, resource, call, id) => {
  expect(read(insideEntry(method, resource))).toMatchObject([
    { change: { call, touched: [{ id: `${cluster}${id}` }] } },
  ]);
});

test('a pod touches itself and the images that run', () => {
  const entry = insideEntry('io.k8s.core.v1.pods.create', 'core/v1/namespaces/shop/pods/web-1');
  const pod = `${cluster}/core/v1/namespaces/shop/pods/web-1`;
  const found = read(entry)?.flatMap((it) => (it.is === 'change' ? it.change.touched : []));
  expect(new Set(found)).toEqual(
    new Set([
      { target, type: 'k8s.pod', id: pod },
      { target, type: 'k8s.image' },
    ]),
  );
});

test('where no object is named, or its version depends on the cluster, it is any of the kind', () => {
  const collection = insideEntry(
    'io.k8s.networking.v1.networkpolicies.deletecollection',
    'networking.k8s.io/v1/namespaces/shop/networkpolicies',
  );
  expect(read(collection)).toMatchObject([
    {
      change: {
        call: 'deletecollection networkpolicies.networking.k8s.io',
        touched: [{ target, type: 'k8s.network-policy' }],
      },
    },
  ]);
  const cilium = insideEntry(
    'io.cilium.v2.ciliumnetworkpolicies.update',
    'cilium.io/v2/namespaces/shop/ciliumnetworkpolicies/deny',
  );
  const found = read(cilium)?.flatMap((it) => (it.is === 'change' ? it.change.touched : []));
  expect(found).toEqual([{ target, type: 'k8s.cilium-network-policy' }]);
});

test.each([
  [
    'io.k8s.core.v1.pods.exec.create',
    'core/v1/namespaces/shop/pods/web/exec',
    'create pods/exec',
    'it changes nothing that is read',
  ],
  [
    'io.k8s.core.v1.secrets.create',
    'core/v1/namespaces/shop/secrets/s',
    'create secrets',
    'it changes nothing that is read',
  ],
  ['io.k8s.core.v1.pods.list', 'core/v1/namespaces/shop/pods', 'list pods', 'it only reads'],
  [
    'io.k8s.core.v1.configmaps.update',
    'core/v1/namespaces/shop/configmaps/lock',
    'update configmaps',
    'it changes nothing that is read',
  ],
])('%s is not tracked', (method, resource, call, why) => {
  expect(read(insideEntry(method, resource))).toEqual([{ is: 'not-tracked', call, why }]);
});

test('a request that the cluster refused changes nothing', () => {
  const entry = insideEntry('io.k8s.core.v1.pods.create', 'core/v1/namespaces/shop/pods/web-1', {
    payload: { status: { code: 7 } },
  });
  expect(read(entry)).toEqual([{ is: 'not-tracked', call: 'create pods', why: 'it failed: status 7' }]);
});

test('an entry that names no cluster or no object is not tracked', () => {
  const labels = { entry: { resource: { labels: { project_id: 'shop-prod', cluster_name: 'shop' } } } };
  expect(read(insideEntry('io.k8s.core.v1.pods.create', 'core/v1/namespaces/shop/pods/web', labels))).toEqual([
    { is: 'not-tracked', call: 'io.k8s.core.v1.pods.create', why: 'it does not say of which cluster it is' },
  ]);
  expect(read(insideEntry('io.k8s.core.v1.pods.create', ''))).toEqual([
    { is: 'not-tracked', call: 'io.k8s.core.v1.pods.create', why: 'it names no object' },
  ]);
});
