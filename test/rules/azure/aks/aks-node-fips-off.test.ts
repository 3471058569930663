import rule from '#rules/azure/aks/aks-node-fips-off';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const note = 'Nodes of node auto-provisioning belong to no pool and are not covered.';
const auto = { nodeProvisioningProfile: { mode: 'auto' } };
const hosted = { name: 'hosted', mode: 'ManagedSystem' };
const params = { requireFips: true };
const message = 'FIPS is off on the nodes of the pool user.';
const key = 'user';

testRule(rule, {
  pass: {
    'FIPS is on': { on: aksWith({ agentPoolProfiles: [{ name: 'user', enableFips: true }, hosted] }), params },
    'nodes of node auto-provisioning are not covered': {
      on: aksWith({ agentPoolProfiles: [{ name: 'user', enableFips: true }], ...auto }),
      params,
      message: note,
    },
  },
  fail: {
    'FIPS is off': { on: aksWith({ agentPoolProfiles: [{ name: 'user', enableFips: false }] }), params, message, key },
    'what is missing is off': {
      on: aksWith({ agentPoolProfiles: [hosted, { name: 'user' }, { name: 'more' }], ...auto }),
      params,
      message: `${message} ${note}`,
      also: [`FIPS is off on the nodes of the pool more. ${note}`],
      key,
    },
  },
  unknown: { 'an answer without pools': { on: aksWith(), params, reason: 'field-missing' } },
  notApplicable: {
    'policy does not ask for it': {
      on: aksWith({ agentPoolProfiles: [{ name: 'user' }] }),
      message: 'policy asks for no FIPS',
    },
    'pools that AKS hosts': {
      on: aksWith({ agentPoolProfiles: [hosted] }),
      params,
      message: 'AKS hosts the pools.',
    },
  },
});
