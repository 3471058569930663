import type { Callers, Resource } from '#model';
import { isObject } from '../../../json.ts';
import { awsFailure } from '../../failure.ts';
import { queryLogs, type LogsPlace } from '../../insights.ts';
import type { Refusal, Session } from '../../session.ts';
import {
  callerPermissions,
  callersIn,
  callersQuery,
  logGroupOf,
  lookBackDays,
  unread,
  whyNoAuditLog,
} from './audit-log.ts';
import type { eksCluster } from './resource.ts';

/** Who called the Kubernetes API of a cluster lately. What cannot be read is told with what would cure it. */
export async function eksCallers(cluster: Resource, at: LogsPlace): Promise<Callers> {
  if (!isCluster(cluster.config)) return unread('Whether its audit log is on was not read.', 'Scan again.');
  const why = whyNoAuditLog(cluster.config);
  if (why) return why;
  const to = at.clock.now();
  const from = to - lookBackDays * 24 * 3_600_000;
  try {
    const rows = await queryLogs(at, { group: logGroupOf(cluster.name), text: callersQuery, from, to });
    if (rows) return callersIn(rows, new Date(from).toISOString());
    return unread('The audit log was not searched through within a minute.', 'Plan again at a quieter time.');
  } catch (error) {
    const { reason, detail } = awsFailure(error);
    const cures: Readonly<Partial<Record<typeof reason, string>>> = {
      denied: `Allow ${callerPermissions.join(' and ')} on ${logGroupOf(cluster.name)}.`,
      'not-found': `See where ${logGroupOf(cluster.name)} has gone.`,
    };
    return unread(`Its audit log cannot be read: ${detail}`, cures[reason] ?? 'Plan again.');
  }
}

/** The same by whoever reads its account. */
export function callersThrough(
  session: Session | Refusal,
  cluster: Resource,
  { gate, clock }: Pick<LogsPlace, 'gate' | 'clock'>,
): Promise<Callers> | Callers {
  if ('failure' in session) return unread(session.failure.detail, 'Sign in to its account.');
  const [, account = '', region = ''] = cluster.target.split(':');
  return eksCallers(cluster, { account, region, config: session.config, gate, clock });
}

/** What was read stands in the product's store as it came. */
const isCluster = (config: unknown): config is typeof eksCluster.config => isObject(config);
