import { vaultKey } from '#clouds/azure/keyvault/key/resource';
import { keyVault } from '#clouds/azure/keyvault/vault/resource';
import rule from '#rules/azure/keyvault/azure-keyvault-kms-weak';
import { aksWith } from '../../../support/azure/aks.ts';
import { vaultKeyWith, vaultWith } from '../../../support/azure/surroundings.ts';
import { testRule } from '../../../support/test-rule.ts';

const at = '2026-11-23T00:00:00.000Z';
const keyId = 'https://Keys.vault.azure.net/keys/etcd/0123';
const kmsOf = (kms: object) => aksWith({ securityProfile: { azureKeyVaultKms: { enabled: true, keyId, ...kms } } });
const on = kmsOf({});
const safe = {
  vaultUri: 'https://keys.vault.azure.net/',
  enablePurgeProtection: true,
  enableSoftDelete: true,
  publicNetworkAccess: 'Enabled',
  networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices' },
};
const vault = vaultWith('keys', safe);
const open = vaultWith('keys', { ...safe, networkAcls: { defaultAction: 'Allow' } });
const unprotected = vaultWith('keys', { ...safe, enablePurgeProtection: undefined });
const privately = kmsOf({ keyVaultNetworkAccess: 'Private', keyVaultResourceId: vault.config.id });
const keyWith = (attributes: object, id = keyId) => vaultKeyWith(vault.id, id, { enabled: true, ...attributes });
const good = keyWith({});
const key = vault.id;
/** Noon, thirty and thirty-one days after. */
const in30Days = Date.parse('2026-12-23T12:00:00Z') / 1000;
const in31Days = Date.parse('2026-12-24T12:00:00Z') / 1000;
const everyNetwork = 'The vault keys: every network reaches it.';
const noPurge = 'The vault keys: purge protection is off.';

testRule(rule, {
  pass: {
    'a protected vault, found by the host of the key': { on, at, beside: [vault, good] },
    'a vault that the cluster names by its id': { on: privately, at, beside: [vault, good] },
    'public access is off': {
      on,
      at,
      beside: [vaultWith('keys', { ...safe, publicNetworkAccess: 'disabled', networkAcls: undefined }), good],
    },
    'soft delete is on unless the vault says otherwise': {
      on,
      at,
      beside: [vaultWith('keys', { ...safe, enableSoftDelete: undefined }), good],
    },
    'a key that lasts longer': { on, at, beside: [vault, keyWith({ exp: in31Days })] },
    'policy asks for fewer days': {
      on,
      at,
      beside: [vault, keyWith({ exp: in30Days })],
      params: { keyExpiryDays: 29 },
    },
    'a key without a version is the current one': {
      on: kmsOf({ keyId: 'https://keys.vault.azure.net/keys/etcd' }),
      at,
      beside: [vault, keyWith({}, 'https://keys.vault.azure.net/keys/etcd')],
    },
  },
  fail: {
    'no purge protection': { on, at, beside: [unprotected, good], key, grade: 'high', message: noPurge },
    'purge protection is off': {
      on,
      at,
      beside: [vaultWith('keys', { ...safe, enablePurgeProtection: false }), good],
      key,
      grade: 'high',
      message: noPurge,
    },
    'soft delete is off': {
      on,
      at,
      beside: [vaultWith('keys', { ...safe, enableSoftDelete: false }), good],
      key,
      grade: 'high',
      message: 'The vault keys: soft delete is off.',
    },
    'the key is disabled': {
      on,
      at,
      beside: [vault, keyWith({ enabled: false })],
      key,
      grade: 'high',
      message: 'The vault keys: the key etcd is disabled.',
    },
    'the key ends soon': {
      on,
      at,
      beside: [vault, keyWith({ exp: in30Days })],
      key,
      grade: 'high',
      message: 'The vault keys: the key etcd ends on 2026-12-23.',
    },
    'the key has ended': {
      on,
      at,
      beside: [vault, keyWith({ exp: 1 })],
      key,
      grade: 'high',
      message: 'The vault keys: the key etcd ended on 1970-01-01.',
    },
    'every network, of a vault that the cluster reaches privately': {
      on: privately,
      at,
      beside: [open, good],
      key,
      message: everyNetwork,
    },
    'every network, without API Server VNet Integration': {
      on,
      at,
      beside: [open, good],
      key,
      grade: 'low',
      message: everyNetwork,
    },
    'every network, where policy asks for a private vault': {
      on,
      at,
      beside: [open, good],
      params: { requirePrivateVault: true },
      key,
      message: everyNetwork,
    },
    'no network rules at all': {
      on,
      at,
      beside: [vaultWith('keys', { ...safe, networkAcls: undefined, publicNetworkAccess: undefined }), good],
      key,
      grade: 'low',
      message: everyNetwork,
    },
    'one finding names all that is wrong': {
      on,
      at,
      beside: [vaultWith('keys', { vaultUri: safe.vaultUri, enableSoftDelete: false }), keyWith({ enabled: false })],
      key,
      grade: 'high',
      message:
        'The vault keys: purge protection is off, soft delete is off, every network reaches it, the key etcd is disabled.',
    },
    'a weak vault whose key was not read': { on, at, beside: [unprotected], key, grade: 'high', message: noPurge },
  },
  unknown: {
    'a perimeter goes before the rules of the vault': {
      on,
      at,
      beside: [vaultWith('keys', { ...safe, publicNetworkAccess: 'SecuredByPerimeter' }), good],
      reason: 'outside',
      message: 'What the network perimeter of keys lets in is not read.',
    },
    'vaults were not read': { on, at, beside: [vault, good], hidden: [keyVault], reason: 'denied' },
    'the key was not read': { on, at, beside: [vault, good], hidden: [vaultKey], reason: 'denied' },
    'the key of a vault in another subscription': {
      on,
      at,
      beside: [vault],
      reason: 'outside',
      message: 'The key is in no subscription whose clusters name it.',
    },
    'the vault is in a subscription that was not read': {
      on,
      at,
      reason: 'outside',
      message: 'The vault keys.vault.azure.net is in no subscription that was read.',
    },
    'a managed HSM': {
      on: kmsOf({ keyId: 'https://hsm.managedhsm.azure.net/keys/etcd/0123' }),
      at,
      reason: 'outside',
      message: 'hsm.managedhsm.azure.net is a managed HSM, which is not read.',
    },
    'a key identifier that is none': {
      on: kmsOf({ keyId: 'etcd' }),
      at,
      reason: 'field-missing',
      message: 'The answer has no securityProfile.azureKeyVaultKms.keyId.',
    },
    'a key that does not say whether it is enabled': {
      on,
      at,
      beside: [vault, keyWith({ enabled: undefined })],
      reason: 'field-missing',
    },
  },
  notApplicable: {
    'no KMS': { on: aksWith(), at, message: 'no key of a vault encrypts its Secrets' },
    'KMS is off': { on: kmsOf({ enabled: false }), at, message: 'no key of a vault encrypts its Secrets' },
  },
});
