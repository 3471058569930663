import type { Registry } from '@azure/arm-containerregistry';
import type { Seeded } from '../seeded.ts';

/** Few clusters have a registry each, so that they show every variant; many share one. */
export const hasRegistry = (index: number): boolean => index < 5 || index % 10 === 0;

/** What is open in a registry, in turn; the others are closed. */
const variants: readonly Partial<Registry>[] = [
  { adminUserEnabled: true },
  {},
  { anonymousPullEnabled: true },
  { anonymousPullEnabled: true, publicNetworkAccess: 'Disabled' },
  { sku: { name: 'Basic', tier: 'Basic' }, adminUserEnabled: true },
];

export function registryOf(
  random: Seeded,
  { subscriptionId, index }: { readonly subscriptionId: string; readonly index: number },
): Registry {
  const name = `registry${index}${random.hex(6)}`;
  return {
    id: `/subscriptions/${subscriptionId}/resourceGroups/rg-${index}/providers/Microsoft.ContainerRegistry/registries/${name}`,
    name,
    type: 'Microsoft.ContainerRegistry/registries',
    location: 'westeurope',
    tags: { team: random.pick(['payments', 'search', 'platform']) },
    sku: { name: 'Premium', tier: 'Premium' },
    loginServer: `${name}.azurecr.io`,
    creationDate: new Date('2026-02-01T00:00:00Z'),
    provisioningState: 'Succeeded',
    adminUserEnabled: false,
    networkRuleSet: { defaultAction: 'Allow', ipRules: [] },
    policies: {
      quarantinePolicy: { status: 'disabled' },
      retentionPolicy: { days: 7, status: 'disabled' },
      exportPolicy: { status: 'enabled' },
      azureADAuthenticationAsArmPolicy: { status: 'enabled' },
    },
    encryption: { status: 'disabled' },
    dataEndpointEnabled: false,
    dataEndpointHostNames: [],
    privateEndpointConnections: [],
    publicNetworkAccess: 'Enabled',
    networkRuleBypassOptions: 'AzureServices',
    zoneRedundancy: 'Disabled',
    anonymousPullEnabled: false,
    ...variants[index % variants.length],
  };
}
