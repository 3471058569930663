import { expect, test } from 'vitest';
import { azureEvents } from '#clouds/azure/events';
import {
  activityRecord,
  claimsOf,
  cloudEvent,
  gridEvent,
  resources,
  subscription,
} from '../../support/azure/events.ts';
import { hostile } from '../../support/hostile-records.ts';

const write = 'Microsoft.ContainerService/managedClusters/write';
const touched = [
  {
    target: 'azure:0a1b2c3d-0000-4000-8000-000000000001',
    type: 'aks.cluster',
    id: '/subscriptions/0a1b2c3d-0000-4000-8000-000000000001/resourcegroups/shop-rg/providers/microsoft.containerservice/managedclusters/shop',
  },
];
const change = {
  eventId: '11111111-2222-4333-8444-555555555555',
  provider: 'azure',
  actor: 'ann@example.com',
  call: write,
  at: '2026-11-22T09:00:00.123Z',
  origin: 'console',
  touched,
};

const read = (document: unknown) => azureEvents.read(document);
const notTracked = (call: string, why: string) => [{ is: 'not-tracked', call, why }];

test('Event Grid delivers a list of events', () => {
  expect(read([gridEvent(write, resources.cluster)])).toEqual([{ is: 'change', change, announced: [] }]);
});

test('an event in the schema of CloudEvents says the same', () => {
  expect(read(cloudEvent(write, resources.cluster))).toEqual([{ is: 'change', change, announced: [] }]);
  expect(read([cloudEvent(write, resources.cluster)])).toEqual([{ is: 'change', change, announced: [] }]);
});

test('deletions and actions are changes', () => {
  const deleted = gridEvent(write.replace('write', 'delete'), resources.cluster, {
    eventType: 'Microsoft.Resources.ResourceDeleteSuccess',
  });
  const acted = gridEvent(write.replace('write', 'stop/action'), resources.cluster, {
    eventType: 'Microsoft.Resources.ResourceActionSuccess',
  });
  expect(read([deleted, acted])?.map(({ is }) => is)).toEqual(['change', 'change']);
});

test('a call that failed or was called off changes nothing', () => {
  for (const how of ['WriteFailure', 'WriteCancel', 'DeleteFailure', 'ActionCancel']) {
    const event = gridEvent(write, resources.cluster, { eventType: `Microsoft.Resources.Resource${how}` });
    expect(read([event])).toEqual(notTracked(write, 'it failed'));
  }
});

test('the handshake of a subscription is no change', () => {
  const call = 'Microsoft.EventGrid.SubscriptionValidationEvent';
  const event = {
    id: '2d1781af-3a4c-4d7c-bd0c-e34b19da4e66',
    topic: subscription,
    subject: '',
    data: { validationCode: '512d38b6-c7b8-40c8-89fe-f46f9e9622b6' },
    eventType: call,
    eventTime: '2026-11-22T09:00:00Z',
  };
  expect(read([event])).toEqual(notTracked(call, 'it is the handshake of a subscription, which its receiver answers'));
});

test('events of other sources are no changes', () => {
  const event = gridEvent(write, resources.cluster, { eventType: 'Microsoft.Storage.BlobCreated' });
  expect(read([event])).toEqual(notTracked('Microsoft.Storage.BlobCreated', 'it is no record of a call'));
});

test('calls that change no type are named', () => {
  const call = 'Microsoft.Storage/storageAccounts/write';
  expect(read([gridEvent(call, resources.cluster)])).toEqual(notTracked(call, 'it changes nothing that is read'));
  const reading = activityRecord('Microsoft.ContainerService/managedClusters/diagnosticLogs/Read', resources.cluster);
  expect(read(reading)).toEqual(notTracked(reading.operationName, 'it only reads'));
});

test('the export of the activity log spells all in capitals', () => {
  const record = activityRecord(write, resources.cluster);
  expect(read({ records: [record] })).toEqual([
    {
      is: 'change',
      change: {
        ...change,
        at: '2026-11-22T09:00:00.000Z',
        eventId: `${record.correlationId} ${write} ${resources.cluster} ${record.time}`.toLowerCase(),
      },
      announced: [],
    },
  ]);
});

test('the same call twice in one deployment is two changes', () => {
  const records = ['09:00', '09:20'].map((at) =>
    activityRecord(write, resources.cluster, { time: `2026-11-22T${at}:00Z` }),
  );
  const found = read({ records })?.flatMap((it) => (it.is === 'change' ? it.change.eventId : []));
  expect(new Set(found).size).toBe(2);
});

test('the calls of one deployment are changes of their own', () => {
  const records = [
    activityRecord(write, resources.cluster),
    activityRecord('Microsoft.Network/networkSecurityGroups/write', resources.nsg),
  ];
  const found = read({ records })?.flatMap((it) => (it.is === 'change' ? it.change.eventId : []));
  expect(new Set(found).size).toBe(2);
});

