import { expect, it } from 'vitest';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { validatingAdmissionPolicyBinding } from '#clouds/kubernetes/validating-admission-policy-binding/resource';
import rule from '#rules/kubernetes/workload/k8s-psa-enforce-missing';
import { apiWith, clusters, namespaceWith, object } from '../../../support/kubernetes/objects.ts';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';
import { enforcers } from './k8s-psa-enforce-missing.enforcers.ts';

const api = apiWith();
const prefix = 'pod-security.kubernetes.io/';
const labels = (given: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [`${prefix}${name}`, value]));
const shop = (given: Readonly<Record<string, string>> = {}) => namespaceWith('shop', { team: 'a', ...labels(given) });
const inFiles = namespaceWith('shop', {}, { cluster: clusters.files });

const none = `The namespace has no label ${prefix}enforce, and the default of the cluster is taken to be privileged.`;
const open = `The label ${prefix}enforce is privileged, which refuses no pod.`;
const below = `The label ${prefix}enforce is baseline, below restricted.`;
const wrong = (name: string, value: string, noun: string) =>
  `The label ${prefix}${name} is ${value}, which is no ${noun}.`;
const behind = (version: string, lag: number) =>
  `The label ${prefix}enforce-version is ${version}, ${lag} versions behind the control plane.`;

