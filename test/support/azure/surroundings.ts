import { registryToken } from '#clouds/azure/acr/token/resource';
import { scopeMap } from '#clouds/azure/acr/scope-map/resource';
import { diskSnapshot } from '#clouds/azure/compute/snapshot/resource';
import { keyNamed, vaultKey, vaultKeyOf } from '#clouds/azure/keyvault/key/resource';
import { keyVault } from '#clouds/azure/keyvault/vault/resource';
import { activityLogSettings } from '#clouds/azure/monitor/activity-log/resource';
import { diagnosticSettingsOf } from '#clouds/azure/monitor/diagnostic-settings/resource';
import { applicationGateway } from '#clouds/azure/network/application-gateway/resource';
import { flowLog } from '#clouds/azure/network/flow-log/resource';
import { publicAddress } from '#clouds/azure/network/public-ip/resource';
import type { Resource, Type } from '#model';
import { make, type Draft } from '../build.ts';
import { registryWith } from './acr.ts';
import { nodeGroup, subscription } from './aks.ts';

/** Builds objects of a type that lie at a path below the resource group rg. */
const inGroup =
  <N extends string, C>(type: Type<N, C>, kind: string, group = 'rg') =>
  (name: string, config: Draft<C>): Resource<N, C> => {
    const id = `${subscription}/resourceGroups/${group}/providers/${kind}/${name}`;
    const own = { id, name, provisioningState: 'Succeeded' };
    return make(type, id.toLowerCase(), { ...own, ...config }, { name: name.split('/').at(-1) ?? name });
  };

/** A vault, a public address beside the nodes of the cluster called shop, and so on, as a test gives them. */
export const vaultWith = inGroup(keyVault, 'Microsoft.KeyVault/vaults');
export const addressWith = inGroup(publicAddress, 'Microsoft.Network/publicIPAddresses', nodeGroup);
export const addressElsewhere = inGroup(publicAddress, 'Microsoft.Network/publicIPAddresses');
export const gatewayWith = inGroup(applicationGateway, 'Microsoft.Network/applicationGateways');
export const gatewayBeside = inGroup(applicationGateway, 'Microsoft.Network/applicationGateways', nodeGroup);
export const flowLogWith = inGroup(flowLog, 'Microsoft.Network/networkWatchers/nw/flowLogs');
export const snapshotWith = inGroup(diskSnapshot, 'Microsoft.Compute/snapshots');
const registry = 'Microsoft.ContainerRegistry/registries/shop';
export const tokenWith = inGroup(registryToken, `${registry}/tokens`);
export const scopeMapWith = inGroup(scopeMap, `${registry}/scopeMaps`);

/** The id of a scope map of the registry called shop. */
export const scopeMapId = (name: string): string => `${registryWith().config.id ?? ''}/scopeMaps/${name}`;

/** The version of a key that an identifier names, in a vault. */
export const vaultKeyWith = (
  vault: string,
  keyId: string,
  attributes: Draft<NonNullable<(typeof vaultKey.config)['attributes']>>,
): Resource<'azure.key-vault-key', typeof vaultKey.config> => {
  const named = keyNamed(keyId) ?? { host: '', name: '' };
  return make(vaultKey, vaultKeyOf(vault, named), { attributes }, { name: named.name });
};

/** The diagnostic settings of the subscription itself. */
export const activityLogTo = (
  ...value: readonly Draft<(typeof activityLogSettings.config)['value'][number]>[]
): Resource<'azure.activity-log-settings', typeof activityLogSettings.config> =>
  make(activityLogSettings, diagnosticSettingsOf(subscription), { value }, { name: 'subscription' });
