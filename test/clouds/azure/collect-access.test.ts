import type { ClusterAccess } from '#clouds/cluster-access';
import { afterEach, describe, expect, test } from 'vitest';
import { startAzure, type AzureSimulator } from '../../sim/azure/server.ts';
import { cloudAt, estateOf } from './audit.ts';

const [only] = estateOf({ seed: 5, clusters: 2 }).subscriptions;
const [aks] = only!.managedClusters;
const running: AzureSimulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((it) => it.close()));
});

const kubeconfig = (user: object, server = 'https://aks.example:443'): string =>
  JSON.stringify({
    clusters: [
      {
        cluster: {
          server,
          'certificate-authority-data': Buffer.from('-----BEGIN CERTIFICATE-----').toString('base64'),
        },
      },
    ],
    users: [{ user }],
  });

async function accessTo(change: object, text: string) {
  const id = aks!.id ?? '';
  const kubeconfigs = { ...only!.kubeconfigs, [id]: text };
  const sim = await startAzure({ estate: { subscriptions: [{ ...only!, kubeconfigs }] } });
  running.push(sim);
  const asked: unknown[] = [];
  const getToken = (scope: string | string[]) => {
    asked.push(scope);
    return sim.credential.getToken();
  };
  const { cloud } = cloudAt(sim, { credential: { getToken } });
  const config = { ...aks, aadProfile: undefined, ...change };
  const cluster = { type: 'aks.cluster', id: id.toLowerCase(), name: 'aks', target: 'azure:x', config };
  return { sim, asked, access: await cloud.access(cluster) };
}

const isAccess = (it: object): it is ClusterAccess => 'endpoint' in it;

describe('the API of an AKS cluster', () => {
  test('takes a token for the server application where Entra is integrated', async () => {
    const { access, asked, sim } = await accessTo({ aadProfile: { managed: true } }, kubeconfig({ exec: {} }));
    if (!isAccess(access)) throw new Error(access.detail);
    expect(access).toMatchObject({
      cluster: (aks!.id ?? '').toLowerCase(),
      endpoint: 'https://aks.example:443',
      ca: '-----BEGIN CERTIFICATE-----',
    });
    expect(await access.token()).toBe('azure-test-token');
    expect(asked.at(-1)).toBe('6dae42f8-4368-4678-94ff-3960e28e3630/.default');
    expect(sim.calls.map(({ operation }) => operation)).toEqual([
      'containerservice:managedClusters.listClusterUserCredentials',
    ]);
  });

  test('takes the application that an older integration names', async () => {
    const { access, asked } = await accessTo({ aadProfile: { serverAppID: 'own-app' } }, kubeconfig({ exec: {} }));
    if (!isAccess(access)) throw new Error(access.detail);
    await access.token();
    expect(asked.at(-1)).toBe('own-app/.default');
  });

  test('takes the token of the user credential where there is no Entra', async () => {
    const { access } = await accessTo({}, kubeconfig({ token: 'local' }));
    if (!isAccess(access)) throw new Error(access.detail);
    expect(await access.token()).toBe('local');
  });

  test('cannot be called without Entra and without a token', async () => {
    const { access } = await accessTo({}, kubeconfig({ 'client-key-data': 'x' }));
    expect(access).toMatchObject({ reason: 'not-enabled' });
  });

  test.each([
    ['a server that is not https', kubeconfig({ token: 'local' }, 'http://aks.example')],
    ['no server', '{}'],
    ['no kubeconfig', ''],
    ['what is no YAML', 'clusters: [}'],
  ])('is malformed with %s', async (_, text) => {
    expect((await accessTo({}, text)).access).toMatchObject({ reason: 'malformed' });
  });

  test('denied names the permission', async () => {
    const sim = await startAzure({ estate: { subscriptions: [only!] } });
    running.push(sim);
    const operation = 'containerservice:managedClusters.listClusterUserCredentials';
    sim.setFaults([{ operation, fault: 'denied', position: 'all' }]);
    const { cloud } = cloudAt(sim);
    const cluster = { type: 'aks.cluster', id: aks!.id ?? '', name: 'aks', target: 'azure:x', config: aks };
    expect(await cloud.access(cluster)).toMatchObject({
      reason: 'denied',
      permission: expect.stringContaining('/managedClusters/listClusterUserCredential') as unknown,
    });
  });
});
