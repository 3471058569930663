import { trustRereads } from './trust-calls.ts';

export const cluster = 'containerservice:managedClusters.get';
export const clusters = 'containerservice:managedClusters.list';
export const settings = 'monitor:diagnosticSettings.list';
const tokens = (registries: number) => ({
  'containerregistry:tokens.list': registries,
  'containerregistry:scopeMaps.list': registries,
});
const allTokens = { 'containerregistry:registries.list': 1, ...tokens(4) };
const vaults = {
  ...{ [clusters]: 1, 'keyvault:vaults.listBySubscription': 1 },
  ...{ 'keyvault:keys.get': 2, 'keyvault:keys.getVersion': 1 },
};
/** What is listed whole whatever is asked of it. */
const listed = (...operations: readonly string[]) => {
  const once = Object.fromEntries(operations.map((it) => [it, 1]));
  return { byId: once, any: once };
};
export const inGroup = 'compute:virtualMachineScaleSets.list';
export const allSets = 'compute:virtualMachineScaleSets.listAll';

const roles = { 'authorization:roleAssignments.listForSubscription': 1, 'authorization:roleDefinitions.list': 1 };

/** The calls that an object of each type costs by its address, and any of the type. */
export const calls: Readonly<Record<string, { readonly byId: object; readonly any: object }>> = {
  'aks.cluster': { byId: { [cluster]: 1, [inGroup]: 1, [settings]: 1 }, any: { [clusters]: 1, [allSets]: 1 } },
  'azure.nsg': {
    byId: { 'network:networkSecurityGroups.get': 1 },
    any: { 'network:networkSecurityGroups.listAll': 1 },
  },
  'azure.virtual-network': {
    byId: { 'network:virtualNetworks.listAll': 1 },
    any: { 'network:virtualNetworks.listAll': 1 },
  },
  'azure.scale-set': { byId: { [clusters]: 1, [allSets]: 1 }, any: { [clusters]: 1, [allSets]: 1 } },
  'azure.disk': { byId: { 'compute:disks.list': 1 }, any: { 'compute:disks.list': 1 } },
  'acr.registry': {
    byId: { 'containerregistry:registries.get': 1, [settings]: 1 },
    any: { 'containerregistry:registries.list': 1 },
  },
  'azure.role-assignment': { byId: roles, any: roles },
  'azure.role-definition': { byId: roles, any: roles },
  'azure.defender-plans': { byId: { 'security:pricings.list': 1 }, any: { 'security:pricings.list': 1 } },
  ...trustRereads,
  'azure.key-vault': { byId: { 'keyvault:vaults.get': 1 }, any: vaults },
  'azure.key-vault-key': { byId: { 'keyvault:keys.get': 1 }, any: vaults },
  'azure.activity-log-settings': listed(settings),
  'azure.flow-log': {
    byId: { 'network:flowLogs.list': 1 },
    any: { 'network:networkWatchers.listAll': 1, 'network:flowLogs.list': 2 },
  },
  'azure.snapshot': listed('compute:snapshots.list'),
  'azure.public-ip': listed('network:publicIPAddresses.listAll'),
  'azure.application-gateway': listed('network:applicationGateways.listAll'),
  'acr.token': { byId: tokens(1), any: allTokens },
  'acr.scope-map': { byId: { 'containerregistry:scopeMaps.list': 1 }, any: allTokens },
  'azure.diagnostic-settings': {
    byId: { [settings]: 1 },
    any: {
      ...{ [clusters]: 1, 'containerregistry:registries.list': 1 },
      ...{ [settings]: 8, 'monitor:diagnosticSettingsCategory.list': 2 },
    },
  },
};
