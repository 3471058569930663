import { expect, it } from 'vitest';
import { clusterRoleBinding } from '#clouds/kubernetes/cluster-role-binding/resource';
import rule from '#rules/gcp/gke/gke-client-certificate-issued';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { bindingWith, clusterBindingWith } from '../../../support/kubernetes/rbac.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

type Config = NonNullable<Parameters<typeof gkeWith>[0]>;

const of = (masterAuth: Config['masterAuth'], more: Config = {}) =>
  gkeWith({ masterAuth, initialClusterVersion: '1.33.5-gke.1080000', ...more });
const issued = { clientCertificateConfig: { issueClientCertificate: true } };
const cluster = gkeWith().id;
const message = 'A client certificate was issued.';
const bound = (name: string) => `A client certificate was issued, and ${name} gives its user rights.`;

testRule(rule, {
  pass: {
    'an empty configuration means no certificate': { on: of({ clientCertificateConfig: {} }) },
    'false means no certificate': { on: of({ clientCertificateConfig: { issueClientCertificate: false } }) },
    'an empty certificate is none': { on: of({ clientCertificateConfig: {}, clientCertificate: '' }) },
    'a configuration counts before the version': {
      on: of({ clientCertificateConfig: {} }, { initialClusterVersion: '1.11.10-gke.1' }),
    },
    'no configuration on a cluster made with 1.12': { on: of({}, { initialClusterVersion: '1.12.1-gke.1' }) },
  },
  fail: {
    'the configuration says so': { on: of(issued), message },
    'a certificate is there': { on: of({ clientCertificateConfig: {}, clientCertificate: 'LS0t' }), message },
    'no configuration on a cluster made before 1.12': {
      on: of({}, { initialClusterVersion: '1.11.10-gke.1' }),
      message,
    },
    'minors are numbers: 1.9 is before 1.12': { on: of({}, { initialClusterVersion: '1.9.7-gke.11' }), message },
    'the legacy authorizer makes it high': {
      on: of(issued, { legacyAbac: { enabled: true } }),
      message: 'A client certificate was issued, and the legacy authorizer lets it do everything.',
      grade: 'high',
    },
    'a cluster role binding for the user client makes it high': {
      on: of(issued),
      beside: [clusterBindingWith('old-tools', ['User:client'], { cluster })],
      message: bound('old-tools'),
      grade: 'high',
    },
    'a role binding for the user client makes it high': {
      on: of(issued),
      beside: [bindingWith('tools', ['User:ops', 'User:client'], { cluster })],
      message: bound('shop/tools'),
      grade: 'high',
    },
    'a binding of another cluster says nothing': {
      on: of(issued),
      beside: [clusterBindingWith('old-tools', ['User:client'])],
      message,
    },
    'a group of that name is somebody else': {
      on: of(issued),
      beside: [clusterBindingWith('old-tools', ['Group:client', 'User:clients'], { cluster })],
      message,
    },
  },
  unknown: {
    'no answer about it': { on: of(undefined), reason: 'field-missing', message: 'The answer has no masterAuth.' },
    'no configuration and no version': {
      on: gkeWith({ masterAuth: {} }),
      reason: 'field-missing',
      message: 'The answer has no initialClusterVersion.',
    },
    'bindings that could not be read may give its user rights': {
      on: of(issued),
      hidden: [clusterRoleBinding],
      reason: 'denied',
    },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
});

it('the evidence of the legacy authorizer is what it is, and what it should be', () => {
  const [found] = judgedBy(rule, of(issued, { legacyAbac: { enabled: true } })).judgements;
  expect(found?.evidence).toContainEqual({ at: 'legacyAbac.enabled', actual: true, expected: false });
});
