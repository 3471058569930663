import { defineFact, type ResourceOf, type Unknown } from '#model';
import { isMissed } from '#rule';
import { job } from '../job/resource.ts';
import { keyOfController } from '../owner.ts';
import { pod } from '../pod/resource.ts';
import { replicaSet } from '../replica-set/resource.ts';
import { isStored } from '../stored.ts';
import { podTemplateOf, type PodSpec, type Workload } from './pod-template.ts';
import { workloads } from './resource.ts';

/** A pod of a cluster, and the specification that its own controller makes pods by. */
export interface LivePod {
  readonly pod: ResourceOf<typeof pod>;
  readonly template: PodSpec | undefined;
}

/**
 * The pods of a workload that have not ended, in the order of their addresses: those that it or a controller below it
 * made, and that are not judged themselves. Those of an earlier revision follow its template until the rollout replaces
 * them; one that is paused does not. A pod has none but itself, and a manifest that was never in a cluster (it has no uid)
 * has none.
 */
export const livePods = defineFact({
  name: 'k8s.live-pods',
  of: workloads,
  uses: [pod, replicaSet, job],
  work(it, { list }): readonly LivePod[] {
    const { uid, namespace, name = '' } = it.config.metadata ?? {};
    if (uid === undefined) return [];
    const key = (kind: string, of: string) => ({ controller: keyOfController(kind, namespace, of) });
    const podsOf = (kind: string, maker: Workload, by = maker): LivePod[] => {
      const { items } = list(pod, key(kind, maker.config.metadata?.name ?? ''));
      const own = items.filter((one) => pod.isOwner?.(one.config, maker.config) ?? true);
      return own.map((one) => ({ pod: one, template: podTemplateOf(by)?.spec }));
    };
    const made = () => {
      switch (it.type) {
        case 'k8s.pod':
          return [];
        case 'k8s.deployment':
          return list(replicaSet, key('Deployment', name)).items.flatMap((set) =>
            podsOf('ReplicaSet', set, it.config.spec?.paused === true ? it : set),
          );
        case 'k8s.cron-job':
          return list(job, key('CronJob', name)).items.flatMap((one) => podsOf('Job', one));
        case 'k8s.replica-set':
          return podsOf('ReplicaSet', it);
        case 'k8s.stateful-set':
          return podsOf('StatefulSet', it);
        case 'k8s.daemon-set':
          return podsOf('DaemonSet', it);
        case 'k8s.job':
          return podsOf('Job', it);
        case 'k8s.replication-controller':
          return podsOf('ReplicationController', it);
      }
    };
    return made()
      .filter(({ pod: { config } }) => endedPhase(config) === undefined)
      .sort((a, b) => (a.pod.id < b.pod.id ? -1 : 1));
  },
});

/** Why pods of a workload may be unseen that were to be read: what they add may be graver than what its template says. */
export const missedPods = defineFact({
  name: 'k8s.missed-pods',
  of: workloads,
  uses: [pod, replicaSet, job],
  work(it, { list }): Unknown | undefined {
    if (it.config.metadata?.uid === undefined || it.type === 'k8s.pod') return undefined;
    const between = it.type === 'k8s.deployment' ? [list(replicaSet)] : it.type === 'k8s.cron-job' ? [list(job)] : [];
    return [list(pod), ...between].map(({ unread }) => unread).find(isMissed);
  },
});

/** The phase of a pod that a cluster ran to its end; undefined of all others. A phase in a manifest ends nothing. */
export function endedPhase(config: ResourceOf<typeof pod>['config']): string | undefined {
  const phase = config.status?.phase;
  return isStored(config) && (phase === 'Succeeded' || phase === 'Failed') ? phase : undefined;
}
