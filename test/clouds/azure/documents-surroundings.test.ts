import { expect, test } from 'vitest';
import { onlyReading, onlyResource, read } from '../files/folder.ts';

const subscription = '/subscriptions/0B1F6471-1BF0-4DDA-AEC3-111122223333';
const group = `${subscription}/resourceGroups/Group/providers`;
const watcher = `${group}/Microsoft.Network/networkWatchers/Watcher`;
const registry = `${group}/Microsoft.ContainerRegistry/registries/Shop`;
const properties = { provisioningState: 'Succeeded', more: true };

/** The ARM id of one object of each type. */
const ids: Readonly<Record<string, string>> = {
  'azure.key-vault': `${group}/Microsoft.KeyVault/vaults/Keys`,
  'azure.key-vault-key': `${group}/Microsoft.KeyVault/vaults/Keys/keys/etcd/versions/0123`,
  'azure.flow-log': `${watcher}/flowLogs/Flows`,
  'acr.token': `${registry}/tokens/Ci`,
  'acr.scope-map': `${registry}/scopeMaps/Ci`,
  'azure.snapshot': `${group}/Microsoft.Compute/snapshots/Nightly`,
  'azure.public-ip': `${group}/Microsoft.Network/publicIPAddresses/Ip`,
  'azure.application-gateway': `${group}/Microsoft.Network/applicationGateways/Edge`,
};

test.each(Object.entries(ids))('%s is read as the Resource Manager answers it', async (type, id) => {
  const found = onlyResource(await read({ 'a.json': { id, name: 'it', properties } }));
  expect([found.type, found.id]).toEqual([type, id.toLowerCase()]);
  expect(found.config).toMatchObject({ id, provisioningState: 'Succeeded', more: true });
});

test('what a list of one whole holds is not all of its kind', async () => {
  const partsOf = async (type: string) =>
    onlyReading(await read({ 'a.json': { value: [{ id: ids[type], name: 'it', properties }] } })).complete;
  expect(await partsOf('acr.token')).toEqual([]);
  expect(await partsOf('azure.flow-log')).toEqual([]);
  expect(await partsOf('azure.snapshot')).toEqual(['azure.snapshot']);
});

test('a network watcher is no flow log', async () => {
  const { unreadable } = await read({ 'a.json': { id: watcher, name: 'Watcher', properties } });
  expect(unreadable.map(({ detail }) => detail)).toEqual(['Azure microsoft.network/networkwatchers']);
});

test('a password of a token is never kept', async () => {
  const passwords = [{ name: 'password1', value: 'hunter2', expiry: '2027-01-01T00:00:00Z' }];
  const token = { id: ids['acr.token'], name: 'ci', properties: { ...properties, credentials: { passwords } } };
  const found = onlyResource(await read({ 'a.json': token }));
  expect(JSON.stringify(found.config)).not.toContain('hunter2');
  expect(found.config).toMatchObject({ credentials: { passwords: [{ name: 'password1' }] } });
});
