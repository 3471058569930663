import { told, type Apply, type Sending } from '../apply.ts';
import { kubernetesRefusal } from './apply-refusal.ts';
import { applyNamespaceLabels, applyNetworkPolicy, applyPolicyDeletion } from './namespace/apply.ts';
import {
  applyClusterBinding,
  applyClusterBindingDeletion,
  applyClusterSubjectRemoval,
  applyRoleBinding,
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
import { applyExposure, applyExternalAddresses, applySourceRanges } from './service/apply.ts';
import { applyTokenAutomount } from './service-account/apply.ts';
import { applyFailurePolicy } from './validating-webhook-configuration/apply.ts';
import type { KubernetesWriter } from './writer.ts';

const sendings: readonly Sending<KubernetesWriter>[] = [
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
  applyClusterBinding,
  applyRoleBinding,
  applyNetworkPolicy,
  applyPolicyDeletion,
  applyNamespaceLabels,
  applyTokenAutomount,
  applyExternalAddresses,
  applySourceRanges,
  applyExposure,
  applyFailurePolicy,
];

/** Every change that can be made in a cluster. */
export const kubernetesApplies: readonly Apply<KubernetesWriter>[] = told(sendings, kubernetesRefusal);