test('the API of the activity log gives words as values, and an id of its own', () => {
  const record = {
    eventTimestamp: '2026-11-22T09:00:00.123Z',
    eventDataId: change.eventId,
    resourceId: resources.cluster,
    operationName: { value: write, localizedValue: 'Create or update a cluster' },
    status: { value: 'Succeeded' },
    caller: 'ann@example.com',
    claims: { appid: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c', name: 'Ann' },
  };
  const expected = { ...change, actor: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c' };
  expect(read(record)).toEqual([{ is: 'change', change: expected, announced: [] }]);
});

test('a call that has only begun is not read for', () => {
  const why = 'it has only begun: its end is a record of its own';
  for (const resultType of ['Start', 'Started', 'Accept', 'Accepted', 'Active', 'In Progress'])
    expect(read(activityRecord(write, resources.cluster, { resultType }))).toEqual(notTracked(write, why));
  for (const resultType of ['Failure', 'Failed', 'Cancelled'])
    expect(read(activityRecord(write, resources.cluster, { resultType }))).toEqual(notTracked(write, 'it failed'));
});

test('a status that is not known is no reason to leave a change unread', () => {
  for (const given of [{ resultType: 'Resolved' }, { resultType: null }])
    expect(read(activityRecord(write, resources.cluster, given))).toMatchObject([{ is: 'change' }]);
});

test('a resource that the data does not name is the subject', () => {
  const event = gridEvent(write, resources.cluster, {}, { resourceUri: null });
  expect(read([event])).toMatchObject([{ change: { touched } }]);
});

test.each([
  ['c44b4083-3bb0-49c1-b47d-974e53cbdf3c', 'console'],
  ['04b07795-8ddb-461a-bbee-02f9e1bf7b46', 'cli'],
  ['1950a258-227b-4e31-a9cf-717495945fc2', 'cli'],
  ['f0000000-0000-4000-8000-000000000000', 'unknown'],
  ['__proto__', 'unknown'],
])('signed in by %s the origin is %s', (appid, origin) => {
  const event = gridEvent(write, resources.cluster, {}, { claims: claimsOf('ann@example.com', appid) });
  expect(read([event])).toMatchObject([{ change: { origin, actor: 'ann@example.com' } }]);
});

test('an application is named by its id, and a caller by the record where claims are text', () => {
  const event = gridEvent(write, resources.cluster, {}, { claims: { appid: 'f0000000-0000-4000-8000-000000000000' } });
  expect(read([event])).toMatchObject([{ change: { actor: 'f0000000-0000-4000-8000-000000000000' } }]);
  const record = activityRecord(write, resources.cluster, { identity: 'x', claims: '{}', caller: 'bot@example.com' });
  expect(read(record)).toMatchObject([{ change: { actor: 'bot@example.com' } }]);
  expect(read([gridEvent(write, resources.cluster, {}, { claims: null })])).toMatchObject([
    { change: { actor: 'unknown', origin: 'unknown' } },
  ]);
});

test('documents of others are not of Azure', () => {
  const others = [
    { eventType: 'AwsApiCall', eventTime: 'x', eventSource: 's3.amazonaws.com', subject: '', data: '' },
    { specversion: '1.0', type: 'google.cloud.audit.log.v1.written', data: {} },
    { Records: [activityRecord(write, resources.cluster)] },
    { protoPayload: { methodName: 'x' } },
    ...[null, 7, 'text', [], {}, [[]], { records: [] }, { records: {} }, { operationName: write }],
  ];
  for (const document of others) expect(read(document)).toBeUndefined();
});

test('a stranger in a list of events is malformed, and does not hide the others', () => {
  expect(read([7, gridEvent(write, resources.cluster)])).toMatchObject([
    { is: 'malformed', why: 'It is no record of Azure.' },
    { is: 'change' },
  ]);
});

test.each([
  ['id', gridEvent(write, resources.cluster, { id: 7 })],
  ['time', gridEvent(write, resources.cluster, { eventTime: 'yesterday' })],
  ['time', gridEvent(write, resources.cluster, { eventTime: {} })],
  ['type', gridEvent(write, resources.cluster, { eventType: ['a'] })],
  ['operationName', gridEvent(write, resources.cluster, {}, { operationName: null })],
  ['resourceUri', gridEvent(write, resources.cluster, {}, { resourceUri: 'a'.repeat(5000) })],
  ['resource', gridEvent(write, '/providers/Microsoft.Management/managementGroups/x')],
  ['operationName', activityRecord(write, resources.cluster, { operationName: [] })],
  ['resourceId', activityRecord(write, resources.cluster, { resourceId: {} })],
  ['time', activityRecord(write, resources.cluster, { time: undefined })],
  ['id', activityRecord(write, resources.cluster, { correlationId: null })],
])('a record with a bad %s is malformed', (field, document) => {
  const why = `The field ${field} is missing or not of its form.`;
  expect(read([document])).toEqual([{ is: 'malformed', why }]);
});

test('an event without data is malformed', () => {
  expect(read([{ ...gridEvent(write, resources.cluster), data: 'x' }])).toEqual([
    { is: 'malformed', why: 'The record is no object.' },
  ]);
});

test('hostile values in any field give a notice', () => {
  const seeds = [
    gridEvent(write, resources.cluster),
    cloudEvent(write, resources.cluster),
    activityRecord(write, resources.cluster),
  ];
  const kinds = hostile(seeds).map((document) => read([document])?.[0]?.is ?? 'other');
  expect(new Set(kinds)).toEqual(new Set(['change', 'malformed', 'not-tracked', 'other']));
});
