import type { V1PodSecurityContext } from '@kubernetes/client-node';
import { defineAction, wire, type Action, type CannotPlan, type Type, type Unknown, type Wire } from '#model';
import { cannotPlan, isUnread } from '#rule';
import { cronJob } from '../cron-job/resource.ts';
import { daemonSet } from '../daemon-set/resource.ts';
import { deployment } from '../deployment/resource.ts';
import { replicaSet } from '../replica-set/resource.ts';
import { replicationController } from '../replication-controller/resource.ts';
import { statefulSet } from '../stateful-set/resource.ts';
import type { PodSecurity } from './facts.ts';
import { type PodSpec, templatePath, type Workload } from './pod-template.ts';

/** A strategic merge patch of a pod specification: containers are matched by name, null removes a field. */
export interface SecurityPatch {
  readonly securityContext: Pick<V1PodSecurityContext, 'runAsNonRoot' | 'runAsUser'>;
  readonly initContainers: readonly ClearedContainer[];
  readonly containers: readonly ClearedContainer[];
}

interface ClearedContainer {
  readonly name: string;
  readonly securityContext: { readonly runAsUser: null; readonly runAsNonRoot: null };
}

interface Templated {
  readonly spec?: { readonly template?: { readonly spec?: PodSpec } };
}

/** The user that a container runs as when nothing else names one: none of the system's own. */
const someUser = 10_001;

export const patchDeployment = templatePatch(deployment, 'patch deployments.apps');
export const patchReplicaSet = templatePatch(replicaSet, 'patch replicasets.apps');
export const patchStatefulSet = templatePatch(statefulSet, 'patch statefulsets.apps');
export const patchDaemonSet = templatePatch(daemonSet, 'patch daemonsets.apps');
export const patchReplicationController = templatePatch(replicationController, 'patch replicationcontrollers');

/** Changes the security context in the template of a cron job's jobs; pods that run go on. */
export const patchCronJob = defineAction({
  name: 'k8s.patch-cron-job-security',
  on: cronJob,
  kind: 'cas',
  permissions: ['patch cronjobs.batch'],
  writes: writesOf('k8s.cron-job'),
  request: wire<SecurityPatch>(),
  simulate(subject, patch) {
    const { spec } = subject.config;
    if (!spec?.jobTemplate.spec) return [];
    const inner = patched({ spec: spec.jobTemplate.spec }, patch);
    const jobTemplate = { ...spec.jobTemplate, spec: inner.spec };
    return [{ put: { ...subject, config: { ...subject.config, spec: { ...spec, jobTemplate } } } }];
  },
});

/** All template patches. */
export const securityPatches = [
  patchDeployment,
  patchReplicaSet,
  patchStatefulSet,
  patchDaemonSet,
  patchReplicationController,
  patchCronJob,
] as const;

/** The patch that keeps every container of a template from running as root, or why there is none. */
export function planNonRoot(it: Workload, security: PodSecurity | Unknown): readonly Action[] | CannotPlan {
  if (isUnread(security)) return cannotPlan(security.message);
  if (security.madeBy !== undefined) return cannotPlan(`${security.madeBy} made it: change the template there`);
  if (security.containers.some(({ live }) => live)) {
    return cannotPlan('live pods have containers that the template lacks: change what adds them');
  }
  const patch = nonRootPatch(security);
  switch (it.type) {
    case 'k8s.pod':
      return cannotPlan('the security context of a pod cannot be changed: make it again');
    case 'k8s.job':
      return cannotPlan('the template of a job cannot be changed: make it again');
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

/** Windows knows no user numbers: there only the guard is set. */
function nonRootPatch({ containers, windows }: PodSecurity): SecurityPatch {
  const cleared = containers.filter(({ own }) => own.runAsUser === 0 || own.runAsNonRoot === false);
  const unnamed = containers.some((it) => cleared.includes(it) || !it.effective.runAsUser);
  const podUser = containers[0]?.pod.runAsUser;
  const needsUser = !windows && (podUser === 0 || (unnamed && !podUser));
  const of = (list: string) =>
    cleared
      .filter(({ at }) => at.includes(`.${list}[`))
      .map(({ name }) => ({ name, securityContext: { runAsUser: null, runAsNonRoot: null } }));
  return {
    securityContext: { runAsNonRoot: true, ...(needsUser && { runAsUser: someUser }) },
    initContainers: of('initContainers'),
    containers: of('containers'),
  };
}

/**
 * Changes the security context in a pod template; the controller replaces the pods.
 * Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#patch-and-apply
 */
function templatePatch<N extends Workload['type'], C extends Templated, K extends string>(
  type: Type<N, C, K>,
  permission: string,
) {
  return defineAction({
    name: `${type.name.replace('k8s.', 'k8s.patch-')}-security`,
    on: type,
    kind: 'cas',
    permissions: [permission],
    writes: writesOf(type.name),
    request: wire<SecurityPatch>(),
    simulate: (subject, patch) => [{ put: { ...subject, config: patched(subject.config, patch) } }],
  });
}

function writesOf(type: Workload['type']): readonly string[] {
  const at = templatePath(type);
  return ['securityContext', 'initContainers', 'containers'].map((part) => `${at}.${part}`);
}

function patched<C extends Templated>(config: C, patch: Wire<SecurityPatch>): C {
  const template = config.spec?.template;
  if (!template?.spec) return config;
  const { securityContext, containers, initContainers } = template.spec;
  const clear = <T extends PodSpec['containers'][number]>(list: readonly T[], cleared: readonly ClearedContainer[]) =>
    list.map((it) => (cleared.some(({ name }) => name === it.name) ? withoutUser(it) : it));
  const spec = {
    ...template.spec,
    securityContext: { ...securityContext, ...patch.securityContext },
    containers: clear(containers, patch.containers),
    ...(initContainers && { initContainers: clear(initContainers, patch.initContainers) }),
  };
  return { ...config, spec: { ...config.spec, template: { ...template, spec } } };
}

function withoutUser<T extends PodSpec['containers'][number]>(container: T): T {
  const { runAsUser: _user, runAsNonRoot: _guard, ...kept } = container.securityContext ?? {};
  return { ...container, securityContext: kept };
}
