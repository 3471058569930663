import type { PolicyRule, Role } from './facts.ts';

/**
 * The API groups of Kubernetes itself, and `*`, which has all of them. Others are of custom resources or of extension
 * servers, such as `metrics.k8s.io`.
 * Source: https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/
 */
export const builtInGroups: ReadonlySet<string> = new Set([
  '*',
  '',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'extensions',
  'flowcontrol.apiserver.k8s.io',
  'internal.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
]);

const everything = { apiGroups: ['*'], resources: ['*'] };
const metrics = ['custom.metrics.k8s.io', 'external.metrics.k8s.io'];
const ofNodes = ['configz', 'healthz', 'log', 'metrics', 'pods', 'proxy', 'spec', 'stats'];

/**
 * The rules with wildcards that Kubernetes gives to its own roles, all versions taken together.
 * Source: https://github.com/kubernetes/kubernetes/tree/master/plugin/pkg/auth/authorizer/rbac/bootstrappolicy
 */
const rules: Readonly<Record<string, readonly PolicyRule[]>> = {
  'system:controller:generic-garbage-collector': [
    { ...everything, verbs: ['delete', 'get', 'list', 'patch', 'update', 'watch'] },
  ],
  'system:controller:horizontal-pod-autoscaler': [
    { apiGroups: metrics, resources: ['*'], verbs: ['get', 'list', 'watch'] },
  ],
  'system:controller:namespace-controller': [
    { ...everything, verbs: ['delete', 'deletecollection', 'get', 'list', 'watch'] },
  ],
  'system:controller:resourcequota-controller': [{ ...everything, verbs: ['list', 'watch'] }],
  'system:controller:storage-version-migrator-controller': [
    { ...everything, verbs: ['create', 'list', 'patch', 'update'] },
  ],
  'system:kube-controller-manager': [{ ...everything, verbs: ['list', 'watch'] }],
  'system:kubelet-api-admin': [{ apiGroups: [''], resources: ofNodes.map((part) => `nodes/${part}`), verbs: ['*'] }],
};

/** Whether a rule of a role is one that Kubernetes gives it: the label alone, which anybody can write, says nothing. */
export function isOfKubernetes({ type, config: { metadata } }: Role, rule: PolicyRule): boolean {
  if (type !== 'k8s.cluster-role' || metadata?.labels?.['kubernetes.io/bootstrapping'] !== 'rbac-defaults')
    return false;
  return (rules[metadata.name ?? ''] ?? []).some(
    (own) =>
      isWithin(rule.apiGroups, own.apiGroups) &&
      isWithin(rule.resources, own.resources) &&
      isWithin(rule.verbs, own.verbs),
  );
}

const isWithin = (some: readonly string[] = [], all: readonly string[] = []): boolean =>
  some.every((one) => all.includes(one));
