import { defineApply } from '../../apply.ts';
import { required } from '../../pages.ts';
import type { KubernetesWriter } from '../writer.ts';
import {
  patchCronJob,
  patchDaemonSet,
  patchDeployment,
  patchReplicaSet,
  patchReplicationController,
  patchStatefulSet,
  type SecurityPatch,
} from './actions.ts';
import { templatePath, type Workload } from './pod-template.ts';

export const applyDeploymentPatch = defineApply(patchDeployment, patchTemplate);
export const applyReplicaSetPatch = defineApply(patchReplicaSet, patchTemplate);
export const applyStatefulSetPatch = defineApply(patchStatefulSet, patchTemplate);
export const applyDaemonSetPatch = defineApply(patchDaemonSet, patchTemplate);
export const applyReplicationControllerPatch = defineApply(patchReplicationController, patchTemplate);
export const applyCronJobPatch = defineApply(patchCronJob, patchTemplate);

/**
 * A strategic merge patch of the pod template. It names the version that was read: the API refuses it with a conflict
 * when the workload has changed since. Lists of containers that say nothing are left out.
 */
async function patchTemplate(at: KubernetesWriter, { id, type, config }: Workload, patch: SecurityPatch) {
  const { containers, initContainers, securityContext } = patch;
  const changed = {
    securityContext,
    ...(containers.length > 0 && { containers }),
    ...(initContainers.length > 0 && { initContainers }),
  };
  const spec = templatePath(type)
    .split('.')
    .reduceRight<object>((inner, step) => ({ [step]: inner }), changed);
  const resourceVersion = required(config.metadata?.resourceVersion, 'metadata.resourceVersion');
  const body = { metadata: { resourceVersion }, ...spec };
  await at.write({ verb: 'patch', address: id, body, type: 'application/strategic-merge-patch+json' });
}
