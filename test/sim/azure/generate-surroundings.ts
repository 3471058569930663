import type { ManagedCluster } from '@azure/arm-containerservice';
import type { ApplicationGateway } from '@azure/arm-network';
import type { Registry } from '@azure/arm-containerregistry';
import type { DiagnosticSettingsResource } from '@azure/arm-monitor';
import type { JsonObject } from '../json.ts';
import type { Seeded } from '../seeded.ts';
import type { Surroundings } from './estate.ts';
import { nodeSubnetOf } from './generate-network.ts';

interface Place {
  readonly subscriptionId: string;
  readonly clusters: readonly ManagedCluster[];
  /** The numbers of the clusters in the whole estate. */
  readonly indexes: readonly number[];
  readonly registries: readonly Registry[];
}

/** What stands around the clusters of a subscription, as tidy owners keep it. */
export function surroundingsOf(random: Seeded, { subscriptionId, clusters, indexes, registries }: Place): Surroundings {
  const root = `/subscriptions/${subscriptionId}`;
  const locations = [...new Set(clusters.map(({ location }) => location))];
  const watcherOf = (location: string) =>
    `${root}/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/NetworkWatcher_${location}`;
  const storageId = `${root}/resourceGroups/logs/providers/Microsoft.Storage/storageAccounts/flows`;
  return {
    networkWatchers: locations.map((location) => ({
      id: watcherOf(location),
      name: `NetworkWatcher_${location}`,
      type: 'Microsoft.Network/networkWatchers',
      location,
      provisioningState: 'Succeeded',
    })),
    flowLogs: clusters.map(({ location }, nth) => {
      const network = nodeSubnetOf(subscriptionId, indexes[nth] ?? 0).replace(/\/subnets\/.*/, '');
      const name = `${network.split('/').at(-1) ?? ''}-flows`;
      return {
        id: `${watcherOf(location)}/flowLogs/${name}`,
        name,
        type: 'Microsoft.Network/networkWatchers/flowLogs',
        location,
        targetResourceId: network,
        storageId,
        enabled: true,
        retentionPolicy: { days: 0, enabled: false },
        format: { type: 'JSON', version: 2 },
        provisioningState: 'Succeeded',
      };
    }),
    snapshots: clusters.map(({ location, nodeResourceGroup = '' }, nth) => ({
      id: `${root}/resourceGroups/${nodeResourceGroup}/providers/Microsoft.Compute/snapshots/nightly-${nth}`,
      name: `nightly-${nth}`,
      type: 'Microsoft.Compute/snapshots',
      location,
      creationData: {
        createOption: 'Copy',
        sourceResourceId: `${root}/resourceGroups/${nodeResourceGroup}/providers/Microsoft.Compute/disks/gone-${nth}`,
      },
      networkAccessPolicy: 'DenyAll',
      publicNetworkAccess: 'Disabled',
      diskState: 'Unattached',
      uniqueId: random.fork(`snapshot ${nth}`).hex(32),
      provisioningState: 'Succeeded',
    })),
    applicationGateways: clusters
      .slice(0, 1)
      .map((it) => gatewayOf(`${root}/resourceGroups/${it.nodeResourceGroup ?? ''}/providers`, 'edge', true)),
    tokens: registries.map(({ id = '' }) => tokenOf(id)),
    scopeMaps: registries.map(({ id = '' }) => ({
      id: `${id}/scopeMaps/build`,
      name: 'build',
      type: 'Microsoft.ContainerRegistry/registries/scopeMaps',
      actions: ['repositories/shop/content/write', 'repositories/shop/content/read'],
      provisioningState: 'Succeeded',
    })),
    ...vaultsOf(clusters, root),
  };
}

