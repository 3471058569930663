import { clusterRole } from '#clouds/kubernetes/cluster-role/resource';
import rule from '#rules/kubernetes/rbac/k8s-rbac-masters-group';
import { bindingWith, clusterBindingWith, everything } from '../../../support/kubernetes/rbac.ts';
import { asClusterRole, everywhere } from '../../../support/kubernetes/rights.ts';
import { testRule } from '../../../support/test-rule.ts';
import { allow } from '../../../support/kubernetes/wildcards.ts';

const masters = 'Group:system:masters';
const role = asClusterRole(allow(['get'], ['pods']));
const message = `${masters} is bound to ClusterRole/ops in the cluster.`;

testRule(rule, {
  pass: {
    'the default binding': { on: clusterBindingWith('cluster-admin', [masters]) },
    'another group': { on: everywhere('Group:ops'), beside: [role] },
    'another group, whatever a role holds that was not read': { on: everywhere('Group:ops'), hidden: [clusterRole] },
    'a user by the name of the group': { on: everywhere('User:system:masters'), beside: [role] },
  },
  fail: {
    'a binding of a small role': { on: everywhere(masters), beside: [role], message },
    'the plan keeps who else is in the binding': { on: everywhere('User:jo', masters), beside: [role], message },
    'a binding in a namespace': {
      on: bindingWith('ops', [masters], { role: 'ClusterRole/ops' }),
      beside: [role],
      message: `${masters} is bound to ClusterRole/ops in the namespace shop.`,
    },
    'the name of the default binding with another role': {
      on: clusterBindingWith('cluster-admin', [masters], { role: 'ops' }),
      beside: [role],
      message,
    },
    'another subject and another role than policy exempts': {
      on: everywhere(masters),
      beside: [role],
      params: { exemptSubjects: ['User:jo'], exemptRoles: ['op'] },
      message,
    },
  },
  unknown: {
    'a role that was not read': { on: everywhere(masters), hidden: [clusterRole], reason: 'denied' },
  },
  notApplicable: {
    'full rights': {
      on: everywhere(masters),
      beside: [asClusterRole(everything)],
      message: 'k8s-rbac-cluster-admin-binding judges full rights.',
    },
    'a role that policy exempts': {
      on: everywhere(masters),
      beside: [role],
      params: { exemptRoles: ['ops'] },
      message: 'Policy exempts the role.',
    },
    'a group that policy exempts': {
      on: everywhere(masters),
      beside: [role],
      params: { exemptSubjects: [masters] },
      message: 'Policy exempts the group.',
    },
  },
});
