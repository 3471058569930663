import { expect, test } from 'vitest';
import { gcpEvents } from '#clouds/gcp/events';
import { changeInCluster } from '#clouds/kubernetes/events';
import { clusterEntry, insideEntry, logEntry, names, pushOf } from '../../support/gcp/events.ts';
import { hostile } from '../../support/hostile-records.ts';

const reader = gcpEvents(changeInCluster);
const read = (document: unknown) => reader.read(document);
const call = 'v1.compute.networks.patch';
const entry = (payload: object = {}, fields: object = {}) =>
  logEntry('compute', call, names.network, { payload, entry: fields });

const change = {
  eventId: '1x2y3z4',
  provider: 'gcp',
  actor: 'ann@example.com',
  call,
  at: '2026-11-22T09:00:00.123Z',
  origin: 'cli',
  touched: [
    {
      target: 'gcp:shop-prod',
      type: 'gcp.network',
      id: '//compute.googleapis.com/projects/shop-prod/global/networks/main',
    },
  ],
};
const changed = [{ is: 'change', change, announced: [] }];
const notTracked = (named: string, why: string) => [{ is: 'not-tracked', call: named, why }];
const malformed = (why: string) => [{ is: 'malformed', why }];

test('an entry alone and one that Pub/Sub pushes say the same', () => {
  expect(read(entry())).toEqual(changed);
  expect(read(pushOf(entry()))).toEqual(changed);
});

test('a list, as tools print entries, says what each of its entries says', () => {
  expect(read([entry(), pushOf(entry()), { other: 1 }])).toEqual([
    ...changed,
    ...changed,
    ...malformed('It is no log entry.'),
  ]);
  for (const other of [[], [{ other: 1 }], [[entry()]]]) expect(read(other)).toBeUndefined();
});

test('names in any script survive the push', () => {
  const email = 'jörg.日本@example.com';
  expect(read(pushOf(entry({ authenticationInfo: { principalEmail: email } })))).toMatchObject([
    { change: { actor: email } },
  ]);
});

test('the two entries of a long operation are one change', () => {
  const operation = { id: 'operation-1-2', producer: 'compute.googleapis.com' };
  const first = read(entry({}, { insertId: 'a', operation: { ...operation, first: true } }));
  const last = read(entry({}, { insertId: 'b', operation: { ...operation, last: true } }));
  expect([first, last]).toMatchObject([
    [{ is: 'change', change: { eventId: 'operation-1-2' } }],
    [{ is: 'change', change: { eventId: 'operation-1-2' } }],
  ]);
});

test('an operation without an id leaves the id of the entry', () => {
  expect(read(entry({}, { operation: {} }))).toEqual(changed);
});

test('a call that failed changes nothing', () => {
  expect(read(entry({ status: { code: 7, message: 'PERMISSION_DENIED' } }))).toEqual(
    notTracked(call, 'it failed: status 7'),
  );
  expect(read(entry({ status: null }))).toEqual(changed);
  expect(read(entry({ status: { code: 0 } }))).toEqual(changed);
});

test('calls that change no type are named', () => {
  for (const named of ['v1.compute.instances.insert', 'storage.objects.create', '__proto__', 'constructor'])
    expect(read(logEntry('compute', named, names.network))).toEqual(
      notTracked(named, 'it changes nothing that is read'),
    );
  for (const named of ['v1.compute.networks.get', 'google.container.v1.ClusterManager.ListClusters', 'GetIamPolicy'])
    expect(read(logEntry('compute', named, names.network))).toEqual(notTracked(named, 'it only reads'));
});

test('entries of other logs are no records of calls', () => {
  const logName = 'projects/shop-prod/logs/compute.googleapis.com%2Fvpc_flows';
  const flow = { insertId: 'a', logName, jsonPayload: {}, resource: {} };
  expect(read(flow)).toEqual(notTracked(logName, 'it is no record of a call'));
  const request = { protoPayload: { '@type': 'type.googleapis.com/google.appengine.logging.v1.RequestLog' } };
  expect(read(request)).toEqual(
    notTracked('type.googleapis.com/google.appengine.logging.v1.RequestLog', 'it is no record of a call'),
  );
});

test.each([
  ['google-cloud-sdk gcloud/550.0.0 command/gcloud.container.clusters.update', 'cli'],
  ['kubectl/v1.34.0 (linux/amd64) kubernetes/abcdef', 'cli'],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36,gzip(gfe)', 'console'],
  [
    'google-api-go-client/0.5 Terraform/1.13.0 (+https://www.terraform.io) terraform-provider-google/7.1.0',
    'terraform',
  ],
  ['google-api-python-client/2.1 gl-python/3.12', 'sdk'],
  ['grpc-node-js/1.13.0', 'sdk'],
  ['curl/8.5.0', 'unknown'],
  ['', 'unknown'],
  [undefined, 'unknown'],
  [['a'], 'unknown'],
  ['x'.repeat(100_000), 'unknown'],
])('called by %s the origin is %s', (callerSuppliedUserAgent, origin) => {
  expect(read(entry({ requestMetadata: { callerSuppliedUserAgent } }))).toMatchObject([{ change: { origin } }]);
});

