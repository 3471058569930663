import { kyvernoClusterPolicy } from '#clouds/kubernetes/kyverno-cluster-policy/resource';
import { kyvernoPolicy } from '#clouds/kubernetes/kyverno-policy/resource';
import { validatingWebhookConfiguration } from '#clouds/kubernetes/validating-webhook-configuration/resource';
import { aboutPods } from '../../../support/kubernetes/admission.ts';
import { namespaceWith } from '../../../support/kubernetes/objects.ts';
import {
  apiServing,
  celPolicyWith,
  kyvernoHooks,
  kyvernoIn,
  kyvernoWith,
  podRule,
} from '../../../support/kubernetes/webhooks.ts';

const withKyverno = apiServing(['kyverno.io', 'policies.kyverno.io']);
const shop = namespaceWith('shop', { team: 'shop' });
const hooks = kyvernoHooks();
const idle = 'Nothing refuses pods in shop. Kyverno is installed, and denies nothing there.';
const kyverno = (...rules: readonly Parameters<typeof podRule>[0][]) => ({
  on: withKyverno,
  beside: [shop, hooks, kyvernoWith(rules.map(podRule))],
});
const refusing = (...rules: readonly Parameters<typeof podRule>[0][]) => ({ ...kyverno(...rules), ...by('no-root') });
const by = (name: string) => ({ message: `Pods are refused by the policy ${name} of Kyverno.` });
const of = (resources: object) => ({ any: [{ resources }] });

/** What policies of Kyverno refuse, and where they only look so. */
export const kyvernoCases = {
  pass: {
    'an older policy of Kyverno that enforces': {
      on: withKyverno,
      beside: [shop, hooks, kyvernoWith([podRule({ validate: {} })], { validationFailureAction: 'enforce' })],
      ...by('no-root'),
    },
    'a rule of Kyverno that enforces': refusing({}),
    'a rule for all kinds': refusing({ match: of({ kinds: ['*/*'] }) }),
    'a rule for all kinds of all groups': refusing({ match: of({ kinds: ['*/*/*'] }) }),
    'a rule for pods of a version': refusing({ match: { resources: { kinds: ['v1/Pod'] } } }),
    'a rule for namespaces by a pattern': refusing({ match: of({ kinds: ['Pod'], namespaces: ['sh?p', 'other'] }) }),
    'a rule for namespaces by their labels': refusing({
      match: of({ kinds: ['Pod'], namespaceSelector: { matchLabels: { team: 'shop' } } }),
    }),
    'filters that all hold': refusing({
      match: { all: [{ resources: { kinds: ['Pod'] } }, { resources: { namespaces: ['shop'] } }] },
    }),
    'a rule that leaves out other namespaces': refusing({ exclude: of({ namespaces: ['kube-*'] }) }),
    'a policy of the namespace': {
      on: withKyverno,
      beside: [shop, hooks, kyvernoIn('shop', [podRule()])],
      ...by('shop/own'),
    },
    'a policy in the way of the API server': { on: withKyverno, beside: [shop, hooks, celPolicyWith()], ...by('cel') },
    'such a policy denies without a word': {
      on: withKyverno,
      beside: [shop, hooks, celPolicyWith({ validationActions: [] })],
      ...by('cel'),
    },
  },
  fail: {
    'Kyverno without a policy': { on: withKyverno, beside: [shop, hooks], message: idle },
    'Kyverno that is not asked about pods': {
      on: withKyverno,
      beside: [shop, kyvernoHooks({ rules: [aboutPods({ resources: ['services'] })] }), kyvernoWith([podRule()])],
      message: idle,
    },
    'Kyverno that is not asked about the namespace': {
      on: withKyverno,
      beside: [shop, kyvernoHooks({ namespaceSelector: { matchLabels: { team: 'x' } } }), kyvernoWith([podRule()])],
      message: idle,
    },
    'policies of Kyverno that left its webhooks behind': {
      on: withKyverno,
      beside: [shop, kyvernoWith([podRule()]), celPolicyWith()],
      message: idle,
    },
    'a rule that only reports': { ...kyverno({ validate: { failureAction: 'Audit' } }), message: idle },
    'a rule without a word reports': { ...kyverno({ validate: {} }), message: idle },
    'a rule that changes objects': { ...kyverno({ validate: undefined }), message: idle },
    'a rule about other objects': { ...kyverno({ match: of({ kinds: ['Service', 'Pod/exec'] }) }), message: idle },
    'a rule about all kinds of another group': {
      ...kyverno({ match: of({ kinds: ['apps/v1/*', 'Pod/*'] }) }),
      message: idle,
    },
    'a rule about what is taken away': {
      ...kyverno({ match: of({ kinds: ['Pod'], operations: ['DELETE'] }) }),
      message: idle,
    },
    'a rule for another namespace': { ...kyverno({ match: of({ kinds: ['Pod'], namespaces: ['s'] }) }), message: idle },
    'a rule that leaves the namespace out': { ...kyverno({ exclude: of({ namespaces: ['shop'] }) }), message: idle },
    'a policy that looks at what is there already': {
      on: withKyverno,
      beside: [shop, hooks, kyvernoWith([podRule()], { admission: false })],
      message: idle,
    },
    'a policy of another namespace': {
      on: withKyverno,
      beside: [shop, hooks, kyvernoIn('other', [podRule()])],
      message: idle,
    },
    'a policy in the way of the API server that only audits': {
      on: withKyverno,
      beside: [shop, hooks, celPolicyWith({ validationActions: ['Audit'] })],
      message: idle,
    },
    'one for other documents': {
      on: withKyverno,
      beside: [shop, hooks, celPolicyWith({ evaluation: { mode: 'JSON' } })],
      message: idle,
    },
    'one that is not asked as objects are made': {
      on: withKyverno,
      beside: [shop, hooks, celPolicyWith({ evaluation: { admission: { enabled: false } } })],
      message: idle,
    },
  },
  unknown: {
    'a rule for some pods': {
      ...kyverno({ match: of({ kinds: ['Pod'], selector: { matchLabels: { app: 'a' } } }) }),
      reason: 'not-ready',
    },
    'a rule for some people': {
      ...kyverno({ match: { any: [{ resources: { kinds: ['Pod'] }, subjects: [{ kind: 'User', name: 'jo' }] }] } }),
      reason: 'not-ready',
    },
    'a rule that leaves some pods out': { ...kyverno({ exclude: of({ names: ['a'] }) }), reason: 'not-ready' },
    'labels by a pattern': {
      ...kyverno({ match: of({ kinds: ['Pod'], namespaceSelector: { matchLabels: { team: 's*' } } }) }),
      reason: 'not-ready',
    },
    'namespaces with actions of their own': {
      ...kyverno({ validate: { failureAction: 'Audit', failureActionOverrides: [{ action: 'Enforce' }] } }),
      reason: 'not-ready',
    },
    'a policy in the way of the API server for some pods': {
      on: withKyverno,
      beside: [
        shop,
        hooks,
        celPolicyWith({
          matchConstraints: { resourceRules: [aboutPods()], objectSelector: { matchLabels: { app: 'a' } } },
        }),
      ],
      reason: 'not-ready',
    },
    'webhooks that were not read': {
      on: withKyverno,
      beside: [shop],
      hidden: [validatingWebhookConfiguration],
      reason: 'denied',
    },
    'policies of Kyverno that were not read': {
      on: withKyverno,
      beside: [shop, hooks],
      hidden: [kyvernoClusterPolicy, kyvernoPolicy],
      reason: 'denied',
    },
  },
} as const;
