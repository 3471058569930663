import { afterEach, expect, test } from 'vitest';
import { azureClients, codeOf } from './azure/clients.ts';
import { diagnosticRoutes } from './azure/diagnostics.ts';
import { generateAzureEstate } from './azure/generate.ts';
import { actionOf } from './azure/routes.ts';
import { startAzure, type AzureOptions, type AzureSimulator } from './azure/server.ts';
import { toJson } from './json.ts';

const estate = generateAzureEstate({ seed: 7, clusters: 12 });
const only = estate.subscriptions[0]!;
const running: AzureSimulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((it) => it.close()));
});

async function clients(changes: Partial<AzureOptions> = {}) {
  const sim = await startAzure({ estate, ...changes });
  running.push(sim);
  return { sim, ...azureClients(sim, only.subscription.subscriptionId ?? '') };
}

async function all(pages: AsyncIterable<unknown>): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const item of pages) items.push(plain(item));
  return items;
}

const plain = (value: unknown): unknown => toJson(value);
const clusterAt = (index: number): string => only.managedClusters[index]?.id?.slice(1) ?? '';
const quick = { updateIntervalInMs: 1 };

test('registries are given back, every one once, over several pages', async () => {
  const { sim, registries } = await clients({ pageSize: 4 });
  expect(await all(registries.registries.list())).toEqual(plain(only.registries));
  expect(only.registries).toHaveLength(6);
  expect(sim.trace()['containerregistry:registries.list']).toBe(2);
});

test('a patch changes what it names and nothing else, once its operation has ended', async () => {
  const { sim, registries } = await clients();
  const [it] = only.registries;
  const name = it?.name ?? '';
  const poller = registries.registries.update('rg-0', name, { adminUserEnabled: false }, quick);
  await poller.submitted();
  expect(plain(await registries.registries.get('rg-0', name))).toMatchObject({ provisioningState: 'Updating' });
  await poller;
  expect(plain(await registries.registries.get('RG-0', name))).toEqual({
    ...Object(plain(it)),
    adminUserEnabled: false,
  });
  expect(sim.trace()['containerregistry:operations.get']).toBe(2);
});

test('a Basic registry takes no anonymous pull, and no registry is made by a patch', async () => {
  const { registries } = await clients();
  const basic = only.registries[4]?.name ?? '';
  const open = { anonymousPullEnabled: true };
  await expect(codeOf(registries.registries.update('rg-4', basic, open).submitted())).resolves.toBe('SkuNotSupported');
  await expect(codeOf(registries.registries.update('rg-4', 'nobody', open).submitted())).resolves.toBe(
    'ResourceNotFound',
  );
});

test('the diagnostic settings of a cluster are its own, in any spelling', async () => {
  const { monitor } = await clients({ pageSize: 1 });
  const own = (index: number) =>
    only.diagnosticSettings.filter(({ id }) => id?.startsWith(`/${clusterAt(index).toLowerCase()}/`));
  expect(own(2)).toHaveLength(2);
  expect(
    await all(monitor.diagnosticSettings.list(clusterAt(2).toUpperCase().replace('SUBSCRIPTIONS', 'subscriptions'))),
  ).toEqual(plain(own(2)));
  expect(await all(monitor.diagnosticSettings.list(clusterAt(1)))).toEqual(plain(own(1)));
  expect(await all(monitor.diagnosticSettings.list(clusterAt(0)))).toEqual([]);
  await expect(codeOf(monitor.diagnosticSettings.list(`${clusterAt(0)}x`).next())).resolves.toBe('ResourceNotFound');
});

test('every cluster offers the same categories', async () => {
  const { monitor } = await clients();
  const listed = await all(monitor.diagnosticSettingsCategory.list(clusterAt(1)));
  expect(listed).toMatchObject(plain(only.diagnosticCategories) as object[]);
  expect(listed[0]).toMatchObject({
    id: `/${clusterAt(1)}/providers/microsoft.insights/diagnosticSettingsCategories/kube-apiserver`,
  });
});

test('the action of a route is of its last provider', async () => {
  expect([...new Set(diagnosticRoutes.map(actionOf))]).toEqual([
    'Microsoft.Insights/diagnosticSettings/read',
    'Microsoft.Insights/diagnosticSettings/write',
    'Microsoft.Insights/diagnosticSettingsCategories/read',
  ]);
  const { sim, registries } = await clients();
  sim.setFaults([{ operation: 'containerregistry:registries.update', fault: 'denied', position: 'all' }]);
  await expect(registries.registries.update('rg-0', 'any', {}).submitted()).rejects.toThrow(
    "'Microsoft.ContainerRegistry/registries/write'",
  );
});
