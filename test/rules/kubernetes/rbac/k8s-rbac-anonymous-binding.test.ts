import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { clusterRole } from '#clouds/kubernetes/cluster-role/resource';
import rule from '#rules/kubernetes/rbac/k8s-rbac-anonymous-binding';
import { clusters } from '../../../support/kubernetes/objects.ts';
import {
  anonymous,
  authenticated,
  gke,
  limited,
  reviews,
  secrets,
  unauthenticated,
  urls,
} from '../../../support/kubernetes/open-apis.ts';
import { bindingWith, clusterBindingWith, clusterRoleWith, everything } from '../../../support/kubernetes/rbac.ts';
import { asClusterRole, asRole, everywhere, may, mayWithin, within } from '../../../support/kubernetes/rights.ts';
import { testRule } from '../../../support/test-rule.ts';
import { allow } from '../../../support/kubernetes/wildcards.ts';

const info = 'system:public-info-viewer';
const viewer = clusterRoleWith(info, urls('/healthz', '/livez', '/readyz', '/version', '/version/'));
const toViewer = clusterBindingWith(info, [unauthenticated], { role: info });
const onGke = (...subjects: string[]) => clusterBindingWith('ops', subjects, { role: 'ops', cluster: clusters.gke });
const roleOnGke = clusterRoleWith('ops', secrets, {}, clusters.gke);
const byDefault = (name: string, who = unauthenticated) =>
  clusterBindingWith(name, [authenticated, who], { role: name });

