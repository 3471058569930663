import { aadBinding, agent, aksWith, granted, migrator, toAgent } from '../../../support/kubernetes/admins.ts';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { bindingWith, clusterBindingWith, clusterRoleWith, everything } from '../../../support/kubernetes/rbac.ts';
import type { testRule } from '../../../support/test-rule.ts';

type Fails = Parameters<typeof testRule>[1]['fail'];

const { gke } = clusters;

/** Bindings that look like those of Kubernetes and the provider, and are not. */
export const lookalikes = {
  'admin that a custom role widened': {
    on: bindingWith('web', ['User:jo'], { role: 'ClusterRole/admin' }),
    beside: [clusterRoleWith('admin', [everything])],
    message: 'Full rights on the namespace shop are granted to User:jo.',
    grade: 'medium',
  },
  'the name of the bootstrap binding with another subject': {
    on: clusterBindingWith('cluster-admin', ['Group:system:masters', 'User:jo']),
    message: granted('User:jo'),
  },
  'the masters in another binding': {
    on: clusterBindingWith('ops', ['Group:system:masters']),
    message: granted('Group:system:masters'),
  },
  'anybody may call a binding by the name of one of EKS': {
    on: clusterBindingWith('eks:addon-cluster-admin', ['User:jo']),
    message: granted('User:jo'),
  },
  'a user of EKS in a binding that does not carry its name': {
    on: clusterBindingWith('ops', ['User:eks:addon-manager']),
    message: granted('User:eks:addon-manager'),
  },
  'a user of EKS in a binding whose name only begins as one of EKS': {
    on: clusterBindingWith('aws-node-two', ['User:eks:addon-manager']),
    message: granted('User:eks:addon-manager'),
  },
  'a user of EKS in a binding whose name holds one of EKS': {
    on: clusterBindingWith('ops-eks:addon', ['User:eks:addon-manager']),
    message: granted('User:eks:addon-manager'),
  },
  'a user of EKS on another cloud': {
    on: clusterBindingWith('eks:addon-cluster-admin', ['User:eks:addon-manager'], { cluster: gke }),
    message: granted('User:eks:addon-manager'),
  },
  'a system user has another role upstream': {
    on: clusterBindingWith('kube-proxy', ['User:system:kube-proxy'], { cluster: gke }),
    message: granted('User:system:kube-proxy'),
  },
  'a group that does not administer the AKS cluster': {
    on: aadBinding,
    beside: [aksWith('other')],
    message: granted('Group:ops'),
  },
  'policy can take the rows of a provider away': {
    on: migrator,
    params: { providerBindings: [] },
    message: granted('User:system:storageversionmigrator'),
  },
  'an account of a system namespace that runs an image of its own': {
    on: toAgent,
    beside: [agent('docker.io/acme/agent:1')],
    message: granted('ServiceAccount:kube-system/agent'),
  },
  'a registry that only looks like one of the provider': {
    on: toAgent,
    beside: [agent('602401143452.dkr.ecr.eu-west-1.amazonaws.com.evil.example/agent:1')],
    message: granted('ServiceAccount:kube-system/agent'),
  },
  'the registry of another provider': {
    on: toAgent,
    beside: [agent('mcr.microsoft.com/agent:1')],
    message: granted('ServiceAccount:kube-system/agent'),
  },
  'an account of a system namespace that nothing uses': {
    on: toAgent,
    message: granted('ServiceAccount:kube-system/agent'),
  },
  'another role than the one that policy exempts': {
    on: clusterBindingWith('ops', ['User:jo']),
    params: { exemptRoles: ['god'] },
    message: granted('User:jo'),
  },
} satisfies Fails;
