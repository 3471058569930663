import { defineApply } from '../../apply.ts';
import { required } from '../../pages.ts';
import type { KubernetesWriter } from '../writer.ts';
import {
  bodyOf,
  patchCronJob,
  patchDaemonSet,
  patchDeployment,
  patchReplicaSet,
  patchReplicationController,
  patchStatefulSet,
  type SecurityPatch,
} from './actions.ts';
import type { Workload } from './pod-template.ts';

export const applyDeploymentPatch = defineApply(patchDeployment, patchTemplate);
export const applyReplicaSetPatch = defineApply(patchReplicaSet, patchTemplate);
export const applyStatefulSetPatch = defineApply(patchStatefulSet, patchTemplate);
export const applyDaemonSetPatch = defineApply(patchDaemonSet, patchTemplate);
export const applyReplicationControllerPatch = defineApply(patchReplicationController, patchTemplate);
export const applyCronJobPatch = defineApply(patchCronJob, patchTemplate);

/**
 * A strategic merge patch of the pod template. It names the version that was read: the API refuses it with a conflict
 * when the workload has changed since.
 */
async function patchTemplate(at: KubernetesWriter, { id, type, config }: Workload, patch: SecurityPatch) {
  const resourceVersion = required(config.metadata?.resourceVersion, 'metadata.resourceVersion');
  const body = { metadata: { resourceVersion }, ...bodyOf(type, patch) };
  await at.write({ verb: 'patch', address: id, body, type: 'application/strategic-merge-patch+json' });
}
