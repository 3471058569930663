import { clusterRole } from '#clouds/kubernetes/cluster-role/resource';
import { cronJob } from '#clouds/kubernetes/cron-job/resource';
import rule from '#rules/kubernetes/rbac/k8s-rbac-cluster-wide-edit';
import { agent } from '../../../support/kubernetes/admins.ts';
import {
  bindingWith,
  clusterBindingWith,
  clusterRoleWith,
  everything,
  roleWith,
} from '../../../support/kubernetes/rbac.ts';
import { nobodyElse } from '../../../support/kubernetes/rights.ts';
import { testRule } from '../../../support/test-rule.ts';

const of = (role: string, ...subjects: string[]) => clusterBindingWith('team', subjects, { role });
const within = (namespace: string, role: string) => bindingWith('team', ['User:jo'], { role, namespace });
const may = (role: string, who = 'User:jo') =>
  `${who} may do all that ${role} allows in the cluster by ClusterRole/${role}.`;
const toAgent = of('edit', 'ServiceAccount:kube-system/agent');

testRule(rule, {
  pass: {
    'view for the whole cluster': { on: of('view', 'User:jo') },
    'edit in a namespace is intended use': { on: within('shop', 'ClusterRole/edit') },
    'another role called admin': {
      on: within('kube-system', 'Role/admin'),
      beside: [roleWith('admin', [everything], { namespace: 'kube-system' })],
    },
  },
  fail: {
    'edit for the whole cluster': { on: of('edit', 'User:jo'), message: may('edit') },
    'admin for the whole cluster': {
      on: of('admin', 'User:jo', 'Group:ops'),
      message: may('admin', 'User:jo, Group:ops'),
    },
    'admin, whatever it was widened by': {
      on: of('admin', 'User:jo'),
      beside: [clusterRoleWith('admin', [everything])],
      message: may('admin'),
    },
    'the role needs no reading': { on: of('edit', 'User:jo'), hidden: [clusterRole], message: may('edit') },
    'edit in a system namespace': {
      on: within('kube-system', 'ClusterRole/edit'),
      message: 'User:jo may do all that edit allows in the namespace kube-system by ClusterRole/edit.',
    },
    'a subject that policy exempts beside another': {
      on: of('edit', 'Group:ops', 'User:jo'),
      params: { exemptSubjects: ['Group:ops'] },
      message: may('edit'),
    },
    'another role than the one that policy exempts': {
      on: of('edit', 'User:jo'),
      params: { exemptRoles: ['admin'] },
      message: may('edit'),
    },
    'an account of a system namespace that runs an image of its own': {
      on: toAgent,
      beside: [agent('docker.io/acme/agent:1')],
      message: may('edit', 'ServiceAccount:kube-system/agent'),
    },
  },
  unknown: {
    'cron jobs that were not read may run anything as a system account': {
      on: toAgent,
      beside: [agent('registry.k8s.io/agent:1')],
      hidden: [cronJob],
      reason: 'denied',
    },
  },
  notApplicable: {
    'an account of a system namespace that runs images of Kubernetes': {
      on: toAgent,
      beside: [agent('registry.k8s.io/agent:1')],
      message: nobodyElse,
    },
    everybody: { on: of('edit', 'Group:system:authenticated'), message: nobodyElse },
    'a subject that policy exempts': {
      on: of('edit', 'User:jo'),
      params: { exemptSubjects: ['User:jo'] },
      message: nobodyElse,
    },
    'a role that policy exempts': {
      on: of('edit', 'User:jo'),
      params: { exemptRoles: ['edit'] },
      message: 'Policy exempts the role.',
    },
  },
});
