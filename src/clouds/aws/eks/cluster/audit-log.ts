import type { Caller, Callers, Instant } from '#model';
import type { eksCluster } from './resource.ts';

/** Days that are looked back. */
export const lookBackDays = 7;

/** Callers that are read at the most. */
export const mostCallers = 1_000;

/**
 * Where the control plane of a cluster writes.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
 */
export const logGroupOf = (name: string): string => `/aws/eks/${name}/cluster`;

type Cluster = typeof eksCluster.config;

/** Why the audit log tells nothing of a cluster; undefined where it is written. */
export function whyNoAuditLog({ logging }: Cluster): Extract<Callers, { is: 'unread' }> | undefined {
  const setups = logging?.clusterLogging;
  if (!setups) return unread('Whether its audit log is on was not read.', 'Scan again.');
  if (setups.some(({ enabled, types }) => enabled === true && types?.includes('audit'))) return undefined;
  return unread(
    'Its audit log is off.',
    'Turn the log type audit of the control plane on, and plan again when callers have been recorded for some days.',
  );
}

export const unread = (why: string, cure: string): Extract<Callers, { is: 'unread' }> => ({ is: 'unread', why, cure });

/**
 * Each address from which somebody with a name called. Of the source addresses of an audit record only the last is seen by
 * the server, those before it are what the caller claims; nobody who was not let in counts, since whoever scans an open
 * endpoint would keep it open.
 * Source: https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/
 */
export const callersQuery = [
  'filter @logStream like /^kube-apiserver-audit/',
  String.raw`parse @message /"sourceIPs":\[[^\]]*?"(?<address>[^",\]]+)"\]/`,
  'filter ispresent(address) and ispresent(user.username) and user.username != "system:anonymous"',
  'stats latest(user.username) as who, min(@timestamp) as first, max(@timestamp) as last by address',
  'sort last desc',
  `limit ${mostCallers}`,
].join(' | ');

/** What the rows of the query say. The log tells of nobody before its first record. */
export function callersIn(rows: readonly Readonly<Record<string, string>>[], asked: Instant): Callers {
  const seen = rows.flatMap(({ address = '', who = '' }): readonly Caller[] =>
    address === '' ? [] : [{ address, who: who === '' ? 'somebody' : who }],
  );
  const firsts = rows.map(({ first = '' }) => timeOf(first));
  const known = firsts.filter((it) => it !== undefined);
  const from = Math.max(Date.parse(asked), known.length === 0 ? 0 : Math.min(...known));
  const since = new Date(from).toISOString();
  if (rows.length >= mostCallers) return { is: 'read', since, seen, more: `there are more than ${mostCallers}` };
  if (seen.length < rows.length || known.length < firsts.length) {
    return { is: 'read', since, seen, more: 'some records cannot be read' };
  }
  return { is: 'read', since, seen };
}

/** Milliseconds, or `2026-11-22 08:00:00.000` in UTC. */
function timeOf(text: string): number | undefined {
  const time = /^\d+(?:\.\d+)?(?:E\d+)?$/i.test(text) ? Number(text) : Date.parse(`${text.replace(' ', 'T')}Z`);
  return Number.isFinite(time) ? time : undefined;
}
