import { namespace } from '#clouds/kubernetes/namespace/resource';
import rule from '#rules/kubernetes/admission/k8s-webhook-fail-open';
import { aboutPods } from '../../../support/kubernetes/admission.ts';
import { clusters, namespaceWith } from '../../../support/kubernetes/objects.ts';
import { changingWith, judgingWith, webhookWith } from '../../../support/kubernetes/webhooks.ts';
import { testRule } from '../../../support/test-rule.ts';

const engine = 'gatekeeper-validating-webhook-configuration';
const name = 'validation.gatekeeper.sh';
const hook = (more: Parameters<typeof webhookWith>[1] = {}) => judgingWith(engine, [webhookWith(name, more)]);
const to = (url: string, cluster?: string) =>
  changingWith('mesh', [webhookWith('mesh.io', { clientConfig: { url } })], { cluster });
const shop = namespaceWith('shop', { team: 'shop' });
const system = namespaceWith('kube-system');
const home = namespaceWith('engine', { ignore: 'yes' });
const unlessIgnored = { matchExpressions: [{ key: 'ignore', operator: 'DoesNotExist' }] };
/** What the engine and the system run in is left out. */
const apart = [shop, namespaceWith('kube-system', { ignore: 'yes' }), home];
const open = (more: Parameters<typeof webhookWith>[1] = {}) =>
  hook({ failurePolicy: 'Ignore', namespaceSelector: unlessIgnored, ...more });
const person = 'where it leads and which namespaces it leaves out is for a person to say';
const lockedOut = (name: string) => `it judges ${name}, too, which nothing could start again while its engine is down`;
const leaves = (out: string) => `The webhook ${name} leaves out ${out}.`;
const sends = (host: string) => ({
  message: `The webhook mesh.io sends objects to ${host}, outside of the cluster.`,
  key: 'mesh.io',
  grade: 'medium' as const,
  cannot: person,
});
const lets = `The webhook ${name} lets everything in while its engine does not answer.`;

