import { formatTime, parseInstant } from '#lib/time';
import type { Caller, Callers, Instant } from '#model';
import { textAt, type Json } from '../../../json.ts';
import { subscriptionOf } from '../../address.ts';
import type { LogsAnswer } from '../../log-analytics.ts';
import { allLogs, sentBy } from '../../monitor/diagnostic-settings/facts.ts';
import type { diagnosticSettings } from '../../monitor/diagnostic-settings/resource.ts';
import type { aksCluster } from './resource.ts';

type Cluster = typeof aksCluster.config;
type Settings = typeof diagnosticSettings.config;
type Unread = Extract<Callers, { is: 'unread' }>;

/** Days that are looked back. */
export const lookBackDays = 7;

/** Callers that are read at the most. */
export const mostCallers = 1_000;

/** Milliseconds for which the log of a cluster that runs is never silent: its own controllers renew their leases. */
const longestSilence = 3_600_000;

/** Where the audit log of a cluster lies. */
export interface AuditLog {
  /** The ARM id of the workspace. */
  readonly workspace: string;
  readonly table: 'AKSAudit' | 'AKSAuditAdmin' | 'AzureDiagnostics';
  /** `kube-audit-admin` leaves out what only reads. */
  readonly category: 'kube-audit' | 'kube-audit-admin';
}

/** The tables of their own that categories have where a setting does not send everything into one. */
const tables = { 'kube-audit': 'AKSAudit', 'kube-audit-admin': 'AKSAuditAdmin' } as const;

/**
 * Where diagnostic settings send the audit log to be asked: the one with reads before the one without.
 * Sources: https://learn.microsoft.com/azure/aks/monitor-aks-reference#resource-logs,
 * https://learn.microsoft.com/azure/azure-monitor/reference/tables/aksaudit
 */
export function auditLogIn({ value }: Settings): AuditLog | Unread {
  for (const category of ['kube-audit', 'kube-audit-admin'] as const) {
    // What is no ARM id would lead the token of whoever asks elsewhere.
    const setting = value.find((it) => subscriptionOf(it.workspaceId ?? '') !== undefined && sends(it, category));
    if (!setting?.workspaceId) continue;
    const isApart = setting.logAnalyticsDestinationType?.toLowerCase() === 'dedicated';
    return { workspace: setting.workspaceId, table: isApart ? tables[category] : 'AzureDiagnostics', category };
  }
  return unread(
    'Its audit log is sent to no Log Analytics workspace.',
    'Send the log category kube-audit to one, and plan again when callers have been recorded for some days.',
  );
}

function sends(setting: Settings['value'][number], category: string): boolean {
  const { categories, groups } = sentBy({ value: [setting] });
  return categories.has(category) || groups.has(allLogs) || groups.has('audit');
}

export const unread = (why: string, cure: string): Unread => ({ is: 'unread', why, cure });

/**
 * Each address from which somebody with a name called. Of the source addresses of an audit record only the last is seen by
 * the server, those before it are what the caller claims; nobody who was not let in counts, since whoever scans an open
 * endpoint would keep it open. Others may send into the same table.
 * Source: https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/
 */
export function callersQuery({ table, category }: AuditLog, cluster: string): string {
  const record = 'extend record = parse_json(log_s) | extend user = record.user, addresses = record.sourceIPs';
  return [
    table,
    `where _ResourceId =~ ${JSON.stringify(cluster)}`,
    ...(table === 'AzureDiagnostics'
      ? [`where Category == ${JSON.stringify(category)}`, record]
      : ['extend user = User, addresses = SourceIps']),
    'extend who = tostring(user.username), address = tostring(addresses[-1])',
    'where isnotempty(who) and who != "system:anonymous" and isnotempty(address)',
    'summarize arg_max(TimeGenerated, who), first = min(TimeGenerated), nodes = countif(who startswith "system:node:") by address',
    'project address, who, first, last = TimeGenerated, nodes',
    `top ${mostCallers} by last desc`,
  ].join(' | ');
}

interface Asked {
  readonly from: Instant;
  readonly at: Instant;
  readonly log: AuditLog;
  readonly cluster: Cluster;
}

/** What the rows of the query say. The log tells of nobody before its first record. */
export function callersIn({ rows, partial }: LogsAnswer, { from, at, log, cluster }: Asked): Callers {
  const read = rows.flatMap((row) => rowIn(row) ?? []);
  const firsts = read.map(({ first }) => first);
  const since = new Date(Math.max(Date.parse(from), firsts.length === 0 ? 0 : Math.min(...firsts))).toISOString();
  const newest = Math.max(...read.map(({ last }) => last));
  const isSilent = read.length > 0 && Date.parse(at) - newest > longestSilence;
  const more = [
    ...(rows.length >= mostCallers ? [`there are more than ${mostCallers}`] : []),
    ...(read.length < rows.length ? ['some records cannot be read'] : []),
    ...(log.category === 'kube-audit-admin' ? ['who only reads is not in kube-audit-admin'] : []),
    ...(isSilent ? [`nothing was recorded after ${formatTime(new Date(newest).toISOString())}`] : []),
    ...(partial === undefined ? [] : [`Log Analytics answered in part (${partial})`]),
  ].join('; ');
  const isLetIn = letsNodesIn(cluster);
  const seen = read.flatMap(({ address, who, isNode }): readonly Caller[] =>
    isNode && isLetIn ? [] : [{ address, who }],
  );
  return { is: 'read', since, seen, ...(more !== '' && { more }) };
}

/**
 * Whether the address from which the nodes of a cluster call stays let in whatever the list says: the outbound address of
 * its own load balancer does, that of a firewall, of a gateway or of a node does not.
 * Source: https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges
 */
function letsNodesIn({ networkProfile, agentPoolProfiles }: Cluster): boolean {
  return (
    networkProfile?.outboundType === 'loadBalancer' &&
    networkProfile.loadBalancerSku?.toLowerCase() === 'standard' &&
    agentPoolProfiles?.some(({ enableNodePublicIP }) => enableNodePublicIP === true) === false
  );
}

function rowIn(row: Json) {
  const [address, who] = [textAt(row, 'address'), textAt(row, 'who')];
  const [first, last] = [parseInstant(textAt(row, 'first') ?? ''), parseInstant(textAt(row, 'last') ?? '')];
  if (address === undefined || who === undefined || first === undefined || last === undefined) return undefined;
  return { address, who, first, last, isNode: Number(row['nodes']) > 0 };
}
