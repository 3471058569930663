import { afterEach, describe, expect, test } from 'vitest';
import { azureTypes } from '#clouds/azure/types';
import type { Reading, Resource } from '#model';
import type { AzureEstate } from '../../sim/azure/estate.ts';
import { startAzure, type AzureOptions, type AzureSimulator } from '../../sim/azure/server.ts';
import { audit, cloudAt, estateOf } from './audit.ts';
import { surroundingCalls, surroundings } from './surrounding-calls.ts';
import { trustCalls } from './trust-calls.ts';

const estate = estateOf({ seed: 7, clusters: 7, subscriptions: 2 });
const [first, second] = estate.subscriptions.map(({ subscription }) => subscription.subscriptionId ?? '');
const running: AzureSimulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((it) => it.close()));
});

async function azure(options: Partial<AzureOptions> = {}): Promise<AzureSimulator> {
  const sim = await startAzure({ estate, ...options });
  running.push(sim);
  return sim;
}

const ofType = (readings: readonly Reading[], type: string): readonly Resource[] =>
  readings.flatMap(({ resources }) => resources).filter((it) => it.type === type);

const everything = <K extends keyof AzureEstate['subscriptions'][number]>(kind: K) =>
  estate.subscriptions.map((it) => it[kind]);

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const byId = (items: readonly { readonly id?: string }[]): unknown[] =>
  [...items].sort((a, b) => ((a.id ?? '').toLowerCase() < (b.id ?? '').toLowerCase() ? -1 : 1)).map(plain);

describe('an estate is read whole', () => {
  test.each<readonly [string, readonly { readonly id?: string }[]]>([
    ['aks.cluster', everything('managedClusters').flat()],
    ['azure.nsg', everything('networkSecurityGroups').flat()],
    ['azure.virtual-network', everything('virtualNetworks').flat()],
    ['azure.scale-set', everything('virtualMachineScaleSets').flat()],
    // What a disk is attached to changes its state, which is not kept.
    ['azure.disk', everything('disks').flatMap((disks) => disks.map(({ diskState: _, ...it }) => it))],
    ['azure.public-ip', everything('publicIPAddresses').flat()],
    ...surroundings.map(([type, kind]) => [type, everything(kind).flatMap((it) => it ?? [])] as const),
    ['acr.registry', everything('registries').flat()],
  ])('%s as the client answers it', async (type, expected) => {
    const { readings } = await audit(await azure());
    const read = ofType(readings, type);
    expect(expected.length).toBeGreaterThan(0);
    expect(byId(read.map(({ config }) => config as { id?: string }))).toEqual(byId(expected));
    expect(read.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => (id ?? '').toLowerCase()).sort());
    expect(read.every(({ id, target }) => id.startsWith(`/subscriptions/${target.slice('azure:'.length)}/`))).toBe(
      true,
    );
  });

  test('every listing is complete and nothing is missing', async () => {
    const { readings } = await audit(await azure());
    for (const reading of readings) {
      expect(reading.gaps).toEqual([]);
      expect(reading.complete).toEqual(azureTypes.map(({ name }) => name).sort());
    }
  });

  test('a target is a subscription with its label', async () => {
    const { discovery } = await audit(await azure(), {
      sources: [{ subscriptions: [first ?? ''], environment: 'prod' }, {}],
    });
    expect(discovery).toEqual({
      targets: [
        { id: `azure:${first ?? ''}`, provider: 'azure', scopes: ['azure-subscription'], environment: 'prod' },
        { id: `azure:${second ?? ''}`, provider: 'azure', scopes: ['azure-subscription'] },
      ].sort((a, b) => (a.id < b.id ? -1 : 1)),
      gaps: [],
    });
  });

  test('a second collection reads again', async () => {
    const sim = await azure();
    const { cloud } = cloudAt(sim);
    const { targets } = await cloud.discover();
    const readings = [await cloud.collect(targets[0]!), await cloud.collect(targets[0]!)];
    expect(readings[1]!.resources).toEqual(readings[0]!.resources);
    expect(sim.trace()['containerservice:managedClusters.list']).toBe(2);
  });
});

