import { defineFact, type Found, type Look, type ResourceOf } from '#model';
import { isUnread, unknown, type Evidence, type Unknown } from '#rule';
import { clusterWatch } from '../aws/guardduty/detectors/facts.ts';
import { detectors } from '../aws/guardduty/detectors/resource.ts';
import { hasDefender, isInChina } from '../azure/aks/cluster/defender-facts.ts';
import { anyOf, daemonSetIn, whereWatched } from '../azure/aks/cluster/inside-facts.ts';
import { saidAt } from '../azure/aks/cluster/said-facts.ts';
import { choiceOf, seenAt } from '../gcp/gke/cluster/seen-facts.ts';
import { daemonSet } from '../kubernetes/daemon-set/resource.ts';
import { managedClusters } from './resource.ts';

/** Whether something looks for threats in a cluster: the cloud's own detection, or a sensor inside. */
export type ThreatWatch =
  { readonly is: 'watched'; readonly by: string } | { readonly is: 'unwatched'; readonly seen: Evidence } | Unknown;

/** The sensors of others, as their charts call them. */
const sensors = ['falco/falco', 'kube-system/tetragon'];

/**
 * Who looks for threats in a cluster. GuardDuty counts where it reads the audit logs of the clusters of a region. Of the security
 * posture of GKE the advanced tier alone looks for threats in them; the standard one judges settings and packages.
 * Sources: https://docs.aws.amazon.com/guardduty/latest/ug/kubernetes-protection.html,
 * https://learn.microsoft.com/azure/defender-for-cloud/defender-for-containers-introduction,
 * https://cloud.google.com/kubernetes-engine/docs/concepts/about-gke-threat-detection,
 * https://falco.org/docs/setup/kubernetes/, https://tetragon.io/docs/installation/kubernetes/
 */
export const threatWatch = defineFact({
  name: 'managed-cluster.threat-watch',
  of: managedClusters,
  uses: [detectors, clusterWatch, daemonSet],
  work(cluster, { find, list, fact }): ThreatWatch {
    const cloud = inCloud(cluster, { list, fact });
    if (!isUnread(cloud) && cloud.is === 'watched') return cloud;
    const sensor: Found<ResourceOf<typeof daemonSet>> = whereWatched(
      anyOf(sensors.map((it) => find(daemonSet, daemonSetIn(cluster.id, it)))),
    );
    if (isUnread(sensor)) return sensor;
    return sensor === 'absent' ? cloud : { is: 'watched', by: `the DaemonSet ${sensor.name}` };
  },
});

function inCloud(
  { type, config }: ResourceOf<typeof managedClusters>,
  look: Pick<Look<typeof detectors | typeof clusterWatch>, 'list' | 'fact'>,
): ThreatWatch {
  if (type === 'eks.cluster') return byGuardDuty(look);
  if (type === 'aks.cluster') {
    if (hasDefender(config)) return { is: 'watched', by: 'Defender for Containers' };
    if (isInChina(config)) return { is: 'unwatched', seen: { at: 'location', actual: config.location } };
    return { is: 'unwatched', seen: saidAt(config, 'securityProfile.defender.securityMonitoring.enabled') };
  }
  const at = 'securityPostureConfig.mode';
  const mode = choiceOf(config.securityPostureConfig?.mode, at, ['DISABLED', 'BASIC', 'ENTERPRISE']);
  if (isUnread(mode)) return mode;
  if (mode === 'DISABLED') return { is: 'unwatched', seen: seenAt(config, at, 'ENTERPRISE') };
  return mode === 'ENTERPRISE' ? { is: 'watched', by: 'its security posture' } : standardPosture;
}

const standardPosture = unknown(
  'outside',
  'The standard tier of its security posture looks for no threats; what Security Command Center looks for is not read.',
);

function byGuardDuty({ list, fact }: Pick<Look<typeof detectors | typeof clusterWatch>, 'list' | 'fact'>): ThreatWatch {
  const { items, unread } = list(detectors);
  const [found] = items;
  if (!found) return unread ?? unknown('not-found', 'What GuardDuty does in the region was not read.');
  const watch = fact(clusterWatch, found);
  if (isUnread(watch)) return watch;
  const parts = [watch.detector, watch.auditLogs];
  const off = parts.find(({ on }) => on === false);
  if (off) return { is: 'unwatched', seen: { ...off.seen, at: `${found.id}#${off.seen.at}` } };
  return parts.map(({ on }) => on).find(isUnread) ?? { is: 'watched', by: 'GuardDuty' };
}
