import { expect, test } from 'vitest';
import { azureEvents } from '#clouds/azure/events';
import { azureTypes } from '#clouds/azure/types';
import type { Touched } from '#model';
import { gridEvent, resources, subscription } from '../../support/azure/events.ts';

const target = 'azure:0a1b2c3d-0000-4000-8000-000000000001';
const root = '/subscriptions/0a1b2c3d-0000-4000-8000-000000000001/resourcegroups/shop-rg/providers';

const ids = {
  'aks.cluster': `${root}/microsoft.containerservice/managedclusters/shop`,
  'azure.nsg': `${root}/microsoft.network/networksecuritygroups/nodes`,
  'azure.virtual-network': `${root}/microsoft.network/virtualnetworks/main`,
  'azure.scale-set': `${root}/microsoft.compute/virtualmachinescalesets/aks-system`,
  'azure.disk': `${root}/microsoft.compute/disks/pvc-1`,
  'acr.registry': `${root}/microsoft.containerregistry/registries/shop`,
  'azure.role-assignment': `${root}/microsoft.authorization/roleassignments/1`,
  'azure.role-definition':
    '/subscriptions/0a1b2c3d-0000-4000-8000-000000000001/providers/microsoft.authorization/roledefinitions/1',
  'azure.defender-plans': '/subscriptions/0a1b2c3d-0000-4000-8000-000000000001/providers/microsoft.security/pricings',
  'aks.trusted-access': `${root}/microsoft.containerservice/managedclusters/shop/trustedaccessrolebindings`,
  'azure.federated-credentials': `${root}/microsoft.managedidentity/userassignedidentities/web/federatedidentitycredentials`,
  'azure.key-vault': `${root}/microsoft.keyvault/vaults/keys`,
  'azure.key-vault-key': `${root}/microsoft.keyvault/vaults/keys/keys/etcd`,
  'azure.flow-log': `${root}/microsoft.network/networkwatchers/nw/flowlogs/flows`,
  'acr.token': `${root}/microsoft.containerregistry/registries/shop/tokens/ci`,
  'acr.scope-map': `${root}/microsoft.containerregistry/registries/shop/scopemaps/ci`,
  'azure.snapshot': `${root}/microsoft.compute/snapshots/nightly`,
  'azure.public-ip': `${root}/microsoft.network/publicipaddresses/ip`,
  'azure.application-gateway': `${root}/microsoft.network/applicationgateways/edge`,
  'azure.activity-log-settings':
    '/subscriptions/0a1b2c3d-0000-4000-8000-000000000001/providers/microsoft.insights/diagnosticsettings',
  'azure.diagnostic-settings': `${root}/microsoft.containerservice/managedclusters/shop/providers/microsoft.insights/diagnosticsettings`,
};

const one = (type: keyof typeof ids): Touched => ({ target, type, id: ids[type] });
const any = (type: keyof typeof ids): Touched => ({ target, type });

const clusters = 'Microsoft.ContainerService/managedClusters';
const networks = 'Microsoft.Network/virtualNetworks';
const groups = 'Microsoft.Network/networkSecurityGroups';

