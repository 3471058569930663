import type { DiagnosticSettingsResource } from '@azure/arm-monitor';
import type { Callers, Clock, Resource } from '#model';
import { isObject, textAt } from '../../../json.ts';
import { subscriptionOf } from '../../address.ts';
import { azureFailure } from '../../failure.ts';
import { queryLogs, type LogsPlace } from '../../log-analytics.ts';
import { diagnosticSettings } from '../../monitor/diagnostic-settings/resource.ts';
import { storedOf } from '../../private-parts.ts';
import { callerOf } from '../../reader.ts';
import type { Session } from '../../session.ts';
import { auditLogIn, callersIn, callersQuery, lookBackDays, unread, type AuditLog } from './audit-log.ts';
import { aksCluster } from './resource.ts';

type Place = Omit<LogsPlace, 'session'> & { readonly clock: Clock };

/** Who called the Kubernetes API of a cluster lately. What cannot be read is told with what would cure it. */
export async function aksCallers(cluster: Resource, at: Place & { readonly session: Session }): Promise<Callers> {
  const { config } = cluster;
  if (!isCluster(config)) return unread('The cluster was not read.', 'Scan again.');
  const log = await auditLogOf(cluster, at);
  if ('is' in log) return log;
  const to = at.clock.now();
  const from = to - lookBackDays * 24 * 3_600_000;
  try {
    const answer = await queryLogs(at, { workspace: log.workspace, text: callersQuery(log, cluster.id), from, to });
    return callersIn(answer, { from: instantOf(from), at: instantOf(to), log, cluster: config });
  } catch (error) {
    return whyUnread(error, log);
  }
}

/** The same by whoever is signed in. */
export function callersThrough(session: Session | undefined, cluster: Resource, at: Place): Promise<Callers> | Callers {
  return session ? aksCallers(cluster, { ...at, session }) : unread('Nobody is signed in to Azure.', 'Sign in to it.');
}

/** Read anew: where the log goes may have changed since the scan. */
async function auditLogOf(
  { id, config }: Resource,
  { session, gate, signal }: Place & { readonly session: Session },
): Promise<ReturnType<typeof auditLogIn>> {
  const [api = ''] = diagnosticSettings.reads;
  const subscription = subscriptionOf(id)?.slice('azure:'.length) ?? '';
  const value: DiagnosticSettingsResource[] = [];
  const { diagnosticSettings: settings } = session.clients(subscription).monitor;
  const object = (textAt(config, 'id') ?? id).replace(/^\//, '');
  try {
    await callerOf(gate, subscription, signal).pages(
      api,
      (options) => settings.list(object, options),
      (it) => void value.push(it),
    );
    return auditLogIn(storedOf({ value }));
  } catch (error) {
    const { reason, detail, permission = api } = azureFailure(error);
    const cure = reason === 'denied' ? `Allow ${permission} on the cluster.` : 'Plan again.';
    return unread(`Where its audit log is sent cannot be read: ${detail}`, cure);
  }
}

function whyUnread(error: unknown, { workspace, table }: AuditLog): Callers {
  const { reason, detail } = azureFailure(error);
  if (reason === 'timeout') {
    return unread(`The audit log was not searched through in time: ${detail}`, 'Plan again at a quieter time.');
  }
  const isEmpty = detail.includes('Failed to resolve table');
  const cures: Readonly<Partial<Record<typeof reason, string>>> = {
    denied: `Allow ${aksCluster.callers.join(', ')} on ${workspace}.`,
    'not-found': `See where ${workspace} has gone.`,
    ...(isEmpty && { malformed: `See whether anything arrives in ${table} of ${workspace}.` }),
  };
  return unread(`Its audit log cannot be read: ${detail}`, cures[reason] ?? 'Plan again.');
}

const instantOf = (time: number): string => new Date(time).toISOString();

/** What was read stands in the product's store as it came. */
const isCluster = (config: unknown): config is typeof aksCluster.config => isObject(config);
