import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { collectScaleSets } from '#clouds/azure/compute/scale-set/collect';
import { azureFailure } from '#clouds/azure/failure';
import { callerOf } from '#clouds/azure/reader';
import { azureTypes } from '#clouds/azure/types';
import { gateOf } from '#clouds/gate';
import { sheetOf } from '#clouds/sheet';
import { azureClients } from '../../sim/azure/clients.ts';
import type { Fault, Position, Trace } from '../../sim/faults.ts';
import { startAzure, type AzureSimulator } from '../../sim/azure/server.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { audit, estateOf, type Audit } from './audit.ts';

const estate = estateOf({ seed: 3, clusters: 3 });
let sim: AzureSimulator;
let whole: Audit;
let trace: Trace;

beforeAll(async () => {
  sim = await startAzure({ estate, pageSize: 1 });
  whole = await audit(sim);
  trace = sim.trace();
});
afterEach(() => sim.setFaults([]));
afterAll(() => sim.close());

const places = ['first', 'middle', 'last'] as const satisfies readonly Position[];
const reasons: readonly (readonly [Fault, string])[] = [
  ['denied', 'denied'],
  ['throttled', 'throttled'],
  ['server-error', 'unreachable'],
  ['timeout', 'timeout'],
  ['reset', 'unreachable'],
  ['truncated-body', 'malformed'],
  ['malformed-body', 'malformed'],
  ['repeated-token', 'malformed'],
  ['not-found', 'not-found'],
];
const listings = [
  ['containerservice:managedClusters.list', 'Microsoft.ContainerService/managedClusters/read', 'aks.cluster'],
  ['network:networkSecurityGroups.listAll', 'Microsoft.Network/networkSecurityGroups/read', 'azure.nsg'],
  ['network:virtualNetworks.listAll', 'Microsoft.Network/virtualNetworks/read', 'azure.virtual-network'],
  ['compute:virtualMachineScaleSets.list', 'Microsoft.Compute/virtualMachineScaleSets/read', 'azure.scale-set'],
  ['compute:disks.list', 'Microsoft.Compute/disks/read', 'azure.disk'],
  [
    'managedidentity:userAssignedIdentities.listBySubscription',
    'Microsoft.ManagedIdentity/userAssignedIdentities/read',
    'azure.federated-credentials',
  ],
  ['containerregistry:registries.list', 'Microsoft.ContainerRegistry/registries/read', 'acr.registry'],
  ['network:networkWatchers.listAll', 'Microsoft.Network/networkWatchers/read', 'azure.flow-log'],
  ['compute:snapshots.list', 'Microsoft.Compute/snapshots/read', 'azure.snapshot'],
  ['network:publicIPAddresses.listAll', 'Microsoft.Network/publicIPAddresses/read', 'azure.public-ip'],
  ['keyvault:vaults.listBySubscription', 'Microsoft.KeyVault/vaults/read', 'azure.key-vault'],
] as const;

describe.each(listings)('%s', (operation, api, type) => {
  test.each(reasons.flatMap(([fault, reason]) => places.map((position) => [fault, position, reason] as const)))(
    '%s at the %s call is one gap, reason %s, and loses nothing else',
    async (fault, position, reason) => {
      sim.setFaults([{ operation, fault, position }], trace);
      const { readings } = await audit(sim);
      const [reading] = readings;
      expect(reading!.gaps).toMatchObject([{ api, reason }]);
      expect(reading!.gaps[0]!.types).toContain(type);
      if (reason === 'denied') expect(reading!.gaps[0]!.permission).toBe(api);
      const lost = reading!.gaps[0]!.types;
      expect(reading!.complete).toEqual(whole.readings[0]!.complete.filter((name) => !lost.includes(name)));
      expect(idsWithout(readings, lost)).toEqual(idsWithout(whole.readings, lost));
      expect(idsOf(whole.readings)).toEqual(expect.arrayContaining(idsOf(readings)));
    },
  );

  test('an empty page with a token loses nothing', async () => {
    sim.setFaults([{ operation, fault: 'empty-page-with-token', position: 'first' }]);
    const { readings } = await audit(sim);
    expect(readings[0]!.gaps).toEqual([]);
    expect(idsOf(readings)).toEqual(idsOf(whole.readings));
  });

  test('pages before the one that failed are kept', async () => {
    sim.setFaults([{ operation, fault: 'denied', position: 2 }]);
    const { readings } = await audit(sim);
    expect(readings[0]!.resources.filter((it) => it.type === type).length).toBeGreaterThan(0);
  });
});

test('what is read by the names of clusters is incomplete where clusters that name them may be missing', async () => {
  sim.setFaults([{ operation: 'containerservice:managedClusters.list', fault: 'denied', position: 2 }]);
  const { readings } = await audit(sim);
  expect(readings[0]!.complete).toEqual([
    ...['acr.registry', 'acr.scope-map', 'acr.token', 'azure.activity-log-settings', 'azure.application-gateway'],
    ...['azure.defender-plans', 'azure.disk', 'azure.federated-credentials', 'azure.flow-log', 'azure.key-vault'],
    ...['azure.nsg'],
    ...['azure.public-ip', 'azure.role-assignment', 'azure.role-definition', 'azure.snapshot', 'azure.virtual-network'],
  ]);
  expect(readings[0]!.resources.filter(({ type }) => type === 'azure.scale-set')).toHaveLength(1);
});

