import { ciliumNetworkPolicy } from '#clouds/kubernetes/cilium-network-policy/resource';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import { networkPolicy } from '#clouds/kubernetes/network-policy/resource';
import { pod } from '#clouds/kubernetes/pod/resource';
import rule from '#rules/kubernetes/network/k8s-namespace-no-network-policy';
import { apiWith, clusters, namespaceWith, object } from '../../../support/kubernetes/objects.ts';
import {
  applicationPolicyWith,
  calicoGlobalWith,
  calicoWith,
  ciliumClusterwideWith,
  ciliumWith,
  policyWith,
  tieredPolicies,
} from '../../../support/kubernetes/policies.ts';
import { podWith } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const shop = namespaceWith('shop');
const web = podWith('web', {}, { labels: { app: 'web' } });
const groups = [
  'networking.k8s.io',
  'networking.k8s.aws',
  'policy.networking.k8s.io',
  'cilium.io',
  'projectcalico.org',
].map((name) => ({ name, versions: ['v1'] }));
const api = apiWith();
const full = apiWith({ groups });
const denyAll = policyWith({ podSelector: {}, policyTypes: ['Ingress'] });
const selected = (policy: string) => `The policy ${policy} has an effect on the pod shop/web.`;
const none = 'No network policy selects a pod of the namespace, in which 1 pod runs.';
const fargateNote = ' Some of its pods run on Fargate, where the VPC CNI enforces none.';
const onFargate = podWith('web', {}, { labels: { 'eks.amazonaws.com/fargate-profile': 'default' } });

