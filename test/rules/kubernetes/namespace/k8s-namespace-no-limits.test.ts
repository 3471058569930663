import { limitRange } from '#clouds/kubernetes/limit-range/resource';
import { pod } from '#clouds/kubernetes/pod/resource';
import { resourceQuota } from '#clouds/kubernetes/resource-quota/resource';
import rule from '#rules/kubernetes/namespace/k8s-namespace-no-limits';
import { clusters, limitRangeWith, namespaceWith, object, type Place } from '../../../support/kubernetes/objects.ts';
import { podWith } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const on = namespaceWith('shop');
const web = podWith('web', {});
const quotaWith = (name: string, hard: Readonly<Record<string, string>>, place: Place = {}) =>
  object(resourceQuota, { group: 'core', plural: 'resourcequotas' }, name, { spec: { hard } }, place);
const quota = quotaWith('team', { 'requests.cpu': '4' });
const range = limitRangeWith({ default: { cpu: '1' } });
const message = 'The namespace has 1 pod, and neither a resource quota nor a limit range.';
const byQuota = 'Its pods are bounded by the resource quota team.';
const byRange = 'Its pods are bounded by the limit range limits.';

testRule(rule, {
  pass: {
    'a resource quota': { on, beside: [web, quota], message: byQuota },
    'a limit range': { on, beside: [web, range], message: byRange },
    'what was seen stands though the rest could not be read': {
      on,
      beside: [web, range],
      hidden: [resourceQuota, pod],
      message: byRange,
    },
    "GKE's own quota beside another": {
      on,
      beside: [web, quotaWith('gke-resource-quotas', { pods: '1500' }), quota],
      message: byQuota,
    },
  },
  fail: {
    'pods and neither of both': { on, beside: [web], message },
    'several pods': {
      on,
      beside: [web, podWith('api', {})],
      message: 'The namespace has 2 pods, and neither a resource quota nor a limit range.',
    },
    'both of another namespace': {
      on,
      beside: [
        web,
        quotaWith('team', { cpu: '4' }, { namespace: 'other' }),
        limitRangeWith({ default: { cpu: '1' } }, { namespace: 'other' }),
      ],
      message,
    },
    'an empty quota and an empty range': {
      on,
      beside: [
        web,
        quotaWith('team', {}),
        object(limitRange, { group: 'core', plural: 'limitranges' }, 'limits', { spec: { limits: [] } }),
      ],
      message,
    },
    "GKE's own quota counts as none": {
      on,
      beside: [web, quotaWith('gke-resource-quotas', { pods: '1500' })],
      message,
    },
    'other namespaces are exempt': { on, beside: [web], params: { exemptNamespaces: ['kube-system'] }, message },
  },
  unknown: {
    'quotas could not be read': { on, beside: [web], hidden: [resourceQuota], reason: 'denied' },
    'limit ranges could not be read': { on, beside: [web], hidden: [limitRange], reason: 'denied' },
    'pods could not be read': { on, hidden: [pod], reason: 'denied' },
    'files do not hold all of a cluster': {
      on: namespaceWith('shop', {}, { cluster: clusters.files }),
      folder: 'shop',
      reason: 'not-in-files',
    },
  },
  notApplicable: {
    'no pod': { on, message: 'no pod is in it' },
    'pods that have ended': { on, beside: [podWith('web', {}, { phase: 'Succeeded' })], message: 'no pod is in it' },
    'a namespace that is exempt by default': {
      on: namespaceWith('kube-system'),
      message: 'Policy exempts the namespace kube-system.',
    },
  },
});
