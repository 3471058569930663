import type { PolicyRule } from '#clouds/kubernetes/rbac/facts';
import rule from '#rules/kubernetes/rbac/k8s-rbac-escalate-bind-impersonate';
import { clusterRole } from '#clouds/kubernetes/cluster-role/resource';
import { bindingWith, clusterRoleWith } from '../../../support/kubernetes/rbac.ts';
import { rightCases } from '../../../support/kubernetes/right-cases.ts';
import { asClusterRole, asRole, everywhere, may, mayWithin, within } from '../../../support/kubernetes/rights.ts';
import { testRule } from '../../../support/test-rule.ts';
import { allow } from '../../../support/kubernetes/wildcards.ts';

const rbac = ['rbac.authorization.k8s.io'];
const identity = ['authentication.k8s.io'];
const shared = rightCases({ rights: [allow(['escalate'], ['clusterroles'], rbac)], does: 'escalate clusterroles' });
const admin = (...added: readonly PolicyRule[]) =>
  clusterRoleWith('admin', [allow(['impersonate'], ['serviceaccounts']), ...added]);
const toAdmin = bindingWith('team', ['User:jo'], { role: 'ClusterRole/admin' });

testRule(rule, {
  pass: {
    ...shared.pass,
    'roles that are written without these verbs': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['create', 'update', 'patch'], ['roles', 'rolebindings'], rbac))],
    },
    'these verbs on other resources': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['bind', 'escalate', 'impersonate'], ['pods', 'rolebindings']))],
    },
    'identities are not of a namespace': {
      on: within('shop', 'User:jo'),
      beside: [
        asRole(
          'shop',
          allow(['impersonate'], ['users', 'groups']),
          allow(['impersonate'], ['uids', 'userextras/scopes'], identity),
          allow(['escalate'], ['clusterroles'], rbac),
        ),
      ],
    },
    'admin in a namespace, which impersonates accounts from the start': { on: toAdmin, beside: [admin()] },
  },
  fail: {
    ...shared.fail,
    'any group to impersonate': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['impersonate'], ['users', 'groups']))],
      message: may('impersonate users, groups'),
      grade: 'critical',
    },
    'any cluster role to bind': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['bind'], ['clusterroles'], rbac))],
      message: may('bind clusterroles'),
      grade: 'critical',
    },
    'every verb counts': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['*'], ['clusterroles'], rbac))],
      message: may('bind clusterroles; escalate clusterroles'),
      grade: 'critical',
    },
    'every resource counts': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['impersonate'], ['*']))],
      message: may('impersonate serviceaccounts; impersonate users, groups'),
      grade: 'critical',
    },
    'roles to bind and to escalate': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['bind', 'escalate'], ['roles'], rbac))],
      message: may('bind roles; escalate roles'),
    },
    'any user to impersonate': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['impersonate'], ['users']))],
      message: may('impersonate users'),
    },
    'any account to impersonate': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['impersonate'], ['serviceaccounts']))],
      message: may('impersonate serviceaccounts'),
    },
    'what else makes an identity': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['impersonate'], ['uids', 'userextras/scopes'], identity))],
      message: may('impersonate uids; impersonate userextras/scopes'),
    },
    'the group of masters by its name': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['impersonate'], ['groups'], [''], ['developers', 'system:masters']))],
      message: may('impersonate groups (developers, system:masters)'),
    },
    'cluster-admin by its name': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['bind'], ['clusterroles'], rbac, ['cluster-admin']))],
      message: may('bind clusterroles (cluster-admin)'),
    },
    'accounts of a namespace to impersonate': {
      on: within('shop', 'User:jo'),
      beside: [asRole('shop', allow(['impersonate'], ['serviceaccounts']))],
      message: mayWithin('shop', 'impersonate serviceaccounts'),
    },
    'any cluster role to bind in a namespace': {
      on: within('shop', 'User:jo'),
      beside: [asRole('shop', allow(['bind'], ['clusterroles'], rbac))],
      message: mayWithin('shop', 'bind clusterroles'),
    },
    'roles of a namespace to escalate': {
      on: within('shop', 'User:jo'),
      beside: [asRole('shop', allow(['escalate'], ['roles'], rbac))],
      message: mayWithin('shop', 'escalate roles'),
    },
    'users and groups by their names': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['impersonate'], ['users', 'groups'], [''], ['ann', 'developers']))],
      message: may('impersonate users, groups (ann, developers)'),
      grade: 'low',
    },
    'roles by their names': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['bind', 'escalate'], ['clusterroles'], rbac, ['reader']))],
      message: may('bind clusterroles (reader); escalate clusterroles (reader)'),
      grade: 'low',
    },
    'a role by its name beside any user': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['bind'], ['clusterroles'], rbac, ['reader']), allow(['impersonate'], ['users']))],
      message: may('bind clusterroles (reader); impersonate users'),
    },
    'the narrower verbs': {
      on: everywhere('User:jo'),
      beside: [
        asClusterRole(
          allow(['impersonate:user-info'], ['users'], identity),
          allow(['impersonate-on:user-info:list'], ['pods']),
        ),
      ],
      message: may('impersonate:user-info users; impersonate-on:user-info:list pods'),
      grade: 'low',
    },
    'admin in a namespace that was widened': {
      on: toAdmin,
      beside: [admin(allow(['bind'], ['roles'], rbac))],
      message: 'User:jo may bind roles in the namespace shop by ClusterRole/admin.',
    },
  },
  unknown: {
    ...shared.unknown,
    'admin in a namespace that was not read': { on: toAdmin, hidden: [clusterRole], reason: 'denied' },
  },
  notApplicable: {
    ...shared.notApplicable,
    'edit in a system namespace': {
      on: bindingWith('team', ['User:jo'], { role: 'ClusterRole/edit', namespace: 'kube-system' }),
      beside: [clusterRoleWith('edit', [allow(['bind'], ['roles'], rbac)])],
      message: 'k8s-rbac-cluster-wide-edit judges bindings of edit.',
    },
  },
});