/** Of each call: the resource that its record names, and what it touches. */
const calls: Readonly<Record<string, readonly [resource: string, touched: readonly Touched[]]>> = {
  [`${clusters}/write`]: [resources.cluster, [one('aks.cluster')]],
  [`${clusters}/delete`]: [resources.cluster, [one('aks.cluster')]],
  [`${clusters}/start/action`]: [resources.cluster, [one('aks.cluster')]],
  [`${clusters}/stop/action`]: [resources.cluster, [one('aks.cluster')]],
  [`${clusters}/resetAADProfile/action`]: [resources.cluster, [one('aks.cluster')]],
  [`${clusters}/resetServicePrincipalProfile/action`]: [resources.cluster, [one('aks.cluster')]],
  [`${clusters}/trustedAccessRoleBindings/write`]: [resources.binding, [one('aks.trusted-access')]],
  [`${clusters}/trustedAccessRoleBindings/delete`]: [resources.binding, [one('aks.trusted-access')]],
  [`${clusters}/agentPools/write`]: [resources.pool, [one('aks.cluster'), any('azure.scale-set')]],
  [`${clusters}/agentPools/delete`]: [resources.pool, [one('aks.cluster')]],
  [`${clusters}/agentPools/upgradeNodeImageVersion/action`]: [resources.pool, [one('aks.cluster')]],
  [`${clusters}/agentPools/upgradeNodeImageVersion/write`]: [resources.pool, [one('aks.cluster')]],
  [`${groups}/write`]: [resources.nsg, [one('azure.nsg')]],
  [`${groups}/delete`]: [resources.nsg, [one('azure.nsg')]],
  [`${groups}/securityRules/write`]: [resources.rule, [one('azure.nsg')]],
  [`${groups}/securityRules/delete`]: [resources.rule, [one('azure.nsg')]],
  [`${networks}/write`]: [resources.network, [any('azure.nsg'), one('azure.virtual-network')]],
  [`${networks}/delete`]: [resources.network, [any('azure.nsg'), one('azure.virtual-network')]],
  [`${networks}/subnets/write`]: [resources.subnet, [any('azure.nsg'), one('azure.virtual-network')]],
  [`${networks}/subnets/delete`]: [resources.subnet, [any('azure.nsg'), one('azure.virtual-network')]],
  'Microsoft.Compute/virtualMachineScaleSets/write': [resources.scaleSet, [one('azure.scale-set')]],
  'Microsoft.Compute/virtualMachineScaleSets/delete': [resources.scaleSet, [one('azure.scale-set')]],
  'Microsoft.Compute/disks/write': [resources.disk, [one('azure.disk')]],
  'Microsoft.Compute/disks/delete': [resources.disk, [one('azure.disk')]],
  'Microsoft.Compute/disks/beginGetAccess/action': [resources.disk, [one('azure.disk')]],
  'Microsoft.Compute/disks/endGetAccess/action': [resources.disk, [one('azure.disk')]],
  'Microsoft.Compute/snapshots/write': [resources.snapshot, [any('azure.snapshot')]],
  'Microsoft.Compute/snapshots/delete': [resources.snapshot, [any('azure.snapshot')]],
  'Microsoft.Compute/snapshots/beginGetAccess/action': [resources.snapshot, [any('azure.snapshot')]],
  'Microsoft.Compute/snapshots/endGetAccess/action': [resources.snapshot, [any('azure.snapshot')]],
  'Microsoft.KeyVault/vaults/write': [resources.vault, [any('azure.key-vault')]],
  'Microsoft.KeyVault/vaults/delete': [resources.vault, [any('azure.key-vault')]],
  'Microsoft.KeyVault/vaults/keys/write': [resources.key, [any('azure.key-vault-key')]],
  'Microsoft.Network/networkWatchers/flowLogs/write': [resources.flowLog, [any('azure.flow-log')]],
  'Microsoft.Network/networkWatchers/flowLogs/delete': [resources.flowLog, [any('azure.flow-log')]],
  'Microsoft.Network/networkWatchers/configureFlowLog/action': [resources.flowLog, [any('azure.flow-log')]],
  'Microsoft.Network/networkWatchers/delete': [resources.flowLog, [any('azure.flow-log')]],
  'Microsoft.Network/publicIPAddresses/write': [resources.address, [one('azure.public-ip')]],
  'Microsoft.Network/publicIPAddresses/delete': [resources.address, [one('azure.public-ip')]],
  'Microsoft.Network/applicationGateways/write': [resources.gateway, [one('azure.application-gateway')]],
  'Microsoft.Network/applicationGateways/delete': [resources.gateway, [one('azure.application-gateway')]],
  'Microsoft.ContainerRegistry/registries/tokens/write': [resources.token, [any('acr.token')]],
  'Microsoft.ContainerRegistry/registries/tokens/delete': [resources.token, [any('acr.token')]],
  'Microsoft.ContainerRegistry/registries/generateCredentials/action': [resources.registry, [any('acr.token')]],
  'Microsoft.ContainerRegistry/registries/scopeMaps/write': [resources.scopeMap, [any('acr.scope-map')]],
  'Microsoft.ContainerRegistry/registries/scopeMaps/delete': [resources.scopeMap, [any('acr.scope-map')]],
  'Microsoft.ContainerRegistry/registries/write': [resources.registry, [one('acr.registry')]],
  'Microsoft.ContainerRegistry/registries/delete': [resources.registry, [one('acr.registry')]],
  'Microsoft.Authorization/roleAssignments/write': [resources.assignment, [any('azure.role-assignment')]],
  'Microsoft.Authorization/roleAssignments/delete': [resources.assignment, [any('azure.role-assignment')]],
  'Microsoft.Authorization/roleDefinitions/write': [resources.definition, [any('azure.role-definition')]],
  'Microsoft.Authorization/roleDefinitions/delete': [resources.definition, [any('azure.role-definition')]],
  'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write': [
    resources.credential,
    [one('azure.federated-credentials')],
  ],
  'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/delete': [
    resources.credential,
    [one('azure.federated-credentials')],
  ],
  'Microsoft.ManagedIdentity/userAssignedIdentities/delete': [resources.identity, [one('azure.federated-credentials')]],
  'Microsoft.Security/pricings/write': [resources.plan, [any('azure.defender-plans')]],
  'Microsoft.Security/pricings/delete': [resources.plan, [any('azure.defender-plans')]],
  'Microsoft.Insights/diagnosticSettings/write': [resources.settings, [one('azure.diagnostic-settings')]],
  'Microsoft.Insights/diagnosticSettings/delete': [resources.settings, [one('azure.diagnostic-settings')]],
};

