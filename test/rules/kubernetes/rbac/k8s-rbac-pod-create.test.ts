import { namespace } from '#clouds/kubernetes/namespace/resource';
import { clusterFixRoleName as own } from '#report/onboard/remediator-roles';
import rule from '#rules/kubernetes/rbac/k8s-rbac-pod-create';
import { clusters, namespaceWith } from '../../../support/kubernetes/objects.ts';
import { bindingWith, clusterBindingWith, clusterRoleWith, roleWith } from '../../../support/kubernetes/rbac.ts';
import { rightCases } from '../../../support/kubernetes/right-cases.ts';
import { asClusterRole, asRole, everywhere, may, mayWithin, within } from '../../../support/kubernetes/rights.ts';
import { testRule } from '../../../support/test-rule.ts';
import { allow } from '../../../support/kubernetes/wildcards.ts';

const create = allow(['create'], ['pods']);
const shared = rightCases({ rights: [create], does: 'create pods' });
const enforcing = (level: string) => namespaceWith('shop', { 'pod-security.kubernetes.io/enforce': level });
const inShop = within('shop', 'User:jo');
const role = asRole('shop', create);
const inFiles = { cluster: clusters.files };

testRule(rule, {
  pass: {
    ...shared.pass,
    'pods that are deleted': { on: everywhere('User:jo'), beside: [asClusterRole(allow(['delete'], ['pods']))] },
    'workloads that are scaled': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['update', 'patch'], ['deployments/scale', 'deployments/status'], ['apps']))],
    },
    'ephemeral containers are for another rule': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['patch'], ['pods/ephemeralcontainers']))],
    },
  },
  fail: {
    ...shared.fail,
    'the plan leaves the binding by which plans are carried out': {
      on: clusterBindingWith(own, ['Group:shoalwatch-remediators'], { role: own }),
      beside: [clusterRoleWith(own, [allow(['patch'], ['deployments'], ['apps'])])],
      message: `Group:shoalwatch-remediators may patch deployments in the cluster by ClusterRole/${own}.`,
      cannot: 'Shoalwatch itself changes the cluster by this binding',
    },
    'workloads of each kind': {
      on: everywhere('User:jo'),
      beside: [
        asClusterRole(
          allow(['patch'], ['deployments', 'statefulsets', 'daemonsets', 'replicasets'], ['apps']),
          allow(['update'], ['jobs', 'cronjobs'], ['batch']),
          allow(['create'], ['replicationcontrollers']),
        ),
      ],
      message: may(
        'patch daemonsets, deployments, replicasets, statefulsets; update cronjobs, jobs; create replicationcontrollers',
      ),
    },
    'one workload by its name': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['create', 'patch'], ['deployments'], ['apps'], ['web']))],
      message: may('patch deployments (web)'),
    },
    'a namespace that enforces nothing': {
      on: inShop,
      beside: [role, namespaceWith('shop')],
      message: mayWithin('shop', 'create pods'),
    },
    'a namespace that enforces privileged': {
      on: inShop,
      beside: [role, enforcing('privileged')],
      message: mayWithin('shop', 'create pods'),
    },
    'a namespace that is not there': { on: inShop, beside: [role], message: mayWithin('shop', 'create pods') },
    'files that do not hold the namespace': {
      on: bindingWith('ops', ['User:jo'], { role: 'Role/ops', ...inFiles }),
      beside: [roleWith('ops', [create], inFiles)],
      folder: 'shop',
      message: mayWithin('shop', 'create pods'),
    },
    'a namespace that enforces baseline': {
      on: inShop,
      beside: [role, enforcing('baseline')],
      message: mayWithin('shop', 'create pods'),
      grade: 'low',
    },
    'a namespace that enforces restricted': {
      on: inShop,
      beside: [role, enforcing('restricted')],
      message: mayWithin('shop', 'create pods'),
      grade: 'low',
    },
    'a grant for the whole cluster, whatever namespaces were not read': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(create)],
      hidden: [namespace],
      message: may('create pods'),
    },
    'pods that are only changed': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['patch', 'update'], ['pods']))],
      message: may('update, patch pods'),
      grade: 'low',
    },
  },
  unknown: {
    ...shared.unknown,
    'a namespace that was not read may enforce a standard': {
      on: inShop,
      beside: [role],
      hidden: [namespace],
      reason: 'denied',
    },
  },
  notApplicable: shared.notApplicable,
});
