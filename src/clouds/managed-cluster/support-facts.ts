import type { Instant } from '#lib/time';
import { defineFact, type ResourceOf } from '#model';
import { fieldMissing, isUnread, unknown, type Evidence, type Unknown } from '#rule';
import { eksSupport, supportAt, type SupportTable } from '../aws/eks/version/facts.ts';
import type { aksCluster } from '../azure/aks/cluster/resource.ts';
import { minorsIn, runnersOf, standingOf, subscriptionIn } from '../azure/aks/version/facts.ts';
import { aksVersions, versionsAddress } from '../azure/aks/version/resource.ts';
import { endAt, gkeOffer, gkeSupportEnds, type Offer, type SupportEnds } from '../gcp/gke/cluster/support-facts.ts';
import { managedClusters } from './resource.ts';

/** What the provider of a cluster tells of the support of its control plane's minor; what no day changes is decided. */
export type SupportTold =
  | { readonly is: 'decided'; readonly by: Standing }
  | { readonly is: 'windows'; readonly version: string; readonly table: SupportTable }
  | { readonly is: 'ends'; readonly ends: SupportEnds; readonly offer: Offer | Unknown | undefined };

/** Whether a minor is past every support that its provider gives the cluster. */
export interface Standing {
  /** `offered` where GKE still offers it and tells no end of its support. */
  readonly is: 'ended' | 'supported' | 'offered';
  readonly minor: string;
  readonly seen: readonly Evidence[];
}

/** What is told of the support of the minor that a cluster's control plane runs; its pools are not asked. */
export const supportTold = defineFact({
  name: 'managed-cluster.support-told',
  of: managedClusters,
  uses: [eksSupport, aksVersions, gkeSupportEnds, gkeOffer],
  work(cluster, { fact, find }): SupportTold | Unknown {
    if (cluster.type === 'eks.cluster') {
      const { version } = cluster.config;
      const table = fact(eksSupport, cluster);
      if (version === undefined) return fieldMissing('version');
      return isUnread(table) ? table : { is: 'windows', version, table };
    }
    if (cluster.type === 'aks.cluster') {
      const { location } = cluster.config;
      const listed = find(aksVersions, versionsAddress(subscriptionIn(cluster.id), location));
      if (isUnread(listed)) return listed;
      if (listed === 'absent') return unknown('not-found', `What AKS offers in ${location} was not read.`);
      const by = standingOnAks(cluster, listed);
      return isUnread(by) ? by : { is: 'decided', by };
    }
    const ends = fact(gkeSupportEnds, cluster);
    if (isUnread(ends)) return ends;
    return { is: 'ends', ends, offer: lastOf(ends) === undefined ? fact(gkeOffer, cluster) : undefined };
  },
});

/** How a control plane stands at a moment: `ended` where no support is left, paid support included. */
export function standingAt(told: SupportTold, at: Instant): Standing | Unknown {
  if (told.is === 'decided') return told.by;
  if (told.is === 'windows') {
    const support = supportAt(told.table, told.version, at);
    if (isUnread(support)) return support;
    const isPast = support.stage === 'unsupported' || support.stage === 'unlisted';
    return { is: isPast ? 'ended' : 'supported', minor: told.version, seen: support.seen };
  }
  const { ends, offer } = told;
  const last = endAt(lastOf(ends), at);
  if (isUnread(last)) return last;
  if (last) return { is: last.left < 0 ? 'ended' : 'supported', minor: ends.minor, seen: ends.seen };
  if (offer === undefined || isUnread(offer)) return offer ?? fieldMissing('endOfStandardSupportTimestamp');
  return { is: offer.is === 'left-behind' ? 'ended' : 'offered', minor: ends.minor, seen: offer.seen };
}

/** The end of the last support that a cluster has; undefined where GKE does not tell it. */
const lastOf = ({ isExtended, standard, extended }: SupportEnds): Instant | undefined =>
  isExtended ? extended : standard;

type Versions = ResourceOf<typeof aksVersions>;

/** A minor that AKS lists no more is past support only where a later one is listed. */
function standingOnAks(
  { config }: ResourceOf<typeof aksCluster>,
  { id, config: listed }: Versions,
): Standing | Unknown {
  const [plane] = runnersOf(config);
  if (plane === undefined) return fieldMissing('currentKubernetesVersion');
  if (isUnread(plane)) return plane;
  if (!listed.values) return fieldMissing(`${id}#values`);
  const { at, version, minor } = plane;
  const expected = minorsIn(listed);
  const standing = standingOf(listed, minor, config.supportPlan);
  const isLater = (other: string): boolean => numberOf(other) > numberOf(minor);
  if (standing === 'unlisted' && !expected.some(isLater))
    return unknown('not-found', `AKS lists neither Kubernetes ${minor} nor a later minor in ${config.location}.`);
  const isPast = standing === 'unlisted' || standing === 'long-term';
  return { is: isPast ? 'ended' : 'supported', minor, seen: [{ at, actual: version, expected }] };
}

const numberOf = (minor: string): number => Number(/^1\.(\d+)$/.exec(minor)?.[1]);
