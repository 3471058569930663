import { describe, expect, test } from 'vitest';
import { onlyReading, onlyResource, pod, read } from '../files/folder.ts';

const eks = 'arn:aws:eks:eu-west-1:111122223333:cluster/one';
const gke = 'gke_harbour-shop_europe-west1_web';
const other = 'arn:aws:eks:eu-west-1:111122223333:cluster/two';

/** A kubeconfig with clusters by their names; the contexts are called like them with `@` before. */
const config = (current: string, clusters: Readonly<Record<string, string>>) => ({
  kind: 'Config',
  apiVersion: 'v1',
  clusters: Object.entries(clusters).map(([name, server]) => ({ name, cluster: { server } })),
  users: [{ name: 'u', user: { token: 'hunter2' } }],
  contexts: Object.keys(clusters).map((name) => ({ name: `@${name}`, context: { cluster: name, user: 'u' } })),
  'current-context': current,
});

const aks = (name: string, fields: object) => ({
  id: `/subscriptions/s1/resourcegroups/rg/providers/Microsoft.ContainerService/managedClusters/${name}`,
  type: 'Microsoft.ContainerService/ManagedClusters',
  name,
  ...fields,
});
const aksId = (name: string) =>
  `k8s:/subscriptions/s1/resourcegroups/rg/providers/microsoft.containerservice/managedclusters/${name}`;

const targetOf = async (files: Readonly<Record<string, unknown>>): Promise<string | undefined> => {
  const { readings } = await read({ 'a/p.json': pod('p'), ...files });
  return readings.find(({ target }) => target.provider === 'kubernetes')?.target.id;
};

describe('the cluster of a folder', () => {
  const none = 'kubernetes:files:a';
  const cases: readonly [string, Readonly<Record<string, unknown>>, string][] = [
    ['an EKS cluster is called by its ARN', { 'a/k.json': config(`@${eks}`, { [eks]: '' }) }, `k8s:${eks}`],
    [
      'a GKE cluster is called by its project, location and name',
      { 'a/k.json': config(`@${gke}`, { [gke]: '' }) },
      'k8s://container.googleapis.com/projects/harbour-shop/locations/europe-west1/clusters/web',
    ],
    [
      'an AKS cluster has the host of the server',
      {
        'a/k.json': config('@x', { x: 'https://One.hcp.azmk8s.io:443' }),
        'a/l.json': [aks('two', { fqdn: 'two.hcp.azmk8s.io' }), aks('one', { fqdn: 'one.hcp.azmk8s.io' })],
      },
      aksId('one'),
    ],
    [
      'a private AKS cluster has a private host',
      {
        'a/k.json': config('@x', { x: 'https://one.privatelink.azmk8s.io:443' }),
        'a/l.json': [aks('one', { privateFQDN: 'one.privatelink.azmk8s.io' })],
      },
      aksId('one'),
    ],
    [
      'an AKS cluster of another folder is not known',
      {
        'a/k.json': config('@x', { x: 'https://one.hcp.azmk8s.io:443' }),
        'b/l.json': [aks('one', { fqdn: 'one.hcp.azmk8s.io' })],
      },
      none,
    ],
    [
      'the current context decides between clusters',
      { 'a/k.json': config(`@${eks}`, { [gke]: '', [eks]: '' }) },
      `k8s:${eks}`,
    ],
    ['without a current context the only cluster counts', { 'a/k.json': config('', { [eks]: '' }) }, `k8s:${eks}`],
    ['two clusters without a current context name none', { 'a/k.json': config('', { [eks]: '', [gke]: '' }) }, none],
    ['a current context that is not there names none', { 'a/k.json': config('@x', { [eks]: '' }) }, none],
    ['a cluster of an unknown kind names none', { 'a/k.json': config('@kind', { kind: 'https://127.0.0.1' }) }, none],
    [
      'two files that name different clusters name none',
      { 'a/k.json': config(`@${eks}`, { [eks]: '' }), 'a/l.json': config(`@${other}`, { [other]: '' }) },
      none,
    ],
    [
      'a known and an unknown cluster name none',
      { 'a/k.json': config(`@${eks}`, { [eks]: '' }), 'a/l.json': config('@kind', { kind: '' }) },
      none,
    ],
    ['the kubeconfig of another folder names none', { 'b/k.json': config(`@${eks}`, { [eks]: '' }) }, none],
  ];

  test.each(cases)('%s', async (_, files, id) => {
    expect(await targetOf(files)).toBe(id);
  });

  test('its objects stand below its cloud id, and the folder is kept', async () => {
    const { target, resources } = onlyReading(
      await read({ 'a/k.json': config(`@${eks}`, { [eks]: '' }), 'a/p.json': pod('p') }),
    );
    expect([target, resources.map(({ id }) => id)]).toEqual([
      { id: `k8s:${eks}`, provider: 'kubernetes', scopes: ['cluster'], folder: 'a' },
      [`${eks}/core/v1/namespaces/default/pods/p`],
    ]);
  });

  test('two folders of one cluster are two moments, each named after its folder', async () => {
    const both = { 'k.json': config(`@${eks}`, { [eks]: '' }), 'p.json': pod('p') };
    const { readings } = await read({
      'a/k.json': both['k.json'],
      'a/p.json': both['p.json'],
      'b/k.json': both['k.json'],
      'b/p.json': both['p.json'],
    });
    expect(readings.map(({ target }) => target.id)).toEqual(['kubernetes:files:a', 'kubernetes:files:b']);
  });

  test('a kubeconfig alone is no target, and nothing of it is kept', async () => {
    const found = await read({ 'k.json': config(`@${eks}`, { [eks]: 'https://user:hunter2@h' }) });
    expect([found.readings, found.unreadable, found.counts.inventoried]).toEqual([[], [], 1]);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });
});

