import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { clusterRole } from '#clouds/kubernetes/cluster-role/resource';
import { pod } from '#clouds/kubernetes/pod/resource';
import rule from '#rules/kubernetes/rbac/k8s-rbac-cluster-admin-binding';
import {
  aadBinding,
  agent,
  aksWith,
  granted,
  migrator,
  ofSystem,
  readers,
  runs,
  toAgent,
  toWeb,
  web,
} from '../../../support/kubernetes/admins.ts';
import { accountWith, clusters } from '../../../support/kubernetes/objects.ts';
import {
  bindingWith,
  clusterBindingWith,
  clusterRoleWith,
  everything,
  roleWith,
} from '../../../support/kubernetes/rbac.ts';
import { testRule } from '../../../support/test-rule.ts';
import { agents } from './k8s-rbac-cluster-admin-binding.agents.ts';
import { crowds } from './k8s-rbac-cluster-admin-binding.crowds.ts';
import { lookalikes } from './k8s-rbac-cluster-admin-binding.lookalikes.ts';
import { ungraded } from './k8s-rbac-cluster-admin-binding.ungraded.ts';

const { aks, files } = clusters;

testRule(rule, {
  pass: {
    'a role with a few rights': {
      on: clusterBindingWith('web', ['User:jo'], { role: 'reader' }),
      beside: [clusterRoleWith('reader', readers)],
    },
    'wildcards in two of the three parts': {
      on: clusterBindingWith('web', ['User:jo'], { role: 'core' }),
      beside: [clusterRoleWith('core', [{ apiGroups: [''], resources: ['*'], verbs: ['*'] }])],
    },
    'a role that does not exist grants nothing': { on: clusterBindingWith('web', ['User:jo'], { role: 'ghost' }) },
    'admin for the whole cluster is for another rule': {
      on: clusterBindingWith('web', ['User:jo'], { role: 'admin' }),
      beside: [clusterRoleWith('admin', readers)],
    },
    'unmodified admin in a namespace is intended use': {
      on: bindingWith('web', ['User:jo'], { role: 'ClusterRole/admin' }),
      beside: [clusterRoleWith('admin', readers)],
    },
    'a role called cluster-admin in a namespace is another one': {
      on: bindingWith('web', ['User:jo'], { role: 'Role/cluster-admin' }),
      beside: [roleWith('cluster-admin', readers)],
    },
  },
  fail: {
    'a user': { on: clusterBindingWith('ops', ['User:jo']), message: granted('User:jo') },
    'all subjects of a binding are listed': {
      on: clusterBindingWith('ops', ['User:jo', 'Group:ops']),
      message: granted('User:jo', 'Group:ops'),
    },
    'the plan keeps a subject that policy exempts': {
      on: clusterBindingWith('ops', ['Group:ops', 'User:jo']),
      params: { exemptSubjects: ['Group:ops'] },
      message: granted('User:jo'),
    },
    'cluster-admin needs no reading of the role': {
      on: clusterBindingWith('ops', ['User:jo']),
      hidden: [clusterRole],
      message: granted('User:jo'),
    },
    'a custom role with wildcards in all parts': {
      on: clusterBindingWith('ops', ['User:jo'], { role: 'god' }),
      beside: [clusterRoleWith('god', [...readers, everything])],
      message: granted('User:jo'),
    },
    'a service account that no running pod uses': {
      on: toWeb,
      beside: [web],
      message: granted('ServiceAccount:shop/web'),
    },
    'a running pod mounts the token': {
      on: toWeb,
      beside: [web, runs()],
      message: granted('ServiceAccount:shop/web'),
      grade: 'critical',
    },
    'an account that does not exist mounts by default': {
      on: toWeb,
      beside: [runs()],
      message: granted('ServiceAccount:shop/web'),
      grade: 'critical',
    },
    'a user by the name of a service account is that account': {
      on: clusterBindingWith('web', ['User:system:serviceaccount:shop:web']),
      beside: [web, runs()],
      message: granted('ServiceAccount:shop/web'),
      grade: 'critical',
    },
    'all service accounts of a namespace, one of which a pod mounts': {
      on: clusterBindingWith('web', ['Group:system:serviceaccounts:shop']),
      beside: [web, runs()],
      message: granted('Group:system:serviceaccounts:shop'),
      grade: 'critical',
    },
    'a pod that does not run': {
      on: toWeb,
      beside: [web, runs({}, { phase: 'Succeeded' })],
      message: granted('ServiceAccount:shop/web'),
    },
    'a pod that mounts no token': {
      on: toWeb,
      beside: [web, runs({ automountServiceAccountToken: false })],
      message: granted('ServiceAccount:shop/web'),
    },
    'an account whose token is not mounted': {
      on: toWeb,
      beside: [accountWith('web', { automountServiceAccountToken: false }), runs()],
      message: granted('ServiceAccount:shop/web'),
    },
    'a pod that wants the token nevertheless': {
      on: toWeb,
      beside: [
        accountWith('web', { automountServiceAccountToken: false }),
        runs({ automountServiceAccountToken: true }),
      ],
      message: granted('ServiceAccount:shop/web'),
      grade: 'critical',
    },
    'a role binding to cluster-admin': {
      on: bindingWith('web', ['User:jo']),
      message: 'Full rights on the namespace shop are granted to User:jo.',
      grade: 'medium',
    },
    'a role binding whose account a pod mounts': {
      on: bindingWith('web', ['ServiceAccount:shop/web']),
      beside: [web, runs()],
      message: 'Full rights on the namespace shop are granted to ServiceAccount:shop/web.',
      grade: 'medium',
    },
    'a role of the namespace with wildcards in all parts': {
      on: bindingWith('web', ['User:jo', 'Group:ops'], { role: 'Role/god' }),
      beside: [roleWith('god', [everything])],
      params: { exemptSubjects: ['User:jo'] },
      message: 'Full rights on the namespace shop are granted to Group:ops.',
      grade: 'medium',
    },
    'a role binding in a system namespace': {
      on: bindingWith('web', ['User:jo'], { namespace: 'kube-system' }),
      message: 'Full rights on the namespace kube-system are granted to User:jo.',
    },
    ...lookalikes,
    ...crowds.fail,
    ...ungraded.fail,
    ...agents.fail,
  },
  unknown: {
    ...agents.unknown,
    ...ungraded.unknown,
    'a role that was not read': {
      on: clusterBindingWith('ops', ['User:jo'], { role: 'god' }),
      hidden: [clusterRole],
      reason: 'denied',
    },
    'a role that the files do not hold': {
      on: clusterBindingWith('ops', ['User:jo'], { role: 'god', cluster: files }),
      folder: 'shop',
      reason: 'not-in-files',
    },
    'an AKS cluster that was not read may name the group as its admin': {
      on: aadBinding,
      hidden: [aksCluster],
      reason: 'denied',
    },
    'the files do not say whether a binding is one that EKS makes': {
      on: clusterBindingWith('eks:addon-cluster-admin', ['User:eks:addon-manager'], { cluster: files }),
      folder: 'shop',
      reason: 'not-in-files',
      message: 'The files do not say whose cluster it is: the binding may be one that eks makes.',
    },
    'pods that were not read may all be of the system': { on: toAgent, hidden: [pod], reason: 'denied' },
  },
  notApplicable: {
    ...agents.notApplicable,
    ...crowds.notApplicable,
    'the bootstrap binding': { on: clusterBindingWith('cluster-admin', ['Group:system:masters']), message: ofSystem },
    'the add-on manager of EKS': {
      on: clusterBindingWith('eks:addon-cluster-admin', ['User:eks:addon-manager']),
      message: ofSystem,
    },
    'another user of EKS in a binding that carries its name': {
      on: clusterBindingWith('eks:new-thing', ['User:eks:new-thing']),
      message: ofSystem,
    },
    'the local accounts of AKS': {
      on: clusterBindingWith('aks-cluster-admin-binding', ['User:clusterAdmin', 'User:clusterUser'], { cluster: aks }),
      message: ofSystem,
    },
    'the admin groups of an AKS cluster': { on: aadBinding, beside: [aksWith('ops')], message: ofSystem },
    'the storage migrator of GKE': {
      on: migrator,
      message: ofSystem,
    },
    'an account of a system namespace that runs images of the provider': {
      on: toAgent,
      beside: [agent('602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/agent:1')],
      message: ofSystem,
    },
    'an account of a system namespace that runs images of Kubernetes': {
      on: toAgent,
      beside: [agent('registry.k8s.io/agent:1')],
      message: ofSystem,
    },
    'a binding without subjects': { on: clusterBindingWith('ops', []), message: ofSystem },
    'a subject that policy exempts': {
      on: clusterBindingWith('ops', ['ServiceAccount:ops/deployer']),
      params: { exemptSubjects: ['ServiceAccount:ops/deployer'] },
      message: ofSystem,
    },
    'a role that policy exempts': {
      on: clusterBindingWith('ops', ['User:jo']),
      params: { exemptRoles: ['cluster-admin'] },
      message: 'Policy exempts the role.',
    },
    'a binding that policy adds to those of the provider': {
      on: clusterBindingWith('ops', ['User:jo']),
      params: {
        providerBindings: [{ provider: 'eks', binding: 'ops', role: 'cluster-admin', subjects: ['User:jo'] }],
      },
      message: ofSystem,
    },
  },
});
