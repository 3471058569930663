import { expect, it } from 'vitest';
import { daemonSet } from '#clouds/kubernetes/daemon-set/resource';
import rule from '#rules/gcp/gke/gke-network-policy-off';
import { gapOn, make } from '../../../support/build.ts';
import { gkeSaying, gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const engine = (place: string, cluster = gkeWith().id) =>
  make(daemonSet, `${cluster}/apps/v1/namespaces/${place.replace('/', '/daemonsets/')}`, {});
const cilium = engine('kube-system/cilium');
const calico = { networkPolicy: { enabled: true, provider: 'CALICO' as const } };
const message = 'Nothing enforces network policies.';
const byGke = 'Calico of GKE enforces them';
const byDataplane = 'Dataplane V2 enforces them';
const byOwn = 'an engine of your own enforces them';

testRule(rule, {
  pass: {
    'Dataplane V2': { on: gkeWith({ networkConfig: { datapathProvider: 'ADVANCED_DATAPATH' } }), message: byDataplane },
    'Dataplane V2, whatever is said about Calico': {
      on: gkeWith({
        networkConfig: { datapathProvider: 'ADVANCED_DATAPATH' },
        networkPolicy: { enabled: false },
        addonsConfig: { networkPolicyConfig: { disabled: true } },
      }),
      message: byDataplane,
    },
    'Autopilot is read like the rest': {
      on: gkeWith({ autopilot: { enabled: true }, networkConfig: { datapathProvider: 'ADVANCED_DATAPATH' } }),
      message: byDataplane,
    },
    'Calico of GKE': {
      on: gkeWith({ ...calico, networkConfig: { datapathProvider: 'LEGACY_DATAPATH' } }),
      message: byGke,
    },
    'add-ons without a word about it leave it on': { on: gkeWith({ ...calico, addonsConfig: {} }), message: byGke },
    'an empty add-on is on': { on: gkeWith({ ...calico, addonsConfig: { networkPolicyConfig: {} } }), message: byGke },
    'Cilium that somebody installed': { on: gkeWith(), beside: [engine('kube-system/cilium')], message: byOwn },
    'Calico that somebody installed': { on: gkeWith(), beside: [engine('calico-system/calico-node')], message: byOwn },
  },
  fail: {
    'nothing about it means off': { on: gkeWith(), message },
    'an empty object means off': { on: gkeWith({ networkPolicy: {} }), message },
    'false means off': {
      on: gkeWith({ networkPolicy: { enabled: false }, networkConfig: { datapathProvider: 'LEGACY_DATAPATH' } }),
      message,
    },
    'the add-on is off': {
      on: gkeWith({ ...calico, addonsConfig: { networkPolicyConfig: { disabled: true } } }),
      message,
    },
    'the add-on alone enforces nothing': { on: gkeWith({ addonsConfig: { networkPolicyConfig: {} } }), message },
    'other daemon sets enforce nothing': { on: gkeWith(), beside: [engine('kube-system/kube-proxy')], message },
    'an engine in another cluster': { on: gkeWith(), beside: [engine('kube-system/cilium', 'other')], message },
    'Autopilot without Dataplane V2': {
      on: gkeWith({ autopilot: { enabled: true } }),
      message,
      cannot: 'Google chooses the dataplane of Autopilot',
    },
  },
  unknown: {
    'the daemon sets of the cluster could not be read': {
      on: gkeWith(),
      beside: [engine('kube-system/cilium')],
      hidden: [daemonSet],
      reason: 'denied',
    },
    'one of the engines was left out of the reading': {
      on: gkeWith(),
      beside: [engine('kube-system/kube-proxy')],
      gaps: [gapOn(daemonSet, cilium.target, cilium.id, 'outside')],
      reason: 'outside',
    },
    'a dataplane without a name': {
      on: gkeSaying({ networkConfig: { datapathProvider: 5 } }),
      reason: 'malformed',
      message: 'networkConfig.datapathProvider is 5, which has no name here.',
    },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
});

it('the evidence is the switch that is off', () => {
  const evidence = (config: Parameters<typeof gkeWith>[0]) =>
    judgedBy(rule, gkeWith(config)).judgements.find(({ verdict }) => verdict === 'fail')?.evidence;
  expect(evidence({ networkPolicy: { enabled: false } })).toEqual([{ at: 'networkPolicy.enabled', actual: false }]);
  expect(evidence({ ...calico, addonsConfig: { networkPolicyConfig: { disabled: true } } })).toEqual([
    { at: 'addonsConfig.networkPolicyConfig.disabled', actual: true },
  ]);
});