describe('calls', () => {
  test('are the pages of one list per subscription and kind, and one per node resource group and location', async () => {
    const sim = await azure({ pageSize: 3 });
    const { sent } = await audit(sim);
    const pages = (lists: readonly (readonly unknown[])[]): number =>
      lists.reduce((sum, items) => sum + Math.max(1, Math.ceil(items.length / 3)), 0);
    const locations = everything('managedClusters').reduce(
      (n, it) => n + new Set(it.map((one) => one.location)).size,
      0,
    );
    expect(sim.trace()).toEqual({
      'subscriptions:subscriptions.list': 1,
      'containerservice:managedClusters.list': pages(everything('managedClusters')),
      'network:networkSecurityGroups.listAll': pages(everything('networkSecurityGroups')),
      'network:virtualNetworks.listAll': pages(everything('virtualNetworks')),
      'compute:virtualMachineScaleSets.list': everything('managedClusters').flat().length,
      'compute:disks.list': pages(everything('disks')),
      'containerregistry:registries.list': pages(everything('registries')),
      'monitor:diagnosticSettings.list':
        estate.subscriptions.length + [...everything('managedClusters'), ...everything('registries')].flat().length,
      'monitor:diagnosticSettingsCategory.list': 2 * pages([everything('diagnosticCategories')[0]!]),
      'containerservice:managedClusters.listKubernetesVersions': locations,
      ...surroundingCalls(pages, estate),
      ...trustCalls(pages, estate),
      'security:pricings.list': estate.subscriptions.length,
      'authorization:roleAssignments.listForSubscription': pages(everything('roleAssignments').map((it) => it ?? [])),
      'authorization:roleDefinitions.list': pages(everything('roleDefinitions').map((it) => it ?? [])),
    });
    expect(sent).toHaveLength(Object.values(sim.trace()).reduce((sum, count) => sum + count, 0));
  });

  test('name the permissions that their types ask for, and one that finds subscriptions', async () => {
    const { sent } = await audit(await azure());
    const granted = azureTypes.flatMap(({ reads }) => reads);
    expect(new Set(sent)).toEqual(new Set([...granted, 'Microsoft.Resources/subscriptions/read']));
  });

  test('a page that fails once is asked for again and nothing is lost', async () => {
    const sim = await azure({ pageSize: 3 });
    const fault = 'server-error' as const;
    sim.setFaults([{ operation: 'containerservice:managedClusters.list', fault, position: 2, attempts: 1 }]);
    const { readings } = await audit(sim, { attempts: 2 });
    expect(readings.flatMap(({ gaps }) => gaps)).toEqual([]);
    expect(ofType(readings, 'aks.cluster')).toHaveLength(7);
  });
});

test('versions are read once in each location that holds a cluster', async () => {
  const { readings } = await audit(await azure());
  const locations = everything('managedClusters')[0]!.map(({ location }) => location);
  const read = ofType(readings, 'aks.versions').filter(({ target }) => target === `azure:${first ?? ''}`);
  expect(read.map(({ name }) => name).sort()).toEqual([...new Set(locations)].sort());
  expect(read[0]).toMatchObject({
    id: `/subscriptions/${first ?? ''}/providers/microsoft.containerservice/locations/${read[0]?.name ?? ''}/kubernetesversions`,
    config: { values: plain(everything('kubernetesVersions')[0]) },
  });
});

describe('a subscription without clusters', () => {
  const [one, two] = estate.subscriptions;
  const bare = { ...two!, managedClusters: [], virtualMachineScaleSets: [], kubeconfigs: {} };

  test('costs one call and leaves rules nothing to judge', async () => {
    const sim = await azure({ estate: { subscriptions: [bare] } });
    const { readings } = await audit(sim);
    expect(readings).toMatchObject([{ target: { scopes: [] }, resources: [], complete: ['aks.cluster'], gaps: [] }]);
    expect(sim.trace()).toEqual({
      'subscriptions:subscriptions.list': 1,
      'containerservice:managedClusters.list': 1,
    });
  });

  test('is read where a cluster of another one has nodes in its networks', async () => {
    const subnet = bare.virtualNetworks[0]?.subnets?.[0]?.id ?? '';
    const guest = { ...one!.managedClusters[0]!, agentPoolProfiles: [{ name: 'system', vnetSubnetID: subnet }] };
    const host = { ...one!, managedClusters: [guest] };
    const { readings } = await audit(await azure({ estate: { subscriptions: [host, bare] } }));
    const reading = readings.find(({ target }) => target.id === `azure:${second ?? ''}`);
    expect(reading?.target.scopes).toEqual(['azure-subscription']);
    expect(reading?.resources.filter(({ type }) => type === 'azure.virtual-network')).toHaveLength(
      bare.virtualNetworks.length,
    );
  });
});

