import { deployment } from '#clouds/kubernetes/deployment/resource';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import rule from '#rules/kubernetes/namespace/k8s-namespace-boundaries';
import { apiWith, namespaceWith } from '../../../support/kubernetes/objects.ts';
import {
  cronJobWith,
  deploymentWith,
  podWith,
  replicaSetWith,
  statefulSetWith,
  type Spec,
} from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const on = apiWith();
const spec: Spec = { containers: [{ name: 'web' }] };
const shop = namespaceWith('shop', { owner: 'shop' });
const bank = namespaceWith('bank');
const system = namespaceWith('kube-system');
const both = [deploymentWith(spec), statefulSetWith(spec)];
const few = 'it runs fewer than two workloads';
const shared = 'All of its 2 workloads share the namespace shop.';
const params = { requiredLabels: ['owner'] };

testRule(rule, {
  pass: {
    'two namespaces': { on, beside: [shop, bank, deploymentWith(spec), deploymentWith(spec, { namespace: 'bank' })] },
    'each has the labels that policy asks for': {
      on,
      beside: [shop, namespaceWith('bank', { owner: '' }), ...both, deploymentWith(spec, { namespace: 'bank' })],
      params,
    },
  },
  fail: {
    'two workloads in one': { on, beside: [shop, bank, ...both], message: shared },
    'a namespace of the system counts for nothing': {
      on,
      beside: [shop, system, ...both, deploymentWith(spec, { namespace: 'kube-system' })],
      message: shared,
    },
    'policy exempts the other one': {
      on,
      beside: [shop, bank, ...both, deploymentWith(spec, { namespace: 'bank' })],
      params: { exemptNamespaces: ['bank'] },
      message: shared,
    },
    'what a controller made counts once': {
      on,
      beside: [
        shop,
        deploymentWith(spec),
        replicaSetWith(spec, { owner: 'Deployment/web' }),
        podWith('a', spec, { owner: 'ReplicaSet/web-1' }),
        cronJobWith(spec),
      ],
      message: shared,
    },
    'a label that is missing': {
      on,
      beside: [shop, bank, ...both, deploymentWith(spec, { namespace: 'bank' })],
      params: { requiredLabels: ['owner', 'team'] },
      message: 'Namespaces lack labels that policy asks for: bank (owner, team), shop (team).',
    },
    'a label that is missing where there is one workload': {
      on,
      beside: [bank, deploymentWith(spec, { namespace: 'bank' })],
      params,
      message: 'Namespaces lack labels that policy asks for: bank (owner).',
    },
  },
  unknown: {
    'namespaces that were not read': { on, beside: both, hidden: [namespace], reason: 'denied' },
    'workloads that were not read': { on, beside: [shop, bank, ...both], hidden: [deployment], reason: 'denied' },
  },
  notApplicable: {
    'one workload': { on, beside: [shop, deploymentWith(spec)], message: few },
    'none but those of the system': {
      on,
      beside: [shop, system, deploymentWith(spec, { namespace: 'kube-system' })],
      message: few,
    },
    'an empty namespace lacks nothing': { on, beside: [bank], params, message: few },
    'all in the default namespace': {
      on,
      beside: [
        namespaceWith('default'),
        deploymentWith(spec, { namespace: 'default' }),
        statefulSetWith(spec, { namespace: 'default' }),
      ],
      message: 'k8s-default-namespace-used judges what is in the default namespace',
    },
  },
});
