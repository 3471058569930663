import { ContainerServiceClient } from '@azure/arm-containerservice';
import { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import { afterEach, expect, test } from 'vitest';
import { azureClients, codeOf } from './azure/clients.ts';
import type { AzureSubscriptionEstate } from './azure/estate.ts';
import { generateAzureEstate } from './azure/generate.ts';
import { type AzureOptions, type AzureSimulator, startAzure } from './azure/server.ts';
import type { Fault } from './faults.ts';
import { toJson } from './json.ts';

const estate = generateAzureEstate({ seed: 7, clusters: 12 });
const only: AzureSubscriptionEstate = estate.subscriptions[0]!;
const subscriptionId = only.subscription.subscriptionId ?? '';
const running: AzureSimulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((it) => it.close()));
});

test('one seed gives one estate', () => {
  expect(generateAzureEstate({ seed: 7, clusters: 12 })).toEqual(estate);
  expect(generateAzureEstate({ seed: 8, clusters: 12 })).not.toEqual(estate);
});

test('each client gives back the estate, every item once, over several pages', async () => {
  const { sim, containers, networks, compute, options } = await clients({ pageSize: 5 });
  expect(await all(new SubscriptionClient(sim.credential, options).subscriptions.list())).toEqual(
    plain([only.subscription]),
  );
  expect(await all(containers.managedClusters.list())).toEqual(plain(only.managedClusters));
  expect(await all(networks.networkSecurityGroups.listAll())).toEqual(plain(only.networkSecurityGroups));
  expect(await all(networks.virtualNetworks.listAll())).toEqual(plain(only.virtualNetworks));
  expect(await all(networks.networkInterfaces.listAll())).toEqual(plain(only.networkInterfaces));
  expect(await all(networks.publicIPAddresses.listAll())).toEqual(plain(only.publicIPAddresses));
  expect(await all(compute.disks.list())).toEqual(plain(only.disks));
  expect(plain(await containers.managedClusters.listKubernetesVersions('westeurope'))).toEqual({
    values: plain(only.kubernetesVersions),
  });
  const nodeGroup = only.virtualMachineScaleSets[1]?.id?.split('/')[4] ?? '';
  expect(await all(compute.virtualMachineScaleSets.list(nodeGroup))).toEqual(plain([only.virtualMachineScaleSets[1]]));
  expect(sim.trace()['containerservice:managedClusters.list']).toBe(3);
  expect(sim.trace()['network:networkSecurityGroups.listAll']).toBe(8);
});

test('a list that ends on a page boundary has no empty page behind it', async () => {
  const { sim, containers } = await clients({ pageSize: 4 });
  expect(await all(containers.managedClusters.list())).toHaveLength(12);
  expect(sim.calls.map((call) => call.page)).toEqual([1, 2, 3]);
});

test('a cluster, its pools and its user credential are read by name, in any spelling', async () => {
  const { containers } = await clients();
  expect(plain(await containers.managedClusters.get('RG-3', 'AKS-3'))).toEqual(plain(only.managedClusters[3]));
  const pools = await all(containers.agentPools.list('rg-3', 'aks-3'));
  expect(pools).toMatchObject([
    { name: 'system', mode: 'System', typePropertiesType: 'VirtualMachineScaleSets' },
    { name: 'user' },
  ]);
  const { kubeconfigs } = await containers.managedClusters.listClusterUserCredentials('rg-3', 'aks-3');
  expect(Buffer.from(kubeconfigs?.[0]?.value ?? []).toString()).toBe(
    only.kubeconfigs[only.managedClusters[3]?.id ?? ''],
  );
});

test('a cluster update is Updating until it was polled through, and changes what is read', async () => {
  const { containers } = await clients({ looks: 3 });
  const before = await containers.managedClusters.get('rg-0', 'aks-0');
  const change = { ...before, apiServerAccessProfile: { authorizedIPRanges: ['198.51.100.0/24'] } };
  const poller = containers.managedClusters.createOrUpdate('rg-0', 'aks-0', change, {
    ifMatch: before.eTag ?? '',
    updateIntervalInMs: 1,
  });
  await poller.submitted();
  await expect(
    codeOf(containers.managedClusters.createOrUpdate('rg-0', 'aks-0', change, { updateIntervalInMs: 1 })),
  ).resolves.toBe('OperationNotAllowed');
  expect((await containers.managedClusters.get('rg-0', 'aks-0')).provisioningState).toBe('Updating');
  expect(await poller).toMatchObject({ provisioningState: 'Succeeded', fqdn: before.fqdn });
  const after = await containers.managedClusters.get('rg-0', 'aks-0');
  expect(after.apiServerAccessProfile?.authorizedIPRanges).toEqual(['198.51.100.0/24']);
  expect(after.eTag).not.toBe(before.eTag);
  await expect(
    codeOf(containers.managedClusters.createOrUpdate('rg-0', 'aks-0', change, { ifMatch: before.eTag ?? '' })),
  ).resolves.toBe('PreconditionFailed');
});

