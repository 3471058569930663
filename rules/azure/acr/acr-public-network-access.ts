import { z } from 'zod';
import { switched, updateRegistry } from '#clouds/azure/acr/registry/actions';
import { endpointOf, hasPrivateEndpoint, isPremium } from '#clouds/azure/acr/registry/network-facts';
import { acrRegistry } from '#clouds/azure/acr/registry/resource';
import { count, flag } from '#lib/params';
import { cannotPlan, defineRule, fail, notApplicable, pass, unknown } from '#rule';

export default defineRule({
  id: 'acr-public-network-access',
  on: acrRegistry,
  title: 'A container registry is reached from known networks only',
  severity: 'medium',
  grades: ['low'],
  control: 'registry-private',
  why: 'Whoever has a token or a password of the registry can use it from anywhere.',
  fix: 'Give clusters and pipelines private endpoints or list their addresses, then deny everything else.',
  references: [
    'https://learn.microsoft.com/azure/container-registry/container-registry-access-selected-networks',
    'https://learn.microsoft.com/azure/container-registry/container-registry-private-link',
  ],
  peers: [
    'powerpipe:container_registry_restrict_public_access',
    'prowler:containerregistry_network_access_restricted',
    'prowler:containerregistry_not_publicly_accessible',
    'prowler:containerregistry_uses_private_link',
  ],
  params: z.object({ requirePremium: flag(false), requirePrivateLink: flag(false), maxPublicAddresses: count(65_536) }),

  evaluate({ config }, { params }) {
    const { sku, networkRuleSet } = config;
    const tier = { at: 'sku.name', actual: sku.name };
    if (!isPremium(config))
      return params.requirePremium
        ? fail(`Everybody reaches the registry: ${sku.name} has no network rules.`, tier)
        : notApplicable(`${sku.name} has no network rules: only a Premium registry can be closed`);
    const endpoint = endpointOf(config);
    const at = networkRuleSet ? 'networkRuleSet' : '';
    const seen = { at, actual: networkRuleSet ?? 'no networkRuleSet' };
    if (endpoint.is === 'open') return fail('Every network reaches the registry.', seen);
    if (endpoint.is === 'listed' && endpoint.count > BigInt(params.maxPublicAddresses))
      return fail(`The registry lets in ${endpoint.count} public addresses.`, seen);
    if (endpoint.is === 'listed' && endpoint.unclear.length > 0)
      return unknown('malformed', `The address ${endpoint.unclear[0] ?? ''} of its network rules cannot be read.`);
    if (!params.requirePrivateLink || hasPrivateEndpoint(config)) return pass();
    const grade = 'low' as const;
    return fail('No private endpoint leads to the registry.', { at: '', actual: 'none that is approved' }, { grade });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateRegistry],
    plan: (registry) =>
      hasPrivateEndpoint(registry.config)
        ? switched(registry, { publicNetworkAccess: 'Disabled' })
        : cannotPlan('no private endpoint leads to the registry: nobody would reach it'),
  },
});