describe('subscriptions that are named', () => {
  test('are not searched for, in any spelling', async () => {
    const sim = await azure();
    const { discovery } = await audit(sim, { subscriptionIds: [(first ?? '').toUpperCase()] });
    expect(discovery.targets.map(({ id }) => id)).toEqual([`azure:${first ?? ''}`]);
    expect(sim.trace()['subscriptions:subscriptions.list']).toBeUndefined();
  });

  test('and cannot be read are targets with one gap', async () => {
    const { readings } = await audit(await azure(), { subscriptionIds: ['00000000-0000-0000-0000-000000000000'] });
    expect(readings).toMatchObject([
      {
        complete: [],
        gaps: [
          {
            api: 'Microsoft.ContainerService/managedClusters/read',
            reason: 'not-found',
            types: azureTypes.map(({ name }) => name),
          },
        ],
      },
    ]);
  });
});

describe('signing in', () => {
  const refuse = (name: string, message: string) => ({
    getToken: () => Promise.reject(Object.assign(new Error(message), { name })),
  });

  test('that nobody did skips the cloud and says how to', async () => {
    const credential = refuse('CredentialUnavailableError', 'no account');
    const { discovery } = await audit(await azure(), { credential });
    expect(discovery).toMatchObject({ targets: [], gaps: [] });
    expect(discovery.skipped).toContain('az login');
  });

  test('that does not end is given up', async () => {
    const credential = { getToken: () => new Promise<never>(() => undefined) };
    const { discovery } = await audit(await azure(), { credential });
    expect(discovery.skipped).toContain('az login');
  });

  test('that has expired is a gap and not a skipped cloud', async () => {
    const credential = refuse('AggregateAuthenticationError', 'AADSTS70043: The refresh token has expired.');
    const { discovery, readings } = await audit(await azure(), { credential });
    expect(discovery.skipped).toBeUndefined();
    expect(discovery.gaps).toMatchObject([
      { target: 'azure:unknown', api: 'Microsoft.Resources/subscriptions/read', reason: 'denied' },
    ]);
    expect(readings).toMatchObject([{ target: { id: 'azure:unknown' }, resources: [], gaps: [] }]);
  });

  test('that reaches nothing says so', async () => {
    const { discovery } = await audit(await azure({ estate: { subscriptions: [] } }));
    expect(discovery).toMatchObject({ targets: [], gaps: [] });
    expect(discovery.skipped).toContain('no subscription');
  });
});

test('passwords and what machines are started with are not stored', async () => {
  const [one] = estate.subscriptions;
  const [cluster] = one!.managedClusters;
  const secret = {
    ...cluster!,
    windowsProfile: { adminUsername: 'azureuser', adminPassword: 'hidden-word' },
    servicePrincipalProfile: { clientId: 'app', secret: 'hidden-word' },
    httpProxyConfig: { httpProxy: 'http://me:hidden-word@proxy.example:8080' },
  };
  const { readings } = await audit(
    await azure({ estate: { subscriptions: [{ ...one!, managedClusters: [secret] }] } }),
  );
  expect(JSON.stringify(readings)).not.toContain('hidden-word');
  expect(ofType(readings, 'aks.cluster')[0]!.config).toMatchObject({
    windowsProfile: { adminUsername: 'azureuser' },
    servicePrincipalProfile: { clientId: 'app' },
    httpProxyConfig: { httpProxy: 'http://proxy.example:8080' },
  });
});