test('a cluster that nobody polls becomes Succeeded by being read', async () => {
  const { containers } = await clients({ looks: 2 });
  const before = await containers.managedClusters.get('rg-0', 'aks-0');
  await containers.managedClusters.createOrUpdate('rg-0', 'aks-0', before).submitted();
  const states = [await all(containers.managedClusters.list()), await all(containers.managedClusters.list())];
  expect(states.map((page) => page[0])).toMatchObject([
    { provisioningState: 'Updating' },
    { provisioningState: 'Succeeded' },
  ]);
});

test('security rules are added, replaced and deleted, and the group carries a new ETag', async () => {
  const { networks } = await clients();
  const before = await networks.networkSecurityGroups.get('rg-1', 'nsg-nodes-1');
  const rule = {
    protocol: 'Tcp',
    access: 'Deny',
    direction: 'Inbound',
    priority: 110,
    sourceAddressPrefix: '*',
    sourcePortRange: '*',
    destinationAddressPrefix: '*',
    destinationPortRange: '22',
  };
  const quick = { updateIntervalInMs: 1 };
  expect(await networks.securityRules.createOrUpdate('rg-1', 'nsg-nodes-1', 'no-ssh', rule, quick)).toMatchObject({
    name: 'no-ssh',
    provisioningState: 'Succeeded',
  });
  const after = await networks.networkSecurityGroups.get('rg-1', 'nsg-nodes-1');
  expect(after.securityRules).toMatchObject([{ name: 'no-ssh', access: 'Deny', priority: 110 }]);
  expect(after.etag).not.toBe(before.etag);
  await expect(codeOf(networks.securityRules.createOrUpdate('rg-1', 'nsg-nodes-1', 'twin', rule))).resolves.toBe(
    'SecurityRuleConflict',
  );
  await expect(
    codeOf(networks.securityRules.createOrUpdate('rg-1', 'nsg-nodes-1', 'low', { ...rule, priority: 99 })),
  ).resolves.toBe('SecurityRuleInvalidPriority');
  await networks.securityRules.delete('rg-1', 'nsg-nodes-1', 'no-ssh', quick);
  expect((await networks.networkSecurityGroups.get('rg-1', 'nsg-nodes-1')).securityRules).toEqual([]);
});

test('what does not exist is refused as Azure does', async () => {
  const { sim, containers, compute, options } = await clients();
  await expect(codeOf(containers.managedClusters.get('rg-0', 'nobody'))).resolves.toBe('ResourceNotFound');
  await expect(codeOf(containers.managedClusters.get('no-group', 'aks-0'))).resolves.toBe('ResourceGroupNotFound');
  await expect(codeOf(compute.virtualMachineScaleSets.list('no-group').next())).resolves.toBe('ResourceGroupNotFound');
  const stranger = new ContainerServiceClient(sim.credential, 'other', options);
  await expect(codeOf(stranger.managedClusters.list().next())).resolves.toBe('SubscriptionNotFound');
  await expect(codeOf(containers.managedClusters.listClusterAdminCredentials('rg-0', 'aks-0'))).resolves.toBe(
    'InvalidResourceType',
  );
});

test('an unknown api-version, a wrong token and no token are refused', async () => {
  const { sim, options } = await clients();
  const old = new ContainerServiceClient(sim.credential, subscriptionId, { ...options, apiVersion: '2020-01-01' });
  await expect(codeOf(old.managedClusters.list().next())).resolves.toBe('NoRegisteredProviderFound');
  const wrong = { getToken: () => Promise.resolve({ token: 'wrong', expiresOnTimestamp: 4e12 }) };
  const stranger = new ContainerServiceClient(wrong, subscriptionId, options);
  await expect(codeOf(stranger.managedClusters.list().next())).resolves.toBe('InvalidAuthenticationToken');
  stranger.pipeline.removePolicy({ name: 'bearerTokenAuthenticationPolicy' });
  await expect(codeOf(stranger.managedClusters.list().next())).resolves.toBe('AuthenticationFailed');
});

