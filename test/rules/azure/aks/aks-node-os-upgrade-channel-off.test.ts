import rule from '#rules/azure/aks/aks-node-os-upgrade-channel-off';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const never = 'No node OS upgrade channel was ever set: nothing updates the system of the nodes.';
const on = (nodeOSUpgradeChannel: string, more: Parameters<typeof aksWith>[0] = {}) =>
  aksWith({ autoUpgradeProfile: { upgradeChannel: 'patch', nodeOSUpgradeChannel }, ...more });

testRule(rule, {
  pass: {
    NodeImage: { on: on('NodeImage'), message: 'The node OS upgrade channel is NodeImage.' },
    'SecurityPatch, in another spelling': {
      on: on('securitypatch', { agentPoolProfiles: [{ name: 'user', osType: 'Linux' }] }),
      message: 'The node OS upgrade channel is SecurityPatch.',
    },
    'SecurityPatch does not serve Windows pools': {
      on: on('SecurityPatch', {
        agentPoolProfiles: [
          { name: 'user', osType: 'Linux' },
          { name: 'win', osType: 'Windows' },
        ],
      }),
      message: 'The node OS upgrade channel is SecurityPatch, which does not serve the Windows pools win.',
    },
    'the cluster channel node-image implies it': {
      on: aksWith({ autoUpgradeProfile: { upgradeChannel: 'Node-Image', nodeOSUpgradeChannel: 'None' } }),
      message: 'The channel node-image updates nodes too.',
    },
    'AKS Automatic is read like any other': {
      on: on('NodeImage', { sku: { name: 'Automatic' } }),
      message: 'The node OS upgrade channel is NodeImage.',
    },
  },
  fail: {
    'a missing profile is an older cluster that was never set, and the plan sets it': { on: aksWith(), message: never },
    'a missing channel beside another one': {
      on: aksWith({ autoUpgradeProfile: { upgradeChannel: 'patch' } }),
      message: never,
    },
    'an empty channel': { on: on(''), message: never },
    None: { on: on('None'), message: 'Nothing updates the system of the nodes.' },
    'Unmanaged, in another spelling': {
      on: on('unmanaged'),
      message: 'Updates of the nodes are left to their own system.',
    },
    'no plan while the cluster is being updated': {
      on: on('None', { provisioningState: 'Updating' }),
      message: 'Nothing updates the system of the nodes.',
      cannot: 'the cluster is in the state Updating',
    },
  },
  unknown: {
    'a channel that AKS does not document': {
      on: on('Weekly'),
      reason: 'malformed',
      message: 'The node OS upgrade channel Weekly is not one that AKS documents.',
    },
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
