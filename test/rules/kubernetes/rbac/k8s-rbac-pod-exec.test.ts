import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import rule from '#rules/kubernetes/rbac/k8s-rbac-pod-exec';
import { apiWith, clusters } from '../../../support/kubernetes/objects.ts';
import { clusterBindingWith, clusterRoleWith } from '../../../support/kubernetes/rbac.ts';
import { rightCases } from '../../../support/kubernetes/right-cases.ts';
import { asClusterRole, asRole, everywhere, may, mayWithin, within } from '../../../support/kubernetes/rights.ts';
import { testRule } from '../../../support/test-rule.ts';
import { allow } from '../../../support/kubernetes/wildcards.ts';

const exec = allow(['create'], ['pods/exec']);
const look = allow(['get'], ['pods/exec', 'pods/attach', 'pods/portforward']);
const shared = rightCases({ rights: [exec], does: 'create pods/exec', ofAccount: 'high' });
const version = (minor: string) => apiWith({ version: { major: '1', minor, gitVersion: `v1.${minor}.0` } });

testRule(rule, {
  pass: {
    ...shared.pass,
    'pods do not include what lies under them': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['*'], ['pods', 'pods/*', 'pods/log', 'pods/eviction']))],
    },
    'ephemeral containers that are read': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['get'], ['pods/ephemeralcontainers']))],
    },
  },
  fail: {
    ...shared.fail,
    'attaching and forwarding': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['create', 'get'], ['pods/attach', 'pods/portforward']))],
      message: may('create pods/attach, pods/portforward'),
    },
    'ephemeral containers and the proxy': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['patch'], ['pods/ephemeralcontainers']), allow(['get'], ['pods/proxy']))],
      message: may('patch pods/ephemeralcontainers; get pods/proxy'),
    },
    'one pod by its name': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['create'], ['pods/exec'], [''], ['db-0']))],
      message: may('create pods/exec (db-0)'),
    },
    'one namespace': {
      on: within('shop', 'ServiceAccount:shop/web'),
      beside: [asRole('shop', exec)],
      message: mayWithin('shop', 'create pods/exec', 'ServiceAccount:shop/web'),
    },
    'a system namespace': {
      on: within('kube-system', 'User:jo'),
      beside: [asRole('kube-system', exec)],
      message: mayWithin('kube-system', 'create pods/exec'),
      grade: 'high',
    },
    'a service account for the whole cluster': {
      on: everywhere('User:jo', 'ServiceAccount:shop/web'),
      beside: [asClusterRole(exec)],
      message: may('create pods/exec', 'User:jo, ServiceAccount:shop/web'),
      grade: 'high',
    },
    'all accounts of a namespace': {
      on: everywhere('Group:system:serviceaccounts:shop'),
      beside: [asClusterRole(exec)],
      message: may('create pods/exec', 'Group:system:serviceaccounts:shop'),
      grade: 'high',
    },
    'an account that policy exempts weighs nothing': {
      on: everywhere('User:jo', 'ServiceAccount:shop/web'),
      beside: [asClusterRole(exec)],
      params: { exemptSubjects: ['ServiceAccount:shop/web'] },
      message: may('create pods/exec'),
    },
    'an account that may be the system weighs nothing': {
      on: clusterBindingWith('ops', ['User:jo', 'ServiceAccount:kube-system/agent'], {
        role: 'ops',
        cluster: clusters.files,
      }),
      beside: [clusterRoleWith('ops', [exec], {}, clusters.files)],
      folder: 'shop',
      message: may('create pods/exec'),
      cannot: 'whether ServiceAccount:kube-system/agent is the system could not be read',
    },
    'a user who is called as accounts are': {
      on: everywhere('User:ServiceAccount:web'),
      beside: [asClusterRole(exec)],
      message: may('create pods/exec', 'User:ServiceAccount:web'),
    },
    'get opened a stream by WebSocket before 1.35': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(look), version('34+')],
      message: may('get pods/exec, pods/attach, pods/portforward'),
    },
    'for an account, too': {
      on: everywhere('ServiceAccount:shop/web'),
      beside: [asClusterRole(look), version('34')],
      message: may('get pods/exec, pods/attach, pods/portforward', 'ServiceAccount:shop/web'),
      grade: 'high',
    },
    'get opens none from 1.35 on': {
      on: everywhere('ServiceAccount:shop/web'),
      beside: [asClusterRole(look), version('35')],
      message: may('get pods/exec, pods/attach, pods/portforward', 'ServiceAccount:shop/web'),
      grade: 'low',
    },
    'files, whose version is taken to be the newest': {
      on: clusterBindingWith('ops', ['User:jo'], { role: 'ops', cluster: clusters.files }),
      beside: [clusterRoleWith('ops', [look], {}, clusters.files)],
      folder: 'shop',
      message: may('get pods/exec, pods/attach, pods/portforward'),
      grade: 'low',
    },
  },
  unknown: {
    ...shared.unknown,
    'a version that was not read decides what get is worth': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(look)],
      hidden: [kubernetesApi],
      reason: 'denied',
    },
  },
  notApplicable: shared.notApplicable,
});
