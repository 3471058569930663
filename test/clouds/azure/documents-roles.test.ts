import { describe, expect, test } from 'vitest';
import { onlyReading, read } from '../files/folder.ts';

const account = '0b1f6471-1bf0-4dda-aec3-111122223333';
const subscription = `/subscriptions/${account}`;
const provider = 'providers/Microsoft.Authorization';
const above = '/providers/Microsoft.Management/managementGroups/company';

const properties = {
  roleDefinitionId: `${subscription}/${provider}/roleDefinitions/R`,
  principalId: 'P',
  principalType: 'User',
  scope: subscription,
  condition: null,
};
const envelope = (scope: string) => ({
  id: `${scope}/${provider}/roleAssignments/A`,
  name: 'A',
  type: 'Microsoft.Authorization/roleAssignments',
});
const own = { ...envelope(subscription), properties };
const inherited = { ...envelope(above), properties: { ...properties, scope: above } };
const definition = {
  id: `/${provider}/roleDefinitions/R`,
  name: 'R',
  type: 'Microsoft.Authorization/roleDefinitions',
  properties: { roleName: 'Owner', type: 'BuiltInRole', permissions: [{ actions: ['*'], notActions: [] }] },
};

const recorded = (path: string, body: object) => ({
  url: `https://management.azure.com${subscription}/${provider}/${path}`,
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body,
});
const version = '?api-version=2022-04-01';

describe('role assignments', () => {
  test('as the Resource Manager answers them are all, those from above too', async () => {
    const reading = onlyReading(
      await read({ 'a.json': recorded(`roleAssignments${version}`, { value: [own, inherited] }) }),
    );
    expect(reading.complete).toContain('azure.role-assignment');
    expect(reading.resources.map(({ type, id, target }) => [type, id, target])).toEqual([
      [
        'azure.role-assignment',
        `${subscription}/inherited${above}/${provider}/roleAssignments/A`.toLowerCase(),
        `azure:${account}`,
      ],
      ['azure.role-assignment', `${subscription}/${provider}/roleAssignments/a`.toLowerCase(), `azure:${account}`],
    ]);
    const { condition, ...kept } = properties;
    expect([reading.resources[1]?.config, condition]).toEqual([{ ...envelope(subscription), ...kept }, null]);
  });

  test.each<[string, unknown]>([
    ['asked for with a filter', recorded(`roleAssignments${version}&$filter=atScope()`, { value: [own] })],
    [
      'with another page',
      recorded(`roleAssignments${version}`, { value: [own], nextLink: 'https://management.azure.com/next' }),
    ],
    ['as az prints those of a scope', [{ ...envelope(subscription), ...properties, principalName: 'ann' }]],
    ['one of them', own],
  ])('%s are not all', async (_, document) => {
    const reading = onlyReading(await read({ 'a.json': document }));
    expect([reading.complete, reading.resources.map(({ name }) => name)]).toEqual([[], ['A']]);
  });

  test('of a subscription that nothing names are not judged', async () => {
    const { unreadable } = await read({ 'a.json': [inherited] });
    expect(unreadable.map(({ detail }) => detail)).toEqual([
      'Azure roleassignments of a subscription that is not named',
    ]);
  });

  test('that were refused are a gap', async () => {
    const error = { code: 'AuthorizationFailed', message: 'no' };
    const reading = onlyReading(
      await read({
        'a.json': { ...recorded(`roleAssignments${version}`, { error }), status: 403 },
        'b.json': own,
      }),
    );
    expect(reading.gaps).toMatchObject([
      {
        reason: 'denied',
        permission: 'Microsoft.Authorization/roleAssignments/read',
        types: ['azure.role-assignment'],
      },
    ]);
  });
});

test('roles have an address in the subscription of the request, whatever their id says', async () => {
  const reading = onlyReading(await read({ 'a.json': recorded(`roleDefinitions${version}`, { value: [definition] }) }));
  expect(reading.complete).toContain('azure.role-definition');
  expect(reading.resources).toMatchObject([
    {
      id: `${subscription}/${provider}/roleDefinitions/R`.toLowerCase(),
      name: 'Owner',
      config: { roleName: 'Owner', permissions: [{ actions: ['*'], notActions: [] }] },
    },
  ]);
});
