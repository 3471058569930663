import { cronJob } from '#clouds/kubernetes/cron-job/resource';
import { deployment } from '#clouds/kubernetes/deployment/resource';
import { pod } from '#clouds/kubernetes/pod/resource';
import type { NetworkPolicy } from '#clouds/kubernetes/network-policy/resource';
import rule from '#rules/kubernetes/network/k8s-network-policy-dangling';
import { clusters, object } from '../../../support/kubernetes/objects.ts';
import { applicationPolicyWith, policyWith } from '../../../support/kubernetes/policies.ts';
import { podWith } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

type Spec = NonNullable<NetworkPolicy['spec']>;

const of = (app: string): Spec => ({ podSelector: { matchLabels: { app } } });
const made = (spec: Spec, created = '2026-11-01T00:00:00Z') => {
  const it = policyWith(spec);
  return { ...it, config: { ...it.config, metadata: { ...it.config.metadata, creationTimestamp: created } } };
};
const web = podWith('web', {}, { labels: { app: 'web' } });
const labels = { app: 'web' };
const template = { metadata: { labels }, spec: { containers: [] } };
const asleep = object(deployment, { group: 'apps', plural: 'deployments' }, 'web', {
  spec: { replicas: 0, selector: { matchLabels: labels }, template },
});
const nightly = object(cronJob, { group: 'batch', plural: 'cronjobs' }, 'nightly', {
  spec: { schedule: '@daily', jobTemplate: { spec: { template } } },
});
const at = '2026-11-02T00:00:00.000Z';
const takesNone = 'The policy selects no pod of its namespace, and none that a controller there makes.';
const takesWeb = 'It selects pods of shop/web.';

testRule(rule, {
  pass: {
    'a pod has the labels': { on: made(of('web')), at, beside: [web], message: takesWeb },
    'an owner that is scaled to zero counts': { on: made(of('web')), at, beside: [asleep], message: takesWeb },
    'a cron job counts': { on: made(of('web')), at, beside: [nightly], message: 'It selects pods of shop/nightly.' },
    'an empty selector selects every pod there is and will be': {
      on: made({ podSelector: {} }),
      at,
      message: 'It selects every pod of its namespace.',
    },
    'a missing selector is an empty one': { on: made({}), at, message: 'It selects every pod of its namespace.' },
    'peers that match nothing are not judged': {
      on: made({ ...of('web'), ingress: [{ from: [{ podSelector: { matchLabels: { app: 'none' } } }] }] }),
      at,
      beside: [web],
      message: takesWeb,
    },
    'a policy that is not a day old is given time': {
      on: made(of('db'), '2026-11-01T00:00:01Z'),
      at,
      beside: [web],
    },
    'policy gives more time': { on: made(of('db')), at, beside: [web], params: { graceHours: 25 } },
  },
  fail: {
    'no pod has the labels': { on: made(of('db')), at, beside: [web], message: takesNone },
    'policy gives no time': {
      on: made(of('db'), '2026-11-01T23:59:59Z'),
      at,
      beside: [web],
      params: { graceHours: 0 },
      message: takesNone,
    },
    'the labels of the controller itself do not count': {
      on: made(of('web')),
      at,
      beside: [
        object(deployment, { group: 'apps', plural: 'deployments' }, 'web', {
          metadata: { labels },
          spec: { selector: { matchLabels: {} }, template: { metadata: { labels: { app: 'api' } } } },
        }),
      ],
      message: takesNone,
    },
    'pods of other namespaces do not count': {
      on: made(of('db')),
      at,
      beside: [web, podWith('db', {}, { labels: { app: 'db' }, namespace: 'other' })],
      message: takesNone,
    },
    'an application network policy of EKS': {
      on: {
        ...applicationPolicyWith(of('db')),
        config: {
          metadata: { name: 'web', namespace: 'shop', creationTimestamp: '2026-10-01T00:00:00Z' },
          spec: of('db'),
        },
      },
      at,
      beside: [web],
      message: takesNone,
    },
  },
  unknown: {
    'pods that were not read': { on: made(of('db')), at, beside: [asleep], hidden: [pod], reason: 'denied' },
    'pods that were not read, where nothing else runs': { on: made(of('db')), at, hidden: [pod], reason: 'denied' },
    'a controller of a kind that was not read': {
      on: made(of('db')),
      at,
      beside: [web],
      hidden: [cronJob],
      reason: 'denied',
    },
    'a policy that does not say when it was made': {
      on: policyWith(of('db')),
      at,
      beside: [web],
      reason: 'field-missing',
    },
    'files without a listing of pods': {
      on: policyWith(of('db'), { cluster: clusters.files }),
      at,
      folder: 'shop',
      reason: 'not-in-files',
    },
  },
  notApplicable: {
    'a namespace without workloads': { on: made(of('db')), at, message: 'its namespace holds no workloads' },
  },
});
