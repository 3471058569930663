import { clusterRole } from '#clouds/kubernetes/cluster-role/resource';
import { cronJob } from '#clouds/kubernetes/cron-job/resource';
import { role } from '#clouds/kubernetes/role/resource';
import { serviceAccount } from '#clouds/kubernetes/service-account/resource';
import rule from '#rules/kubernetes/rbac/k8s-rbac-stale-subject';
import type { PolicyRule } from '#clouds/kubernetes/rbac/facts';
import { accountWith, clusters } from '../../../support/kubernetes/objects.ts';
import { bindingWith, clusterBindingWith, clusterRoleWith, everything } from '../../../support/kubernetes/rbac.ts';
import { asClusterRole, asRole, everywhere, within } from '../../../support/kubernetes/rights.ts';
import { testRule } from '../../../support/test-rule.ts';
import { allow } from '../../../support/kubernetes/wildcards.ts';

const web = 'ServiceAccount:shop/web';
const reads = asClusterRole(allow(['get'], ['pods']));
const gone = `${web} is bound to ClusterRole/ops in the cluster and does not exist.`;
const goneWithin = (space: string, named = 'Role/ops') =>
  `ServiceAccount:${space}/web is bound to ${named} in the namespace ${space} and does not exist.`;
const roleless = 'The binding gives ClusterRole/ops in the cluster, which does not exist.';
const byHand = 'whether the role or the binding is wanted is for a person to say';
const none = 'Only the system, everybody and exempt subjects are bound.';
const everybody = 'Group:system:authenticated';
const at = '2026-01-01T00:00:00Z';
function madeAt(creationTimestamp: string) {
  const made = everywhere(web);
  return { ...made, config: { ...made.config, metadata: { ...made.config.metadata, creationTimestamp } } };
}
const grave = (...rules: readonly PolicyRule[]) => ({
  on: everywhere(web),
  beside: [asClusterRole(...rules)],
  message: gone,
  grade: 'medium' as const,
});

testRule(rule, {
  pass: {
    'an account that exists': { on: everywhere(web), beside: [reads, accountWith('web')] },
    'users and groups are known to no cluster': { on: everywhere('User:jo', 'Group:ops'), beside: [reads] },
    'a role of the namespace': { on: within('shop', web), beside: [asRole('shop'), accountWith('web')] },
  },
  fail: {
    'an account that does not exist': { on: everywhere(web), beside: [reads], message: gone },
    'one of the same name in another namespace is another': {
      on: everywhere(web),
      beside: [reads, accountWith('web', {}, { namespace: 'other' })],
      message: gone,
    },
    'an account beside others that exist': {
      on: everywhere('User:jo', web, 'ServiceAccount:shop/api'),
      beside: [reads, accountWith('api')],
      message: gone,
    },
    'two accounts': {
      on: everywhere(web, 'ServiceAccount:shop/api'),
      beside: [reads],
      message:
        'ServiceAccount:shop/web, ServiceAccount:shop/api is bound to ClusterRole/ops in the cluster and does not exist.',
    },
    'a binding of a namespace': { on: within('shop', web), beside: [asRole('shop')], message: goneWithin('shop') },
    'a role that does not exist': { on: everywhere('User:jo'), message: roleless, cannot: byHand },
    'a role of a namespace that does not exist': {
      on: within('shop', web),
      beside: [asRole('other'), accountWith('web')],
      message: 'The binding gives Role/ops in the namespace shop, which does not exist.',
      cannot: byHand,
    },
    'a role that does not exist, given to everybody': {
      on: everywhere(everybody),
      message: roleless,
      cannot: byHand,
    },
    'neither the role nor the account exists': { on: everywhere(web), message: roleless, cannot: byHand },
    'full rights': grave(everything),
    'secrets of the whole cluster': grave(allow(['list'], ['secrets'])),
    'pods anywhere': grave(allow(['create'], ['pods'])),
    'tokens of others': grave(allow(['create'], ['serviceaccounts/token'])),
    'kubelets by way of the API': grave(allow(['get'], ['nodes/proxy'])),
    'rights that nobody granted': grave({
      apiGroups: ['rbac.authorization.k8s.io'],
      resources: ['clusterroles'],
      verbs: ['bind'],
    }),
    'the secrets of the system': {
      on: within('kube-system', 'ServiceAccount:kube-system/web'),
      beside: [asRole('kube-system', allow(['get'], ['secrets']))],
      message: goneWithin('kube-system'),
      grade: 'medium',
    },
    'the secrets of one namespace': {
      on: within('shop', web),
      beside: [asRole('shop', allow(['get'], ['secrets']))],
      message: goneWithin('shop'),
    },
    'one secret by its name': {
      on: everywhere(web),
      beside: [asClusterRole({ ...allow(['get'], ['secrets']), resourceNames: ['a'] })],
      message: gone,
    },
    'full rights in a namespace': {
      on: bindingWith('ops', [web], { role: 'ClusterRole/ops' }),
      beside: [asClusterRole(everything)],
      message: goneWithin('shop', 'ClusterRole/ops'),
      grade: 'medium',
    },
    'it was made an hour ago': { on: madeAt('2025-12-31T23:00:00Z'), beside: [reads], at, message: gone },
    'policy exempts others': {
      on: everywhere(web),
      beside: [reads],
      params: { exemptSubjects: ['User:jo'], exemptRoles: ['op'] },
      message: gone,
    },
  },
  unknown: {
    'accounts that were not read': {
      on: everywhere(web),
      beside: [reads],
      hidden: [serviceAccount],
      reason: 'denied',
    },
    'cluster roles that were not read': { on: everywhere('User:jo'), hidden: [clusterRole], reason: 'denied' },
    'cluster roles of everybody that were not read': {
      on: everywhere(everybody),
      hidden: [clusterRole],
      reason: 'denied',
    },
    'roles that were not read': { on: within('shop', 'User:jo'), hidden: [role], reason: 'denied' },
    'rights that were not read': { on: everywhere(web), hidden: [clusterRole], reason: 'denied' },
    'an account of a system namespace that may be the system': {
      on: everywhere('ServiceAccount:kube-system/web'),
      beside: [reads],
      hidden: [cronJob],
      reason: 'denied',
    },
  },
  notApplicable: {
    'what Kubernetes binds itself': {
      on: clusterBindingWith('system:kube-dns', ['ServiceAccount:kube-system/kube-dns'], { role: 'system:kube-dns' }),
      message: none,
    },
    'everybody has a role that exists': { on: everywhere(everybody), beside: [reads], message: none },
    'policy exempts everybody': {
      on: everywhere(everybody),
      params: { exemptSubjects: [everybody] },
      message: none,
    },
    'what the provider binds': {
      on: clusterBindingWith('eks:node-manager', ['User:eks:node-manager'], {
        role: 'eks:node-manager',
        cluster: clusters.eks,
      }),
      message: none,
    },
    'a subject that policy exempts': {
      on: everywhere(web),
      beside: [clusterRoleWith('ops', [])],
      params: { exemptSubjects: [web] },
      message: none,
    },
    'a role that policy exempts': {
      on: everywhere(web),
      params: { exemptRoles: ['ops'] },
      message: 'Policy exempts the role.',
    },
    'it was made less than an hour ago': {
      on: madeAt('2025-12-31T23:00:01Z'),
      beside: [reads],
      at,
      message: 'It was made less than an hour ago.',
    },
  },
});
