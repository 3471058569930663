import type { V1ClusterRoleBinding } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import { subjectKeys } from '../subject.ts';

/** A cluster role binding: grants a cluster role everywhere. */
export const clusterRoleBinding = defineType({
  name: 'k8s.cluster-role-binding',
  scope: 'cluster',
  reads: ['list clusterrolebindings.rbac.authorization.k8s.io', 'get clusterrolebindings.rbac.authorization.k8s.io'],
  changedBy: changesOf('clusterrolebindings.rbac.authorization.k8s.io'),
  config: wire<V1ClusterRoleBinding>(),
  keys: {
    role: ({ roleRef }) => `${roleRef.kind}/${roleRef.name}`,
    subject: (config) => subjectKeys(config, undefined),
  },
  volatile: ['metadata.resourceVersion'],
  home: clusterTargetOf,
});
