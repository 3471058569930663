import { apiWith, namespaceWith } from '../../../support/kubernetes/objects.ts';
import {
  calicoGlobalWith,
  ciliumClusterwideWith,
  ciliumWith,
  policyWith,
  tieredPolicies,
} from '../../../support/kubernetes/policies.ts';
import { podWith } from '../../../support/kubernetes/workloads.ts';

/** The namespace that is judged. */
export const shop = namespaceWith('shop');
/** Its pod. */
export const web = podWith('web', {}, { labels: { app: 'web' } });
const groups = ['networking.k8s.aws', 'policy.networking.k8s.io', 'cilium.io', 'projectcalico.org'];
/** A cluster that serves policies of every kind. */
export const full = apiWith({ groups: groups.map((name) => ({ name, versions: ['v1'] })) });

/** What a pass says. */
export const closed = (policy: string, way = 'ingress') => `The policy ${policy} closes every pod for ${way}.`;
/** What a fail says where the only pod is closed. */
export const all = 'No policy closes every pod for ingress: 1 of 1 running pod closed.';
/** What a fail says where it is not. */
export const none = 'No policy closes every pod for ingress: 0 of 1 running pod closed.';

/** The cases of policies of other kinds than Kubernetes' own. */
export const engines = {
  pass: {
    'a Cilium policy of the cluster, by the namespace': {
      on: shop,
      beside: [
        full,
        web,
        ciliumClusterwideWith({
          endpointSelector: {
            matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'NotIn', values: ['kube-system'] }],
          },
          ingress: [{}],
        }),
      ],
      message: closed('wide'),
    },
    'a Calico policy of the cluster, by the namespace': {
      on: shop,
      beside: [
        full,
        web,
        calicoGlobalWith({ selector: 'projectcalico.org/namespace not in {"kube-system"}', types: ['Ingress'] }),
      ],
      message: closed('wide'),
    },
    'a baseline that denies all namespaces': {
      on: shop,
      beside: [
        full,
        web,
        tieredPolicies.baselineAdminNetworkPolicy({
          subject: { namespaces: {} },
          ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }],
        }),
      ],
      message: closed('wide'),
    },
    'a baseline that denies all namespaces and networks': {
      on: shop,
      params: { requireEgress: true },
      beside: [
        full,
        web,
        policyWith({ podSelector: {} }),
        tieredPolicies.clusterNetworkPolicy({
          tier: 'Baseline',
          subject: { pods: { namespaceSelector: {}, podSelector: {} } },
          egress: [
            { action: 'Accept', to: [{ networks: ['10.0.0.0/8'] }] },
            { action: 'Deny', to: [{ namespaces: {} }, { networks: ['0.0.0.0/0'] }] },
          ],
        }),
      ],
      message: `${closed('shop/web')} ${closed('wide', 'egress')}`,
    },
  },
  fail: {
    'a Calico policy that passes everybody on': {
      on: shop,
      beside: [full, web, calicoGlobalWith({ selector: 'all()', ingress: [{ action: 'Pass' }] })],
      message: none,
    },
    'a Cilium policy of the cluster that lets in all of IPv4': {
      on: shop,
      beside: [full, web, ciliumClusterwideWith({ endpointSelector: {}, ingress: [{ fromEntities: ['world-ipv4'] }] })],
      message: none,
    },
    'a Cilium policy by a label of pods': {
      on: shop,
      beside: [full, web, ciliumWith({ spec: { endpointSelector: { matchLabels: { app: 'web' } }, ingress: [{}] } })],
      message: all,
      grade: 'low',
    },
    'a Calico policy by a label that pods do not have': {
      on: shop,
      beside: [full, web, calicoGlobalWith({ selector: '!has(public)', types: ['Ingress'] })],
      message: all,
      grade: 'low',
    },
    'a denial of some namespaces only': {
      on: shop,
      beside: [
        full,
        web,
        tieredPolicies.clusterNetworkPolicy({
          subject: { namespaces: {} },
          ingress: [{ action: 'Deny', from: [{ namespaces: { matchLabels: { tier: 'dev' } } }] }],
        }),
      ],
      message: none,
    },
  },
} as const;