describe('the API of a cluster', () => {
  const version = { major: '1', minor: '33', gitVersion: 'v1.33.1' };
  const groups = (...names: readonly string[]) => ({
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: names.map((name) => ({
      name,
      versions: [{ version: 'v1beta1' }, { version: 'v1' }],
      preferredVersion: { version: 'v1' },
    })),
  });

  test('the groups come with their versions, the preferred one first', async () => {
    const found = onlyResource(await read({ 'g.json': groups('apps') }));
    expect([found.id, found.config]).toEqual([
      'kubernetes:files:./k8s.api',
      { groups: [{ name: 'apps', versions: ['v1', 'v1beta1'] }] },
    ]);
  });

  test('the version and the groups are parts of one object, and neither replaces the other', async () => {
    const found = await read({ 'g.json': groups(), 'v.json': version });
    expect([onlyResource(found).config, found.unreadable]).toEqual([{ version, groups: [] }, []]);
  });

  test('of two group lists the later one stands', async () => {
    const found = await read({ 'a.json': groups('apps'), 'b.json': version, 'c.json': groups('batch') });
    expect(onlyResource(found).config).toEqual({ version, groups: [{ name: 'batch', versions: ['v1', 'v1beta1'] }] });
    expect(found.unreadable.map(({ path, reason, detail }) => [path, reason, detail])).toEqual([
      ['a.json', 'superseded', 'kubernetes:files:./k8s.api is judged as c.json has it'],
    ]);
  });

  test.each([
    ['no list', { kind: 'APIGroupList', apiVersion: 'v1' }, 'APIGroupList: groups is not a list of objects'],
    [
      'a group without a name',
      { kind: 'APIGroupList', apiVersion: 'v1', groups: [{ versions: [] }] },
      'APIGroupList: a group lacks its name or its versions',
    ],
  ])('a group list with %s is malformed, and no group counts as missing', async (_, document, detail) => {
    const found = await read({ 'g.json': document });
    expect([found.readings, found.unreadable]).toEqual([[], [{ path: 'g.json', reason: 'malformed', detail }]]);
  });
});
