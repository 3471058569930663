import { gatekeeperConfig } from '#clouds/kubernetes/gatekeeper-config/resource';
import { gatekeeperConstraint } from '#clouds/kubernetes/gatekeeper-constraint/resource';
import { validatingWebhookConfiguration } from '#clouds/kubernetes/validating-webhook-configuration/resource';
import { aboutPods } from '../../../support/kubernetes/admission.ts';
import {
  constraintWith,
  gatekeeperConfigWith,
  gatekeeperHooks,
  withGatekeeper,
} from '../../../support/kubernetes/gatekeeper.ts';
import { namespaceWith } from '../../../support/kubernetes/objects.ts';
import { apiServing } from '../../../support/kubernetes/webhooks.ts';

const shop = namespaceWith('shop', { team: 'shop' });
const hooks = gatekeeperHooks();
const idle = 'Nothing refuses pods in shop. Gatekeeper is installed, and denies nothing there.';

type Spec = Parameters<typeof constraintWith>[0];
const beside = (...of: Parameters<typeof constraintWith>) => [shop, hooks, constraintWith(...of)];
const refused = (...of: Parameters<typeof constraintWith>) => ({
  on: withGatekeeper,
  beside: beside(...of),
  message: 'Pods are refused by the constraint strict of Gatekeeper.',
});
const letIn = (...of: Parameters<typeof constraintWith>) => ({
  on: withGatekeeper,
  beside: beside(...of),
  message: idle,
});
const matching = (match: NonNullable<Spec>['match']) => ({ match });
const scoped = (action: string, ...points: readonly string[]) => ({
  enforcementAction: 'scoped',
  scopedEnforcementActions: [{ action, enforcementPoints: points.map((name) => ({ name })) }],
});
const pods = [{ apiGroups: [''], kinds: ['Pod'] }];
const told = (...enforced: readonly boolean[]) => ({
  status: { byPod: enforced.map((one) => ({ operations: ['webhook'], enforced: one })) },
});
const saying = (more: object) => ({
  metadata: { uid: 'a', resourceVersion: '9', creationTimestamp: '2026-01-01T00:00:00Z', generation: 2 },
  status: { byPod: [{ operations: ['webhook'], enforced: true, ...more }] },
});
const called = { clientConfig: { url: 'https://gatekeeper.example.com' } };
const asked = (more: Parameters<typeof gatekeeperHooks>[0]) => ({
  on: withGatekeeper,
  beside: [shop, gatekeeperHooks(more), constraintWith()],
});
const configured = (...of: Parameters<typeof gatekeeperConfigWith>) => ({
  ...refused(),
  beside: [...beside(), gatekeeperConfigWith(...of)],
});

