import rule from '#rules/kubernetes/rbac/k8s-rbac-rolebinding-write';
import { rightCases } from '../../../support/kubernetes/right-cases.ts';
import { asClusterRole, asRole, everywhere, may, mayWithin, within } from '../../../support/kubernetes/rights.ts';
import { testRule } from '../../../support/test-rule.ts';
import { allow } from '../../../support/kubernetes/wildcards.ts';

const group = ['rbac.authorization.k8s.io'];
const shared = rightCases({ rights: [allow(['create'], ['rolebindings'], group)], does: 'create rolebindings' });

testRule(rule, {
  pass: {
    ...shared.pass,
    'bindings that are read': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['get', 'list', 'watch'], ['rolebindings', 'clusterrolebindings'], group))],
    },
    'who may bind as well is for another rule': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['create'], ['rolebindings'], group), allow(['bind'], ['clusterroles'], group))],
    },
    'who may escalate as well is for another rule': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['update', 'escalate'], ['roles'], group))],
    },
    'who may bind in a namespace as well is for another rule': {
      on: within('shop', 'User:jo'),
      beside: [asRole('shop', allow(['*'], ['rolebindings', 'roles'], group))],
    },
    'cluster roles are not written in a namespace': {
      on: within('shop', 'User:jo'),
      beside: [asRole('shop', allow(['create'], ['clusterroles', 'clusterrolebindings'], group))],
    },
  },
  fail: {
    ...shared.fail,
    'roles and bindings of every kind': {
      on: everywhere('User:jo'),
      beside: [
        asClusterRole(
          allow(['update'], ['clusterroles', 'roles'], group),
          allow(['patch'], ['clusterrolebindings'], group),
        ),
      ],
      message: may('update roles, clusterroles; patch clusterrolebindings'),
    },
    'one namespace': {
      on: within('shop', 'User:jo'),
      beside: [asRole('shop', allow(['create', 'patch'], ['rolebindings', 'roles'], group))],
      message: mayWithin('shop', 'create, patch rolebindings, roles'),
      grade: 'low',
    },
  },
  unknown: shared.unknown,
  notApplicable: shared.notApplicable,
});
