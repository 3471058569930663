import { afterEach, expect, test } from 'vitest';
import type { Resource } from '#model';
import type { AzureEstate, AzureSubscriptionEstate } from '../../sim/azure/estate.ts';
import { startAzure, type AzureOptions, type AzureSimulator } from '../../sim/azure/server.ts';
import { audit, estateOf } from './audit.ts';

const estate = estateOf({ seed: 7, clusters: 7 });
const running: AzureSimulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((it) => it.close()));
});

async function azure(options: Partial<AzureOptions> = {}): Promise<AzureSimulator> {
  const sim = await startAzure({ estate, ...options });
  running.push(sim);
  return sim;
}

const changed = (change: (it: AzureSubscriptionEstate) => Partial<AzureSubscriptionEstate>): AzureEstate => ({
  subscriptions: estate.subscriptions.map((it) => ({ ...it, ...change(it) })),
});

async function readOf(type: string, sim: AzureSimulator): Promise<readonly Resource[]> {
  const { readings } = await audit(sim);
  return readings.flatMap(({ resources }) => resources).filter((it) => it.type === type);
}

test('vaults come page by page, without who may do what in them', async () => {
  const { vaults = [] } = estate.subscriptions[0] ?? {};
  const found = await readOf('azure.key-vault', await azure({ pageSize: 1 }));
  expect(vaults.length).toBeGreaterThan(1);
  expect(found).toHaveLength(vaults.length);
  const [{ config } = { config: {} }] = found;
  expect(config).toMatchObject({ enablePurgeProtection: true, networkAcls: { defaultAction: 'Deny' } });
  expect(config).not.toHaveProperty('accessPolicies');
});

test('the keys that clusters name are read by the version that they name', async () => {
  const { keys = [] } = estate.subscriptions[0] ?? {};
  const found = await readOf('azure.key-vault-key', await azure());
  expect(found.map(({ id }) => id).sort()).toEqual(keys.map((it) => (it['id'] as string).toLowerCase()).sort());
  expect(found[0]).toMatchObject({ name: 'etcd', config: { attributes: { enabled: true, exp: 1_893_456_000 } } });
});

test('vaults that are refused leave the keys incomplete', async () => {
  const sim = await azure();
  sim.setFaults([{ operation: 'keyvault:vaults.listBySubscription', fault: 'denied', position: 'all' }]);
  const [reading] = (await audit(sim)).readings;
  const permission = 'Microsoft.KeyVault/vaults/read';
  expect(reading?.gaps).toMatchObject([
    { reason: 'denied', permission, types: ['azure.key-vault', 'azure.key-vault-key'] },
  ]);
});

test('a key that is refused is a gap on it', async () => {
  const sim = await azure();
  sim.setFaults([{ operation: 'keyvault:keys.getVersion', fault: 'denied', position: 'first' }]);
  const [reading] = (await audit(sim)).readings;
  expect(reading?.gaps).toMatchObject([{ reason: 'denied', types: ['azure.key-vault-key'] }]);
  expect(reading?.gaps[0]?.resource).toMatch(/\/keys\/etcd\/versions\//);
});

test('the flow logs of one watcher that are refused leave flow logs incomplete', async () => {
  const sim = await azure();
  sim.setFaults([{ operation: 'network:flowLogs.list', fault: 'denied', position: 'first' }]);
  const [reading] = (await audit(sim)).readings;
  expect(reading?.gaps).toMatchObject([{ reason: 'denied', types: ['azure.flow-log'] }]);
  expect(reading?.gaps[0]?.detail).toMatch(/^Network watcher NetworkWatcher_\w+: /);
  expect(reading?.complete).not.toContain('azure.flow-log');
});

test('scope maps are asked of registries with tokens alone', async () => {
  const sim = await azure({ estate: changed(({ tokens = [] }) => ({ tokens: tokens.slice(0, 1) })) });
  await audit(sim);
  expect(sim.trace()['containerregistry:tokens.list']).toBe(estate.subscriptions[0]?.registries.length);
  expect(sim.trace()['containerregistry:scopeMaps.list']).toBe(1);
});

test('passwords of tokens are not kept where an answer holds them', async () => {
  const passwords = [{ name: 'password1', value: 'hunter2', expiry: new Date('2027-01-01T00:00:00Z') }];
  const sim = await azure({
    estate: changed(({ tokens = [] }) => ({ tokens: tokens.map((it) => ({ ...it, credentials: { passwords } })) })),
  });
  const found = await readOf('acr.token', sim);
  expect(found.length).toBeGreaterThan(0);
  expect(JSON.stringify(found)).not.toContain('hunter2');
  expect(found[0]?.config).toMatchObject({ credentials: { passwords: [{ name: 'password1' }] } });
});

test('the state of a disk is kept where a link leads to it, and left out as it comes and goes', async () => {
  const sim = await azure({
    estate: changed(({ disks }) => ({
      disks: disks.map((it, at) => (at === 0 ? { ...it, diskState: 'ActiveSAS' } : it)),
    })),
  });
  const states = (await readOf('azure.disk', sim)).map(({ config }) => config as { readonly diskState?: string });
  expect(states.flatMap(({ diskState }) => diskState ?? [])).toEqual(['ActiveSAS']);
});
