import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { ciliumNetworkPolicy } from '#clouds/kubernetes/cilium-network-policy/resource';
import { networkPolicy } from '#clouds/kubernetes/network-policy/resource';
import { pod } from '#clouds/kubernetes/pod/resource';
import rule from '#rules/kubernetes/network/k8s-no-default-deny';
import { apiWith, clusters, namespaceWith } from '../../../support/kubernetes/objects.ts';
import { calicoGlobalWith, policyWith } from '../../../support/kubernetes/policies.ts';
import { podWith } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';
import { all, closed, engines, full, none, shop, web } from './k8s-no-default-deny.engines.ts';

const db = podWith('db', {}, { labels: { app: 'db' } });
const api = apiWith();

const ofWeb = { podSelector: { matchLabels: { app: 'web' } } };
const narrow = policyWith({ ...ofWeb, policyTypes: ['Ingress'] });
const half = 'No policy closes every pod for ingress: 1 of 2 running pods closed.';
const noWayOut = 'No policy closes every pod for egress: 0 of 1 running pod closed.';
const notKnown = 'what its pods have to reach is not known';
const dns = { ports: [{ port: 53, protocol: 'UDP' }] };

testRule(rule, {
  pass: {
    'an empty selector closes every pod': {
      on: shop,
      beside: [api, web, policyWith({ podSelector: {}, policyTypes: ['Ingress'] })],
      message: closed('shop/web'),
    },
    'its other rules do not matter: the namespace itself, and one port of anybody': {
      on: shop,
      beside: [
        api,
        web,
        policyWith({ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }, { ports: [{ port: 8080 }] }] }),
      ],
      message: closed('shop/web'),
    },
    'egress is not asked for by default': {
      on: shop,
      beside: [api, web, policyWith({ podSelector: {}, policyTypes: ['Ingress'] })],
      message: closed('shop/web'),
    },
    'both ways where policy asks for both, with names still resolved': {
      on: shop,
      params: { requireEgress: true },
      beside: [api, web, policyWith({ podSelector: {}, policyTypes: ['Ingress', 'Egress'], egress: [dns] })],
      message: `${closed('shop/web')} ${closed('shop/web', 'egress')}`,
    },
    ...engines.pass,
    'a policy that was seen stands, whatever kinds were not read': {
      on: shop,
      beside: [full, web, policyWith({ podSelector: {} })],
      hidden: [ciliumNetworkPolicy],
      message: closed('shop/web'),
    },
  },
  fail: {
    'some pods are closed, and others are not': { on: shop, beside: [api, web, db, narrow], message: half },
    'every pod of today is closed, and a new one would not be': {
      on: shop,
      beside: [api, web, narrow],
      message: all,
      grade: 'low',
    },
    'an empty selector with a rule that allows everybody everything': {
      on: shop,
      beside: [api, web, policyWith({ podSelector: {}, ingress: [{}] })],
      message: none,
    },
    'an empty selector with a rule for every address': {
      on: shop,
      beside: [api, web, policyWith({ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] })],
      message: none,
    },
    'an empty selector with a rule for every port of a protocol': {
      on: shop,
      beside: [api, web, policyWith({ podSelector: {}, ingress: [{ ports: [{ protocol: 'TCP' }] }] })],
      message: none,
    },
    'an empty selector with rules for every address in quarters': {
      on: shop,
      beside: [
        api,
        web,
        policyWith({
          podSelector: {},
          ingress: [{ from: ['0', '64', '128', '192'].map((it) => ({ ipBlock: { cidr: `${it}.0.0.0/2` } })) }],
        }),
      ],
      message: none,
    },
    'only the way out is closed': {
      on: shop,
      beside: [api, web, policyWith({ podSelector: {}, policyTypes: ['Egress'] })],
      message: none,
    },
    'only the way out is open, and policy asks for it': {
      on: shop,
      params: { requireEgress: true },
      beside: [api, web, policyWith({ podSelector: {}, policyTypes: ['Ingress'] })],
      message: noWayOut,
      grade: 'low',
      cannot: notKnown,
    },
    'both ways are open, and policy asks for both': {
      on: shop,
      params: { requireEgress: true },
      beside: [api, web, policyWith({ podSelector: {}, ingress: [{}] })],
      message: `${none} ${noWayOut}`,
      cannot: notKnown,
    },
    'a selector that only a pod without labels meets takes no pod that is yet to come': {
      on: shop,
      beside: [
        api,
        podWith('bare', {}),
        policyWith({ podSelector: { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] } }),
      ],
      message: all,
      grade: 'low',
    },
    ...engines.fail,
    'policy can exempt nothing': {
      on: namespaceWith('kube-system'),
      beside: [
        api,
        podWith('web', {}, { namespace: 'kube-system' }),
        policyWith({ podSelector: {}, ingress: [{}] }, { namespace: 'kube-system' }),
      ],
      params: { exemptNamespaces: [] },
      message: none,
    },
  },
  unknown: {
    'a policy kind that exists and was not read': {
      on: shop,
      beside: [full, web, narrow],
      hidden: [ciliumNetworkPolicy],
      reason: 'denied',
      message: 'list ciliumnetworkpolicies.cilium.io was refused.',
    },
    'network policies that were not read': { on: shop, beside: [api, web], hidden: [networkPolicy], reason: 'denied' },
    'pods that were not read': { on: shop, beside: [api], hidden: [pod], reason: 'denied' },
    'an API that does not say which kinds exist': {
      on: shop,
      beside: [web, narrow],
      hidden: [kubernetesApi],
      reason: 'denied',
    },
    'a Calico selector that is not understood': {
      on: shop,
      beside: [full, web, narrow, calicoGlobalWith({ selector: 'what is this' })],
      reason: 'malformed',
    },
    'files without a listing of policies': {
      on: namespaceWith('shop', {}, { cluster: clusters.files }),
      beside: [
        podWith('web', {}, { cluster: clusters.files, labels: { app: 'web' } }),
        policyWith(ofWeb, { cluster: clusters.files }),
      ],
      folder: 'shop',
      reason: 'not-in-files',
    },
  },
  notApplicable: {
    'a namespace without pods': { on: shop, beside: [api], message: 'no pod runs in it on the pod network' },
    'a namespace of which no pod is taken: another rule says so': {
      on: shop,
      beside: [api, web],
      message: 'no policy takes any of its pods',
    },
    'a namespace that is exempt by default': {
      on: namespaceWith('kube-system'),
      message: 'Policy exempts the namespace kube-system.',
    },
  },
});
