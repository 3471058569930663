import { defineFact, type Unknown } from '#model';
import { fieldMissing, isUnread, unknown } from '#rule';
import { apiAddress, isFromFiles } from '../address.ts';
import { kubernetesApi } from '../api/resource.ts';
import { job } from '../job/resource.ts';
import { controllerOf, keyOfController } from '../owner.ts';
import { pod } from '../pod/resource.ts';
import { replicaSet } from '../replica-set/resource.ts';
import { podTemplateOf } from './pod-template.ts';
import { workloads } from './resource.ts';
import { effectiveContainers, type EffectiveContainer } from './security-context.ts';

/** What decides how the containers of a workload run. */
export interface PodSecurity {
  /** The path to the pod specification. */
  readonly at: string;
  readonly windows: boolean;
  /** The template's containers, then those that live pods have besides. */
  readonly containers: readonly EffectiveContainer[];
  /** Kind and name of the controller that made the workload, such as `Rollout shop`. */
  readonly madeBy: string | undefined;
  /** The phase of a pod that has ended. */
  readonly ended: string | undefined;
}

/**
 * The effective security context of each container of a workload. Webhooks add containers that a template lacks: those
 * of live pods are reported under the owner. A manifest that was never in a cluster (it has no uid) has no live pods.
 */
export const podSecurity = defineFact({
  name: 'k8s.pod-security',
  of: workloads,
  uses: [pod, replicaSet, job],
  work(it, { list }): PodSecurity | Unknown {
    const template = podTemplateOf(it);
    const containers = template ? effectiveContainers(template.spec, template.at) : [];
    if (!template || containers.length === 0) return fieldMissing(`${template?.at ?? 'spec'}.containers`);

    const space = it.config.metadata?.namespace;
    const podsOf = (kind: string, name: string) => list(pod, { controller: keyOfController(kind, space, name) }).items;
    const livePods = () => {
      const name = it.config.metadata?.name ?? '';
      switch (it.type) {
        case 'k8s.pod':
          return [];
        case 'k8s.deployment': {
          const sets = list(replicaSet, { controller: keyOfController('Deployment', space, name) }).items;
          return sets.flatMap(({ config }) => podsOf('ReplicaSet', config.metadata?.name ?? ''));
        }
        case 'k8s.cron-job': {
          const jobs = list(job, { controller: keyOfController('CronJob', space, name) }).items;
          return jobs.flatMap(({ config }) => podsOf('Job', config.metadata?.name ?? ''));
        }
        case 'k8s.replica-set':
          return podsOf('ReplicaSet', name);
        case 'k8s.stateful-set':
          return podsOf('StatefulSet', name);
        case 'k8s.daemon-set':
          return podsOf('DaemonSet', name);
        case 'k8s.job':
          return podsOf('Job', name);
        case 'k8s.replication-controller':
          return podsOf('ReplicationController', name);
      }
    };
    const live = it.config.metadata?.uid === undefined ? [] : livePods();
    const added = new Map<string, EffectiveContainer>();
    for (const { id, config } of [...live].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      if (!config.spec || hasEnded(config.status?.phase)) continue;
      for (const one of effectiveContainers(config.spec, `${id}#spec`, true)) {
        if (!added.has(one.name) && !containers.some(({ name }) => name === one.name)) added.set(one.name, one);
      }
    }
    const controller = controllerOf(it.config);
    const phase = it.type === 'k8s.pod' ? it.config.status?.phase : undefined;
    return {
      at: template.at,
      windows: template.spec.os?.name === 'windows',
      containers: [...containers, ...added.values()],
      madeBy: controller && `${controller.kind} ${controller.name}`,
      ended: hasEnded(phase) ? phase : undefined,
    };
  },
});

const hasEnded = (phase: string | undefined): boolean => phase === 'Succeeded' || phase === 'Failed';

/** The newest minor version whose Pod Security Standards are known. */
export const newestPodSecurity = 37;

/**
 * The minor version that Pod Security is judged by: the control plane's, at most the newest known. Files do not tell
 * it, and are judged by the newest known.
 */
export const podSecurityMinor = defineFact({
  name: 'k8s.pod-security-minor',
  of: workloads,
  uses: [kubernetesApi],
  work({ target }, { find }): number | Unknown {
    if (isFromFiles(target)) return newestPodSecurity;
    const api = find(kubernetesApi, apiAddress(target));
    if (isUnread(api)) return api;
    const minor = api === 'absent' ? undefined : api.config.version?.minor;
    if (minor === undefined) return fieldMissing('version.minor');
    const number = Number(minor.replace(/\+$/, ''));
    if (minor === '' || !Number.isInteger(number)) return unknown('malformed', `The API's minor version is ${minor}.`);
    return Math.min(number, newestPodSecurity);
  },
});
