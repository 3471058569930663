import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-alpha-cluster';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const beta = { enableK8sBetaApis: { enabledApis: ['a.k8s.io/v1beta1/as', 'b.k8s.io/v1beta1/bs'] } };
const forbidden = { forbidBetaApis: true };

testRule(rule, {
  pass: {
    'nothing about it means no alpha features': { on: gkeWith() },
    'no alpha features': { on: gkeWith({ enableKubernetesAlpha: false }) },
    'beta APIs, which policy does not mind': { on: gkeWith(beta) },
    'no beta APIs where policy forbids them': {
      on: gkeWith({ enableK8sBetaApis: { enabledApis: [] } }),
      params: forbidden,
    },
  },
  fail: {
    'alpha features': { on: gkeWith({ enableKubernetesAlpha: true }), message: 'Alpha features of Kubernetes are on.' },
    'the day on which it is deleted': {
      on: gkeWith({ enableKubernetesAlpha: true, expireTime: '2026-12-01T10:00:00+00:00' }),
      message: 'Alpha features of Kubernetes are on; it is deleted on 2026-12-01T10:00:00+00:00.',
    },
    'beta APIs where policy forbids them are low': {
      on: gkeWith(beta),
      params: forbidden,
      message: 'It serves the beta APIs a.k8s.io/v1beta1/as, b.k8s.io/v1beta1/bs.',
      grade: 'low',
    },
    'alpha features stay medium where policy forbids beta APIs': {
      on: gkeWith({ enableKubernetesAlpha: true, ...beta }),
      params: forbidden,
      message: 'Alpha features of Kubernetes are on.',
    },
  },
  unknown: { 'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' } },
});

it('the evidence is what it is, and what it should be', () => {
  const [found] = judgedBy(rule, gkeWith({ enableKubernetesAlpha: true })).judgements;
  expect(found?.evidence).toEqual([{ at: 'enableKubernetesAlpha', actual: true, expected: false }]);
});
