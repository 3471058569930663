import type { Unknown } from '#model';
import { unknown } from '#rule';
import type { KubernetesProvider } from '../address.ts';
import type { Grant } from './facts.ts';

/** A binding that Kubernetes or a provider makes in each cluster, and the subjects that it has there. */
interface DefaultBinding {
  readonly provider: 'any' | KubernetesProvider;
  readonly binding: string;
  readonly role: string;
  readonly subjects: readonly string[];
}

/** The controllers, all versions taken together: each has an account, a role and a binding called after it. */
const controllers = [
  'attachdetach-controller',
  'bootstrap-signer',
  'certificate-controller',
  'cloud-provider',
  'clusterrole-aggregation-controller',
  'cronjob-controller',
  'daemon-set-controller',
  'deployment-controller',
  'disruption-controller',
  'endpoint-controller',
  'endpointslice-controller',
  'endpointslicemirroring-controller',
  'ephemeral-volume-controller',
  'expand-controller',
  'generic-garbage-collector',
  'horizontal-pod-autoscaler',
  'job-controller',
  'legacy-service-account-token-cleaner',
  'namespace-controller',
  'node-controller',
  'persistent-volume-binder',
  'pod-garbage-collector',
  'podcheckpoint-controller',
  'pv-protection-controller',
  'pvc-protection-controller',
  'replicaset-controller',
  'replication-controller',
  'resource-claim-controller',
  'resourcequota-controller',
  'root-ca-cert-publisher',
  'route-controller',
  'selinux-warning-controller',
  'service-account-controller',
  'service-cidrs-controller',
  'service-controller',
  'statefulset-controller',
  'storage-version-migrator-controller',
  'token-cleaner',
  'ttl-after-finished-controller',
  'ttl-controller',
  'validatingadmissionpolicy-status-controller',
  'volumeattributesclass-protection-controller',
];

const upstream = (name: string, ...subjects: readonly string[]): DefaultBinding => ({
  provider: 'any',
  binding: name,
  role: name,
  subjects,
});

const authentication = 'extension-apiserver-authentication-reader';

/**
 * The default bindings whose subjects have a name. Those of everybody are not here: rules of their own judge them.
 * Sources: https://github.com/kubernetes/kubernetes/tree/master/plugin/pkg/auth/authorizer/rbac/bootstrappolicy/testdata,
 * https://github.com/kubernetes/kubernetes/tree/master/cluster/gce/addons/rbac,
 * https://docs.aws.amazon.com/eks/latest/userguide/default-roles-users.html,
 * https://learn.microsoft.com/azure/aks/concepts-identity,
 * https://cloud-provider-azure.sigs.k8s.io/install/configs/
 */
const defaultBindings: readonly DefaultBinding[] = [
  upstream('cluster-admin', 'Group:system:masters'),
  upstream('system:monitoring', 'Group:system:monitoring'),
  upstream('system:node-proxier', 'User:system:kube-proxy'),
  upstream('system:kube-controller-manager', 'User:system:kube-controller-manager'),
  upstream('system:kube-dns', 'ServiceAccount:kube-system/kube-dns'),
  upstream('system:kube-scheduler', 'User:system:kube-scheduler'),
  upstream('system:volume-scheduler', 'User:system:kube-scheduler'),
  upstream(
    'system::leader-locking-kube-controller-manager',
    'User:system:kube-controller-manager',
    'ServiceAccount:kube-system/kube-controller-manager',
    'ServiceAccount:kube-system/leader-election-controller',
  ),
  upstream(
    'system::leader-locking-kube-scheduler',
    'User:system:kube-scheduler',
    'ServiceAccount:kube-system/kube-scheduler',
  ),
  {
    provider: 'any',
    binding: `system::${authentication}`,
    role: authentication,
    subjects: ['User:system:kube-controller-manager', 'User:system:kube-scheduler'],
  },
  ...controllers.map((name) => upstream(`system:controller:${name}`, `ServiceAccount:kube-system/${name}`)),
  {
    provider: 'eks',
    binding: 'vpc-resource-controller-rolebinding',
    role: 'vpc-resource-controller-role',
    subjects: ['ServiceAccount:kube-system/eks-vpc-resource-controller'],
  },
  { provider: 'aks', binding: 'aks-service-rolebinding', role: 'aks-service', subjects: ['User:aks-support'] },
  { provider: 'aks', binding: 'system:aks-client-nodes', role: 'system:node', subjects: ['Group:system:nodes'] },
  {
    provider: 'aks',
    binding: 'system:persistent-volume-binding',
    role: 'system:persistent-volume-secret-operator',
    subjects: ['ServiceAccount:kube-system/persistent-volume-binder'],
  },
  ...['system:azure-cloud-provider', 'system:azure-cloud-provider-secret-getter'].map((name): DefaultBinding => ({
    ...upstream(name, 'ServiceAccount:kube-system/azure-cloud-provider'),
    provider: 'aks',
  })),
  {
    provider: 'gke',
    binding: 'kube-apiserver-kubelet-api-admin',
    role: 'kubelet-api-admin',
    subjects: ['User:kube-apiserver'],
  },
];

const byBinding = Map.groupBy(defaultBindings, ({ binding }) => binding);

/** Why nothing that one provider alone has is known as its own. */
export const providerNotTold = unknown(
  'not-in-files',
  'The files do not say whose cluster it is: the subject may be its provider.',
);

/** Whether a subject has the grant from the start: the binding, its role and the subject are those of a default one. */
export function isDefaultHolder(grant: Grant, subject: string): boolean | Unknown {
  const rows = (byBinding.get(grant.binding) ?? []).filter(
    ({ role, subjects }) => role === grant.role.name && subjects.includes(subject),
  );
  if (rows.some(({ provider }) => provider === 'any' || provider === grant.provider)) return true;
  return rows.length > 0 && grant.cluster === undefined ? providerNotTold : false;
}
