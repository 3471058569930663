import { clusterRole } from '#clouds/kubernetes/cluster-role/resource';
import type { PolicyRule } from '#clouds/kubernetes/rbac/facts';
import rule from '#rules/kubernetes/rbac/k8s-rbac-authenticated-binding';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { anonymous, authenticated, reviews, secrets, urls } from '../../../support/kubernetes/open-apis.ts';
import { bindingWith, clusterBindingWith, clusterRoleWith, everything } from '../../../support/kubernetes/rbac.ts';
import { asClusterRole, asRole, everywhere, may, mayWithin, within } from '../../../support/kubernetes/rights.ts';
import { testRule } from '../../../support/test-rule.ts';
import { allow } from '../../../support/kubernetes/wildcards.ts';

const accounts = 'Group:system:serviceaccounts';
const viewer = clusterRoleWith('system:public-info-viewer', urls('/healthz', '/livez', '/readyz', '/version'));
const byDefault = (name: string, ...subjects: string[]) => clusterBindingWith(name, subjects, { role: name });
const issuer = 'system:service-account-issuer-discovery';
const jwks = urls('/.well-known/openid-configuration', '/.well-known/openid-configuration/', '/openid/v1/jwks');
const onGke = (...subjects: string[]) => clusterBindingWith('ops', subjects, { role: 'ops', cluster: clusters.gke });
const onGkeRole = (...rules: readonly PolicyRule[]) => clusterRoleWith('ops', rules, {}, clusters.gke);