test.each<[Fault, string]>([
  ['denied', 'AuthorizationFailed'],
  ['throttled', 'TooManyRequests'],
  ['server-error', 'InternalServerError'],
  ['not-found', 'ResourceNotFound'],
  ['expired-credentials', 'ExpiredAuthenticationToken'],
  ['reset', 'ECONNRESET'],
  ['timeout', 'AbortError'],
  ['truncated-body', 'PARSE_ERROR'],
  ['malformed-body', 'PARSE_ERROR'],
])('%s on the second page is %s at the client, after a whole first page', async (fault, expected) => {
  const { sim, containers } = await clients({ pageSize: 5 });
  sim.setFaults([{ operation: 'containerservice:managedClusters.list', fault, position: 2 }]);
  const pages = containers.managedClusters.list({ abortSignal: AbortSignal.timeout(400) }).byPage();
  expect((await pages.next()).value).toHaveLength(5);
  const second = fault === 'timeout' ? codeOf(raced(pages.next())) : codeOf(pages.next());
  await expect(second).resolves.toBe(expected);
  expect(sim.calls.at(-1)).toMatchObject({ operation: 'containerservice:managedClusters.list', page: 2, fault });
});

test('a denial names the action that is missing', async () => {
  const { sim, containers, networks } = await clients();
  sim.setFaults([
    { operation: 'containerservice:managedClusters.get', fault: 'denied', position: 'all' },
    { operation: 'network:securityRules.delete', fault: 'denied', position: 'all' },
  ]);
  await expect(containers.managedClusters.get('rg-0', 'aks-0')).rejects.toThrow(
    'Microsoft.ContainerService/managedClusters/read',
  );
  await expect(networks.securityRules.delete('rg-0', 'nsg-nodes-0', 'ssh')).rejects.toThrow(
    'Microsoft.Network/networkSecurityGroups/securityRules/delete',
  );
});

test('an empty page with a token loses nothing to who follows it', async () => {
  const { sim, containers } = await clients({ pageSize: 5 });
  sim.setFaults([{ operation: 'containerservice:managedClusters.list', fault: 'empty-page-with-token', position: 2 }]);
  expect(await all(containers.managedClusters.list())).toEqual(plain(only.managedClusters));
  expect(sim.calls).toHaveLength(4);
});

test('a repeated token leads to the same page for ever', async () => {
  const { sim, containers } = await clients({ pageSize: 5 });
  sim.setFaults([{ operation: 'containerservice:managedClusters.list', fault: 'repeated-token', position: 'first' }]);
  const pages = containers.managedClusters.list().byPage();
  const links: unknown[] = [];
  for await (const page of pages) {
    links.push('continuationToken' in page ? page.continuationToken : undefined);
    if (links.length === 3) break;
  }
  expect(new Set(links).size).toBe(1);
  expect(links[0]).toContain('skiptoken=0r');
});

test('calls over the quota of a subscription are throttled with a time to wait', async () => {
  const { sim, containers } = await clients({ limits: { rate: { burst: 2, perSecond: 0 } } });
  await containers.managedClusters.get('rg-0', 'aks-0');
  await containers.managedClusters.get('rg-1', 'aks-1');
  await expect(codeOf(containers.managedClusters.get('rg-2', 'aks-2'))).resolves.toBe('TooManyRequests');
  expect(sim.calls.at(-1)?.status).toBe(429);
});

async function clients(changes: Partial<AzureOptions> = {}) {
  const sim = await startAzure({ estate, ...changes });
  running.push(sim);
  return { sim, ...azureClients(sim, subscriptionId) };
}

async function all(pages: AsyncIterable<unknown>): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const item of pages) items.push(plain(item));
  return items;
}

function plain(value: unknown): unknown {
  return toJson(value);
}

/** The client's paging takes no signal for later pages, so the test stops waiting by itself. */
async function raced(call: Promise<unknown>): Promise<unknown> {
  const stop = new Promise((_resolve, reject) => {
    setTimeout(() => {
      reject(new DOMException('nobody answered', 'AbortError'));
    }, 100);
  });
  return await Promise.race([call, stop]);
}