test.each([
  ['service-12@container-engine-robot.iam.gserviceaccount.com', 'provider'],
  ['service-12@compute-system.iam.gserviceaccount.com', 'provider'],
  ['service-12@gcp-sa-gkenode.iam.gserviceaccount.com', 'provider'],
  ['12@cloudservices.gserviceaccount.com', 'provider'],
  ['deploy@shop-prod.iam.gserviceaccount.com', 'cli'],
  ['12@cloudservices.gserviceaccount.com.example.com', 'cli'],
])('called by %s the origin is %s', (principalEmail, origin) => {
  expect(read(entry({ authenticationInfo: { principalEmail } }))).toMatchObject([
    { change: { actor: principalEmail, origin } },
  ]);
});

test('a federated caller is named by its subject, and one that is not named is unknown', () => {
  const principalSubject = 'principal://iam.googleapis.com/locations/global/workforcePools/p/subject/ann';
  expect(read(entry({ authenticationInfo: { principalSubject } }))).toMatchObject([
    { change: { actor: principalSubject } },
  ]);
  for (const authenticationInfo of [undefined, null, 'ann', { principalEmail: 7 }])
    expect(read(entry({ authenticationInfo }))).toMatchObject([{ change: { actor: 'unknown' } }]);
});

test('documents of others are not of Google Cloud', () => {
  const others = [
    ...[null, 7, 'text', [], {}, { message: 'x', subscription: 'y' }, { message: {} }],
    ...[{ protoPayload: 'x' }, { operationName: 'x', resourceId: 'y' }, { eventSource: 'eks.amazonaws.com' }],
  ];
  for (const document of others) expect(read(document)).toBeUndefined();
});

test('a push without an entry is malformed', () => {
  const push = (data: unknown) => ({ message: { data }, subscription: 'projects/p/subscriptions/s' });
  const noJson = malformed('The field message.data is no JSON in base64.');
  for (const data of [undefined, '', '%%%', 'bm8gSlNPTg==', '/////w==', { a: 1 }])
    expect(read(push(data))).toEqual(noJson);
  for (const document of [null, 7, [entry()], { cluster: 'x' }])
    expect(read(pushOf(document))).toEqual(malformed('The field message.data is no log entry.'));
});

test.each([
  ['protoPayload.serviceName', entry({ serviceName: ['compute'] })],
  ['protoPayload.methodName', entry({ methodName: 'a'.repeat(5000) })],
  ['protoPayload.methodName', entry({ methodName: '' })],
  ['protoPayload.resourceName', entry({ resourceName: {} })],
  ['protoPayload.status.code', entry({ status: { code: '7' } })],
  ['timestamp', entry({}, { timestamp: 'yesterday' })],
  ['timestamp', entry({}, { timestamp: undefined })],
  ['insertId', entry({}, { insertId: 7 })],
  ['operation.id', entry({}, { operation: { id: {} } })],
])('an entry with a bad %s is malformed', (field, document) => {
  expect(read(document)).toEqual(malformed(`The field ${field} is missing or not of its form.`));
});

test('moments without a zone are in UTC', () => {
  const [found] = read(entry({}, { timestamp: '2026-11-22 09:00:00.123' })) ?? [];
  expect(found).toEqual(changed[0]);
});

test('an entry without an id is told by its moment, its call and its resource', () => {
  const timestamp = '2026-11-22T09:00:00.123Z';
  const eventId = `${timestamp} ${call} ${names.network}`;
  expect(read(entry({}, { insertId: undefined, timestamp }))).toMatchObject([{ change: { eventId } }]);
});

test('an entry that names no call, or no service, is not tracked', () => {
  expect(read(entry({ methodName: null }))).toEqual(notTracked('unknown', 'it names no call'));
  expect(read(entry({ serviceName: undefined }))).toEqual(notTracked(call, 'nothing that it touched is read'));
});

test('hostile values in any field give a notice', () => {
  const seeds = [
    entry(),
    clusterEntry('UpdateCluster', { update: { desiredMasterAuthorizedNetworksConfig: { enabled: true } } }),
    insideEntry('io.k8s.apps.v1.deployments.create', 'apps/v1/namespaces/shop/deployments/web'),
    pushOf(entry()),
  ];
  const kinds = hostile(seeds).map((document) => read(document)?.[0]?.is ?? 'other');
  expect(new Set(kinds)).toEqual(new Set(['change', 'malformed', 'not-tracked', 'other']));
});

test('nesting without end inside a push is not followed', () => {
  const request = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
  const text = JSON.stringify(entry({ request: 'HERE' })).replace('"HERE"', request);
  const message = { data: Buffer.from(text).toString('base64') };
  expect(read({ message, subscription: 'projects/p/subscriptions/s' })).toEqual(changed);
});