test('a node resource group that is gone holds nothing and is no gap', async () => {
  const clock = quickClock();
  const subscription = estate.subscriptions[0]!.subscription.subscriptionId ?? '';
  const sheet = sheetOf(whole.readings[0]!.target, '2026-01-01T00:00:00.000Z', azureFailure);
  const { options: _, ...clients } = azureClients(sim, subscription);
  const caller = callerOf(gateOf({ clock }), subscription);
  const ask = () => Promise.reject(new Error('nothing is asked by hand'));
  await collectScaleSets({ ...caller, sheet, clients: { ...clients, ask, put: ask, remove: ask } }, [
    `/subscriptions/${subscription}/resourcegroups/mc_gone`,
  ]);
  expect(sheet.reading()).toMatchObject({ gaps: [], complete: ['azure.scale-set'], resources: [] });
  expect(sim.calls.at(-1)).toMatchObject({ operation: 'compute:virtualMachineScaleSets.list', status: 404 });
});

test('versions that are refused in one location are a gap on it', async () => {
  const operation = 'containerservice:managedClusters.listKubernetesVersions';
  sim.setFaults([{ operation, fault: 'denied', position: 'first' }]);
  const { readings } = await audit(sim);
  const api = 'Microsoft.ContainerService/locations/kubernetesVersions/read';
  const resource = idsOf(whole.readings).find(
    (id) => id.includes('/kubernetesversions') && !idsOf(readings).includes(id),
  );
  expect(resource).toBeDefined();
  expect(readings[0]!.gaps).toMatchObject([{ api, reason: 'denied', permission: api, resource }]);
  expect(readings[0]!.complete).toContain('aks.versions');
});

const settings = 'monitor:diagnosticSettings.list';
const settingsApi = 'Microsoft.Insights/diagnosticSettings/read';

test('settings that are refused on one cluster are a gap on it, and what their groups hold is incomplete', async () => {
  sim.setFaults([{ operation: settings, fault: 'denied', position: 'first' }]);
  const { readings } = await audit(sim);
  const lost = idsOf(whole.readings).filter((id) => !idsOf(readings).includes(id));
  expect(lost).toHaveLength(1);
  expect(lost[0]).toMatch(/\/managedclusters\/aks-\d\/providers\/microsoft\.insights\/diagnosticsettings$/);
  const cure = { api: settingsApi, reason: 'denied', permission: settingsApi };
  expect(readings[0]!.gaps).toMatchObject([
    { ...cure, types: ['azure.diagnostic-categories'] },
    { ...cure, types: ['azure.diagnostic-settings'], resource: lost[0] },
  ]);
  expect(readings[0]!.complete).toContain('azure.diagnostic-settings');
});

test('settings of which a page is lost are not taken for all', async () => {
  sim.setFaults([{ operation: settings, fault: 'denied', position: 'last' }], trace);
  const { readings } = await audit(sim);
  expect(idsOf(whole.readings).length - idsOf(readings).length).toBeGreaterThan(0);
});

test('categories that are refused are a gap on their cluster', async () => {
  sim.setFaults([{ operation: 'monitor:diagnosticSettingsCategory.list', fault: 'denied', position: 1 }]);
  const { readings } = await audit(sim);
  const api = 'Microsoft.Insights/diagnosticSettingsCategories/read';
  expect(readings[0]!.gaps).toMatchObject([{ api, reason: 'denied', permission: api }]);
  expect(readings[0]!.gaps[0]!.resource).toMatch(/\/aks-2\/.*\/diagnosticsettingscategories$/);
});

test('credentials that expire on the way are gaps that say so', async () => {
  const operation = 'containerservice:managedClusters.list';
  sim.setFaults([{ operation, fault: 'expired-credentials', position: 'first' }]);
  const { readings } = await audit(sim);
  const gaps = readings[0]!.gaps;
  expect(gaps.map(({ reason }) => reason)).toEqual(Array(14).fill('denied'));
  expect(gaps.every(({ detail }) => detail.startsWith('The credentials have expired.'))).toBe(true);
});

test('subscriptions that cannot be listed leave a target that stands for them', async () => {
  sim.setFaults([{ operation: 'subscriptions:subscriptions.list', fault: 'denied', position: 'first' }]);
  const { discovery } = await audit(sim);
  expect(discovery.targets.map(({ id }) => id)).toEqual(['azure:unknown']);
  expect(discovery.gaps).toMatchObject([
    {
      target: 'azure:unknown',
      api: 'Microsoft.Resources/subscriptions/read',
      reason: 'denied',
      permission: 'Microsoft.Resources/subscriptions/read',
      types: azureTypes.map(({ name }) => name),
    },
  ]);
});

const idsOf = (readings: Audit['readings']): string[] => idsWithout(readings, []);

const idsWithout = (readings: Audit['readings'], lost: readonly string[]): string[] =>
  readings.flatMap(({ resources }) => resources.filter(({ type }) => !lost.includes(type)).map(({ id }) => id));
