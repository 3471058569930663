import { defineAction, wire, type Action, type CannotPlan, type Type, type ValueOf } from '#model';
import { cannotPlan } from '#rule';
import { objectAt } from '../../json.ts';
import { cronJob } from '../cron-job/resource.ts';
import { daemonSet } from '../daemon-set/resource.ts';
import { deployment } from '../deployment/resource.ts';
import { replicaSet } from '../replica-set/resource.ts';
import { replicationController } from '../replication-controller/resource.ts';
import { statefulSet } from '../stateful-set/resource.ts';
import type { PodSecurity, podSecurity } from './facts.ts';
import { whyUnwell } from './health-facts.ts';
import { merge, mergeBack, type Patch } from './merge.ts';
import { type PodSpec, templatePath, type Workload } from './pod-template.ts';
import type { EffectiveContainer } from './security-context.ts';

/** A strategic merge patch of a pod specification, and of the annotations of its pods. */
export interface SecurityPatch extends Patch<Pick<PodSpec, PatchedPart>> {
  readonly annotations?: Readonly<Record<string, string | null>>;
}

type PatchedPart = (typeof patchedParts)[number];

const patchedParts = [
  'securityContext',
  'initContainers',
  'containers',
  'volumes',
  'automountServiceAccountToken',
  'hostIPC',
  'hostNetwork',
  'hostPID',
  'hostUsers',
  'hostAliases',
  'enableServiceLinks',
] as const;

export const patchDeployment = templatePatch(deployment, 'patch deployments.apps');
export const patchReplicaSet = templatePatch(replicaSet, 'patch replicasets.apps');
export const patchStatefulSet = templatePatch(statefulSet, 'patch statefulsets.apps');
export const patchDaemonSet = templatePatch(daemonSet, 'patch daemonsets.apps');
export const patchReplicationController = templatePatch(replicationController, 'patch replicationcontrollers');

/** Changes the template of a cron job's jobs; pods that run go on. */
export const patchCronJob = templatePatch(cronJob, 'patch cronjobs.batch');

/** All template patches. */
export const securityPatches = [
  patchDeployment,
  patchReplicaSet,
  patchStatefulSet,
  patchDaemonSet,
  patchReplicationController,
  patchCronJob,
] as const;

/** The action that patches the template of a workload, or why there is none. */
export function planPatch(
  it: Workload,
  pod: ValueOf<typeof podSecurity>,
  patchOf: (pod: PodSecurity) => SecurityPatch | CannotPlan,
): readonly Action[] | CannotPlan {
  if ('verdict' in pod) return cannotPlan(pod.verdict === 'unknown' ? pod.message : pod.why);
  if (pod.madeBy !== undefined) return cannotPlan(`${pod.madeBy} made it: change the template there`);
  if (it.type === 'k8s.pod') return cannotPlan('the specification of a pod cannot be changed: make it again');
  if (it.type === 'k8s.job') return cannotPlan('the template of a job cannot be changed: make it again');
  const patch = patchOf(pod);
  if ('cannot' in patch) return patch;
  switch (it.type) {
    case 'k8s.deployment':
      return [patchDeployment(it, patch)];
    case 'k8s.replica-set':
      return [patchReplicaSet(it, patch)];
    case 'k8s.stateful-set':
      return [patchStatefulSet(it, patch)];
    case 'k8s.daemon-set':
      return [patchDaemonSet(it, patch)];
    case 'k8s.replication-controller':
      return [patchReplicationController(it, patch)];
    case 'k8s.cron-job':
      return [patchCronJob(it, patch)];
  }
}

/** What changes in one container. */
export type ContainerPatch = Omit<Patch<PodSpec['containers'][number]>, 'name'>;

/** The patch that changes containers of a template, and more of it; those of live pods are not the template's. */
export function patchOfContainers(
  containers: readonly EffectiveContainer[],
  change: (container: EffectiveContainer) => ContainerPatch,
  more: SecurityPatch = {},
): SecurityPatch | CannotPlan {
  if (containers.some(({ live }) => live)) {
    return cannotPlan('live pods have containers that the template lacks: change what adds them');
  }
  const changed = (list: EffectiveContainer['list']) =>
    containers.filter((it) => it.list === list).map((it) => ({ name: it.name, ...change(it) }));
  const initContainers = changed('initContainers');
  const ordinary = changed('containers');
  return {
    ...more,
    ...(initContainers.length > 0 && { initContainers }),
    ...(ordinary.length > 0 && { containers: ordinary }),
  };
}

/**
 * Changes a pod template; the controller replaces the pods.
 * Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#patch-and-apply
 */
function templatePatch<N extends Workload['type'], C, K extends string>(type: Type<N, C, K>, permission: string) {
  const spec = templatePath(type.name);
  const annotations = `${spec.replace(/spec$/, '')}metadata.annotations`;
  return defineAction({
    name: `${type.name.replace('k8s.', 'k8s.patch-')}-security`,
    on: type,
    kind: 'cas',
    permissions: [permission],
    writes: [...patchedParts.map((part) => `${spec}.${part}`), annotations],
    request: wire<SecurityPatch>(),
    simulate: (subject, patch) => [{ put: { ...subject, config: merge(subject.config, bodyOf(type.name, patch)) } }],
    undo: ({ config }, patch, again) => {
      const stood = {
        ...objectAt(config, ...spec.split('.')),
        annotations: objectAt(config, ...annotations.split('.')),
      };
      return [again(mergeBack(stood, patch))];
    },
    healthy: ({ config }) => whyUnwell(config),
  });
}

/** The patch of a whole workload that a patch of its pod template is. */
export function bodyOf(type: Workload['type'], { annotations, ...spec }: SecurityPatch): object {
  const template = { ...(annotations && { metadata: { annotations } }), spec };
  return templatePath(type)
    .split('.')
    .slice(0, -1)
    .reduceRight<object>((inner, step) => ({ [step]: inner }), template);
}
