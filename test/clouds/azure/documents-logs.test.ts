import { describe, expect, test } from 'vitest';
import { onlyReading, onlyResource, read } from '../files/folder.ts';

const subscription = '/subscriptions/0B1F6471-1BF0-4DDA-AEC3-111122223333';
const cluster = `${subscription}/resourceGroups/Group/providers/Microsoft.ContainerService/managedClusters/Aks`;
const insights = `${cluster.toLowerCase()}/providers/microsoft.insights`;
const logs = [
  { category: null, categoryGroup: 'allLogs', enabled: true, retentionPolicy: { days: 0, enabled: false } },
  { category: 'guard', categoryGroup: null, enabled: false },
];
const sent = [
  { categoryGroup: 'allLogs', enabled: true, retentionPolicy: { days: 0, enabled: false } },
  { category: 'guard', enabled: false },
];
const properties = { workspaceId: 'w', storageAccountId: null, logs, metrics: [], logAnalyticsDestinationType: null };
const envelope = {
  id: `${insights}/diagnosticSettings/a`,
  type: 'Microsoft.Insights/diagnosticSettings',
  name: 'a',
  location: null,
  kind: null,
  tags: null,
  identity: null,
};
const setting = { type: envelope.type, name: 'a', workspaceId: 'w', logs: sent, metrics: [] };
const answer = { value: [{ ...envelope, properties }] };

const exchange = (uri: string, body: object, code = 200) => ({
  version: 1,
  interactions: [{ request: { method: 'GET', uri }, response: { status: { code }, body: { data: body } } }],
});
const asked = (list = 'diagnosticSettings', version = '2021-05-01-preview') =>
  `https://management.azure.com${cluster}/providers/microsoft.insights/${list}?api-version=${version}`;
const unjudged = async (document: unknown) =>
  (await read({ 'a.json': document })).unreadable.map(({ detail, reason }) => detail ?? reason);

describe('diagnostic settings of a cluster', () => {
  test.each<[string, unknown]>([
    ['as the Resource Manager answers them', answer],
    [
      'as it answers one who asks with an id that begins without a slash',
      {
        value: [{ ...answer.value[0], id: envelope.id.slice(1) }],
      },
    ],
    ['as az prints them', [{ ...envelope, ...properties, resourceGroup: 'group' }]],
    ['as az printed them before', { value: [{ ...envelope, ...properties }] }],
    ['as they were recorded', exchange(asked(), answer)],
  ])('%s are one object at the address of the cluster', async (_, document) => {
    const found = onlyResource(await read({ 'a.json': document }));
    expect([found.type, found.id, found.name, found.target]).toEqual([
      'azure.diagnostic-settings',
      `${insights}/diagnosticsettings`,
      'aks',
      'azure:0b1f6471-1bf0-4dda-aec3-111122223333',
    ]);
    expect(found.config).toMatchObject({ value: [setting] });
  });

  test('of a registry are at its address', async () => {
    const registry = `${subscription}/resourceGroups/Group/providers/Microsoft.ContainerRegistry/registries/Shop`;
    const own = `${registry.toLowerCase()}/providers/microsoft.insights/diagnosticSettings/a`;
    const found = onlyResource(await read({ 'a.json': { value: [{ ...envelope, id: own, properties }] } }));
    expect([found.type, found.id, found.name]).toEqual([
      'azure.diagnostic-settings',
      own.toLowerCase().replace(/\/a$/, ''),
      'shop',
    ]);
  });

  test('of a subscription are those of its activity log', async () => {
    const own = `${subscription.toLowerCase()}/providers/microsoft.insights/diagnosticSettings/a`;
    const found = onlyResource(await read({ 'a.json': { value: [{ ...envelope, id: own, properties }] } }));
    expect([found.type, found.id, found.config]).toMatchObject([
      'azure.activity-log-settings',
      own.toLowerCase().replace(/\/a$/, ''),
      { value: [setting] },
    ]);
  });

  test('of a subscription that are refused are a gap of those of its activity log', async () => {
    const error = { error: { code: 'AuthorizationFailed', message: 'no' } };
    const uri = `https://management.azure.com${subscription}/providers/microsoft.insights/diagnosticSettings?api-version=2021-05-01-preview`;
    const { gaps } = onlyReading(await read({ 'a.json': exchange(uri, error, 403) }));
    expect(gaps).toMatchObject([{ reason: 'denied', types: ['azure.activity-log-settings'] }]);
  });

  test('that are none are known by the request alone', async () => {
    const found = onlyResource(await read({ 'a.json': exchange(asked(), { value: [] }) }));
    expect([found.id, found.config]).toEqual([`${insights}/diagnosticsettings`, { value: [] }]);
    expect(await unjudged({ value: [] })).toEqual(['Azure list of nothing']);
    expect(await unjudged([])).toHaveLength(1);
  });

  test('of an older API version leave out those that name groups', async () => {
    expect(await unjudged(exchange(asked('diagnosticSettings', '2017-05-01-preview'), { value: [] }))).toEqual([
      'Azure diagnosticsettings of a version without groups',
    ]);
  });

  test('of one page, alone, of two clusters or of something else are not all of a cluster', async () => {
    expect(await unjudged({ ...answer, nextLink: 'https://n' })).toEqual(['a page of Azure diagnosticsettings']);
    expect(await unjudged(answer.value[0])).toEqual(['Azure microsoft.insights/diagnosticsettings']);
    const other = (id: string) => ({
      ...answer.value[0],
      id: `${id}/providers/microsoft.insights/diagnosticSettings/a`,
    });
    const list = 'Azure list of microsoft.insights/diagnosticsettings';
    expect(await unjudged({ value: [answer.value[0], other(`${cluster}2`)] })).toEqual([list]);
    expect(await unjudged({ value: [other(cluster.replace('ContainerService', 'Network'))] })).toEqual([list]);
  });

  test('that are refused are a gap on their address', async () => {
    const error = { error: { code: 'AuthorizationFailed', message: 'no' } };
    const { gaps } = onlyReading(await read({ 'a.json': exchange(asked(), error, 403) }));
    expect(gaps).toMatchObject([
      {
        api: 'Microsoft.Insights/diagnosticSettings/read',
        reason: 'denied',
        resource: `${insights}/diagnosticsettings`,
        types: ['azure.diagnostic-settings'],
      },
    ]);
  });
});

