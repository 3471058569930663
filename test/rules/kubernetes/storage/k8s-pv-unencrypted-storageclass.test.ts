import { ebsEncryptionDefault } from '#clouds/aws/ec2/ebs-encryption-default/resource';
import { persistentVolume } from '#clouds/kubernetes/persistent-volume/resource';
import rule from '#rules/kubernetes/storage/k8s-pv-unencrypted-storageclass';
import { make } from '../../../support/build.ts';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { storageClassWith, volumeWith } from '../../../support/kubernetes/storage.ts';
import { testRule } from '../../../support/test-rule.ts';

const target = 'aws:111122223333:eu-west-1';
const byDefault = (config: object, of = target) =>
  make(ebsEncryptionDefault, `${of}/ec2.ebs-encryption-default`, config, { target: of });
const off = byDefault({ EbsEncryptionByDefault: false });
const on = byDefault({ EbsEncryptionByDefault: true });
const ebs = (parameters?: Readonly<Record<string, string>>, annotations: Readonly<Record<string, string>> = {}) =>
  storageClassWith('ebs.csi.aws.com', { ...(parameters && { parameters }), metadata: { annotations } });
const isDefault = { 'storageclass.kubernetes.io/is-default-class': 'true' };
const volume = volumeWith({ storageClassName: 'fast' });
const message = 'It makes volumes of EBS that are not encrypted.';
const ofPlatform = 'Its volumes are encrypted with a key of the platform.';
const params = { requireCmk: true };
const byCloud = 'Its cloud encrypts all volumes.';

testRule(rule, {
  pass: {
    'the class asks for it': { on: ebs({ encrypted: 'true' }), beside: [off] },
    'the name in any case of letters': { on: ebs({ Encrypted: 'true' }), beside: [off] },
    'a key, which says enough': { on: ebs({ kmsKeyId: 'arn:aws:kms:x' }), beside: [off, volume] },
    'the account encrypts all': { on: ebs(), beside: [on], message: 'New volumes of the region are encrypted.' },
    'even where the class says no': {
      on: ebs({ encrypted: 'false' }),
      beside: [on],
      message: 'New volumes of the region are encrypted.',
    },
    'a key of its own': { on: ebs({ encrypted: 'true', kmsKeyId: 'arn:aws:kms:x' }), params },
    'disks of Azure': { on: storageClassWith('disk.csi.azure.com'), message: byCloud },
    'disks of Google': { on: storageClassWith('pd.csi.storage.gke.io'), message: byCloud },
    'a key of its own on Azure': {
      on: storageClassWith('disk.csi.azure.com', { parameters: { diskEncryptionSetID: '/x' } }),
      params,
      message: byCloud,
    },
    'a key of its own on Google': {
      on: storageClassWith('pd.csi.storage.gke.io', { parameters: { 'disk-encryption-kms-key': 'x' } }),
      params,
      message: byCloud,
    },
  },
  fail: {
    'neither the class nor the account, and a volume': { on: ebs(), beside: [off, volume], message },
    'a word that the driver does not read': { on: ebs({ encrypted: 'True' }), beside: [off, volume], message },
    'the class says no': { on: ebs({ encrypted: 'false' }), beside: [off, volume], message },
    'the class of claims that name none': { on: ebs({}, isDefault), beside: [off], message },
    'a class that nobody uses': { on: ebs(), beside: [off], message, grade: 'low' },
    'a volume of another class': {
      on: ebs(),
      beside: [off, volumeWith({ storageClassName: 'slow' })],
      message,
      grade: 'low',
    },
    'Auto Mode': {
      on: storageClassWith('ebs.csi.eks.amazonaws.com'),
      beside: [off, volume],
      message,
    },
    'the driver inside of Kubernetes': {
      on: storageClassWith('kubernetes.io/aws-ebs'),
      beside: [off, volume],
      message,
    },
    'policy asks for a key': { on: ebs({ encrypted: 'true' }), params, message: ofPlatform, grade: 'low' },
    'policy asks for a key on Azure': {
      on: storageClassWith('disk.csi.azure.com'),
      params,
      message: ofPlatform,
      grade: 'low',
    },
  },
  unknown: {
    'the account that nobody watches': { on: ebs(), hidden: [ebsEncryptionDefault], reason: 'outside' },
    'an answer without the field': { on: ebs(), beside: [byDefault({})], reason: 'field-missing' },
    'a cluster that files do not name': {
      on: storageClassWith('ebs.csi.aws.com', {}, { cluster: clusters.files }),
      folder: 'shop',
      reason: 'outside',
    },
    'volumes that were not read': { on: ebs(), beside: [off], hidden: [persistentVolume], reason: 'denied' },
  },
  notApplicable: {
    'file systems of AWS': {
      on: storageClassWith('efs.csi.aws.com'),
      message: 'its file systems are encrypted where they are made',
    },
    'another driver': {
      on: storageClassWith('rancher.io/local-path'),
      message: 'what rancher.io/local-path does is not known',
    },
  },
});
