import { z } from 'zod';
import { ebsEncryptionDefault } from '#clouds/aws/ec2/ebs-encryption-default/resource';
import { clusterUnknown } from '#clouds/kubernetes/api/facts';
import { persistentVolume } from '#clouds/kubernetes/persistent-volume/resource';
import {
  asksForEncryption,
  ebsDefaultOf,
  hasOwnKey,
  isDefaultClass,
  storageOf,
} from '#clouds/kubernetes/storage-class/facts';
import { storageClass } from '#clouds/kubernetes/storage-class/resource';
import { flag } from '#lib/params';
import { defineRule, fail, fieldMissing, isUnread, notApplicable, pass, passBecause } from '#rule';

export default defineRule({
  id: 'k8s-pv-unencrypted-storageclass',
  on: storageClass,
  uses: [ebsEncryptionDefault, persistentVolume],
  title: 'A storage class makes encrypted volumes',
  severity: 'medium',
  grades: ['low'],
  control: 'disks-encrypted',
  why: 'What pods write is readable in every snapshot and copy of the volume; a volume is never encrypted afterwards.',
  fix: 'Make a class with encrypted set to true, make it the default and move the volumes; or turn on encryption of EBS by default.',
  references: [
    'https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md',
    'https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html',
  ],
  peers: ['kubescape:C-0264'],
  params: z.object({ requireCmk: flag(false) }),

  evaluate({ name, config, target }, { find, list, params }) {
    const storage = storageOf(config);
    if (storage === undefined) return notApplicable(`what ${config.provisioner} does is not known`);
    if (storage === 'file-system') return notApplicable('its file systems are encrypted where they are made');
    const at = config.parameters ? 'parameters' : '';
    const seen = { at, actual: config.parameters ?? 'no parameters' };
    const low = { grade: 'low' as const };
    if (storage === 'always-encrypted')
      return params.requireCmk && !hasOwnKey(config)
        ? fail('Its volumes are encrypted with a key of the platform.', seen, low)
        : passBecause('Its cloud encrypts all volumes.');
    if (asksForEncryption(config))
      return params.requireCmk && !hasOwnKey(config)
        ? fail('Its volumes are encrypted with a key of the platform.', seen, low)
        : pass();
    const address = ebsDefaultOf(target);
    const byDefault = address === undefined ? clusterUnknown : find(ebsEncryptionDefault, address);
    if (isUnread(byDefault)) return byDefault;
    const on = byDefault === 'absent' ? undefined : byDefault.config.EbsEncryptionByDefault;
    if (on === undefined) return fieldMissing('EbsEncryptionByDefault');
    if (on) return passBecause('New volumes of the region are encrypted.');
    const volumes = list(persistentVolume, { storageClass: name });
    const isUsed = volumes.items.length > 0 || isDefaultClass(config);
    if (!isUsed && volumes.unread) return volumes.unread;
    return fail('It makes volumes of EBS that are not encrypted.', seen, isUsed ? {} : low);
  },
});
