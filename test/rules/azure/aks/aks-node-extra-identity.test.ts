import { scaleSet } from '#clouds/azure/compute/scale-set/resource';
import rule from '#rules/azure/aks/aks-node-extra-identity';
import { aksWith, nodeGroup, subscription } from '../../../support/azure/aks.ts';
import { scaleSetWith } from '../../../support/azure/network.ts';
import { testRule } from '../../../support/test-rule.ts';

const named = (name: string): string =>
  `/subscriptions/s/resourcegroups/MC/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
const own = { identityProfile: { kubeletidentity: { resourceId: named('Shop-Agentpool') } } };
const cluster = aksWith({ ...own, agentPoolProfiles: [{ name: 'system', type: 'VirtualMachineScaleSets' }] });
const carrying = (...names: string[]) =>
  scaleSetWith(
    {},
    {
      identity: {
        type: 'UserAssigned',
        userAssignedIdentities: Object.fromEntries(names.map((it) => [named(it), { principalId: it }])),
      },
    },
  );
const ofItself = scaleSetWith({}, { identity: { type: 'SystemAssigned, UserAssigned', principalId: 'p' } });
const groupOfNodes = `${subscription}/resourceGroups/${nodeGroup}`;
const set = 'aks-system-1-vmss';
const extra = `The scale set ${set} carries the identity backup, which every pod on its nodes can use.`;

testRule(rule, {
  pass: {
    'the identity of the kubelet, in another spelling': { on: cluster, beside: [carrying('shop-agentpool')] },
    'the identities of add-ons': {
      on: aksWith({
        ...cluster.config,
        addonProfiles: { azurepolicy: { enabled: true, identity: { resourceId: named('policy') } } },
        ingressProfile: { webAppRouting: { enabled: true, identity: { resourceId: named('routing') } } },
      }),
      beside: [carrying('Policy', 'Routing', 'shop-agentpool')],
    },
    'no identity at all': { on: cluster, beside: [scaleSetWith()] },
    'scale sets of other groups': {
      on: aksWith({ ...cluster.config, nodeResourceGroup: 'other' }),
      beside: [carrying('backup')],
    },
    'pods do not reach the metadata service': {
      on: aksWith({ ...cluster.config, networkProfile: { podLinkLocalAccess: 'None' } as object }),
      beside: [carrying('backup')],
      message: 'Pods do not reach the metadata service of their node.',
    },
    'nodes of node auto-provisioning are not covered': {
      on: aksWith({ ...cluster.config, nodeProvisioningProfile: { mode: 'Auto' } }),
      beside: [carrying('shop-agentpool')],
      message: 'Nodes of node auto-provisioning belong to no pool and are not covered.',
    },
    'policy names the identity': {
      on: cluster,
      beside: [carrying('shop-agentpool', 'backup')],
      params: { allowedIdentities: [named('BACKUP')] },
    },
  },
  fail: {
    'an identity of somebody else': {
      on: cluster,
      beside: [carrying('shop-agentpool', 'backup')],
      message: extra,
      key: `${set}/backup`,
    },
    'an identity of the scale set itself': {
      on: cluster,
      beside: [ofItself],
      message: `The scale set ${set} carries an identity of its own, which every pod on its nodes can use.`,
      key: `${set}/${set}`,
    },
    'policy names another identity': {
      on: cluster,
      beside: [carrying('backup')],
      params: { allowedIdentities: [named('other')] },
      message: extra,
      key: `${set}/backup`,
    },
    'other access of pods to link-local addresses leaves it open': {
      on: aksWith({ ...cluster.config, networkProfile: { podLinkLocalAccess: 'IMDS' } as object }),
      beside: [carrying('backup')],
      message: extra,
      key: `${set}/backup`,
    },
  },
  unknown: {
    'an identity that may be that of an extension': {
      on: cluster,
      beside: [
        scaleSetWith(
          {},
          {
            identity: {
              type: 'UserAssigned',
              userAssignedIdentities: { [`${groupOfNodes}/providers/m/userAssignedIdentities/ext-backup-shop`]: {} },
            },
          },
        ),
      ],
      reason: 'outside',
      message: 'The identity ext-backup-shop may be that of an extension of the cluster, which are not read.',
    },
    'the scale sets were not read': {
      on: cluster,
      beside: [carrying('backup')],
      hidden: [scaleSet],
      reason: 'denied',
    },
    'a cluster that does not name the identity of its kubelet': {
      on: aksWith({ agentPoolProfiles: [] }),
      beside: [carrying('backup')],
      reason: 'field-missing',
    },
    'a pool of single machines': {
      on: aksWith({ ...own, agentPoolProfiles: [{ name: 'old', type: 'AvailabilitySet' }] }),
      reason: 'outside',
      message: 'The identities of the machines of the pool old are not read.',
    },
    'a cluster without its node resource group': {
      on: aksWith({ ...cluster.config, nodeResourceGroup: '' }),
      reason: 'field-missing',
    },
    'a cluster without its pools': { on: aksWith(own), reason: 'field-missing' },
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