test('categories of a cluster are one object at an address of their own', async () => {
  const category = {
    id: `${insights}/diagnosticSettingsCategories/guard`,
    name: 'guard',
    properties: { categoryType: 'Logs', categoryGroups: ['audit', 'allLogs'] },
  };
  const found = onlyResource(await read({ 'a.json': { value: [category] } }));
  expect([found.type, found.id]).toEqual(['azure.diagnostic-categories', `${insights}/diagnosticsettingscategories`]);
  const { properties: flat, ...rest } = category;
  expect(found.config).toEqual({ value: [{ ...rest, ...flat }] });
});

describe('a registry', () => {
  const id = `${subscription}/resourceGroups/Group/providers/Microsoft.ContainerRegistry/registries/Shop`;
  const own = { id, name: 'Shop', type: 'Microsoft.ContainerRegistry/registries', location: 'westeurope' };
  const switches = { adminUserEnabled: true, anonymousPullEnabled: null, creationDate: '2026-02-01T00:00:00Z' };
  const policies = { quarantinePolicy: { status: 'disabled' } };
  const flat = {
    ...own,
    sku: { name: 'Basic' },
    adminUserEnabled: true,
    creationDate: '2026-02-01T00:00:00Z',
    policies: { ...policies, azureADAuthenticationAsArmPolicy: { status: 'enabled' } },
  };

  test.each<[string, unknown]>([
    [
      'as the Resource Manager answers it',
      {
        ...own,
        sku: { name: 'Basic' },
        properties: {
          ...switches,
          policies: { ...policies, azureADAuthenticationAsArmPolicy: { status: 'enabled' } },
        },
      },
    ],
    [
      'as az prints it',
      {
        ...own,
        ...switches,
        sku: { name: 'Basic' },
        systemData: null,
        policies: { ...policies, azureAdAuthenticationAsArmPolicy: { status: 'enabled' } },
      },
    ],
  ])('%s is in the shape of the SDK', async (_, document) => {
    const found = onlyResource(await read({ 'a.json': document }));
    expect([found.type, found.id, found.created, found.config]).toEqual([
      'acr.registry',
      id.toLowerCase(),
      '2026-02-01T00:00:00Z',
      flat,
    ]);
  });

  test('in a list is one of all', async () => {
    expect(onlyReading(await read({ 'a.json': [flat] })).complete).toEqual(['acr.registry']);
  });
});
