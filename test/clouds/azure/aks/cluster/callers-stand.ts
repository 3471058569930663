import type { DiagnosticSettingsResource, LogSettings } from '@azure/arm-monitor';
import { callersThrough } from '#clouds/azure/aks/cluster/callers';
import { openSession } from '#clouds/azure/session';
import { gateOf } from '#clouds/gate';
import type { Callers, Clock, Resource } from '#model';
import type { Tables } from '../../../../sim/azure/kusto.ts';
import { logsToken, startLogAnalytics, type LogAnalyticsOptions } from '../../../../sim/azure/log-analytics.ts';
import { startAzure } from '../../../../sim/azure/server.ts';
import type { FaultLine } from '../../../../sim/faults.ts';
import type { JsonObject } from '../../../../sim/json.ts';
import { quickClock } from '../../../../support/quick-clock.ts';
import { estateOf } from '../../audit.ts';

export const clock = quickClock();
export const hour = 3_600_000;
const [only] = estateOf({ seed: 5, clusters: 1 }).subscriptions;
const subscription = only!.subscription.subscriptionId ?? '';
const [made] = only!.managedClusters;
export const id = made?.id ?? '';
export const workspaceId = `/subscriptions/${subscription}/resourceGroups/Logs/providers/Microsoft.OperationalInsights/workspaces/All`;
const customerId = '7c1f5f7e-0000-4000-8000-000000000001';

export const clusterWith = (config: object = {}): Resource => ({
  ...{ type: 'aks.cluster', id: id.toLowerCase(), name: 'shop', target: `azure:${subscription}` },
  config: { ...made, ...config },
});

/** A setting of the cluster that sends to the workspace. */
export const setting = (logs: LogSettings[], more: object = {}): DiagnosticSettingsResource =>
  Object.assign(
    { id: `${id}/providers/microsoft.insights/diagnosticSettings/logs`, name: 'logs' },
    { workspaceId, logs },
    more,
  );
export const apart = { logAnalyticsDestinationType: 'Dedicated' };
export const whole = setting([{ category: 'kube-audit', enabled: true }], apart);

interface Called {
  readonly ago?: number;
  readonly cluster?: string;
}
export const call = (
  username: string | undefined,
  sourceIPs: readonly string[],
  { ago = hour / 2, cluster = id }: Called = {},
) => ({
  TimeGenerated: new Date(clock.now() - ago).toISOString(),
  // Azure writes the id in lower case here.
  _ResourceId: cluster.toLowerCase(),
  User: username === undefined ? {} : { username, groups: ['system:authenticated'] },
  SourceIps: sourceIPs,
});
/** The same as one table holds it for all kinds of resources. */
export const inOne = ({ User, SourceIps, ...row }: ReturnType<typeof call>, Category = 'kube-audit'): JsonObject => ({
  ...{ ...row, Category },
  log_s: JSON.stringify({ kind: 'Event', verb: 'list', user: User, sourceIPs: SourceIps }),
});

const running: (() => Promise<void>)[] = [];
export const closeAll = async (): Promise<void> => {
  await Promise.all(running.splice(0).map((close) => close()));
};

interface World extends Partial<LogAnalyticsOptions> {
  readonly settings?: readonly DiagnosticSettingsResource[];
  readonly cluster?: Resource;
  readonly armFaults?: readonly FaultLine[];
  readonly attempts?: number;
  /** Without it nothing is given up. */
  readonly hasty?: Clock;
}

/** Asks for the callers of the cluster in a workspace that holds some tables. */
export async function ask(tables: Tables, world: World = {}) {
  const {
    settings = [whole],
    cluster = clusterWith(),
    armFaults = [],
    attempts = 1,
    hasty = clock,
    ...options
  } = world;
  const workspaces = [{ id: workspaceId, properties: { customerId } }];
  const estate = { subscriptions: [{ ...only!, diagnosticSettings: settings, workspaces }] };
  const sim = await startAzure({ estate, pageSize: 1, faults: armFaults });
  const logs = await startLogAnalytics({ workspaces: { [customerId]: tables }, ...options });
  running.push(sim.close, logs.close);
  const credential = {
    getToken: (scopes: string | string[]) =>
      [scopes].flat().includes('https://api.loganalytics.io/.default')
        ? Promise.resolve({ token: logsToken, expiresOnTimestamp: 4_102_444_800_000 })
        : sim.credential.getToken(),
  };
  const clientOptions = { endpoint: sim.url, tlsOptions: { ca: [sim.ca, logs.ca] } };
  const session = await openSession({ clock, credential, clientOptions });
  const gate = gateOf({ clock: hasty, attempts });
  const said = await callersThrough(session, cluster, { gate, clock, clientOptions, logsUrl: logs.url });
  const calls = [...sim.calls, ...logs.calls].map(({ operation }) => operation);
  return { said, calls };
}

export const addressesOf = (said: Callers) =>
  said.is === 'read' ? said.seen.map(({ address, who }) => `${address} ${who}`) : said;
