import { deployment } from '#clouds/kubernetes/deployment/resource';
import rule from '#rules/gcp/gke/gke-sandbox-not-used';
import { clusters, namespaceWith } from '../../../support/kubernetes/objects.ts';
import { deploymentWith, podWith } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const place = { cluster: clusters.gke };
const labelled = (labels: Readonly<Record<string, string>>, cluster: string = clusters.gke) =>
  namespaceWith('shop', labels, { cluster });
const on = labelled({ trust: 'untrusted' });
const web = (runtimeClassName?: string) =>
  deploymentWith({ ...(runtimeClassName !== undefined && { runtimeClassName }) }, place);
const message = 'Outside of the sandbox run: deployment web.';

testRule(rule, {
  pass: {
    'it asks for the sandbox': { on, beside: [web('gvisor')] },
    'nothing runs in it': { on },
    'another label where policy names it': {
      on: labelled({ tenant: 'guest' }),
      beside: [web('gvisor')],
      params: { untrustedNamespaceLabel: 'tenant=guest' },
    },
    'a pod that has ended runs no more': {
      on,
      beside: [podWith('job', {}, { ...place, phase: 'Succeeded' })],
    },
    'what runs elsewhere': { on, beside: [deploymentWith({}, { ...place, namespace: 'other' })] },
  },
  fail: {
    'it asks for nothing': { on, beside: [web()], message },
    'an empty name is none': { on, beside: [web('')], message },
    'it asks for another class': { on, beside: [web('kata')], message },
    'all of them are named': {
      on,
      beside: [
        web(),
        podWith('job', { runtimeClassName: 'kata' }, place),
        podWith('safe', { runtimeClassName: 'gvisor' }, place),
      ],
      message: 'Outside of the sandbox run: pod job, deployment web.',
    },
    'the label of policy may have an empty value': {
      on: labelled({ guest: '' }),
      beside: [web()],
      params: { untrustedNamespaceLabel: 'guest' },
      message,
    },
  },
  unknown: {
    'files that do not say whose cluster it is': {
      on: labelled({ trust: 'untrusted' }, clusters.files),
      reason: 'not-in-files',
      message: 'The files do not say whose cluster it is.',
    },
    'workloads could not be listed': { on, hidden: [deployment], reason: 'denied' },
  },
  notApplicable: {
    'no label': { on: labelled({}), beside: [web()], message: 'it has no label trust=untrusted' },
    'another value': {
      on: labelled({ trust: 'trusted' }),
      beside: [web()],
      message: 'it has no label trust=untrusted',
    },
    'another provider': {
      on: labelled({ trust: 'untrusted' }, clusters.eks),
      message: 'it is in no cluster that is known to be of GKE',
    },
  },
});