/** The activity log of a subscription goes to a workspace. */
export const activityLogOf = (subscriptionId: string): DiagnosticSettingsResource => ({
  id: `/subscriptions/${subscriptionId}/providers/Microsoft.Insights/diagnosticSettings/activity`,
  name: 'activity',
  type: 'Microsoft.Insights/diagnosticSettings',
  workspaceId: `/subscriptions/${subscriptionId}/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/logs`,
  logs: ['Administrative', 'Security', 'Policy'].map((category) => ({ category, enabled: true })),
});

/** A gateway that sends whoever comes without TLS on to HTTPS, or serves them. */
export function gatewayOf(providers: string, name: string, isSafe: boolean): ApplicationGateway {
  const id = `${providers}/Microsoft.Network/applicationGateways/${name}`;
  const frontendIPConfiguration = { id: `${id}/frontendIPConfigurations/public` };
  const listener = (kind: string): string => `${id}/httpListeners/${kind}`;
  const redirect = { id: `${id}/redirectConfigurations/up` };
  return {
    id,
    name,
    type: 'Microsoft.Network/applicationGateways',
    location: 'westeurope',
    frontendIPConfigurations: [
      {
        ...frontendIPConfiguration,
        name: 'public',
        publicIPAddress: { id: `${providers}/Microsoft.Network/publicIPAddresses/${name}` },
      },
    ],
    httpListeners: [
      { id: listener('http'), name: 'http', protocol: 'Http', frontendIPConfiguration },
      { id: listener('https'), name: 'https', protocol: 'Https', frontendIPConfiguration },
    ],
    redirectConfigurations: [{ ...redirect, name: 'up', targetListener: { id: listener('https') } }],
    requestRoutingRules: [
      {
        id: `${id}/requestRoutingRules/web`,
        name: 'web',
        httpListener: { id: listener('http') },
        ...(isSafe && { redirectConfiguration: redirect }),
      },
    ],
    provisioningState: 'Succeeded',
  };
}

const tokenOf = (registry: string) => ({
  id: `${registry}/tokens/pipeline`,
  name: 'pipeline',
  type: 'Microsoft.ContainerRegistry/registries/tokens',
  status: 'enabled',
  scopeMapId: `${registry}/scopeMaps/build`,
  credentials: { passwords: [{ name: 'password1', expiry: new Date('2027-03-01T00:00:00Z') }], certificates: [] },
  provisioningState: 'Succeeded',
});

/** The vault of each key that a cluster names, with that version of the key. */
function vaultsOf(clusters: readonly ManagedCluster[], root: string): Pick<Surroundings, 'vaults' | 'keys'> {
  const named = clusters.flatMap(({ location, securityProfile }) => {
    const url = /^https:\/\/(([^.]+)[^/]+)\/keys\/([^/]+)(\/.+)?$/.exec(securityProfile?.azureKeyVaultKms?.keyId ?? '');
    const [, host = '', name = '', key = '', version = ''] = url ?? [];
    return url ? [{ location, host, name, key, version }] : [];
  });
  const idOf = (name: string): string => `${root}/resourceGroups/keys/providers/Microsoft.KeyVault/vaults/${name}`;
  return {
    vaults: named.map(({ location, host, name }): JsonObject => ({
      id: idOf(name),
      name,
      type: 'Microsoft.KeyVault/vaults',
      location,
      properties: {
        vaultUri: `https://${host}/`,
        enableSoftDelete: true,
        enablePurgeProtection: true,
        publicNetworkAccess: 'Enabled',
        networkAcls: { bypass: 'AzureServices', defaultAction: 'Deny', ipRules: [], virtualNetworkRules: [] },
        accessPolicies: [],
        provisioningState: 'Succeeded',
      },
    })),
    keys: named.map(({ name, key, version }): JsonObject => ({
      id: `${idOf(name)}/keys/${key}${version.replace(/^\//, '/versions/')}`,
      name: key,
      type: 'Microsoft.KeyVault/vaults/keys',
      properties: { kty: 'RSA', keySize: 2048, attributes: { enabled: true, exp: 1_893_456_000 } },
    })),
  };
}
