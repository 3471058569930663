import { ShoalwatchError, type Callers, type Resource } from '#model';
import { isObject } from '../../../json.ts';
import type { ClientConfig } from '../../clients.ts';
import { awsFailure } from '../../failure.ts';
import { queryLogs, type LogsPlace } from '../../insights.ts';
import { callersIn, callersQuery, logGroupOf, lookBackDays, unread, whyNoAuditLog } from './audit-log.ts';
import { eksCluster } from './resource.ts';

/** Where the audit log of a cluster is asked, and how whoever asks signs in: only once it is known that there is a log. */
interface Asking extends Omit<LogsPlace, 'config'> {
  readonly signIn: () => Promise<ClientConfig>;
}

/** Who called the Kubernetes API of a cluster lately. What cannot be read is told with what would cure it; never rejects. */
export async function eksCallers(cluster: Resource, { signIn, ...at }: Asking): Promise<Callers> {
  if (!isCluster(cluster.config)) return unread('Whether its audit log is on was not read.', 'Scan again.');
  const why = whyNoAuditLog(cluster.config);
  if (why) return why;
  const config = await signIn().catch(notSignedIn);
  if ('is' in config) return config;
  const to = at.clock.now();
  const from = to - lookBackDays * 24 * 3_600_000;
  try {
    const rows = await queryLogs({ ...at, config }, { group: logGroupOf(cluster.name), text: callersQuery, from, to });
    if (rows) return callersIn(rows, new Date(from).toISOString());
    return unread('The audit log was not searched through within a minute.', 'Plan again at a quieter time.');
  } catch (error) {
    const { reason, detail } = awsFailure(error);
    const cures: Readonly<Partial<Record<typeof reason, string>>> = {
      denied: `Allow ${eksCluster.callers.join(' and ')} on ${logGroupOf(cluster.name)}: shoalwatch onboard aws --remediator.`,
      'not-found': `See where ${logGroupOf(cluster.name)} has gone.`,
    };
    return unread(`Its audit log cannot be read: ${detail}`, cures[reason] ?? 'Plan again.');
  }
}

const notSignedIn = (error: unknown): ReturnType<typeof unread> =>
  unread(
    `Nobody could sign in to read its audit log: ${error instanceof ShoalwatchError ? error.message : awsFailure(error).detail}`,
    'Sign in to its account, or see whether the role is there: shoalwatch onboard aws --remediator.',
  );

/** What was read stands in the product's store as it came. */
const isCluster = (config: unknown): config is typeof eksCluster.config => isObject(config);
