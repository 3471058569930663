import { describe, expect, test } from 'vitest';
import { onlyReading, onlyResource, read } from '../files/folder.ts';

const containers = { containers: [{ name: 'c', image: 'nginx' }] };
const template = { template: { spec: containers } };
const manifest = (apiVersion: string, kind: string, spec: object = template) => ({
  apiVersion,
  kind,
  metadata: { name: 'x' },
  spec,
});

describe('kinds', () => {
  test.each([
    ['v1', 'Pod', 'core/v1/namespaces/default/pods/x', 'k8s.pod'],
    ['apps/v1', 'Deployment', 'apps/v1/namespaces/default/deployments/x', 'k8s.deployment'],
    ['extensions/v1beta1', 'Deployment', 'extensions/v1beta1/namespaces/default/deployments/x', 'k8s.deployment'],
    ['apps/v1', 'StatefulSet', 'apps/v1/namespaces/default/statefulsets/x', 'k8s.stateful-set'],
    ['apps/v1', 'DaemonSet', 'apps/v1/namespaces/default/daemonsets/x', 'k8s.daemon-set'],
    ['apps/v1', 'ReplicaSet', 'apps/v1/namespaces/default/replicasets/x', 'k8s.replica-set'],
    ['batch/v1', 'Job', 'batch/v1/namespaces/default/jobs/x', 'k8s.job'],
    ['batch/v1beta1', 'CronJob', 'batch/v1beta1/namespaces/default/cronjobs/x', 'k8s.cron-job'],
    [
      'v1',
      'ReplicationController',
      'core/v1/namespaces/default/replicationcontrollers/x',
      'k8s.replication-controller',
    ],
    ['v1', 'Namespace', 'core/v1/_cluster/namespaces/x', 'k8s.namespace'],
    [
      'rbac.authorization.k8s.io/v1',
      'ClusterRole',
      'rbac.authorization.k8s.io/v1/_cluster/clusterroles/x',
      'k8s.cluster-role',
    ],
    [
      'networking.k8s.io/v1',
      'NetworkPolicy',
      'networking.k8s.io/v1/namespaces/default/networkpolicies/x',
      'k8s.network-policy',
    ],
    [
      'projectcalico.org/v3',
      'NetworkPolicy',
      'projectcalico.org/v3/namespaces/default/networkpolicies/x',
      'k8s.calico-network-policy',
    ],
    [
      'cilium.io/v2',
      'CiliumClusterwideNetworkPolicy',
      'cilium.io/v2/_cluster/ciliumclusterwidenetworkpolicies/x',
      'k8s.cilium-clusterwide-network-policy',
    ],
    [
      'policy.networking.k8s.io/v1alpha1',
      'AdminNetworkPolicy',
      'policy.networking.k8s.io/v1alpha1/_cluster/adminnetworkpolicies/x',
      'k8s.admin-network-policy',
    ],
    [
      'networking.k8s.aws/v1alpha1',
      'ClusterNetworkPolicy',
      'networking.k8s.aws/v1alpha1/_cluster/clusternetworkpolicies/x',
      'k8s.eks-cluster-network-policy',
    ],
  ])('%s %s', async (apiVersion, kind, id, type) => {
    const spec = kind === 'Pod' ? containers : kind === 'CronJob' ? { jobTemplate: { spec: template } } : template;
    const found = onlyResource(await read({ 'a.json': manifest(apiVersion, kind, spec) }));
    expect([found.id, found.type]).toEqual([`kubernetes:files:./${id}`, type]);
  });

  test('the same kind of another group is not judged', async () => {
    const found = await read({ 'a.json': manifest('apps.example.com/v1', 'Deployment') });
    expect(found.unreadable.map(({ reason, detail }) => [reason, detail])).toEqual([
      ['not-judged', 'Kubernetes apps.example.com/v1 Deployment'],
    ]);
  });

  test('a namespaced object is called by its namespace and its name', async () => {
    const pod = { ...manifest('v1', 'Pod', containers), metadata: { name: 'p', namespace: 'shop' } };
    expect(onlyResource(await read({ 'a.json': pod })).name).toBe('shop/p');
  });

  test('objects without a name are judged, each for itself', async () => {
    const pod = (image: string) => ({ apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'c', image }] } });
    expect(onlyReading(await read({ 'a.json': pod('a'), 'b.json': pod('b') })).resources).toHaveLength(2);
  });
});

