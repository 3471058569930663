import { formatDate, parseInstant, type Instant } from '#lib/time';
import { defineFact } from '#model';
import { fieldMissing, isUnread, unknown, type Evidence, type Unknown } from '#rule';
import { gkeServerConfig, serverConfigOf } from '../server-config/resource.ts';
import { gkeUpgradeInfo, upgradeInfoOf } from '../upgrade-info/resource.ts';
import { gkeCluster } from './resource.ts';
import { nameOf } from './seen-facts.ts';
import { minorOf } from './version-facts.ts';

/** The minor that a cluster runs, and until when it is supported as far as GKE tells. */
export interface SupportEnds {
  /** Such as `1.33`. */
  readonly minor: string;
  readonly standard: Instant | undefined;
  readonly extended: Instant | undefined;
  /** The channel whose clusters have extended support after the standard one. */
  readonly isExtended: boolean;
  readonly seen: readonly Evidence[];
}

/** An end of support, seen from a moment. */
export interface SupportEnd {
  readonly day: string;
  /** Days and parts of days; below zero once it has passed. */
  readonly left: number;
}

/** Whether GKE offers the minor of a cluster in its location, or later ones alone. */
export interface Offer {
  readonly is: 'offered' | 'left-behind';
  readonly location: string;
  readonly seen: readonly Evidence[];
}

/**
 * The support of a cluster as `fetchClusterUpgradeInfo` tells it, which leaves out what it does not know. An answer that
 * was not read tells nothing.
 * Source: https://cloud.google.com/kubernetes-engine/docs/how-to/upgrade-assist
 */
export const gkeSupportEnds = defineFact({
  name: 'gke.support-ends',
  of: gkeCluster,
  uses: [gkeUpgradeInfo],
  work({ id, config }, { find }): SupportEnds | Unknown {
    const { currentMasterVersion: version, releaseChannel } = config;
    const channel = nameOf(releaseChannel?.channel, 'releaseChannel.channel');
    if (isUnread(channel)) return channel;
    if (!version) return fieldMissing('currentMasterVersion');
    const minor = minorOf(version);
    if (minor === undefined) return unknown('malformed', `${version} is no version of GKE.`);
    const info = find(gkeUpgradeInfo, upgradeInfoOf(id));
    const told = isUnread(info) || info === 'absent' ? undefined : info;
    const [standard, extended] = endFields.map((field) => told?.config[field] || undefined);
    const isExtended = channel === 'EXTENDED';
    return { minor: `1.${minor}`, standard, extended, isExtended, seen: [running(version), ...seenIn(told)] };
  },
});

/**
 * Whether the minor of a cluster is still among the versions that GKE offers where it is, to all or on its channel.
 * Source: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/ServerConfig
 */
export const gkeOffer = defineFact({
  name: 'gke.offer',
  of: gkeCluster,
  uses: [gkeServerConfig],
  work({ id, config }, { find }): Offer | Unknown {
    const address = serverConfigOf(id);
    const server = find(gkeServerConfig, address);
    if (isUnread(server)) return server;
    if (server === 'absent') return unknown('not-found', `What GKE offers at ${address} was not read.`);
    const { validMasterVersions, channels } = server.config;
    const own = (channels ?? []).filter(({ channel }) => channel && channel === config.releaseChannel?.channel);
    const versions = [...(validMasterVersions ?? []), ...own.flatMap(({ validVersions }) => validVersions ?? [])];
    const offered = new Set(versions.map((it) => minorOf(it) ?? 0));
    const minor = minorOf(config.currentMasterVersion) ?? 0;
    const actual = [...offered].sort((a, b) => a - b).map((it) => `1.${it}`);
    const seen = [running(config.currentMasterVersion), { at: `${server.id}#`, actual }];
    const location = server.name;
    if (offered.has(minor)) return { is: 'offered', location, seen };
    if ([...offered].some((it) => it > minor)) return { is: 'left-behind', location, seen };
    return unknown('not-found', `GKE offers neither Kubernetes 1.${minor} nor a later minor in ${location}.`);
  },
});

/** How far an end is from a moment; undefined where GKE tells none. */
export function endAt(end: Instant | undefined, at: Instant): SupportEnd | Unknown | undefined {
  if (end === undefined) return undefined;
  const time = parseInstant(end);
  if (time === undefined) return unknown('malformed', `The end of support is no date: ${end}.`);
  return { day: formatDate(end), left: (time - (parseInstant(at) ?? Infinity)) / dayMs };
}

const dayMs = 86_400_000;
const endFields = ['endOfStandardSupportTimestamp', 'endOfExtendedSupportTimestamp'] as const;

const running = (version: string | null | undefined): Evidence => ({ at: 'currentMasterVersion', actual: version });

type Info = { readonly id: string; readonly config: typeof gkeUpgradeInfo.config } | undefined;

const seenIn = (info: Info): readonly Evidence[] =>
  endFields.flatMap((field) =>
    info?.config[field] ? [{ at: `${info.id}#${field}`, actual: info.config[field] }] : [],
  );
