import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { clusterRoleBinding } from '#clouds/kubernetes/cluster-role-binding/resource';
import { clusterRole } from '#clouds/kubernetes/cluster-role/resource';
import rule from '#rules/cross/cross-public-api-anonymous-rbac';
import { apiWith, clusters } from '../../support/kubernetes/objects.ts';
import {
  bindingWith,
  clusterBindingWith,
  clusterRoleWith,
  everything,
  roleWith,
} from '../../support/kubernetes/rbac.ts';
import {
  aks,
  anonymous,
  authenticated,
  bareEks,
  eks,
  eksWith,
  grant,
  infoViewer,
  limited,
  onAks,
  onEks,
  onGke,
  reviews,
  secrets,
  unauthenticated,
  urls,
} from '../../support/kubernetes/open-apis.ts';
import { testRule } from '../../support/test-rule.ts';
import { endpoints } from './cross-public-api-anonymous-rbac.endpoints.ts';

const onAksTo = (subject: string) => grant(subject, secrets, 'open', clusters.aks);
const onGkeTo = (subject: string) => grant(subject, secrets, 'open', clusters.gke);
const closed = 'The API endpoint is not open to the internet.';
const harmless = 'Unknown callers may do no more than look at the API.';
const open = (subject: string, allows: string) =>
  `The API endpoint is open to the internet, and ${subject} may ${allows}.`;

testRule(rule, {
  pass: {
    ...endpoints.pass,
    'a closed endpoint, whatever could not be read inside': {
      on: onEks,
      beside: [eksWith('203.0.113.0/24')],
      hidden: [clusterRoleBinding],
      message: closed,
    },
    'no binding at all': { on: onEks, beside: [eks], message: harmless },
    'nothing granted, whatever is known of the endpoint': { on: onEks, hidden: [eksCluster], message: harmless },
    'the binding by which anybody reads health and version': {
      on: onEks,
      beside: [eks, ...infoViewer],
      message: harmless,
    },
    'discovery for callers without a credential, as old clusters grant it': {
      on: onEks,
      beside: [
        eks,
        ...grant(unauthenticated, urls('/api', '/api/*', '/apis/*', '/openapi/*', '/swagger.json'), 'system:discovery'),
      ],
      message: harmless,
    },
    'a wildcard behind a path of health, version or discovery reaches nothing else': {
      on: onEks,
      beside: [eks, ...grant(anonymous, urls('/healthz*', '/livez*', '/readyz*', '/version*', '/apis*', '/openapi*'))],
      message: harmless,
    },
    'callers may ask what they may do by the binding of Kubernetes': {
      on: onEks,
      beside: [eks, ...grant(unauthenticated, reviews, 'system:basic-user')],
      message: harmless,
    },
    'all who are authenticated on EKS are identities of the account': {
      on: onEks,
      beside: [eks, ...grant(authenticated)],
      message: harmless,
    },
    'all who are authenticated on AKS are identities of the tenant': {
      on: onAks,
      beside: [aks, ...onAksTo(authenticated)],
      message: harmless,
    },
    'GKE keeps anonymous callers to the health paths': {
      on: onGke,
      beside: [limited, ...onGkeTo(anonymous)],
      message: harmless,
    },
    'a role that does not exist grants nothing': {
      on: onEks,
      beside: [eks, clusterBindingWith('open', [anonymous], { role: 'ghost' })],
      message: harmless,
    },
    'a grant to somebody': { on: onEks, beside: [eks, ...grant('User:jo')], message: harmless },
    'a role binding grants no paths outside the resources': {
      on: onEks,
      beside: [
        eks,
        bindingWith('open', [anonymous], { role: 'ClusterRole/metrics' }),
        clusterRoleWith('metrics', urls('/metrics')),
      ],
      message: harmless,
    },
  },
  fail: {
    ...endpoints.fail,
    'anonymous callers read secrets of an EKS cluster': {
      on: onEks,
      beside: [eks, ...grant(anonymous)],
      message: open(anonymous, 'get, list secrets'),
    },
    'the group of callers without a credential': {
      on: onEks,
      beside: [eks, ...grant(unauthenticated)],
      message: open(unauthenticated, 'get, list secrets'),
    },
    'the plan keeps the other subjects of a binding, and removes both that are unknown': {
      on: onEks,
      beside: [
        eks,
        clusterBindingWith('open', [anonymous, 'User:jo', unauthenticated], { role: 'open' }),
        clusterRoleWith('open', secrets),
      ],
      message: open(anonymous, 'get, list secrets'),
    },
    'a role binding in one namespace': {
      on: onEks,
      beside: [eks, bindingWith('open', [anonymous], { role: 'Role/open' }), roleWith('open', secrets)],
      message: open(anonymous, 'get, list secrets'),
    },
    'a path beyond health, version and discovery': {
      on: onEks,
      beside: [eks, ...grant(anonymous, urls('/healthz', '/metrics'))],
      message: open(anonymous, 'get /metrics'),
    },
    'a wildcard behind less than a whole path': {
      on: onEks,
      beside: [eks, ...grant(anonymous, urls('/health*'))],
      message: open(anonymous, 'get /health*'),
    },
    'every path': { on: onEks, beside: [eks, ...grant(anonymous, urls('*'))], message: open(anonymous, 'get *') },
    'cluster-admin': {
      on: onEks,
      beside: [eks, ...grant(anonymous, [everything], 'cluster-admin')],
      message: open(anonymous, '* *'),
    },
    "a widened role in Kubernetes' own binding": {
      on: onEks,
      beside: [eks, ...grant(unauthenticated, [...reviews, ...secrets], 'system:basic-user')],
      message: open(unauthenticated, 'get, list secrets'),
    },
    'asking what one may do by a binding of another name': {
      on: onEks,
      beside: [eks, ...grant(anonymous, reviews)],
      message: open(anonymous, 'create selfsubjectaccessreviews'),
    },
    'all who are authenticated on GKE are all accounts of Google': {
      on: onGke,
      beside: [limited, ...onGkeTo(authenticated)],
      message: open(authenticated, 'get, list secrets'),
    },
  },
  unknown: {
    ...endpoints.unknown,
    'a cluster that was not read': { on: onEks, beside: grant(anonymous), hidden: [eksCluster], reason: 'denied' },
    'an AKS cluster that was not read': {
      on: onAks,
      beside: onAksTo(anonymous),
      hidden: [aksCluster],
      reason: 'denied',
    },
    'a GKE cluster that was not read': {
      on: onGke,
      beside: onGkeTo(authenticated),
      hidden: [gkeCluster],
      reason: 'denied',
    },
    'a cluster that its cloud does not list': {
      on: onEks,
      beside: grant(anonymous),
      reason: 'outside',
      message: 'No watched cloud holds the cluster that this API belongs to.',
    },
    'an EKS answer without endpointPublicAccess': {
      on: onEks,
      beside: [bareEks, ...grant(anonymous)],
      reason: 'field-missing',
    },
    'bindings that were not read': { on: onEks, beside: [eks], hidden: [clusterRoleBinding], reason: 'denied' },
    'a role that was not read': {
      on: onEks,
      beside: [eks, ...grant(anonymous)],
      hidden: [clusterRole],
      reason: 'denied',
    },
    'files that do not name the cluster': {
      on: apiWith({}, clusters.files),
      beside: grant(authenticated, secrets, 'open', clusters.files),
      folder: 'shop',
      reason: 'outside',
    },
  },
});
