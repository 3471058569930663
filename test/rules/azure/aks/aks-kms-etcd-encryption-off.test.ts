import { expect, it } from 'vitest';
import rule from '#rules/azure/aks/aks-kms-etcd-encryption-off';
import { aksWith } from '../../../support/azure/aks.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const unseen = 'No Key Vault key encrypts the Secrets; whether a key of the platform does could not be seen.';
const none = 'No KMS key encrypts the Secrets of the cluster.';
const vault = { enabled: true, keyId: 'https://vault.vault.azure.net/keys/k/1' };

/** What preview versions of the API tell beside the SDK's own type. */
const withPlatformKey = (infrastructureEncryption: string, azureKeyVaultKms?: { enabled: boolean; keyId?: string }) => {
  const kubernetesResourceObjectEncryptionProfile = { infrastructureEncryption };
  const securityProfile = { azureKeyVaultKms, kubernetesResourceObjectEncryptionProfile };
  return aksWith({ securityProfile });
};

testRule(rule, {
  pass: {
    'a key in Key Vault': { on: aksWith({ securityProfile: { azureKeyVaultKms: vault } }) },
    'a key of the platform': { on: withPlatformKey('Enabled') },
    'a key of the platform, while KMS names no key': { on: withPlatformKey('enabled', { enabled: true }) },
    'a key in Key Vault where one is required': {
      on: aksWith({ securityProfile: { azureKeyVaultKms: vault } }),
      params: { requireCmk: true },
    },
  },
  fail: {
    'no securityProfile: the key of the platform could not be seen': { on: aksWith(), message: unseen },
    'an empty securityProfile': { on: aksWith({ securityProfile: {} }), message: unseen },
    'enabled is absent': {
      on: aksWith({ securityProfile: { azureKeyVaultKms: { keyId: vault.keyId } } }),
      message: unseen,
    },
    'enabled is false': {
      on: aksWith({ securityProfile: { azureKeyVaultKms: { ...vault, enabled: false } } }),
      message: unseen,
    },
    'enabled without a key': {
      on: aksWith({ securityProfile: { azureKeyVaultKms: { enabled: true, keyId: '' } } }),
      message: 'KMS encryption of Secrets is on, but names no key.',
    },
    'the key of the platform is seen to be off': { on: withPlatformKey('Disabled'), message: none },
    'the key of the platform where one of your own is required': {
      on: withPlatformKey('Enabled'),
      params: { requireCmk: true },
      message: 'Secrets are encrypted through KMS with a key of the platform, not with a key in Key Vault.',
    },
  },
  unknown: {
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});

it('the evidence is the key where KMS names none, and the switch elsewhere', () => {
  const kms = 'securityProfile.azureKeyVaultKms';
  const evidence = (azureKeyVaultKms: { enabled: boolean; keyId: string }) =>
    judgedBy(rule, aksWith({ securityProfile: { azureKeyVaultKms } })).judgements[0]?.evidence;
  expect(evidence({ enabled: true, keyId: '' })).toEqual([{ at: `${kms}.keyId`, actual: '', expected: 'a key' }]);
  expect(evidence({ ...vault, enabled: false })).toMatchObject([{ at: `${kms}.enabled`, actual: false }]);
});