testRule(rule, {
  pass: {
    'a user': { on: everywhere('User:jo'), beside: [asClusterRole(...secrets)] },
    'a user, whatever a role holds that was not read': { on: everywhere('User:jo'), hidden: [clusterRole] },
    'anonymous callers are for another rule': { on: everywhere(anonymous), beside: [asClusterRole(...secrets)] },
    'the accounts of one namespace are for other rules': {
      on: everywhere('Group:system:serviceaccounts:shop'),
      beside: [asClusterRole(...secrets)],
    },
    'the default binding for health': {
      on: byDefault('system:public-info-viewer', authenticated, 'Group:system:unauthenticated'),
      beside: [viewer],
    },
    'the default binding for discovery': {
      on: byDefault('system:discovery', authenticated),
      beside: [clusterRoleWith('system:discovery', urls('/api', '/apis/*', '/openapi', '/healthz'))],
    },
    'the default binding for reviews of their own rights': {
      on: byDefault('system:basic-user', authenticated),
      beside: [
        clusterRoleWith('system:basic-user', [
          ...reviews,
          allow(['create'], ['selfsubjectreviews'], ['authentication.k8s.io']),
        ]),
      ],
    },
    'the default binding for the keys of tokens': {
      on: byDefault(issuer, accounts),
      beside: [clusterRoleWith(issuer, jwks)],
    },
  },
  fail: {
    'secrets for all who are authenticated': {
      on: everywhere(authenticated, 'User:jo'),
      beside: [asClusterRole(...secrets)],
      message: may('get, list secrets', authenticated),
    },
    'nodes are no objects of a namespace': {
      on: everywhere(authenticated),
      beside: [asClusterRole(allow(['list'], ['nodes']))],
      message: may('list nodes', authenticated),
    },
    'changes for all service accounts': {
      on: everywhere(accounts),
      beside: [asClusterRole(allow(['patch'], ['configmaps']))],
      message: may('patch configmaps', accounts),
    },
    'every resource to read': {
      on: everywhere(accounts),
      beside: [asClusterRole(allow(['get'], ['*']))],
      message: may('get *', accounts),
    },
    'full rights': {
      on: everywhere(authenticated, accounts),
      beside: [asClusterRole(everything)],
      message: may('do everything', `${authenticated}, ${accounts}`),
      grade: 'critical',
    },
    'cluster-admin needs no reading of the role': {
      on: clusterBindingWith('ops', [accounts]),
      hidden: [clusterRole],
      message: `${accounts} may do everything in the cluster by ClusterRole/cluster-admin.`,
      grade: 'critical',
    },
    'every Google account on GKE': {
      on: onGke(authenticated),
      beside: [onGkeRole(...secrets)],
      message: may('get, list secrets', authenticated),
      grade: 'critical',
    },
    'the service accounts of a GKE cluster': {
      on: onGke(accounts),
      beside: [onGkeRole(...secrets)],
      message: may('get, list secrets', accounts),
    },
    'objects of namespaces to read': {
      on: everywhere(authenticated),
      beside: [
        asClusterRole(allow(['get', 'list', 'watch'], ['pods', 'pods/log', 'configmaps', 'deployments/status'])),
      ],
      message: may('get, list, watch pods, pods/log, configmaps, deployments/status', authenticated),
      grade: 'medium',
    },
    'secrets among objects of namespaces to read': {
      on: everywhere(authenticated),
      beside: [asClusterRole(allow(['get'], ['pods', 'secrets']))],
      message: may('get pods, secrets', authenticated),
    },
    'objects of namespaces to read and to change': {
      on: everywhere(authenticated),
      beside: [asClusterRole(allow(['get', 'patch'], ['pods']))],
      message: may('get, patch pods', authenticated),
    },
    'reviews of their own rights beside something else to make': {
      on: everywhere(authenticated),
      beside: [asClusterRole(allow(['create'], ['selfsubjectaccessreviews', 'pods']))],
      message: may('create selfsubjectaccessreviews, pods', authenticated),
    },
    'one namespace': {
      on: within('shop', authenticated),
      beside: [asRole('shop', allow(['*'], ['secrets']))],
      message: mayWithin('shop', '* secrets', authenticated),
      grade: 'medium',
    },
    'full rights on one namespace': {
      on: bindingWith('ops', [authenticated]),
      message: `${authenticated} may do everything in the namespace shop by ClusterRole/cluster-admin.`,
      grade: 'medium',
    },
    'a system namespace weighs as much as the cluster': {
      on: within('kube-system', authenticated),
      beside: [asRole('kube-system', allow(['update'], ['configmaps']))],
      message: mayWithin('kube-system', 'update configmaps', authenticated),
    },
    'reading in a system namespace': {
      on: within('kube-system', authenticated),
      beside: [asRole('kube-system', allow(['get'], ['configmaps']))],
      message: mayWithin('kube-system', 'get configmaps', authenticated),
      grade: 'medium',
    },
    'paths alone': {
      on: everywhere(authenticated),
      beside: [asClusterRole(...urls('/metrics'))],
      message: may('get /metrics', authenticated),
      grade: 'low',
    },
    'reviews of their own rights by another binding': {
      on: everywhere(authenticated),
      beside: [asClusterRole(...reviews)],
      message: may('create selfsubjectaccessreviews', authenticated),
      grade: 'low',
    },
    'a role that does not exist': {
      on: everywhere(authenticated),
      message: `${authenticated} is bound to ClusterRole/ops, which allows nothing.`,
      grade: 'low',
    },
    'a default binding whose role was widened': {
      on: byDefault('system:basic-user', authenticated),
      beside: [clusterRoleWith('system:basic-user', [...reviews, ...secrets])],
      message: `${authenticated} may get, list secrets in the cluster by ClusterRole/system:basic-user.`,
    },
    'a default binding with another subject': {
      on: byDefault('system:discovery', accounts),
      beside: [clusterRoleWith('system:discovery', urls('/api'))],
      message: `${accounts} may get /api in the cluster by ClusterRole/system:discovery.`,
      grade: 'low',
    },
    'a subject that policy exempts beside another': {
      on: everywhere(authenticated, accounts),
      beside: [asClusterRole(...secrets)],
      params: { exemptSubjects: [authenticated] },
      message: may('get, list secrets', accounts),
    },
    'another role than the one that policy exempts': {
      on: everywhere(authenticated),
      beside: [asClusterRole(...secrets)],
      params: { exemptRoles: ['op'] },
      message: may('get, list secrets', authenticated),
    },
  },
  unknown: {
    'a role that was not read': { on: everywhere(authenticated), hidden: [clusterRole], reason: 'denied' },
    'a role that the files do not hold': {
      on: clusterBindingWith('ops', [authenticated], { role: 'ops', cluster: clusters.files }),
      folder: 'shop',
      reason: 'not-in-files',
    },
  },
  notApplicable: {
    'a subject that policy exempts': {
      on: everywhere(authenticated),
      params: { exemptSubjects: [authenticated] },
      message: 'Policy exempts its subjects.',
    },
    'a role that policy exempts': {
      on: everywhere(authenticated),
      params: { exemptRoles: ['ops'] },
      message: 'Policy exempts the role.',
    },
  },
});