describe('lists', () => {
  const pod = manifest('v1', 'Pod', containers);
  const completeOf = async (document: object) => onlyReading(await read({ 'a.json': document })).complete;

  test('a list is the complete listing of the types in it', async () => {
    const items = [pod, manifest('apps/v1', 'Deployment')];
    expect(await completeOf({ apiVersion: 'v1', kind: 'List', items })).toEqual(['k8s.deployment', 'k8s.pod']);
  });

  test('an empty list of a kind is complete', async () => {
    expect(await completeOf({ apiVersion: 'v1', kind: 'PodList', items: [] })).toEqual(['k8s.image', 'k8s.pod']);
  });

  test('a manifest is no listing', async () => {
    expect(await completeOf(pod)).toEqual([]);
  });

  test('a page that continues is no listing', async () => {
    expect(await completeOf({ apiVersion: 'v1', kind: 'PodList', metadata: { continue: 't' }, items: [pod] })).toEqual(
      [],
    );
  });

  test('items need not repeat their kind', async () => {
    const items = [{ metadata: { name: 'p' }, spec: containers }];
    const found = await read({ 'a.json': { kind: 'PodList', apiVersion: 'v1', items } });
    expect([onlyResource(found).id, onlyReading(found).complete]).toEqual([
      'kubernetes:files:./core/v1/namespaces/default/pods/p',
      ['k8s.pod'],
    ]);
  });

  test('lists stand in lists', async () => {
    const inner = { apiVersion: 'v1', kind: 'List', items: [pod] };
    expect(
      onlyReading(await read({ 'a.json': { apiVersion: 'v1', kind: 'List', items: [inner] } })).resources,
    ).toHaveLength(1);
  });

  test('a misshapen item is named, and the others are judged without being all', async () => {
    const items = [pod, manifest('apps/v1', 'Deployment', {})];
    const found = await read({ 'a.json': { apiVersion: 'v1', kind: 'List', items } });
    expect([onlyReading(found).complete, found.unreadable]).toEqual([
      [],
      [{ path: 'a.json', reason: 'malformed', detail: 'Deployment: spec.template.spec is missing' }],
    ]);
  });

  test('a recorded request for one namespace is no listing of all', async () => {
    const list = JSON.stringify({ kind: 'PodList', apiVersion: 'v1', items: [] });
    const cassette = (uri: string) => ({
      version: 1,
      interactions: [{ request: { method: 'GET', uri }, response: { status: { code: 200 }, body: { string: list } } }],
    });
    const all = onlyReading(await read({ 'a.json': cassette('https://c/api/v1/pods') }));
    const one = await read({ 'a.json': cassette('https://c/api/v1/namespaces/shop/pods') });
    expect([all.complete, one.readings.flatMap(({ complete }) => complete)]).toEqual([['k8s.image', 'k8s.pod'], []]);
  });

  test('a refused list is a gap', async () => {
    const status = {
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      code: 403,
      message: 'no',
      details: { kind: 'pods' },
    };
    expect(onlyReading(await read({ 'a.json': status })).gaps).toMatchObject([
      { api: 'list pods', reason: 'denied', permission: 'list pods', types: ['k8s.pod'], detail: 'no' },
    ]);
  });
});

describe('YAML', () => {
  const yamlPod = (name: string, more = '') =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers:\n  - name: c\n    image: nginx\n${more}`;

  test('a file holds many documents, and a broken one leaves the others', async () => {
    const found = await read({ 'a.yaml': `${yamlPod('a')}---\n---\nkind: {{ .x }}\n---\n${yamlPod('b')}` });
    expect(onlyReading(found).resources.map(({ name }) => name)).toEqual(['default/a', 'default/b']);
    expect(found.unreadable).toEqual([
      { path: 'a.yaml', reason: 'malformed', detail: 'line 11: a template that was not filled in' },
    ]);
  });

  test('yes is true and 0644 is octal, as kubectl reads them', async () => {
    const text = yamlPod('a', '    securityContext:\n      privileged: yes\n      runAsUser: 010\n');
    expect(JSON.stringify(onlyResource(await read({ 'a.yaml': text })).config)).toContain(
      '"privileged":true,"runAsUser":8',
    );
  });

  test('merge keys are filled in, and what stands beside them wins', async () => {
    const text = yamlPod(
      'a',
      '    securityContext: &s {privileged: true, runAsUser: 0}\n  - name: d\n    securityContext: {<<: *s, runAsUser: 5}\n',
    );
    expect(JSON.stringify(onlyResource(await read({ 'a.yaml': text })).config)).toContain(
      '{"privileged":true,"runAsUser":5}',
    );
  });
});

test('values of environment variables and the bookkeeping of writers are not kept', async () => {
  const env = [
    { name: 'A', value: 'hunter2' },
    { name: 'B', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
  ];
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'p',
      managedFields: [{ manager: 'm' }],
      annotations: { a: 'b', 'kubectl.kubernetes.io/last-applied-configuration': 'hunter2' },
    },
    spec: { containers: [{ name: 'c', env }] },
  };
  expect(onlyResource(await read({ 'a.json': pod })).config).toEqual({
    ...pod,
    metadata: { name: 'p', annotations: { a: 'b' } },
    spec: { containers: [{ name: 'c', env: [{ name: 'A' }, env[1]] }] },
  });
});

test('kubectl version says which version the API has', async () => {
  const version = {
    clientVersion: {},
    serverVersion: { major: '1', minor: '33', gitVersion: 'v1.33.1', platform: 'x' },
  };
  const found = onlyResource(await read({ 'a.json': version }));
  expect([found.id, found.config]).toEqual([
    'kubernetes:files:./k8s.api',
    { version: { major: '1', minor: '33', gitVersion: 'v1.33.1' } },
  ]);
});
