import { azureDisk } from '#clouds/azure/compute/disk/resource';
import rule from '#rules/azure/aks/aks-disk-encryption-set-missing';
import { diskWith } from '../../../support/azure/aks-machines.ts';
import { aksWith, nodeGroup, subscription } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const params = { requireCmk: true };
const diskEncryptionSetID = `${subscription}/resourceGroups/rg/providers/Microsoft.Compute/diskEncryptionSets/set`;
const on = aksWith({ diskEncryptionSetID });
const missing = 'The cluster has no disk encryption set.';
const platform = { encryption: { type: 'EncryptionAtRestWithPlatformKey' } };
const customer = { encryption: { type: 'EncryptionAtRestWithCustomerKey', diskEncryptionSetId: diskEncryptionSetID } };
const both = { encryption: { type: 'EncryptionAtRestWithPlatformAndCustomerKeys' } };
const message = 'The disk volume is encrypted with a key of the platform alone.';
const elsewhere = `${subscription}/resourceGroups/data/providers/Microsoft.Compute/disks/volume`;
const machine = `${subscription}/resourceGroups/${nodeGroup.toUpperCase()}/providers/Microsoft.Compute/virtualMachines/m`;
const ofVolume = { 'kubernetes.io-created-for-pv-name': 'pvc-1' };

testRule(rule, {
  pass: {
    'a set, and no disk': { on, params },
    'disks with a key of the customer': { on, beside: [diskWith('a', customer), diskWith('b', both)], params },
    'a disk of another group': { on, beside: [diskWith('volume', { id: elsewhere, ...platform })], params },
    'a volume of another group that is attached to nothing': {
      on,
      beside: [diskWith('volume', { id: elsewhere, tags: ofVolume, ...platform })],
      params,
    },
    'a disk of another group that is no volume': {
      on,
      beside: [diskWith('volume', { id: elsewhere, managedBy: machine, tags: { team: 'data' }, ...platform })],
      params,
    },
  },
  fail: {
    'no disk encryption set': { on: aksWith(), params, message: missing },
    'an empty disk encryption set': { on: aksWith({ diskEncryptionSetID: '' }), params, message: missing },
    'a disk of the node resource group with the key of the platform': {
      on,
      beside: [diskWith('volume', platform), diskWith('other', customer)],
      params,
      message,
      key: diskWith('volume').id,
    },
    'each disk is a finding of its own': {
      on,
      beside: [diskWith('a', platform), diskWith('b', { encryption: { type: 'encryptionatrestwithplatformkey' } })],
      params,
      message: 'The disk a is encrypted with a key of the platform alone.',
      also: ['The disk b is encrypted with a key of the platform alone.'],
      key: diskWith('a').id,
    },
    'a volume of another group that is attached to a node': {
      on,
      beside: [diskWith('volume', { id: elsewhere, managedBy: machine, tags: ofVolume, ...platform })],
      params,
      message,
      key: elsewhere.toLowerCase(),
    },
  },
  unknown: {
    'the disks could not be read': { on, hidden: [azureDisk], params, reason: 'denied' },
    'a file without disks': { on, folder: 'estate', params, reason: 'not-in-files' },
    'a disk without a type of encryption': {
      on,
      beside: [diskWith('volume')],
      params,
      reason: 'field-missing',
      message: 'The answer has no encryption.type of the disk volume.',
    },
    'a cluster without a node resource group': {
      on: aksWith({ diskEncryptionSetID, nodeResourceGroup: undefined }),
      params,
      reason: 'field-missing',
      message: 'The answer has no nodeResourceGroup.',
    },
  },
  notApplicable: {
    'policy does not ask for it': { on: aksWith(), message: 'policy asks for no key of the customer' },
  },
});
