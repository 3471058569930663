import { expect, test } from 'vitest';
import { endpointOf, hasPrivateEndpoint, isPremium } from '#clouds/azure/acr/registry/network-facts';
import { exemptingTag } from '#clouds/azure/tag-facts';
import { registryWith } from '../../../support/azure/acr.ts';

const rules = (defaultAction: string, ...ipRules: object[]) => ({ networkRuleSet: { defaultAction, ipRules } });

test.each([
  ['the switch is off', { publicNetworkAccess: 'Disabled', ...rules('Allow') }, { is: 'closed' }],
  ['neither a switch nor rules', {}, { is: 'open' }],
  ['addresses beside Allow', rules('Allow', { iPAddressOrRange: '8.8.8.8' }), { is: 'open' }],
  ['no address beside Deny', rules('DENY'), { is: 'listed', count: 0n, unclear: [] }],
  [
    'addresses that overlap, in both spellings',
    rules('Deny', { iPAddressOrRange: '8.8.8.0/24' }, { value: '8.8.8.8' }, { value: '9.9.9.9' }),
    { is: 'listed', count: 257n, unclear: [] },
  ],
  ['private addresses count nothing', rules('Deny', { value: '10.0.0.0/8' }), { is: 'listed', count: 0n, unclear: [] }],
  ['an entry that says nothing', rules('Deny', { action: 'Allow' }), { is: 'listed', count: 0n, unclear: [''] }],
])('who reaches a registry: %s', (_, config, endpoint) => {
  expect(endpointOf(registryWith(config).config)).toEqual(endpoint);
});

test('a private endpoint counts once it was let in', () => {
  const connection = (status: string) => ({ privateLinkServiceConnectionState: { status } });
  const has = (...privateEndpointConnections: object[]) =>
    hasPrivateEndpoint(registryWith({ privateEndpointConnections }).config);
  expect([has(), has({}), has(connection('Pending')), has(connection('Rejected'), connection('approved'))]).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

test('the tier is compared without case', () => {
  expect(['premium', 'Standard'].map((name) => isPremium(registryWith({ sku: { name } }).config))).toEqual([
    true,
    false,
  ]);
});

test('a tag exempts by its name in any case, and by its value as it is', () => {
  const tags = { Environment: 'dev' };
  expect(exemptingTag({ tags }, { environment: 'dev' })).toBe('environment=dev');
  expect(exemptingTag({ tags }, { environment: 'Dev' })).toBeUndefined();
  expect(exemptingTag({}, { environment: 'dev' })).toBeUndefined();
});
