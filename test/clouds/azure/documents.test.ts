import { describe, expect, test } from 'vitest';
import { onlyReading, onlyResource, read } from '../files/folder.ts';

const subscription = '/subscriptions/0B1F6471-1BF0-4DDA-AEC3-111122223333';
const id = `${subscription}/resourcegroups/Group/providers/Microsoft.ContainerService/managedClusters/Aks`;
const raw = {
  id,
  name: 'Aks',
  location: 'westeurope',
  type: 'Microsoft.ContainerService/ManagedClusters',
  tags: { enableRBAC: 'x', empty: null },
  identity: { type: 'SystemAssigned', tenantId: 't' },
  properties: {
    enableRBAC: true,
    privateFQDN: 'p',
    networkProfile: { networkPolicy: null },
    aadProfile: { enableAzureRBAC: true, tenantID: 't' },
    apiServerAccessProfile: { authorizedIPRanges: ['1.2.3.4/32'], enablePrivateClusterPublicFQDN: false },
    agentPoolProfiles: [{ name: 'n', vnetSubnetID: 's', enableFIPS: false, type: 'VirtualMachineScaleSets' }],
    servicePrincipalProfile: { clientId: 'c', secret: 'hunter2' },
  },
};
const flat = {
  id,
  name: 'Aks',
  location: 'westeurope',
  type: 'Microsoft.ContainerService/ManagedClusters',
  tags: { enableRBAC: 'x' },
  identity: { type: 'SystemAssigned', tenantId: 't' },
  enableRbac: true,
  privateFqdn: 'p',
  networkProfile: {},
  aadProfile: { enableAzureRbac: true, tenantID: 't' },
  apiServerAccessProfile: { authorizedIPRanges: ['1.2.3.4/32'], enablePrivateClusterPublicFqdn: false },
  agentPoolProfiles: [{ name: 'n', vnetSubnetID: 's', enableFips: false, type: 'VirtualMachineScaleSets' }],
  servicePrincipalProfile: { clientId: 'c' },
};

describe('shapes', () => {
  test('what the API nests is flat and spelled as the SDK spells it, without nulls and secrets', async () => {
    const found = onlyResource(await read({ 'a.json': raw }));
    expect([found.id, found.name, found.type, found.target]).toEqual([
      id.toLowerCase(),
      'Aks',
      'aks.cluster',
      'azure:0b1f6471-1bf0-4dda-aec3-111122223333',
    ]);
    expect(found.config).toEqual(flat);
  });

  test('what az prints becomes the same', async () => {
    const az = {
      ...flat,
      privateLinkResources: null,
      aadProfile: { enableAzureRbac: true, tenantId: 't', adminGroupObjectIDs: null },
      apiServerAccessProfile: { authorizedIpRanges: ['1.2.3.4/32'], enablePrivateClusterPublicFqdn: false },
      agentPoolProfiles: [{ name: 'n', vnetSubnetId: 's', enableFips: false, type: 'VirtualMachineScaleSets' }],
    };
    expect(onlyResource(await read({ 'a.json': az })).config).toEqual(flat);
  });

  test('rules and subnets are flattened too', async () => {
    const rule = { name: 'r', properties: { priority: 100, access: 'Allow' } };
    const nsg = {
      id: `${subscription}/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/n`,
      name: 'n',
      properties: { securityRules: [rule], subnets: [{ id: 's' }] },
    };
    expect(onlyResource(await read({ 'a.json': nsg })).config).toEqual({
      id: nsg.id,
      name: 'n',
      securityRules: [{ name: 'r', priority: 100, access: 'Allow' }],
      subnets: [{ id: 's' }],
    });
  });

  test('a disk keeps the spelling of the SDK', async () => {
    const disk = {
      id: `${subscription}/resourceGroups/g/providers/Microsoft.Compute/disks/d`,
      name: 'd',
      managedBy: 'vm',
      properties: { diskIOPSReadWrite: 500, encryption: { type: 'EncryptionAtRestWithPlatformKey' }, uniqueId: 'u' },
    };
    const found = onlyResource(await read({ 'a.json': disk }));
    expect([found.type, found.created]).toEqual(['azure.disk', 'u']);
    expect(found.config).toMatchObject({
      managedBy: 'vm',
      diskIopsReadWrite: 500,
      encryption: { type: 'EncryptionAtRestWithPlatformKey' },
    });
  });

  test('a property that is called like a part of the envelope keeps both', async () => {
    const scaleSet = {
      id: `${subscription}/resourceGroups/g/providers/Microsoft.Compute/virtualMachineScaleSets/s`,
      name: 's',
      properties: {
        extensions: [{ name: 'e', type: 'envelope', properties: { type: 'CustomScript', protectedSettings: {} } }],
      },
    };
    expect(onlyResource(await read({ 'a.json': scaleSet })).config).toMatchObject({
      extensions: [{ name: 'e', type: 'envelope', typePropertiesType: 'CustomScript' }],
    });
  });

  test('a list that names objects without their properties is not judged', async () => {
    const bare = {
      id,
      name: 'Aks',
      type: 'Microsoft.ContainerService/managedClusters',
      location: 'x',
      properties: null,
    };
    const found = await read({
      'a.json': [bare],
      'b.json': { ...bare, properties: undefined, provisioningState: 'Succeeded' },
    });
    expect([found.readings, found.unreadable.map(({ reason }) => reason)]).toEqual([[], ['not-judged', 'not-judged']]);
  });

  test('a part of an object is not the object', async () => {
    const pool = { id: `${id}/agentPools/p`, name: 'p', properties: { count: 1 } };
    expect((await read({ 'a.json': pool })).unreadable.map(({ detail }) => detail)).toEqual([
      'Azure microsoft.containerservice/managedclusters/agentpools',
    ]);
  });
});

