import rule from '#rules/azure/aks/aks-node-ssh-enabled';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const note = 'Nodes of node auto-provisioning belong to no pool and are not covered.';
const auto = { nodeProvisioningProfile: { mode: 'auto' } };
const hosted = { name: 'hosted', mode: 'ManagedSystem' };
const windows = { name: 'win', osType: 'windows', securityProfile: { sshAccess: 'LocalUser' } };
const user = (sshAccess: string) => ({ name: 'user', osType: 'Linux', securityProfile: { sshAccess } });
const message = 'People sign in to the nodes of the pool user over SSH with the key of a local user.';
const key = 'user';
const requireDisabled = { params: { requireDisabled: true } };

testRule(rule, {
  pass: {
    'SSH is disabled': { on: aksWith({ agentPoolProfiles: [user('Disabled'), hosted, windows] }), ...requireDisabled },
    'people sign in with Entra': { on: aksWith({ agentPoolProfiles: [user('EntraId')] }) },
    'nodes of node auto-provisioning are not covered': {
      on: aksWith({ agentPoolProfiles: [user('disabled')], ...auto }),
      message: note,
    },
  },
  fail: {
    'a local user': { on: aksWith({ agentPoolProfiles: [user('LocalUser')] }), message, key },
    'a local user on nodes beside those of node auto-provisioning': {
      on: aksWith({ agentPoolProfiles: [user('LocalUser')], ...auto }),
      message: `${message} ${note}`,
      key,
    },
    'Entra is not enough where policy asks for none': {
      on: aksWith({ agentPoolProfiles: [user('EntraID')] }),
      ...requireDisabled,
      message: 'People sign in to the nodes of the pool user over SSH with their identities in Entra.',
      key,
    },
    'each pool is a finding of its own': {
      on: aksWith({ agentPoolProfiles: [user('LocalUser'), { ...user('LocalUser'), name: 'more' }] }),
      message,
      also: ['People sign in to the nodes of the pool more over SSH with the key of a local user.'],
      key,
    },
    'a pool that says nothing does not hide another one': {
      on: aksWith({ agentPoolProfiles: [{ name: 'silent' }, user('LocalUser')] }),
      message,
      key,
    },
  },
  unknown: {
    'versions of the API that leave it out do not tell': {
      on: aksWith({ agentPoolProfiles: [user('Disabled'), { name: 'old', securityProfile: {} }] }),
      reason: 'field-missing',
      message: 'The answer has no agentPoolProfiles[1].securityProfile.sshAccess.',
    },
    'a way to sign in that is new': {
      on: aksWith({ agentPoolProfiles: [user('Passkey')] }),
      reason: 'malformed',
      message: 'agentPoolProfiles[0].securityProfile.sshAccess is Passkey, which AKS does not document.',
    },
    'an answer without pools': { on: aksWith(), reason: 'field-missing' },
  },
  notApplicable: {
    'Windows pools and pools that AKS hosts': {
      on: aksWith({ agentPoolProfiles: [hosted, windows], ...auto }),
      message: `AKS hosts the pools, or they run Windows. ${note}`,
    },
  },
});
