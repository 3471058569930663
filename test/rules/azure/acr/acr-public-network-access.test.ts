import rule from '#rules/azure/acr/acr-public-network-access';
import { registryWith } from '../../../support/azure/acr.ts';
import { testRule } from '../../../support/test-rule.ts';

const open = 'Every network reaches the registry.';
const cannot = 'no private endpoint leads to the registry: nobody would reach it';
const rules = (defaultAction: string, ...addresses: string[]) => ({
  networkRuleSet: { defaultAction, ipRules: addresses.map((iPAddressOrRange) => ({ iPAddressOrRange })) },
});
const printed = (value: string): object => ({ value });
const endpoint = (status: string) => ({
  privateEndpointConnections: [{ privateLinkServiceConnectionState: { status } }],
});
const low = { grade: 'low', cannot } as const;
const requirePrivateLink = { params: { requirePrivateLink: true } };

testRule(rule, {
  pass: {
    'the public endpoint is off': { on: registryWith({ publicNetworkAccess: 'disabled', ...rules('Allow') }) },
    'few addresses are listed': {
      on: registryWith({ publicNetworkAccess: 'Enabled', ...rules('deny', '203.0.113.0/24', '198.51.100.7') }),
    },
    'no address is listed': { on: registryWith(rules('Deny')) },
    'as many addresses as are allowed': { on: registryWith(rules('Deny', '52.0.0.0/16')) },
    'the address as az prints it': {
      on: registryWith({ networkRuleSet: { defaultAction: 'Deny', ipRules: [printed('52.0.0.0/16')] } }),
    },
    'a private endpoint where policy asks for one': {
      on: registryWith({ publicNetworkAccess: 'Disabled', ...endpoint('Approved') }),
      ...requirePrivateLink,
    },
  },
  fail: {
    'everybody is let in': {
      on: registryWith({ publicNetworkAccess: 'Enabled', ...rules('Allow') }),
      message: open,
      cannot,
    },
    'without rules everybody is let in': { on: registryWith(), message: open, cannot },
    'addresses limit nothing where everybody is let in': {
      on: registryWith(rules('Allow', '203.0.113.0/24')),
      message: open,
      cannot,
    },
    'a plan closes it where a private endpoint leads to it': {
      on: registryWith({ ...rules('Allow'), ...endpoint('Approved') }),
      message: open,
    },
    'no plan while it is updated': {
      on: registryWith({ ...endpoint('Approved'), provisioningState: 'Updating' }),
      message: open,
      cannot: 'the registry is in the state Updating',
    },
    'many addresses are listed': {
      on: registryWith(rules('Deny', '52.0.0.0/17', '52.0.128.0/17', '53.0.0.1')),
      message: 'The registry lets in 65537 public addresses.',
      cannot,
    },
    'fewer addresses are allowed': {
      on: registryWith(rules('Deny', '203.0.113.0/32', '52.0.0.0/31')),
      params: { maxPublicAddresses: 1 },
      message: 'The registry lets in 2 public addresses.',
      cannot,
    },
    'no private endpoint where policy asks for one': {
      on: registryWith({ publicNetworkAccess: 'Disabled' }),
      ...requirePrivateLink,
      message: 'No private endpoint leads to the registry.',
      ...low,
    },
    'a private endpoint that was not let in': {
      on: registryWith({ ...rules('Deny'), ...endpoint('Pending') }),
      ...requirePrivateLink,
      message: 'No private endpoint leads to the registry.',
      ...low,
    },
    'a tier without network rules, where policy asks for Premium': {
      on: registryWith({ sku: { name: 'Basic' } }),
      params: { requirePremium: true },
      message: 'Everybody reaches the registry: Basic has no network rules.',
      cannot,
    },
  },
  unknown: {
    'an address that is none': {
      on: registryWith(rules('Deny', '203.0.113.0/24', 'nonsense')),
      reason: 'malformed',
      message: 'The address nonsense of its network rules cannot be read.',
    },
    'a registry that is being made': { on: registryWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
  notApplicable: {
    'a tier without network rules': {
      on: registryWith({ sku: { name: 'Standard' } }),
      message: 'Standard has no network rules: only a Premium registry can be closed',
    },
  },
});
