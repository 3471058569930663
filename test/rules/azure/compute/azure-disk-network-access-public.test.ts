import { azureDisk } from '#clouds/azure/compute/disk/resource';
import { diskSnapshot } from '#clouds/azure/compute/snapshot/resource';
import rule from '#rules/azure/compute/azure-disk-network-access-public';
import { diskWith } from '../../../support/azure/aks-machines.ts';
import { aksWith, nodeGroup, subscription } from '../../../support/azure/aks.ts';
import { snapshotWith } from '../../../support/azure/surroundings.ts';
import { testRule } from '../../../support/test-rule.ts';

const on = aksWith();
const open = { networkAccessPolicy: 'AllowAll', publicNetworkAccess: 'Enabled' };
const linked = { ...open, diskState: 'ActiveSAS' };
const beside = `${subscription}/resourceGroups/${nodeGroup}/providers/Microsoft.Compute`;
const taken = (sourceResourceId: string, more: object) =>
  snapshotWith('nightly', { creationData: { createOption: 'Copy', sourceResourceId }, ...more });
const ofVolume = taken(`${beside.toUpperCase()}/disks/volume`, open);
const elsewhere = `${subscription}/resourceGroups/data/providers/Microsoft.Compute/disks/volume`;
const message = 'Links to volume can be made that work on every network.';

testRule(rule, {
  pass: {
    'no disk': { on },
    'public access is disabled': { on, beside: [diskWith('volume', { ...open, publicNetworkAccess: 'disabled' })] },
    'nobody may export': { on, beside: [diskWith('volume', { ...open, networkAccessPolicy: 'DenyAll' })] },
    'private endpoints alone': { on, beside: [diskWith('volume', { ...linked, networkAccessPolicy: 'AllowPrivate' })] },
    'a policy is enough where the other is not told': {
      on,
      beside: [diskWith('volume', { networkAccessPolicy: 'DenyAll' })],
    },
    'a disk of another group': { on, beside: [diskWith('volume', { id: elsewhere, ...linked })] },
    'a snapshot of a disk of another group': { on, beside: [taken(elsewhere, linked)] },
    'a snapshot that nobody may export': {
      on,
      beside: [taken(`${beside}/disks/volume`, { ...open, networkAccessPolicy: 'DenyAll' })],
    },
  },
  fail: {
    'a disk that the driver made': { on, beside: [diskWith('volume', open)], message },
    'many disks are one finding': {
      on,
      beside: [diskWith('a', open), diskWith('b', open), ofVolume],
      message: 'Links to a and 2 more can be made that work on every network.',
    },
    'a snapshot of a disk of the cluster': {
      on,
      beside: [ofVolume],
      message: 'Links to nightly can be made that work on every network.',
    },
    'a volume of another group that is attached to a node': {
      on,
      beside: [
        diskWith('volume', {
          ...open,
          id: elsewhere,
          managedBy: `${beside}/virtualMachines/m`,
          tags: { 'kubernetes.io-created-for-pv-name': 'pvc-1' },
        }),
      ],
      message,
    },
    'a link leads to a disk': {
      on,
      beside: [diskWith('volume', linked)],
      key: diskWith('volume').id,
      grade: 'high',
      message: 'A link leads to what is on the disk volume now.',
    },
    'a link leads to the disk of a machine that sleeps': {
      on,
      beside: [diskWith('volume', { ...open, diskState: 'ActiveSASFrozen' })],
      key: diskWith('volume').id,
      grade: 'high',
      message: 'A link leads to what is on the disk volume now.',
    },
    'a link leads to a snapshot': {
      on,
      beside: [taken(`${beside}/disks/volume`, linked)],
      key: ofVolume.id,
      grade: 'high',
      message: 'A link leads to what is on the snapshot nightly now.',
    },
  },
  unknown: {
    'disks were not read': { on, hidden: [azureDisk], reason: 'denied' },
    'snapshots were not read': { on, hidden: [diskSnapshot], reason: 'denied' },
    'a disk that does not say who may copy it': {
      on,
      beside: [diskWith('volume', { publicNetworkAccess: 'Enabled' })],
      reason: 'field-missing',
      message: 'The answer does not say who may copy volume.',
    },
    'a disk that does not say from where': {
      on,
      beside: [diskWith('volume', { networkAccessPolicy: 'AllowAll' })],
      reason: 'field-missing',
    },
    'a cluster without a node resource group': {
      on: aksWith({ nodeResourceGroup: undefined }),
      reason: 'field-missing',
    },
    'files without disks': { on, folder: 'estate', reason: 'not-in-files' },
  },
});
