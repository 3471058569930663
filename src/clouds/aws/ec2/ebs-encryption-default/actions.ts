import { defineAction, wire, type Action, type ActionType, type ResourceOf } from '#model';
import { ebsEncryptionDefault } from './resource.ts';

/**
 * Encrypts new volumes and copies of snapshots in the region. What exists stays as it is. Nodes fail to start where the
 * default key is one that their roles may not use, which is not read.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableEbsEncryptionByDefault.html
 */
export const enableEbsEncryption = defineAction({
  name: 'ec2.enable-ebs-encryption',
  on: ebsEncryptionDefault,
  kind: 'replace',
  permissions: ['ec2:EnableEbsEncryptionByDefault'],
  writes: ['EbsEncryptionByDefault'],
  request: wire<Record<never, never>>(),
  simulate: (it) => [{ put: { ...it, config: { ...it.config, EbsEncryptionByDefault: true } } }],
  undo: (before) => (before.config.EbsEncryptionByDefault === true ? [] : [disableEbsEncryption(before, {})]),
  undoneBy: () => [disableEbsEncryption],
});

/**
 * Leaves it to whoever makes a volume whether it is encrypted.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisableEbsEncryptionByDefault.html
 */
export const disableEbsEncryption = defineAction({
  name: 'ec2.disable-ebs-encryption',
  on: ebsEncryptionDefault,
  kind: 'replace',
  permissions: ['ec2:DisableEbsEncryptionByDefault'],
  writes: ['EbsEncryptionByDefault'],
  request: wire<Record<never, never>>(),
  simulate: (it) => [{ put: { ...it, config: { ...it.config, EbsEncryptionByDefault: false } } }],
  undo: enabledAgain,
  undoneBy: enabling,
});

function enabling(): readonly ActionType[] {
  return [enableEbsEncryption];
}

function enabledAgain(before: ResourceOf<typeof ebsEncryptionDefault>): readonly Action[] {
  return before.config.EbsEncryptionByDefault === true ? [enableEbsEncryption(before, {})] : [];
}