describe('lists', () => {
  const completeOf = async (document: unknown) =>
    (await read({ 'a.json': document })).readings.flatMap((it) => it.complete);
  const exchange = (uri: string, body: object, code = 200) => ({
    version: 1,
    interactions: [{ request: { method: 'GET', uri }, response: { status: { code }, body: { data: body } } }],
  });
  const url = (path: string) => `https://management.azure.com${path}?api-version=1`;
  const clusters = '/providers/Microsoft.ContainerService/managedClusters';

  test('a page without a next link is complete, one with it is not', async () => {
    expect(await completeOf({ value: [raw] })).toEqual(['aks.cluster']);
    expect(await completeOf({ value: [raw], nextLink: 'https://n' })).toEqual([]);
  });

  test('what az lists is complete', async () => {
    expect(await completeOf([flat])).toEqual(['aks.cluster']);
  });

  test('an empty page says what it is of by the request alone', async () => {
    expect(await completeOf(exchange(url(`${subscription}${clusters}`), { value: [] }))).toEqual(['aks.cluster']);
    expect((await read({ 'a.json': { value: [] } })).unreadable.map(({ reason }) => reason)).toEqual(['not-judged']);
  });

  test('the list of one resource group is not all', async () => {
    expect(await completeOf(exchange(url(`${subscription}/resourceGroups/g${clusters}`), { value: [raw] }))).toEqual(
      [],
    );
  });

  test('versions are of the location that the request names', async () => {
    const versions = { values: [{ version: '1.33', patchVersions: { '1.33.2': { upgrades: [] } } }] };
    const asked = url(`${subscription}/providers/Microsoft.ContainerService/locations/westeurope/kubernetesVersions`);
    const found = onlyResource(await read({ 'a.json': exchange(asked, versions) }));
    expect([found.type, found.name, found.config]).toEqual(['aks.versions', 'westeurope', versions]);
    expect(found.id).toBe(
      `${subscription.toLowerCase()}/providers/microsoft.containerservice/locations/westeurope/kubernetesversions`,
    );
    expect((await read({ 'a.json': versions })).unreadable.map(({ detail }) => detail)).toEqual([
      'Azure Kubernetes versions of a location that is not named',
    ]);
  });

  test('two subscriptions are two targets, and a list of both is of neither', async () => {
    const other = { ...raw, id: id.replace('111122223333', '444455556666') };
    const { readings } = await read({ 'a.json': [raw, other] });
    expect(readings.map(({ target, complete }) => [target.id, complete])).toEqual([
      ['azure:0b1f6471-1bf0-4dda-aec3-111122223333', []],
      ['azure:0b1f6471-1bf0-4dda-aec3-444455556666', []],
    ]);
  });

  test('a refused list is a gap, a refused object a gap on its address', async () => {
    const error = { error: { code: 'AuthorizationFailed', message: 'no' } };
    const list = onlyReading(await read({ 'a.json': exchange(url(`${subscription}${clusters}`), error, 403) }));
    const one = onlyReading(await read({ 'a.json': exchange(url(id), error, 403) }));
    expect([...list.gaps, ...one.gaps].map(({ api, reason, resource }) => [api, reason, resource])).toEqual([
      ['Microsoft.ContainerService/managedClusters/read', 'denied', undefined],
      ['Microsoft.ContainerService/managedClusters/read', 'denied', id.toLowerCase()],
    ]);
  });

  test('Resource Graph and the examples of API descriptions are unwrapped', async () => {
    const graph = { totalRecords: 1, count: 1, data: [raw] };
    const example = { parameters: { 'api-version': '1' }, responses: { 200: { body: graph } } };
    expect(onlyResource(await read({ 'a.json': example })).config).toEqual(flat);
    expect(await completeOf(graph)).toEqual([]);
  });
});