testRule(rule, {
  pass: {
    'a user': { on: everywhere('User:jo'), beside: [asClusterRole(...secrets)] },
    'all who are authenticated are for another rule': {
      on: everywhere(authenticated),
      beside: [asClusterRole(...secrets)],
    },
    'a user, whatever a role holds that was not read': { on: everywhere('User:jo'), hidden: [clusterRole] },
    'the default binding': { on: toViewer, beside: [viewer] },
    'a user by the name of a group': { on: everywhere('User:system:unauthenticated'), beside: [] },
  },
  fail: {
    'anonymous callers read pods': {
      on: everywhere(anonymous),
      beside: [asClusterRole(allow(['get', 'list'], ['pods']))],
      message: may('get, list pods', anonymous),
    },
    'both names of such callers stand in one finding, without others': {
      on: everywhere(unauthenticated, 'User:jo', anonymous),
      beside: [asClusterRole(...secrets)],
      message: may('get, list secrets', `${unauthenticated}, ${anonymous}`),
    },
    'full rights': {
      on: everywhere(anonymous),
      beside: [asClusterRole(everything)],
      message: may('do everything', anonymous),
    },
    'cluster-admin needs no reading of the role': {
      on: clusterBindingWith('ops', [anonymous]),
      hidden: [clusterRole],
      message: `${anonymous} may do everything in the cluster by ClusterRole/cluster-admin.`,
    },
    'a path beyond health': {
      on: everywhere(anonymous),
      beside: [asClusterRole(...urls('/healthz', '/metrics'))],
      message: may('get /healthz, /metrics', anonymous),
    },
    'a verb beyond get on a path': {
      on: everywhere(anonymous),
      beside: [asClusterRole({ nonResourceURLs: ['/healthz'], verbs: ['*'] })],
      message: may('* /healthz', anonymous),
    },
    'a verb beside get on a path': {
      on: everywhere(anonymous),
      beside: [asClusterRole({ nonResourceURLs: ['/healthz'], verbs: ['get', 'post'] })],
      message: may('get, post /healthz', anonymous),
    },
    'the heads of paths for health': {
      on: everywhere(anonymous),
      beside: [asClusterRole({ nonResourceURLs: ['/healthz'], verbs: ['head'] })],
      message: may('head /healthz', anonymous),
      grade: 'low',
    },
    'one namespace': {
      on: within('shop', anonymous),
      beside: [asRole('shop', allow(['get'], ['configmaps']))],
      message: mayWithin('shop', 'get configmaps', anonymous),
    },
    'the widest of several rules is told': {
      on: everywhere(anonymous),
      beside: [asClusterRole(...urls('/healthz'), ...reviews, allow(['get'], ['pods']))],
      message: may('get pods', anonymous),
    },
    'GKE that limits anonymous callers to health': {
      on: onGke(anonymous),
      beside: [roleOnGke, limited],
      message: may('get, list secrets', anonymous),
      grade: 'high',
    },
    'GKE that does not': {
      on: onGke(anonymous),
      beside: [roleOnGke, gke],
      message: may('get, list secrets', anonymous),
    },
    'health alone by another binding': {
      on: everywhere(unauthenticated),
      beside: [asClusterRole(...urls('/healthz', '/healthz/*', '/livez', '/readyz', '/version'))],
      message: may('get /healthz, /healthz/*, /livez, /readyz, /version', unauthenticated),
      grade: 'low',
    },
    'another subject in the default binding': {
      on: byDefault('system:public-info-viewer', anonymous),
      beside: [viewer],
      message: `${anonymous} may get /healthz, /livez, /readyz, /version, /version/ in the cluster by ClusterRole/system:public-info-viewer.`,
      grade: 'low',
    },
    'another subject beside its own in the default binding': {
      on: clusterBindingWith(info, [unauthenticated, anonymous], { role: info }),
      beside: [viewer],
      message: `${unauthenticated}, ${anonymous} may get /healthz, /livez, /readyz, /version, /version/ in the cluster by ClusterRole/${info}.`,
      grade: 'low',
    },
    'the default binding whose role was widened': {
      on: toViewer,
      beside: [clusterRoleWith('system:public-info-viewer', [...urls('/healthz'), ...secrets])],
      message: `${unauthenticated} may get, list secrets in the cluster by ClusterRole/system:public-info-viewer.`,
    },
    'the default binding whose role shows the API as well': {
      on: toViewer,
      beside: [clusterRoleWith('system:public-info-viewer', urls('/healthz', '/api'))],
      message: `${unauthenticated} may get /healthz, /api in the cluster by ClusterRole/system:public-info-viewer.`,
      grade: 'medium',
    },
    'discovery, as before 1.14': {
      on: byDefault('system:discovery'),
      beside: [clusterRoleWith('system:discovery', urls('/api', '/apis/*', '/openapi/*', '/version'))],
      message: `${unauthenticated} may get /api, /apis/*, /openapi/*, /version in the cluster by ClusterRole/system:discovery.`,
      grade: 'medium',
    },
    'reviews of their own rights, as before 1.14': {
      on: byDefault('system:basic-user'),
      beside: [clusterRoleWith('system:basic-user', reviews)],
      message: `${unauthenticated} may create selfsubjectaccessreviews in the cluster by ClusterRole/system:basic-user.`,
      grade: 'medium',
    },
    'a role that does not exist': {
      on: everywhere(unauthenticated),
      message: `${unauthenticated} is bound to ClusterRole/ops, which allows nothing.`,
      grade: 'low',
    },
    'rules without verbs, or of nothing': {
      on: everywhere(unauthenticated),
      beside: [asClusterRole(allow([], ['secrets']), allow([''], ['']), { verbs: ['get'] })],
      message: `${unauthenticated} is bound to ClusterRole/ops, which allows nothing.`,
      grade: 'low',
    },
    'paths in a namespace grant nothing': {
      on: bindingWith('ops', [unauthenticated], { role: 'ClusterRole/ops' }),
      beside: [asClusterRole(...urls('/metrics'))],
      message: `${unauthenticated} is bound to ClusterRole/ops, which allows nothing.`,
      grade: 'low',
    },
    'the name of the default binding in a namespace': {
      on: bindingWith('system:public-info-viewer', [unauthenticated], {
        role: 'ClusterRole/system:public-info-viewer',
      }),
      beside: [viewer],
      message: `${unauthenticated} is bound to ClusterRole/system:public-info-viewer, which allows nothing.`,
      grade: 'low',
    },
    'the name of the default binding with another role': {
      on: clusterBindingWith('system:public-info-viewer', [unauthenticated], { role: 'ops' }),
      beside: [asClusterRole(...urls('/healthz'))],
      message: may('get /healthz', unauthenticated),
      grade: 'low',
    },
    'a subject that policy exempts beside another': {
      on: everywhere(unauthenticated, anonymous),
      beside: [asClusterRole(...secrets)],
      params: { exemptSubjects: [unauthenticated] },
      message: may('get, list secrets', anonymous),
    },
    'another role than the one that policy exempts': {
      on: everywhere(anonymous),
      beside: [asClusterRole(...secrets)],
      params: { exemptRoles: ['op'] },
      message: may('get, list secrets', anonymous),
    },
  },
  unknown: {
    'a role that was not read': { on: everywhere(anonymous), hidden: [clusterRole], reason: 'denied' },
    'a GKE cluster that was not read may limit anonymous callers': {
      on: onGke(anonymous),
      beside: [roleOnGke],
      hidden: [gkeCluster],
      reason: 'denied',
    },
    'a role that the files do not hold': {
      on: clusterBindingWith('ops', [anonymous], { role: 'ops', cluster: clusters.files }),
      folder: 'shop',
      reason: 'not-in-files',
    },
  },
  notApplicable: {
    'a subject that policy exempts': {
      on: everywhere(anonymous),
      params: { exemptSubjects: [anonymous] },
      message: 'Policy exempts its subjects.',
    },
    'a role that policy exempts': {
      on: everywhere(anonymous),
      params: { exemptRoles: ['ops'] },
      message: 'Policy exempts the role.',
    },
  },
});