testRule(rule, {
  pass: {
    'an engine that fails closed for all': { on: hook(), beside: [shop, system] },
    'a missing policy is Fail': { on: hook({ failurePolicy: undefined }), beside: [shop] },
    'the system, and where the engine runs, may be left out': {
      on: hook({ namespaceSelector: { matchLabels: { team: 'shop' } } }),
      beside: [shop, system, home],
    },
    'the webhook of Kyverno for what may fail open': {
      on: judgingWith('kyverno-resource-validating-webhook-cfg', [
        webhookWith('validate.kyverno.svc-ignore', { failurePolicy: 'Ignore' }),
      ]),
      beside: [shop],
    },
    'a webhook of no engine may fail open': {
      on: judgingWith('cert-manager', [webhookWith('webhook.cert-manager.io', { failurePolicy: 'Ignore' })]),
    },
    'an engine that is not asked about pods': {
      on: hook({ failurePolicy: 'Ignore', rules: [aboutPods({ resources: ['configmaps'] })] }),
    },
    'what changes objects is no judge': {
      on: changingWith('gatekeeper-mutating', [webhookWith('mutation.gatekeeper.sh', { failurePolicy: 'Ignore' })]),
    },
    'no webhooks': { on: judgingWith('empty', []) },
    'conditions that speak of no namespace': {
      on: hook({ matchConditions: [{ name: 'a', expression: "request.userInfo.username != 'x'" }] }),
      beside: [shop],
    },
    'the control plane of EKS': { on: to('https://127.0.0.1:23443/mutate') },
    'the API of a cluster of EKS': { on: to('https://ABC.gr7.eu-west-1.eks.amazonaws.com/x') },
    'the API of a cluster of AKS': { on: to('https://shop.hcp.westeurope.azmk8s.io/x', clusters.aks) },
    'an API of Google': { on: to('https://container.googleapis.com/x', clusters.gke) },
    'an address that policy allows': {
      on: to('https://guard.example.com/x'),
      params: { allowedUrls: ['https://guard.example.com/x'] },
    },
  },
  fail: {
    'an engine that fails open': { on: open(), beside: apart, message: lets, key: name },
    'an engine outside of the cluster that policy allows': {
      on: open({ clientConfig: { url: 'https://guard.example.com/x' } }),
      beside: [shop, namespaceWith('kube-system', { ignore: 'yes' })],
      params: { allowedUrls: ['https://guard.example.com/x'] },
      message: lets,
      key: name,
    },
    'an engine that judges itself': {
      on: open(),
      beside: [shop, namespaceWith('kube-system', { ignore: 'yes' }), namespaceWith('engine')],
      message: lets,
      key: name,
      cannot: lockedOut('engine'),
    },
    'an engine whose namespace is not seen': {
      on: open(),
      beside: [shop, namespaceWith('kube-system', { ignore: 'yes' })],
      message: lets,
      key: name,
      cannot: lockedOut('engine'),
    },
    'an engine that judges the system': {
      on: open(),
      beside: [shop, system, home],
      message: lets,
      key: name,
      cannot: lockedOut('kube-system'),
    },
    'an engine that fails open and leaves a namespace out': {
      on: open(),
      beside: [...apart, namespaceWith('dark', { ignore: '' })],
      message: lets,
      key: name,
      cannot: 'it leaves out dark, too: narrow its selector first',
    },
    'an engine that fails open, with conditions': {
      on: open({ matchConditions: [{ name: 'a', expression: "request.namespace != 'x'" }] }),
      beside: apart,
      message: lets,
      key: name,
      cannot: 'its conditions are not evaluated: look at them first',
    },
    'an engine that fails open, where namespaces could not be read': {
      on: open(),
      hidden: [namespace],
      message: lets,
      key: name,
      cannot: 'list namespaces was refused.',
    },
    'an engine by the name of its configuration': {
      on: judgingWith('azure-policy-validating-webhook-configuration', [
        webhookWith('own', { failurePolicy: 'Ignore', namespaceSelector: unlessIgnored }),
      ]),
      beside: apart,
      message: 'The webhook own lets everything in while its engine does not answer.',
      key: 'own',
    },
    'an engine that AKS keeps': {
      on: judgingWith(
        'azure-policy-validating-webhook-configuration',
        [webhookWith('own', { failurePolicy: 'Ignore' })],
        { cluster: clusters.aks },
      ),
      message: 'The webhook own lets everything in while its engine does not answer.',
      key: 'own',
      cannot: 'AKS keeps it as it is: it would take the change back',
    },
    'an engine that policy names': {
      on: judgingWith('house', [
        webhookWith('judge.house', { failurePolicy: 'Ignore', namespaceSelector: unlessIgnored }),
      ]),
      beside: apart,
      params: { securityWebhooks: ['judge.*'] },
      message: 'The webhook judge.house lets everything in while its engine does not answer.',
      key: 'judge.house',
    },
    'a namespace by a label': {
      on: hook({ namespaceSelector: unlessIgnored }),
      beside: [shop, namespaceWith('dark', { ignore: '' })],
      message: leaves('dark'),
      key: name,
      cannot: person,
    },
    'namespaces that were not chosen': {
      on: hook({ namespaceSelector: { matchLabels: { team: 'x' } } }),
      beside: [shop, namespaceWith('api'), system],
      message: leaves('api, shop'),
      key: name,
      cannot: person,
    },
    'policy exempts other namespaces': {
      on: hook({ namespaceSelector: { matchLabels: { team: 'shop' } } }),
      beside: [shop, system],
      params: { exemptNamespaces: ['shop'] },
      message: leaves('kube-system'),
      key: name,
      cannot: person,
    },
    'each webhook by itself': {
      on: judgingWith(engine, [
        webhookWith(name, { failurePolicy: 'Ignore', namespaceSelector: unlessIgnored }),
        webhookWith('two', { failurePolicy: 'Ignore' }),
      ]),
      beside: apart,
      message: lets,
      key: name,
      also: ['The webhook two lets everything in while its engine does not answer.'],
    },
    'a host outside': { on: to('https://guard.example.com/x'), ...sends('guard.example.com') },
    'a host under a name that anybody can have': {
      on: to('https://a.execute-api.eu-west-1.amazonaws.com/x'),
      ...sends('a.execute-api.eu-west-1.amazonaws.com'),
    },
    'the host of another provider': { on: to('https://x.googleapis.com/'), ...sends('x.googleapis.com') },
    'a host that only ends like one of a provider': {
      on: to('https://eks.amazonaws.com.example.com/'),
      ...sends('eks.amazonaws.com.example.com'),
    },
    'an address that is none': { on: to('nonsense'), ...sends('nonsense') },
  },
  unknown: {
    'conditions that may leave namespaces out': {
      on: hook({ matchConditions: [{ name: 'a', expression: "request.namespace != 'x'" }] }),
      beside: [shop],
      reason: 'outside',
      message: `Conditions of the webhook ${name}, which are not evaluated, may leave namespaces out.`,
    },
    'namespaces that were not read': { on: hook(), beside: [shop], hidden: [namespace], reason: 'denied' },
  },
});