testRule(rule, {
  pass: {
    'a default deny selects every pod': { on: shop, beside: [api, web, denyAll], message: selected('shop/web') },
    'a policy that allows all selects a pod, and its quality is for others to judge': {
      on: shop,
      beside: [api, web, policyWith({ podSelector: {}, ingress: [{}] })],
      message: selected('shop/web'),
    },
    'a policy that selects one of two pods': {
      on: shop,
      beside: [
        api,
        podWith('api', {}, { labels: { app: 'api' } }),
        web,
        policyWith({ podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'] }),
      ],
      message: selected('shop/web'),
    },
    'a policy that was seen stands, whatever kinds were not read': {
      on: shop,
      beside: [full, web, denyAll],
      hidden: [ciliumNetworkPolicy],
      message: selected('shop/web'),
    },
    'a Cilium policy': {
      on: shop,
      beside: [full, web, ciliumWith({ spec: { endpointSelector: {}, ingress: [{}] } })],
      message: selected('shop/web'),
    },
    'a Cilium policy of the whole cluster': {
      on: shop,
      beside: [full, web, ciliumClusterwideWith({ endpointSelector: {}, egressDeny: [{}] })],
      message: selected('wide'),
    },
    'a Calico policy': {
      on: shop,
      beside: [full, web, calicoWith({ selector: 'all()' })],
      message: selected('shop/web'),
    },
    'a Calico policy of the whole cluster': {
      on: shop,
      beside: [full, web, calicoGlobalWith({ namespaceSelector: "projectcalico.org/name == 'shop'" })],
      message: selected('wide'),
    },
    'a denial of a cluster network policy': {
      on: shop,
      beside: [
        full,
        web,
        tieredPolicies.clusterNetworkPolicy({ subject: { namespaces: {} }, ingress: [{ action: 'Deny' }] }),
      ],
      message: selected('wide'),
    },
    'an application network policy of EKS': {
      on: shop,
      beside: [full, web, applicationPolicyWith({ podSelector: {}, policyTypes: ['Egress'] })],
      message: selected('shop/web'),
    },
    'policies are not enforced on Fargate, which is noted': {
      on: shop,
      beside: [api, onFargate, denyAll],
      message: `${selected('shop/web')}${fargateNote}`,
    },
  },
  fail: {
    'no policy at all': { on: shop, beside: [api, web], message: none },
    'two pods without a policy': {
      on: shop,
      beside: [api, web, podWith('api', {})],
      message: 'No network policy selects a pod of the namespace, in which 2 pods run.',
    },
    'a policy that selects other pods': {
      on: shop,
      beside: [api, web, policyWith({ podSelector: { matchLabels: { app: 'db' } } })],
      message: none,
    },
    'a policy of another namespace': {
      on: shop,
      beside: [api, web, policyWith({ podSelector: {} }, { namespace: 'other' })],
      message: none,
    },
    'a Cilium policy without an effect': {
      on: shop,
      beside: [full, web, ciliumWith({ spec: { endpointSelector: {}, ingress: [] } })],
      message: none,
    },
    'an admin network policy that only allows': {
      on: shop,
      beside: [
        full,
        web,
        tieredPolicies.adminNetworkPolicy({ subject: { namespaces: {} }, ingress: [{ action: 'Allow' }] }),
      ],
      message: none,
    },
    'a pod on Fargate, which is noted': {
      on: shop,
      beside: [api, onFargate],
      message: `${none}${fargateNote}`,
    },
    'one of two pods on Fargate, which is noted': {
      on: shop,
      beside: [api, onFargate, podWith('api', {})],
      message: `No network policy selects a pod of the namespace, in which 2 pods run.${fargateNote}`,
    },
    'kinds that the cluster does not serve are not asked for': {
      on: shop,
      beside: [api, web],
      hidden: [ciliumNetworkPolicy],
      message: none,
    },
    'a namespace of another provider is not exempt': {
      on: namespaceWith('gke-system'),
      beside: [api, podWith('web', {}, { namespace: 'gke-system' })],
      message: none,
    },
    'policy can exempt nothing': {
      on: namespaceWith('kube-system'),
      beside: [api, podWith('web', {}, { namespace: 'kube-system' })],
      params: { exemptNamespaces: [] },
      message: none,
    },
  },
  unknown: {
    'a namespace that is being deleted': {
      on: object(
        namespace,
        { group: 'core', plural: 'namespaces' },
        'shop',
        { status: { phase: 'Terminating' } },
        { namespace: null },
      ),
      beside: [full, web],
      reason: 'in-transition',
    },
    'a policy kind that exists and was not read': {
      on: shop,
      beside: [full, web],
      hidden: [ciliumNetworkPolicy],
      reason: 'denied',
      message: 'list ciliumnetworkpolicies.cilium.io was refused.',
    },
    'network policies that were not read': { on: shop, beside: [api, web], hidden: [networkPolicy], reason: 'denied' },
    'pods that were not read': { on: shop, beside: [api], hidden: [pod], reason: 'denied' },
    'an API that does not say which kinds exist': {
      on: shop,
      beside: [web],
      hidden: [kubernetesApi],
      reason: 'denied',
    },
    'a Calico selector that is not understood': {
      on: shop,
      beside: [full, web, calicoWith({ selector: 'what is this' })],
      reason: 'malformed',
      message: 'The selector of the Calico policy web is not understood: what is this.',
    },
    'files without a listing of policies': {
      on: namespaceWith('shop', {}, { cluster: clusters.files }),
      beside: [podWith('web', {}, { cluster: clusters.files })],
      folder: 'shop',
      reason: 'not-in-files',
    },
  },
  notApplicable: {
    'a namespace without pods': { on: shop, beside: [api], message: 'no pod runs in it on the pod network' },
    'a namespace whose pods have ended': {
      on: shop,
      beside: [api, podWith('web', {}, { phase: 'Succeeded' })],
      message: 'no pod runs in it on the pod network',
    },
    "a namespace whose pods are on the host's network": {
      on: shop,
      beside: [api, podWith('web', { hostNetwork: true })],
      message: 'no pod runs in it on the pod network',
    },
    'a namespace that is exempt by default': {
      on: namespaceWith('kube-system'),
      message: 'Policy exempts the namespace kube-system.',
    },
    'a namespace that policy exempts': {
      on: shop,
      params: { exemptNamespaces: ['shop'] },
      message: 'Policy exempts the namespace shop.',
    },
  },
});
