import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { azureEvents } from '#clouds/azure/events';
import { gcpEvents } from '#clouds/gcp/events';
import { changeInCluster } from '#clouds/kubernetes/events';
import { cloudAt as azureAt } from '../clouds/azure/audit.ts';
import { cloudAt as gcpAt } from '../clouds/gcp/audit.ts';
import { azureClients } from '../sim/azure/clients.ts';
import { generateAzureEstate } from '../sim/azure/generate.ts';
import { startAzure, type AzureSimulator } from '../sim/azure/server.ts';
import { clusterManager } from '../sim/gcp/clients.ts';
import { generateGcpEstate } from '../sim/gcp/generate.ts';
import { startGcp, type GcpSimulator } from '../sim/gcp/server.ts';
import { gridEvent } from '../support/azure/events.ts';
import { callOn } from '../support/gcp/events.ts';
import { quickClock } from '../support/quick-clock.ts';
import { kindsOf, watching } from './watching.ts';

let azure: AzureSimulator;
let gcp: GcpSimulator;
const azureEstate = generateAzureEstate({ seed: 7, clusters: 4 });
const gcpEstate = generateGcpEstate({ seed: 7, clusters: 4 });
beforeAll(async () => {
  azure = await startAzure({ estate: azureEstate });
  gcp = await startGcp({ estate: gcpEstate });
});
afterAll(async () => {
  await azure.close();
  await gcp.close();
});

describe('a change of an AKS cluster', () => {
  test('is found by the read alone, and taking it back resolves the finding', async () => {
    const [{ subscription, managedClusters: clusters }] = azureEstate.subscriptions as [
      (typeof azureEstate.subscriptions)[0],
    ];
    const rule = 'aks-local-accounts-enabled';
    const good = clusters.find((it) => it.disableLocalAccounts === true && it.provisioningState === 'Succeeded')!;
    const [, group = ''] = /resourceGroups\/([^/]+)/i.exec(good.id ?? '') ?? [];
    const { containers } = azureClients(azure, subscription.subscriptionId ?? '');
    const clock = quickClock();
    const { cloud, gate } = azureAt(azure, { clock });
    const shop = watching(cloud, gate, clock, [azureEvents]);
    await shop.sweep();
    const id = (good.id ?? '').toLowerCase();
    expect(await shop.standing(rule, id)).toEqual([]);

    const setLocal = async (disableLocalAccounts: boolean, event: string) => {
      const now = await containers.managedClusters.get(group, good.name ?? '');
      await containers.managedClusters.createOrUpdate(group, good.name ?? '', { ...now, disableLocalAccounts });
      const eventTime = new Date(shop.clock.now() - 1000).toISOString();
      const call = 'Microsoft.ContainerService/managedClusters/write';
      return shop.deliver([gridEvent(call, good.id ?? '', { id: event, eventTime })]);
    };
    const opened = await setLocal(false, 'e-1');
    expect(opened.record).toMatchObject({ state: 'settled', announced: [], change: { origin: 'console' } });
    expect(shop.moved.flatMap(({ moves }) => kindsOf(moves, rule))).toEqual(['opened']);
    expect(await shop.standing(rule, id)).toEqual(['open ann@example.com']);
    const closed = await setLocal(true, 'e-2');
    expect(await shop.standing(rule, id)).toEqual([]);
    // A look while AKS is at work is made again.
    for (const { calls } of [opened, closed]) expect(new Set(calls).size).toBeLessThanOrEqual(3);
  });
});

describe('a change of a GKE cluster', () => {
  test('is announced, then confirmed; taking it back resolves the finding', async () => {
    const [{ projectId, clusters }] = gcpEstate.projects as [(typeof gcpEstate.projects)[0]];
    const rule = 'gke-legacy-abac';
    const good = clusters.find((it) => it.legacyAbac?.enabled !== true)!;
    const place = { project: projectId, location: good.location ?? '', cluster: good.name ?? '' };
    const name = `projects/${projectId}/locations/${place.location}/clusters/${place.cluster}`;
    const manager = clusterManager(gcp, projectId);
    const clock = quickClock();
    const { cloud, gate } = gcpAt(gcp, { clock });
    const shop = watching(cloud, gate, clock, [gcpEvents(changeInCluster)]);
    await shop.sweep();
    const id = `//container.googleapis.com/${name}`;
    expect(await shop.standing(rule, id)).toEqual([]);

    const setAbac = async (enabled: boolean, operation: string) => {
      await manager.setLegacyAbac({ name, enabled });
      const at = shop.clock.now() - 1000;
      return shop.deliver(callOn(place, 'SetLegacyAbac', { request: { enabled }, operation, at }));
    };
    const opened = await setAbac(true, 'operation-1');
    expect(opened.record).toMatchObject({ state: 'settled', change: { origin: 'cli', actor: 'ana@example.com' } });
    expect(shop.moved.flatMap(({ moves }) => kindsOf(moves, rule))).toEqual(['announced', 'opened']);
    expect(await shop.standing(rule, id)).toEqual(['open ana@example.com']);
    await setAbac(false, 'operation-2');
    expect(await shop.standing(rule, id)).toEqual([]);
    await manager.close();
  });
});