const changing = [...new Set(azureTypes.flatMap(({ changedBy }) => changedBy))].sort();

test('every call that changes a type has a case', () => {
  expect(Object.keys(calls).sort()).toEqual(changing);
});

test.each(changing)('%s touches what it names', (call) => {
  const [resource, touched] = calls[call] ?? ['', []];
  expect(azureEvents.read([gridEvent(call, resource)])).toMatchObject([
    { is: 'change', change: { call, touched }, announced: [] },
  ]);
});

test('each address is one of its type, in the subscription', () => {
  for (const type of azureTypes) {
    const id: string | undefined = new Map(Object.entries(ids)).get(type.name);
    if (type.changedBy.length > 0) expect([type.name, type.home(id ?? '')]).toEqual([type.name, target]);
  }
});

test('diagnostic settings of a registry are read at its address', () => {
  const settings = `${resources.registry}/providers/Microsoft.Insights/diagnosticSettings/all`;
  const touched = [
    {
      target,
      type: 'azure.diagnostic-settings',
      id: `${ids['acr.registry']}/providers/microsoft.insights/diagnosticsettings`,
    },
  ];
  expect(azureEvents.read([gridEvent('Microsoft.Insights/diagnosticSettings/write', settings)])).toMatchObject([
    { change: { touched } },
  ]);
});

test('diagnostic settings of what is no cluster and no registry are not read', () => {
  const settings = `${resources.nsg}/providers/Microsoft.Insights/diagnosticSettings/all`;
  expect(azureEvents.read([gridEvent('Microsoft.Insights/diagnosticSettings/write', settings)])).toEqual([
    {
      is: 'not-tracked',
      call: 'Microsoft.Insights/diagnosticSettings/write',
      why: 'nothing that it touched is read',
    },
  ]);
});

test('diagnostic settings of a subscription are those of its activity log', () => {
  const settings = `${subscription}/providers/Microsoft.Insights/diagnosticSettings/activity`;
  expect(azureEvents.read([gridEvent('Microsoft.Insights/diagnosticSettings/write', settings)])).toMatchObject([
    { change: { touched: [one('azure.activity-log-settings')] } },
  ]);
});

test('a record that names the cluster alone is about the settings of that cluster', () => {
  expect(azureEvents.read([gridEvent('microsoft.insights/diagnosticsettings/write', resources.cluster)])).toMatchObject(
    [{ change: { call: 'Microsoft.Insights/diagnosticSettings/write', touched: [one('azure.diagnostic-settings')] } }],
  );
});
