// Written by `npm run gen`. Do not edit.

import k8sNamespaceNoNetworkPolicy from './kubernetes/network/k8s-namespace-no-network-policy.ts';
import k8sRbacClusterAdminBinding from './kubernetes/rbac/k8s-rbac-cluster-admin-binding.ts';
import k8sRunAsRoot from './kubernetes/workload/k8s-run-as-root.ts';

/** The rules on kubernetes. */
export const kubernetesRules = [k8sNamespaceNoNetworkPolicy, k8sRbacClusterAdminBinding, k8sRunAsRoot] as const;
