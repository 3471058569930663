import type { Apply } from '../apply.ts';
import { applyNamespaceLabels, applyNetworkPolicy } from './namespace/apply.ts';
import {
  applyClusterBindingDeletion,
  applyClusterSubjectRemoval,
  applyRoleBindingDeletion,
  applyRoleSubjectRemoval,
} from './rbac/apply.ts';
import {
  applyCronJobPatch,
  applyDaemonSetPatch,
  applyDeploymentPatch,
  applyReplicaSetPatch,
  applyReplicationControllerPatch,
  applyStatefulSetPatch,
} from './workload/apply.ts';
import type { KubernetesWriter } from './writer.ts';

/** Every change that can be made in a cluster. */
export const kubernetesApplies: readonly Apply<KubernetesWriter>[] = [
  applyDeploymentPatch,
  applyReplicaSetPatch,
  applyStatefulSetPatch,
  applyDaemonSetPatch,
  applyReplicationControllerPatch,
  applyCronJobPatch,
  applyClusterSubjectRemoval,
  applyRoleSubjectRemoval,
  applyClusterBindingDeletion,
  applyRoleBindingDeletion,
  applyNetworkPolicy,
  applyNamespaceLabels,
];
