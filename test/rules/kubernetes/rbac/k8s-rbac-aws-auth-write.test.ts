import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import rule from '#rules/kubernetes/rbac/k8s-rbac-aws-auth-write';
import { clusterWith } from '../../../support/aws/eks.ts';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { clusterBindingWith, clusterRoleWith } from '../../../support/kubernetes/rbac.ts';
import { asClusterRole, asRole, everywhere, may, mayWithin, within } from '../../../support/kubernetes/rights.ts';
import { testRule } from '../../../support/test-rule.ts';
import { allow } from '../../../support/kubernetes/wildcards.ts';

const maps = ['configmaps'];
const by = (authenticationMode: 'API' | 'API_AND_CONFIG_MAP' | 'CONFIG_MAP') =>
  clusterWith({}, { accessConfig: { authenticationMode } });
const both = by('API_AND_CONFIG_MAP');
const writes = asClusterRole(allow(['update'], maps));
const on = everywhere('User:jo');

testRule(rule, {
  pass: {
    'ConfigMaps that are read': { on, beside: [both, asClusterRole(allow(['get', 'list', 'watch'], maps))] },
    'another ConfigMap by its name': { on, beside: [both, asClusterRole(allow(['update'], maps, [''], ['other']))] },
    'creation alone': { on, beside: [both, asClusterRole(allow(['create'], maps))] },
    'deletion alone': { on, beside: [both, asClusterRole(allow(['delete'], maps))] },
    'another namespace': { on: within('shop', 'User:jo'), beside: [both, asRole('shop', allow(['update'], maps))] },
  },
  fail: {
    'all ConfigMaps': { on, beside: [both, writes], message: may('update configmaps') },
    'where the ConfigMap alone counts': { on, beside: [by('CONFIG_MAP'), writes], message: may('update configmaps') },
    'no configuration of access is the ConfigMap': {
      on,
      beside: [clusterWith({}, { accessConfig: undefined }), writes],
      message: may('update configmaps'),
    },
    'by its name': {
      on,
      beside: [both, asClusterRole(allow(['patch'], maps, [''], ['aws-auth', 'other']))],
      message: may('patch configmaps (aws-auth, other)'),
    },
    'the namespace of the system': {
      on: within('kube-system', 'User:jo'),
      beside: [both, asRole('kube-system', allow(['patch'], maps))],
      message: mayWithin('kube-system', 'patch configmaps'),
    },
    'deleted and put there anew': {
      on,
      beside: [both, asClusterRole(allow(['create'], maps), allow(['delete'], maps, [''], ['aws-auth']))],
      message: may('create configmaps; delete configmaps (aws-auth)'),
    },
    'a subject that policy exempts beside another': {
      on: everywhere('User:jo', 'User:al'),
      beside: [both, writes],
      params: { exemptSubjects: ['User:al'] },
      message: may('update configmaps'),
    },
  },
  unknown: {
    'the cluster was not read': { on, beside: [writes], hidden: [eksCluster], reason: 'denied' },
    'a mode that is not told': {
      on,
      beside: [clusterWith({}, { accessConfig: {} }), writes],
      reason: 'field-missing',
    },
  },
  notApplicable: {
    'access entries alone': { on, beside: [by('API'), writes], message: 'the cluster reads access entries alone' },
    'a cluster that EKS does not run': {
      on,
      beside: [clusterWith({}, { connectorConfig: { roleArn: 'arn' } }), writes],
      message: 'a registered cluster is not run by EKS',
    },
    'a cluster of AKS': {
      on: clusterBindingWith('ops', ['User:jo'], { role: 'ops', cluster: clusters.aks }),
      beside: [clusterRoleWith('ops', [allow(['update'], maps)], {}, clusters.aks)],
      message: 'only EKS reads aws-auth',
    },
    'a cluster of GKE': {
      on: clusterBindingWith('ops', ['User:jo'], { role: 'ops', cluster: clusters.gke }),
      message: 'only EKS reads aws-auth',
    },
    'a role that policy exempts': {
      on,
      beside: [both, writes],
      params: { exemptRoles: ['ops'] },
      message: 'Policy exempts the role.',
    },
    'the role edit is judged by another rule': {
      on: clusterBindingWith('ops', ['User:jo'], { role: 'edit' }),
      beside: [both, clusterRoleWith('edit', [allow(['update'], maps)])],
      message: 'k8s-rbac-cluster-wide-edit judges bindings of edit.',
    },
  },
});
