import type { protos } from '@google-cloud/artifact-registry';
import { parseAddressList } from '#lib/address-list';
import { innerNetworks } from '#lib/inner-networks';
import type { Caller, Callers, Instant } from '#model';
import { textAt, type Json } from '../../../json.ts';

type Policy = protos.google.iam.v1.IPolicy;

/** Days that are looked back. */
export const lookBackDays = 7;

/** Callers that are named in a query at the most: Google limits its length to 20,000 characters. */
export const mostCallers = 250;

/** Where a cluster lies. */
export interface ClusterPlace {
  readonly project: string;
  readonly location: string;
  readonly name: string;
}

/** The parts of a cluster's full name; undefined for another name. */
export function placeIn(id: string): ClusterPlace | undefined {
  const [, project, location, name] = /\/projects\/([^/]+)\/locations\/([^/]+)\/clusters\/([^/]+)$/.exec(id) ?? [];
  if (project === undefined || location === undefined || name === undefined) return undefined;
  return { project, location, name };
}

const address = 'protoPayload.requestMetadata.callerIp';
const email = 'protoPayload.authenticationInfo.principalEmail';
const subject = 'protoPayload.authenticationInfo.principalSubject';
const activity = 'log_id("cloudaudit.googleapis.com/activity")';
const access = 'log_id("cloudaudit.googleapis.com/data_access")';

/**
 * What was called in the Kubernetes API of a cluster since a moment, in the Logging query language.
 * Sources: https://cloud.google.com/kubernetes-engine/docs/how-to/audit-logging,
 * https://cloud.google.com/logging/docs/view/logging-query-language
 */
const called = ({ location, name }: ClusterPlace, since: Instant): readonly string[] => [
  'resource.type="k8s_cluster"',
  `resource.labels.cluster_name=${JSON.stringify(name)}`,
  `resource.labels.location=${JSON.stringify(location)}`,
  'protoPayload.serviceName="k8s.io"',
  `timestamp>=${JSON.stringify(since)}`,
];

/** Nobody who was not let in: whoever scans an open endpoint would keep it open. */
const named = [`${address}:*`, `(${email}:* OR ${subject}:*)`, `NOT ${email}="system:anonymous"`];

/** What somebody with a name called, but for those who are known already. */
export const callsFilter = (
  cluster: ClusterPlace,
  since: Instant,
  more: readonly string[],
  known: Iterable<string>,
): string => {
  const others = [...known];
  const besides = others.length === 0 ? [] : [`NOT ${address}=${listed(others)}`];
  return [...called(cluster, since), `(${activity} OR ${access})`, ...named, ...more, ...besides].join('\n');
};

/** What is recorded as read, or as written to what is not metadata. */
export const accessFilter = (cluster: ClusterPlace, since: Instant): string =>
  [...called(cluster, since), access].join('\n');

/**
 * From outside, and neither GKE itself nor another service of Google: those are let in whatever the list of authorized
 * networks says. Sources: https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks,
 * https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog
 */
export const fromOutside: readonly string[] = [
  `NOT ${address}="private"`,
  String.raw`NOT ${email}=~"^service-[0-9]+@container-engine-robot[.]iam[.]gserviceaccount[.]com$"`,
  ...innerNetworks.map((it) => `NOT ${inNetwork(it)}`),
];

/** From a network that no public endpoint sees. */
export const withinNetworks: readonly string[] = [`(${innerNetworks.map(inNetwork).join(' OR ')})`];

/** Nodes of the cluster at some addresses: they are let in as Google's own services are. */
export const nodesAt = (addresses: readonly string[]): readonly string[] => [
  `${email}=~"^system:node:"`,
  `${address}=${listed(addresses)}`,
];

function inNetwork(network: string): string {
  return `ip_in_net(${address}, ${JSON.stringify(network)})`;
}

const listed = (texts: readonly string[]): string => `(${texts.map((it) => JSON.stringify(it)).join(' OR ')})`;

/** Who called, and from where; undefined where an entry does not say. */
export function callerIn(entry: Json): Caller | undefined {
  const from = textAt(entry, 'protoPayload', 'requestMetadata', 'callerIp');
  const by = ['protoPayload', 'authenticationInfo'];
  const who = textAt(entry, ...by, 'principalEmail') ?? textAt(entry, ...by, 'principalSubject');
  return from === undefined || who === undefined ? undefined : { address: from, who };
}

/**
 * The kinds of Data Access logs that are not on for everybody, of those that GKE writes what the Kubernetes API is asked to
 * read into. What a folder or the organisation above turns on is not seen.
 * Source: https://cloud.google.com/logging/docs/audit/configure-data-access
 */
export function accessKindsOff({ auditConfigs }: Policy): readonly string[] {
  const own = (auditConfigs ?? []).filter((it) =>
    ['allServices', 'container.googleapis.com'].includes(it.service ?? ''),
  );
  const kinds = own.flatMap(({ auditLogConfigs }) => auditLogConfigs ?? []);
  return ['ADMIN_READ', 'DATA_READ', 'DATA_WRITE'].filter((name) => {
    const on = kinds.filter(({ logType }) => logType === name);
    return on.length === 0 || on.some(({ exemptedMembers }) => (exemptedMembers ?? []).length > 0);
  });
}

/** Since when reads are recorded, or why that is not known. */
export type Reads = { readonly since: Instant } | { readonly unknown: string };

interface Found {
  readonly from: Instant;
  /** Each address once, with who called from it last. */
  readonly callers: readonly Caller[];
  readonly isAll: boolean;
  readonly reads: Reads;
}

/** What the entries say. The address of a machine in another organisation is withheld, and so is not known. */
export function callersIn({ from, callers, isAll, reads }: Found): Callers {
  const seen = callers.filter((it) => parseAddressList([it.address]).others.length === 0);
  const withheld = callers.filter((it) => !seen.includes(it)).map((it) => it.address);
  const more = [
    ...(isAll ? [] : ['there may be others, of whom less was recorded lately']),
    ...(withheld.length > 0 ? [`Google withholds an address (${withheld.join(', ')})`] : []),
    ...('unknown' in reads ? [reads.unknown] : []),
  ].join('; ');
  const since = 'since' in reads && reads.since > from ? reads.since : from;
  return { is: 'read', since, seen, ...(more !== '' && { more }) };
}