testRule(rule, {
  pass: {
    'baseline is enforced': { on: shop({ enforce: 'baseline' }) },
    'restricted is enforced': { on: shop({ enforce: 'restricted' }) },
    'restricted, as policy asks': { on: shop({ enforce: 'restricted' }), params: { requiredLevel: 'restricted' } },
    'baseline, where policy asks for nothing': {
      on: shop({ enforce: 'baseline' }),
      params: { requiredLevel: 'privileged' },
    },
    'the latest version': { on: shop({ enforce: 'baseline', 'enforce-version': 'latest' }) },
    'a version three behind': { on: shop({ enforce: 'baseline', 'enforce-version': 'v1.30' }), beside: [api] },
    'a version as far behind as policy allows': {
      on: shop({ enforce: 'baseline', 'enforce-version': 'v1.0' }),
      beside: [api],
      params: { maxVersionLag: 33 },
    },
    'a version that the cluster does not have yet acts as its own': {
      on: shop({ enforce: 'baseline', 'enforce-version': 'v1.40' }),
      beside: [api],
    },
    'the control plane of a provider that adds a plus': {
      on: shop({ enforce: 'baseline', 'enforce-version': 'v1.30' }),
      beside: [apiWith({ version: { major: '1', minor: '33+', gitVersion: 'v1.33.2' } })],
    },
    'warnings at another level are no fault': {
      on: shop({ enforce: 'baseline', warn: 'privileged', audit: 'restricted' }),
    },
    'a level from a file needs no cluster': {
      on: namespaceWith('shop', labels({ enforce: 'baseline' }), { cluster: clusters.files }),
      folder: 'shop',
    },
    ...enforcers.pass,
  },
  fail: {
    'no label': { on: shop(), beside: [api], message: none },
    'no labels at all': {
      on: object(namespace, { group: 'core', plural: 'namespaces' }, 'shop', {}, { namespace: null }),
      beside: [api],
      message: none,
    },
    'warnings alone refuse nothing': {
      on: shop({ warn: 'restricted', audit: 'baseline' }),
      beside: [api],
      message: none,
    },
    privileged: { on: shop({ enforce: 'privileged' }), beside: [api], message: open },
    'privileged, where policy asks for nothing': {
      on: shop({ enforce: 'privileged' }),
      beside: [api],
      params: { requiredLevel: 'privileged' },
      message: open,
    },
    'privileged, where policy asks for the most': {
      on: shop({ enforce: 'privileged' }),
      beside: [api],
      params: { requiredLevel: 'restricted' },
      message: open,
    },
    'another namespace than the one that policy exempts': {
      on: shop(),
      beside: [api],
      params: { exemptNamespaces: ['shops'] },
      message: none,
    },
    'baseline, where policy asks for restricted': {
      on: shop({ enforce: 'baseline', warn: 'restricted' }),
      beside: [api],
      params: { requiredLevel: 'restricted' },
      message: below,
      grade: 'low',
    },
    'a level that is none acts as restricted': {
      on: shop({ enforce: 'Baseline', warn: 'restricted', audit: 'restricted' }),
      beside: [api],
      params: { requiredLevel: 'restricted' },
      message: wrong('enforce', 'Baseline', 'level'),
      grade: 'low',
    },
    'a version that is none': {
      on: shop({ enforce: 'restricted', 'enforce-version': '1.30' }),
      beside: [api],
      message: wrong('enforce-version', '1.30', 'version'),
      grade: 'low',
    },
    'a version with a zero before it': {
      on: shop({ enforce: 'restricted', 'enforce-version': 'v1.030' }),
      beside: [api],
      message: wrong('enforce-version', 'v1.030', 'version'),
      grade: 'low',
    },
    'a warning at a level that is none, and an audit of a version that is none': {
      on: shop({ enforce: 'baseline', warn: 'none', 'audit-version': 'v1' }),
      beside: [api],
      message: `${wrong('warn', 'none', 'level')} ${wrong('audit-version', 'v1', 'version')}`,
      grade: 'low',
    },
    'an audit at a level that is none, and a warning of a version that is none': {
      on: shop({ enforce: 'baseline', audit: '', 'warn-version': 'v2.1' }),
      beside: [api],
      message: `${wrong('audit', '', 'level')} ${wrong('warn-version', 'v2.1', 'version')}`,
      grade: 'low',
    },
    'a version four behind': {
      on: shop({ enforce: 'baseline', 'enforce-version': 'v1.29' }),
      beside: [api],
      message: behind('v1.29', 4),
      grade: 'low',
    },
    'a version behind by more than policy allows': {
      on: shop({ enforce: 'baseline', 'enforce-version': 'v1.32' }),
      beside: [api],
      params: { maxVersionLag: 0 },
      message: behind('v1.32', 1),
      grade: 'low',
    },
    'all that is wrong is said': {
      on: shop({ enforce: 'baseline', 'enforce-version': 'v1.20', warn: 'some' }),
      beside: [api],
      params: { requiredLevel: 'restricted' },
      message: `${below} ${wrong('warn', 'some', 'level')} ${behind('v1.20', 13)}`,
      grade: 'low',
    },
    'policy wants Pod Security Admission and looks at nothing else': {
      on: inFiles,
      folder: 'shop',
      params: { psaOnly: true },
      message: none,
    },
    ...enforcers.fail,
  },
  unknown: {
    'a version and no level, while the version of the control plane could not be read': {
      on: shop({ 'enforce-version': 'v1.20' }),
      params: { psaOnly: true },
      hidden: [kubernetesApi],
      reason: 'denied',
    },
    'a version, and a control plane that was not read': {
      on: shop({ enforce: 'baseline', 'enforce-version': 'v1.30' }),
      hidden: [kubernetesApi],
      reason: 'denied',
    },
    'a control plane that does not tell its version': {
      on: shop({ enforce: 'baseline', 'enforce-version': 'v1.30' }),
      beside: [apiWith({ version: undefined })],
      reason: 'field-missing',
    },
    'files tell neither version nor engines': { on: inFiles, folder: 'shop', reason: 'not-in-files' },
    'bindings of admission policies that were not read': {
      on: shop(),
      beside: [api],
      hidden: [validatingAdmissionPolicyBinding],
      reason: 'denied',
    },
    'a namespace that is being deleted': {
      on: object(
        namespace,
        { group: 'core', plural: 'namespaces' },
        'shop',
        { status: { phase: 'Terminating' } },
        { namespace: null },
      ),
      beside: [api],
      reason: 'in-transition',
    },
    ...enforcers.unknown,
  },
  notApplicable: {
    'a namespace of Kubernetes': {
      on: namespaceWith('kube-system'),
      message: 'Policy exempts the namespace kube-system.',
    },
    'a namespace that policy exempts': {
      on: shop(),
      params: { exemptNamespaces: ['shop'] },
      message: 'Policy exempts the namespace shop.',
    },
  },
});

it('a namespace without metadata has no labels', () => {
  const [found] = judgedBy(rule, { ...shop(), config: {} }, { beside: [api] }).judgements;
  expect(found).toMatchObject({ verdict: 'fail', message: none, evidence: [{ at: 'metadata.name' }] });
});
