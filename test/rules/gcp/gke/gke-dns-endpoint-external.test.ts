import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-dns-endpoint-external';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const of = (dnsEndpointConfig: object, enabled = true) =>
  gkeWith({ controlPlaneEndpointsConfig: { dnsEndpointConfig, ipEndpointsConfig: { enabled } } });
const outside = (tokens?: boolean, certificates?: boolean, enabled = true) =>
  of({ allowExternalTraffic: true, enableK8sTokensViaDns: tokens, enableK8sCertsViaDns: certificates }, enabled);
const takes = (what: string) => `The DNS endpoint takes Kubernetes ${what} from the internet.`;
const external = 'The DNS endpoint takes external traffic, which policy does not allow.';
const closed = { allowExternalDns: false };
const at = 'controlPlaneEndpointsConfig.dnsEndpointConfig';

testRule(rule, {
  pass: {
    'external traffic is off': { on: of({ allowExternalTraffic: false, enableK8sTokensViaDns: true }) },
    'nothing about external traffic means off': { on: of({ endpoint: 'gke-1.europe-west1.gke.goog' }) },
    'external traffic with the IAM permission alone': { on: outside(false, false) },
    'external traffic is off where policy allows none': { on: of({ allowExternalTraffic: false }), params: closed },
  },
  fail: {
    'tokens are taken from the internet': { on: outside(true, false), message: takes('tokens') },
    'certificates are taken from the internet': { on: outside(false, true), message: takes('certificates') },
    'both are': { on: outside(true, true), message: takes('tokens and certificates') },
    'tokens are taken, whatever is not said of certificates': { on: outside(true), message: takes('tokens') },
    'authorized networks do not apply': {
      on: gkeWith({
        masterAuthorizedNetworksConfig: { enabled: true },
        controlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: true, enableK8sTokensViaDns: true } },
      }),
      message: takes('tokens'),
    },
    'external traffic where policy allows none is low': {
      on: outside(false, false),
      params: closed,
      message: external,
      grade: 'low',
    },
    'and nothing has to be said of tokens': { on: outside(), params: closed, message: external, grade: 'low' },
    'tokens stay medium where policy allows no external traffic': {
      on: outside(true, true),
      params: closed,
      message: takes('tokens and certificates'),
    },
    'the only way to the control plane is not closed': {
      on: outside(false, false, false),
      params: closed,
      message: external,
      grade: 'low',
      cannot: 'the DNS endpoint may be the only way to the control plane',
    },
  },
  unknown: {
    'an answer that says nothing of tokens': {
      on: outside(undefined, false),
      reason: 'field-missing',
      message: `The answer has no ${at}.enableK8sTokensViaDns.`,
    },
    'an answer that says nothing of certificates': {
      on: outside(false),
      reason: 'field-missing',
      message: `The answer has no ${at}.enableK8sCertsViaDns.`,
    },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
  notApplicable: {
    'no DNS endpoint': { on: gkeWith(), message: 'the cluster has no DNS endpoint' },
  },
});

it('the evidence is each credential that is taken', () => {
  const [found] = judgedBy(rule, outside(true, true)).judgements;
  expect(found?.evidence).toEqual([
    { at: `${at}.enableK8sTokensViaDns`, actual: true, expected: false },
    { at: `${at}.enableK8sCertsViaDns`, actual: true, expected: false },
  ]);
});
