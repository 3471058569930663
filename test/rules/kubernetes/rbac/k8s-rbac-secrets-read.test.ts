import { cronJob } from '#clouds/kubernetes/cron-job/resource';
import rule from '#rules/kubernetes/rbac/k8s-rbac-secrets-read';
import { bindingWith, clusterBindingWith, clusterRoleWith } from '../../../support/kubernetes/rbac.ts';
import { rightCases } from '../../../support/kubernetes/right-cases.ts';
import { asClusterRole, asRole, everywhere, may, mayWithin, within } from '../../../support/kubernetes/rights.ts';
import { testRule } from '../../../support/test-rule.ts';
import { allow } from '../../../support/kubernetes/wildcards.ts';

const shared = rightCases({ rights: [allow(['get', 'list', 'watch'], ['secrets'])], does: 'get, list, watch secrets' });
const view = clusterRoleWith('view', [allow(['get', 'list'], ['pods', 'configmaps'])]);

testRule(rule, {
  pass: {
    ...shared.pass,
    'secrets that are written blindly': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['create', 'update', 'patch', 'delete'], ['secrets']))],
    },
    'secrets of another group': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['get'], ['secrets'], ['shop.example']))],
    },
    'the role view for the whole cluster': {
      on: clusterBindingWith('readers', ['User:jo'], { role: 'view' }),
      beside: [view],
    },
    'the role view in a namespace': {
      on: bindingWith('readers', ['User:jo'], { role: 'ClusterRole/view' }),
      beside: [view],
    },
  },
  fail: {
    ...shared.fail,
    'somebody beside an account that may be the system': {
      on: everywhere('ServiceAccount:kube-system/agent', 'User:jo'),
      beside: [asClusterRole(allow(['get'], ['secrets']))],
      hidden: [cronJob],
      message: may('get secrets'),
      cannot: 'whether ServiceAccount:kube-system/agent is the system could not be read',
    },
    'a list gives the content': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['list'], ['secrets']))],
      message: may('list secrets'),
    },
    'a watch gives the content': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['watch'], ['secrets', 'pods']))],
      message: may('watch secrets'),
    },
    'wildcards count': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['*'], ['*'], ['']), allow(['get'], ['secrets'], ['*']))],
      message: may('get, list, watch secrets; get secrets'),
    },
    'one other namespace': {
      on: within('shop', 'User:jo'),
      beside: [asRole('shop', allow(['get'], ['secrets']))],
      message: mayWithin('shop', 'get secrets'),
      grade: 'medium',
    },
    'a system namespace': {
      on: within('kube-system', 'User:jo'),
      beside: [asRole('kube-system', allow(['get'], ['secrets']))],
      message: mayWithin('kube-system', 'get secrets'),
    },
    'a secret by its name': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['get', 'list'], ['secrets'], [''], ['token', 'key']))],
      message: may('get, list secrets (token, key)'),
      grade: 'low',
    },
    'a list of one secret by its name, which answers with what it holds': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['list', 'watch'], ['secrets'], [''], ['token']))],
      message: may('list, watch secrets (token)'),
      grade: 'low',
    },
    'an empty list of names limits nothing': {
      on: within('shop', 'User:jo'),
      beside: [asRole('shop', allow(['get'], ['secrets'], [''], []))],
      message: mayWithin('shop', 'get secrets'),
      grade: 'medium',
    },
    'all accounts of a namespace have a name': {
      on: everywhere('Group:system:serviceaccounts:shop'),
      beside: [asClusterRole(allow(['get'], ['secrets']))],
      message: may('get secrets', 'Group:system:serviceaccounts:shop'),
    },
    'a role view that was widened': {
      on: clusterBindingWith('readers', ['User:jo'], { role: 'view' }),
      beside: [clusterRoleWith('view', [allow(['get'], ['secrets'])])],
      message: 'User:jo may get secrets in the cluster by ClusterRole/view.',
    },
  },
  unknown: shared.unknown,
  notApplicable: {
    ...shared.notApplicable,
    'the role admin in a namespace is intended use': {
      on: bindingWith('team', ['User:jo'], { role: 'ClusterRole/admin' }),
      beside: [clusterRoleWith('admin', [allow(['get'], ['secrets'])])],
      message: 'k8s-rbac-cluster-wide-edit judges bindings of admin.',
    },
  },
});
