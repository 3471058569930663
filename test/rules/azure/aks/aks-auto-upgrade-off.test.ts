import rule from '#rules/azure/aks/aks-auto-upgrade-off';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const none = 'No auto-upgrade channel is set.';
const on = (upgradeChannel: string, more: Parameters<typeof aksWith>[0] = {}) =>
  aksWith({ autoUpgradeProfile: { upgradeChannel, nodeOSUpgradeChannel: 'NodeImage' }, ...more });

testRule(rule, {
  pass: {
    'the channel patch': { on: on('patch') },
    'the channel stable': { on: on('stable') },
    'the channel rapid, in another spelling': { on: on('Rapid') },
    'another channel that policy allows': { on: on('node-image'), params: { allowedChannels: ['Node-Image'] } },
    'patch is enough with long-term support': {
      on: on('patch', { supportPlan: 'AKSLongTermSupport' }),
      params: { allowedChannels: ['stable'] },
    },
  },
  fail: {
    'no autoUpgradeProfile, and the plan takes the first allowed channel': { on: aksWith(), message: none },
    'an empty autoUpgradeProfile': { on: aksWith({ autoUpgradeProfile: {} }), message: none },
    'an empty channel': { on: on(''), message: none },
    'the channel none, in another spelling': { on: on('None'), message: none },
    'node-image leaves Kubernetes at its version': {
      on: on('node-image'),
      message: 'The auto-upgrade channel node-image updates nodes only: Kubernetes stays at its version.',
      grade: 'low',
    },
    'a channel that is not allowed, and the plan takes the first that is': {
      on: on('rapid'),
      params: { allowedChannels: ['stable', 'node-image'] },
      message: 'The auto-upgrade channel rapid is not allowed.',
      grade: 'low',
    },
    'patch that is not allowed, without long-term support': {
      on: on('patch', { supportPlan: 'KubernetesOfficial' }),
      params: { allowedChannels: ['stable'] },
      message: 'The auto-upgrade channel patch is not allowed.',
      grade: 'low',
    },
    'rapid that is not allowed, with long-term support': {
      on: on('rapid', { supportPlan: 'AKSLongTermSupport' }),
      params: { allowedChannels: ['stable', 'patch'] },
      message: 'The auto-upgrade channel rapid is not allowed.',
      grade: 'low',
    },
    'no channel is allowed': {
      on: on('stable'),
      params: { allowedChannels: [] },
      message: 'The auto-upgrade channel stable is not allowed.',
      grade: 'low',
      cannot: 'allowedChannels names no channel',
    },
    'no plan while the cluster is stopped': {
      on: aksWith({ powerState: { code: 'Stopped' } }),
      message: none,
      cannot: 'the cluster is stopped',
    },
  },
  unknown: {
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
