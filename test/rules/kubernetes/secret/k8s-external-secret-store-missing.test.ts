import { deployment } from '#clouds/kubernetes/deployment/resource';
import { mutatingWebhookConfiguration } from '#clouds/kubernetes/mutating-webhook-configuration/resource';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import rule from '#rules/kubernetes/secret/k8s-external-secret-store-missing';
import { apiWith, namespaceWith } from '../../../support/kubernetes/objects.ts';
import { apiServing, changingWith, webhookWith } from '../../../support/kubernetes/webhooks.ts';
import {
  cronJobWith,
  deploymentWith,
  podWith,
  statefulSetWith,
  type Spec,
} from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const on = apiWith();
const shop = namespaceWith('shop');
const bank = namespaceWith('bank');
const system = namespaceWith('kube-system');
const none: Spec = { containers: [{ name: 'web' }] };
const variable: Spec = {
  containers: [{ name: 'web', env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'db', key: 'key' } } }] }],
};
const whole: Spec = { containers: [{ name: 'web', envFrom: [{ secretRef: { name: 'db' } }] }] };
const file: Spec = { ...none, volumes: [{ name: 'db', secret: { secretName: 'db' } }] };
const part: Spec = {
  ...none,
  volumes: [
    { name: 'all', projected: { sources: [{ serviceAccountToken: { path: 'token' } }, { secret: { name: 'db' } }] } },
  ],
};
const given = (...names: readonly string[]) =>
  `Nothing brings secrets from a store, and Secrets are given to ${names.join(', ')}.`;
const unused = 'none of its workloads uses a Secret';

testRule(rule, {
  pass: {
    'External Secrets': {
      on: apiServing(['external-secrets.io']),
      beside: [shop, deploymentWith(variable)],
      message: 'It has External Secrets.',
    },
    'the CSI driver, as the add-ons of the clouds bring it': {
      on: apiServing(['secrets-store.csi.x-k8s.io']),
      beside: [shop, deploymentWith(variable)],
      message: 'It has the Secrets Store CSI driver.',
    },
    'the synchronisation of GKE': {
      on: apiServing(['secret-sync.gke.io']),
      message: 'It has the synchronisation of Secret Manager.',
    },
    'the operator of Vault': { on: apiServing(['secrets.hashicorp.com']), message: 'It has the operator of Vault.' },
    'the operator of 1Password': { on: apiServing(['onepassword.com']), message: 'It has the operator of 1Password.' },
    'the operator of Infisical': {
      on: apiServing(['secrets.infisical.com']),
      message: 'It has the operator of Infisical.',
    },
    'the operator of Doppler': { on: apiServing(['secrets.doppler.com']), message: 'It has the operator of Doppler.' },
    'the injector of Vault': {
      on,
      beside: [shop, deploymentWith(variable), changingWith('vault-agent-injector-cfg', [webhookWith('vault')])],
      message: 'It has the injector of Vault.',
    },
    'the injector of a release of another name': {
      on,
      beside: [shop, deploymentWith(variable), changingWith('prod-vault-agent-injector-cfg', [webhookWith('vault')])],
      message: 'It has the injector of Vault.',
    },
    'a store, whatever workloads use': {
      on: apiServing(['external-secrets.io']),
      hidden: [namespace],
      message: 'It has External Secrets.',
    },
  },
  fail: {
    'a variable': { on, beside: [shop, deploymentWith(variable)], message: given('deployment web of shop') },
    'a whole Secret as variables': {
      on,
      beside: [shop, deploymentWith(whole)],
      message: given('deployment web of shop'),
    },
    'a file': { on, beside: [shop, statefulSetWith(file)], message: given('stateful set db of shop') },
    'a file beside others': { on, beside: [shop, cronJobWith(part)], message: given('cron job nightly of shop') },
    'a container that starts before the others': {
      on,
      beside: [shop, podWith('web', { ...none, initContainers: whole.containers })],
      message: given('pod web of shop'),
    },
    'several, in the order of their namespaces': {
      on,
      beside: [shop, bank, deploymentWith(variable), deploymentWith(variable, { namespace: 'bank' })],
      message: given('deployment web of bank', 'deployment web of shop'),
    },
    'Sealed Secrets are no store': {
      on: apiServing(['bitnami.com']),
      beside: [shop, deploymentWith(variable)],
      message: given('deployment web of shop'),
    },
    'another webhook': {
      on,
      beside: [shop, deploymentWith(variable), changingWith('istio-sidecar-injector', [webhookWith('istio')])],
      message: given('deployment web of shop'),
    },
  },
  unknown: {
    'an API that did not say what it serves': {
      on: { ...on, config: { version: { major: '1', minor: '33', gitVersion: 'v1.33.2' } } },
      beside: [shop, deploymentWith(variable)],
      reason: 'field-missing',
    },
    'webhooks that were not read': {
      on,
      beside: [shop, deploymentWith(variable)],
      hidden: [mutatingWebhookConfiguration],
      reason: 'denied',
    },
    'workloads that were not read': { on, beside: [shop], hidden: [deployment], reason: 'denied' },
    'namespaces that were not read': { on, beside: [deploymentWith(variable)], hidden: [namespace], reason: 'denied' },
  },
  notApplicable: {
    'no Secret is used': { on, beside: [shop, deploymentWith(none)], message: unused },
    'a Secret for pulling images is none': {
      on,
      beside: [shop, deploymentWith({ ...none, imagePullSecrets: [{ name: 'registry' }] })],
      message: unused,
    },
    'a namespace of the system': {
      on,
      beside: [system, deploymentWith(variable, { namespace: 'kube-system' })],
      message: unused,
    },
    'policy exempts the namespace': {
      on,
      beside: [shop, deploymentWith(variable)],
      params: { exemptNamespaces: ['shop'] },
      message: unused,
    },
    'a workload that is scaled to nothing': {
      on,
      beside: [shop, deploymentWith(variable, { replicas: 0 })],
      message: unused,
    },
  },
});