/** What constraints of Gatekeeper refuse, and where they only look so. */
export const gatekeeperCases = {
  pass: {
    'a constraint without a word denies': refused(),
    'a constraint that denies': refused({ enforcementAction: 'deny' }),
    'one that denies at the webhook': refused(scoped('deny', 'audit.gatekeeper.sh', 'validation.gatekeeper.sh')),
    'one that denies everywhere': refused(scoped('deny', '*')),
    'a constraint for everything': refused(matching({})),
    'one for all kinds of all groups': refused(matching({ kinds: [{ apiGroups: ['*'], kinds: ['*'] }] })),
    'one for kinds without a word': refused(matching({ kinds: [{}] })),
    'the second of two kinds': refused(matching({ kinds: [{ apiGroups: ['apps'], kinds: ['Deployment'] }, ...pods] })),
    'one for namespaces by a pattern': refused(matching({ kinds: pods, namespaces: ['other', 'sh*'] })),
    'one for namespaces by their labels': refused(matching({ namespaceSelector: { matchLabels: { team: 'shop' } } })),
    'one that leaves out other namespaces': refused(matching({ kinds: pods, excludedNamespaces: ['kube-*', 'sho'] })),
    'one for what is in namespaces': refused(matching({ kinds: pods, scope: 'Namespaced', source: 'Original' })),
    'an empty selector takes all': refused(matching({ kinds: pods, labelSelector: {} })),
    'a kind that Azure makes': refused({}, { kind: 'k8sazurev2noprivilege' }),
    'a kind that people made': refused({}, { kind: 'ourstandard' }),
    'a manifest says nothing of what is in force': refused({}, { metadata: {}, status: { byPod: [] } }),
    'a constraint as it stands was taken up': refused({}, saying({ observedGeneration: 2 })),
    'pods that only audit do not count': refused(
      {},
      { status: { byPod: [{ operations: ['audit'], enforced: false }, { enforced: true }] } },
    ),
    'the configuration leaves out other namespaces': configured(['kube-*']),
    'the configuration leaves it out of audits alone': configured(['shop'], ['audit', 'sync']),
    'a configuration by another name does not count': configured(['shop'], ['*'], { name: 'other' }),
    'a configuration somewhere else does not count': configured(['shop'], ['*'], { namespace: 'shop' }),
  },
  fail: {
    'Gatekeeper without templates': {
      on: apiServing(['templates.gatekeeper.sh']),
      beside: [shop, hooks],
      message: idle,
    },
    'Gatekeeper without constraints': { on: withGatekeeper, beside: [shop, hooks], message: idle },
    'a constraint that only reports': letIn({ enforcementAction: 'dryrun' }),
    'a constraint that only warns': letIn({ enforcementAction: 'warn' }),
    'an action that nobody knows': letIn({ enforcementAction: 'Deny' }),
    'an empty word is one that nobody knows': letIn({ enforcementAction: '' }),
    'one that warns at the webhook': letIn(scoped('warn', '*')),
    'one that denies in audits alone': letIn(scoped('deny', 'audit.gatekeeper.sh', 'gator.gatekeeper.sh')),
    'one that is scoped to nothing': letIn({ enforcementAction: 'scoped' }),
    'a constraint for other kinds': letIn(matching({ kinds: [{ apiGroups: [''], kinds: ['Service'] }] })),
    'a constraint for pods of another group': letIn(matching({ kinds: [{ apiGroups: ['apps'], kinds: ['Pod'] }] })),
    'a constraint for what makes pods lets bare ones in': letIn(
      matching({ kinds: [{ apiGroups: ['apps'], kinds: ['Deployment'] }] }),
    ),
    'one for what is cluster-wide': letIn(matching({ kinds: pods, scope: 'Cluster' })),
    'one for what would be generated': letIn(matching({ kinds: pods, source: 'Generated' })),
    'one for another namespace': letIn(matching({ kinds: pods, namespaces: ['shop-2'] })),
    'one that leaves the namespace out': letIn(matching({ kinds: pods, excludedNamespaces: ['sh*'] })),
    'one for other labels': letIn(matching({ namespaceSelector: { matchLabels: { team: 'other' } } })),
    'a kind of the library that asks for labels': letIn({}, { kind: 'k8srequiredlabels' }),
    'a kind of Azure about services': letIn({}, { kind: 'k8sazurev1serviceallowedports' }),
    'constraints that outlived their webhook': { on: withGatekeeper, beside: [shop, constraintWith()], message: idle },
    'a webhook that is not asked about pods': {
      ...asked({ rules: [aboutPods({ apiGroups: ['apps'], resources: ['deployments'] })] }),
      message: idle,
    },
    'a webhook that leaves the namespace out': {
      ...asked({ namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] } }),
      message: idle,
    },
    'the webhook that guards the label of exemptions': {
      ...asked({ name: 'check-ignore-label.gatekeeper.sh' }),
      message: idle,
    },
    'the configuration leaves the namespace out': { ...configured(['shop']), message: idle },
    'the configuration of a Gatekeeper that runs nobody knows where': {
      on: withGatekeeper,
      beside: [shop, gatekeeperHooks(called), constraintWith(), gatekeeperConfigWith(['shop'])],
      message: idle,
    },
    'the configuration leaves it out of the webhook': { ...configured(['s*'], ['webhook']), message: idle },
  },
  unknown: {
    'a constraint for some pods': {
      ...letIn(matching({ kinds: pods, labelSelector: { matchLabels: { app: 'a' } } })),
      reason: 'not-ready',
      message: 'The constraint strict is for some pods of the namespace, which are not told apart.',
    },
    'a constraint for pods by their names': {
      ...letIn(matching({ kinds: pods, name: 'web-*' })),
      reason: 'not-ready',
      message: undefined,
    },
    'a constraint that no pod of Gatekeeper has taken up': {
      ...letIn({}, told(false, false)),
      reason: 'in-transition',
      message: 'Gatekeeper says that the constraint strict is in force in none of its pods.',
    },
    'a constraint that was changed since it was taken up': {
      ...letIn({}, saying({ observedGeneration: 1 })),
      reason: 'in-transition',
      message: 'Gatekeeper says that the constraint strict is in force in none of its pods.',
    },
    'a constraint that was in force before it broke': {
      ...letIn({}, saying({ observedGeneration: 2, errors: [{ message: 'invalid match' }] })),
      reason: 'in-transition',
      message: undefined,
    },
    'a constraint of which nothing is said yet': { ...letIn({}, told()), reason: 'in-transition', message: undefined },
    'a constraint that some of its pods have taken up': {
      ...letIn({}, told(true, false)),
      reason: 'in-transition',
      message: 'Gatekeeper says that the constraint strict is in force in some of its pods.',
    },
    'a webhook with conditions': {
      ...asked({ matchConditions: [{ name: 'own', expression: 'true' }] }),
      reason: 'not-ready',
      message: 'The webhook of Gatekeeper is asked about some pods, which are not told apart.',
    },
    'a webhook for some pods': { ...asked({ objectSelector: { matchLabels: { app: 'a' } } }), reason: 'not-ready' },
    'webhooks of Gatekeeper that were not read': {
      ...asked({}),
      hidden: [validatingWebhookConfiguration],
      reason: 'denied',
    },
    'constraints that were not read': { ...asked({}), hidden: [gatekeeperConstraint], reason: 'denied' },
    'a configuration that was not read': { ...asked({}), hidden: [gatekeeperConfig], reason: 'denied' },
  },
} as const;
