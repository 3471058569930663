/** A subscription, as Azure spells it in an address. */
export const subscription = '/subscriptions/0A1B2C3D-0000-4000-8000-000000000001';

const group = `${subscription}/resourceGroups/Shop-RG/providers`;

/** The resources that records are about, as Azure spells them. */
export const resources = {
  cluster: `${group}/Microsoft.ContainerService/managedClusters/shop`,
  binding: `${group}/Microsoft.ContainerService/managedClusters/shop/trustedAccessRoleBindings/backup`,
  pool: `${group}/Microsoft.ContainerService/managedClusters/shop/agentPools/system`,
  nsg: `${group}/Microsoft.Network/networkSecurityGroups/nodes`,
  rule: `${group}/Microsoft.Network/networkSecurityGroups/nodes/securityRules/ssh`,
  network: `${group}/Microsoft.Network/virtualNetworks/main`,
  subnet: `${group}/Microsoft.Network/virtualNetworks/main/subnets/nodes`,
  scaleSet: `${group}/Microsoft.Compute/virtualMachineScaleSets/aks-system`,
  disk: `${group}/Microsoft.Compute/disks/pvc-1`,
  registry: `${group}/Microsoft.ContainerRegistry/registries/shop`,
  assignment: `${group}/Microsoft.Authorization/roleAssignments/1`,
  definition: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/1`,
  credential: `${group}/Microsoft.ManagedIdentity/userAssignedIdentities/Web/federatedIdentityCredentials/web`,
  identity: `${group}/Microsoft.ManagedIdentity/userAssignedIdentities/Web`,
  plan: `${subscription}/providers/Microsoft.Security/pricings/Containers`,
  vault: `${group}/Microsoft.KeyVault/vaults/keys`,
  key: `${group}/Microsoft.KeyVault/vaults/keys/keys/etcd`,
  flowLog: `${group}/Microsoft.Network/networkWatchers/nw/flowLogs/flows`,
  token: `${group}/Microsoft.ContainerRegistry/registries/shop/tokens/ci`,
  scopeMap: `${group}/Microsoft.ContainerRegistry/registries/shop/scopeMaps/ci`,
  snapshot: `${group}/Microsoft.Compute/snapshots/nightly`,
  address: `${group}/Microsoft.Network/publicIPAddresses/ip`,
  gateway: `${group}/Microsoft.Network/applicationGateways/edge`,
  settings: `${group}/Microsoft.ContainerService/managedClusters/shop/providers/Microsoft.Insights/diagnosticSettings/audit`,
} as const;

const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';

/** What a token of a person says who signed in with an application. */
export const claimsOf = (upn: string, appid: string): object => ({ [`${claims}/upn`]: upn, appid, name: 'Somebody' });

const portal = claimsOf('ann@example.com', 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c');

/** What Event Grid delivers of a successful call. */
export const gridEvent = (operationName: string, resourceUri: string, given: object = {}, data: object = {}) => ({
  id: '11111111-2222-4333-8444-555555555555',
  topic: subscription,
  subject: resourceUri,
  eventType: 'Microsoft.Resources.ResourceWriteSuccess',
  eventTime: '2026-11-22T09:00:00.1234567Z',
  dataVersion: '2',
  metadataVersion: '1',
  data: {
    authorization: { scope: resourceUri, action: operationName, evidence: { role: 'Contributor' } },
    claims: portal,
    correlationId: '99999999-2222-4333-8444-555555555555',
    operationName,
    resourceUri,
    status: 'Succeeded',
    ...data,
  },
  ...given,
});

/** The same in the schema of CloudEvents. */
export function cloudEvent(operationName: string, resourceUri: string) {
  const { id, subject, eventType, eventTime, data } = gridEvent(operationName, resourceUri);
  return { specversion: '1.0', id, source: subscription, subject, type: eventType, time: eventTime, data };
}

/** A record of the activity log as it is exported. */
export const activityRecord = (operationName: string, resourceId: string, given: object = {}) => ({
  time: '2026-11-22T09:00:00.0000000Z',
  resourceId: resourceId.toUpperCase(),
  operationName: operationName.toUpperCase(),
  category: 'Administrative',
  resultType: 'Success',
  correlationId: '99999999-2222-4333-8444-555555555555',
  identity: { claims: portal },
  ...given,
});
