import { afterEach, expect, test } from 'vitest';
import { gateOf } from '#clouds/gate';
import type { Resource } from '#model';
import aksRule from '#rules/azure/aks/aks-api-public-unrestricted';
import gkeRule from '#rules/gcp/gke/gke-authorized-networks-off';
import { azurePartsWith } from '../../functions/wire/azure.ts';
import { gcpPartsWith } from '../../functions/wire/gcp.ts';
import { estateOf } from '../clouds/azure/audit.ts';
import type { AzureEstate } from '../sim/azure/estate.ts';
import { startLogAnalytics, type LogAnalytics } from '../sim/azure/log-analytics.ts';
import { generateGcpEstate } from '../sim/gcp/generate.ts';
import type { GcpEstate } from '../sim/gcp/estate.ts';
import { quickClock } from '../support/quick-clock.ts';
import { sceneOn } from './fix-scene.ts';
import { aksStand, remediator as application, type AksStand } from './fix-stand-aks.ts';
import { gkeStand, remediator as serviceAccount, type GkeStand } from './fix-stand-gke.ts';
import { policyWith } from './fix-stand.ts';

const allowed = ['198.51.100.0/24', '203.0.113.7/32'];
const inside = '198.51.100.7';
/** An hour before the stand begins. */
const lately = '2026-11-22T07:00:00.000Z';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const workspaceIn = (subscription: string): string =>
  `/subscriptions/${subscription}/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/logs`;
const customerId = '7c1f5f7e-0000-4000-8000-000000000001';

/** Every cluster sends its audit log to the workspace of its subscription. */
function withLogs(estate: AzureEstate): AzureEstate {
  return {
    subscriptions: estate.subscriptions.map((it) => {
      const workspace = workspaceIn(it.subscription.subscriptionId ?? '');
      return {
        ...it,
        workspaces: [{ id: workspace, properties: { customerId } }],
        diagnosticSettings: it.managedClusters.map(({ id = '' }) => ({
          ...{ id: `${id}/providers/microsoft.insights/diagnosticSettings/audit`, name: 'audit' },
          ...{ workspaceId: workspace, logs: [{ category: 'kube-audit', enabled: true }] },
          logAnalyticsDestinationType: 'Dedicated',
        })),
      };
    }),
  };
}

/** AKS whose clusters were called from some addresses. */
async function aks(...from: readonly string[]) {
  const estate = withLogs(estateOf({ seed: 7, clusters: 3 }));
  const clusters = estate.subscriptions.flatMap(({ managedClusters }) => managedClusters);
  const rows = clusters.flatMap(({ id = '' }) =>
    from.map((it) => ({
      ...{ TimeGenerated: lately, _ResourceId: id.toLowerCase(), User: { username: 'ci' }, SourceIps: [it] },
    })),
  );
  const known: { stand?: AksStand } = {};
  const logs: LogAnalytics = await startLogAnalytics({
    workspaces: { [customerId]: { AKSAudit: rows } },
    lets(token) {
      const { clientId, scope = '' } = known.stand?.cloud.entra.holderOf(token) ?? {};
      return clientId === application && scope.startsWith('https://api.loganalytics.io/');
    },
  });
  const stand = await aksStand(estate, aksRule, policyWith({ [aksRule.id]: { params: { allowedCidrs: allowed } } }), {
    logs,
  });
  known.stand = stand;
  closing.push(stand.close, logs.close);
  return { stand, logs };
}

/** GKE whose clusters were called from some addresses. */
async function gke(...from: readonly string[]): Promise<GkeStand> {
  const { projects }: GcpEstate = generateGcpEstate({ seed: 7, clusters: 14 });
  const estate = {
    projects: projects.map((it) => ({
      ...it,
      entries: it.clusters.flatMap(({ name, location }) =>
        from.map((callerIp) => ({
          logName: `projects/${it.projectId}/logs/cloudaudit.googleapis.com%2Factivity`,
          timestamp: lately,
          resource: { type: 'k8s_cluster', labels: { cluster_name: name ?? '', location: location ?? '' } },
          protoPayload: {
            ...{ serviceName: 'k8s.io', authenticationInfo: { principalEmail: 'ci@example.com' } },
            requestMetadata: { callerIp },
          },
        })),
      ),
    })),
  };
  const stand = await gkeStand(estate, gkeRule, policyWith({ [gkeRule.id]: { params: { allowedCidrs: allowed } } }));
  closing.push(stand.close);
  return stand;
}

test('a recent caller of an AKS cluster, whom the remediator reads in its audit log, is not cut off', async () => {
  const { stand, logs } = await aks(inside, '192.0.2.10');
  const { approved, remediation } = sceneOn(stand);
  const asked = await approved();
  await stand.run(asked.order);
  expect(await remediation(asked)).toMatchObject({
    ...{ state: 'refused', code: 'endpoint', left: 'unchanged' },
    why: '1 recent caller would be cut off: 192.0.2.10 (ci)',
  });
  expect(logs.calls.map(({ operation, status }) => [operation, status])).toContainEqual(['loganalytics:query', 200]);
  const readers = stand.cloud.sim.calls.filter(({ operation }) => operation === 'operationalinsights:workspaces.get');
  expect(new Set(readers.map(({ by }) => by))).toEqual(new Set([application]));
});

test('callers of an AKS cluster who stay inside hold nothing up', async () => {
  const { stand } = await aks(inside);
  const { approved, remediation } = sceneOn(stand);
  const asked = await approved();
  await stand.run(asked.order);
  expect(await remediation(asked)).toMatchObject({ state: 'done', left: 'changed' });
});

test('a recent caller of a GKE cluster, whom the remediator reads in its audit log, is not cut off', async () => {
  const stand = await gke(inside, '192.0.2.10');
  const { approved, remediation } = sceneOn(stand);
  const asked = await approved();
  await stand.run(asked.order);
  expect(await remediation(asked)).toMatchObject({
    ...{ state: 'refused', code: 'endpoint', left: 'unchanged' },
    why: '1 recent caller would be cut off: 192.0.2.10 (ci@example.com)',
  });
  const asking = stand.cloud.sim.calls.filter(({ operation }) => operation === 'logging:entries.list');
  expect(new Set(asking.map(({ by, status }) => `${by ?? ''} ${status}`))).toEqual(new Set([`${serviceAccount} 200`]));
});

test('callers of a GKE cluster who stay inside hold nothing up', async () => {
  const stand = await gke(inside);
  const { approved, remediation } = sceneOn(stand);
  const asked = await approved();
  await stand.run(asked.order);
  expect(await remediation(asked)).toMatchObject({ state: 'done', left: 'changed' });
});

test.each([
  ['AKS', 'aks.cluster', azurePartsWith],
  ['GKE', 'gke.cluster', gcpPartsWith],
] as const)('a function that only reads asks no audit log of %s', async (_, type, partsWith) => {
  const clock = quickClock();
  const cloud = await partsWith().open({ gate: gateOf({ clock }), clock, config: { version: 1 } });
  const cluster: Resource = { ...{ type, id: 'any', name: 'any', target: 'any' }, config: {} };
  expect(cloud.callers).toBeDefined();
  expect(await cloud.callers?.(cluster, 'ana@example.com')).toBeUndefined();
});
