import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-monitoring-incomplete';
import { gkeSaying, gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const service = 'monitoring.googleapis.com/kubernetes';
const of = (enableComponents: readonly (string | number)[], more: object = {}) =>
  gkeSaying({ monitoringService: service, monitoringConfig: { componentConfig: { enableComponents }, ...more } });
const by = (monitoringService: string) => gkeWith({ monitoringService });
const prometheus = { requireManagedPrometheus: true };
const cannot = 'what else is set for monitoring is not told';
const system = 'It does not measure its system.';

testRule(rule, {
  pass: {
    'the system': { on: of(['SYSTEM_COMPONENTS']) },
    'more than the system': { on: of(['APISERVER', 42, 'SYSTEM_COMPONENTS']) },
    'the service stands for the system': { on: by(service) },
    'so does the legacy one': { on: by('monitoring.googleapis.com') },
    "an empty name is Google's default": { on: by('') },
    'nothing about it is the default too': { on: gkeWith() },
    'Prometheus where policy asks for it': {
      on: of(['SYSTEM_COMPONENTS'], { managedPrometheusConfig: { enabled: true } }),
      params: prometheus,
    },
  },
  fail: {
    'no service': { on: by('none'), message: 'It measures nothing.', cannot },
    'no service, whatever is listed': {
      on: gkeSaying({
        monitoringService: 'none',
        monitoringConfig: { componentConfig: { enableComponents: ['SYSTEM_COMPONENTS'] } },
      }),
      message: 'It measures nothing.',
    },
    'other components alone': { on: of(['APISERVER']), message: system },
    'an empty configuration': { on: gkeWith({ monitoringConfig: {}, monitoringService: service }), message: system },
    'no Prometheus where policy asks for it': {
      on: of(['SYSTEM_COMPONENTS'], { managedPrometheusConfig: {} }),
      params: prometheus,
      message: 'Managed Service for Prometheus is off.',
    },
    'no configuration where policy asks for Prometheus': {
      on: by(service),
      params: prometheus,
      message: 'Managed Service for Prometheus is off.',
      cannot,
    },
  },
  unknown: {
    'a service that has no meaning here': {
      on: by('metrics.example.com'),
      reason: 'malformed',
      message: 'monitoringService is metrics.example.com, which has no meaning here.',
    },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
});

it('the evidence is the list, or the service where there is none', () => {
  const evidence = (on: ReturnType<typeof gkeWith>) => judgedBy(rule, on).judgements[0]?.evidence;
  expect(evidence(of(['APISERVER']))).toEqual([
    { at: 'monitoringConfig.componentConfig.enableComponents', actual: ['APISERVER'] },
  ]);
  expect(evidence(by('none'))).toEqual([{ at: 'monitoringService', actual: 'none' }]);
});
