import { expect, it } from 'vitest';
import { takeIn } from '#app/changes/take-in';
import { azureEvents } from '#clouds/azure/events';
import { gcpEvents } from '#clouds/gcp/events';
import { changeInCluster } from '#clouds/kubernetes/events';
import {
  application,
  cloudEvent,
  entraClaims,
  googleClaims,
  gridEvent,
  gridSender,
  instant,
  issuerOf,
  push,
  requestOf,
  standOf,
  tenant,
} from './senders.ts';

const entra = await issuerOf('entra');
const google = await issuerOf('google');
const keys = { entra, google };
const azureToken = await entra.sign(entraClaims());
const googleToken = await google.sign(googleClaims());

const accepted: readonly (readonly [fact: string, request: Parameters<typeof requestOf>[0], queued: unknown])[] = [
  ['a CloudEvent of Event Grid', { token: azureToken, body: JSON.stringify(cloudEvent) }, cloudEvent],
  [
    'a batch of CloudEvents',
    { token: azureToken, body: JSON.stringify([cloudEvent, cloudEvent]) },
    [cloudEvent, cloudEvent],
  ],
  ["an event in Event Grid's own schema", { token: azureToken, body: JSON.stringify([gridEvent]) }, [gridEvent]],
  ['a push of Pub/Sub', { path: '/events/gcp', token: googleToken, body: JSON.stringify(push) }, push],
  [
    'a body in base64',
    { token: azureToken, body: Buffer.from(JSON.stringify(cloudEvent)).toString('base64'), base64: true },
    cloudEvent,
  ],
  [
    'a path behind the name of a stage',
    { path: '/live/events/azure', token: azureToken, body: JSON.stringify(cloudEvent) },
    cloudEvent,
  ],
  [
    'a token of version 2.0, whose sender is its azp',
    {
      token: await entra.sign(
        entraClaims({
          ver: '2.0',
          iss: `https://login.microsoftonline.com/${tenant}/v2.0`,
          appid: undefined,
          azp: gridSender,
        }),
      ),
      body: JSON.stringify(cloudEvent),
    },
    cloudEvent,
  ],
  [
    'a token of Google whose issuer has no scheme',
    {
      path: '/events/gcp',
      token: await google.sign(googleClaims({ iss: 'accounts.google.com' })),
      body: JSON.stringify(push),
    },
    push,
  ],
  [
    'a clock that is half a minute off',
    {
      token: await entra.sign(entraClaims({ nbf: instant + 30, exp: instant + 3630 })),
      body: JSON.stringify(cloudEvent),
    },
    cloudEvent,
  ],
];

it.each(accepted)('%s is put on the queue', async (_, request, queued) => {
  const stand = standOf(keys);
  expect(await stand.handler(requestOf(request))).toEqual({ statusCode: 204, headers: {} });
  expect(stand.queued.map((it) => JSON.parse(it) as unknown)).toEqual([queued]);
  expect(stand.said).toEqual([]);
});

it('what is put on the queue is read as a change', async () => {
  const stand = standOf(keys);
  await stand.handler(requestOf({ token: azureToken, body: JSON.stringify([gridEvent]) }));
  await stand.handler(requestOf({ path: '/events/gcp', token: googleToken, body: JSON.stringify(push) }));
  const read = stand.queued.map((it) => takeIn(JSON.parse(it), [azureEvents, gcpEvents(changeInCluster)]).changes);
  expect(read.map((changes) => changes.map(({ change }) => change.provider))).toEqual([['azure'], ['gcp']]);
});

it('a sender cannot speak for another cloud: only the fields of its own envelope are passed on', async () => {
  const stand = standOf(keys);
  const record = {
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.eks',
    detail: {},
    eventSource: 'eks.amazonaws.com',
    eventName: 'UpdateClusterConfig',
    Records: [],
    kind: 'Event',
  };
  await stand.handler(requestOf({ token: azureToken, body: JSON.stringify({ ...record, ...cloudEvent }) }));
  await stand.handler(requestOf({ token: azureToken, body: JSON.stringify([{ ...record, ...gridEvent }]) }));
  await stand.handler(
    requestOf({ path: '/events/gcp', token: googleToken, body: JSON.stringify({ ...record, ...push }) }),
  );
  expect(stand.queued.map((it) => JSON.parse(it) as unknown)).toEqual([cloudEvent, [gridEvent], push]);
});

it('the two characters that a queue takes not are put on it as their numbers', async () => {
  const stand = standOf(keys);
  await stand.handler(
    requestOf({ token: azureToken, body: JSON.stringify({ ...cloudEvent, subject: 'a\uFFFEb\uFFFF\uD800' }) }),
  );
  expect(stand.queued[0]).toContain(String.raw`a\ufffeb\uffff\ud800`);
});

const validation = [
  {
    ...gridEvent,
    subject: '',
    eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
    data: { validationCode: 'abc-1' },
  },
];

it('the validation event of a subscription is answered with its code, and is no change', async () => {
  const stand = standOf(keys);
  const answer = await stand.handler(requestOf({ token: azureToken, body: JSON.stringify(validation) }));
  expect(answer).toMatchObject({ statusCode: 200, body: '{"validationResponse":"abc-1"}' });
  expect(stand.queued).toEqual([]);
});

it('a change that comes beside a validation event is not answered away: its sender keeps it', async () => {
  const stand = standOf(keys);
  const body = JSON.stringify([...validation, gridEvent]);
  expect(await stand.handler(requestOf({ token: azureToken, body }))).toEqual({ statusCode: 400, headers: {} });
});

it('a stranger gets no answer to a validation event', async () => {
  const stand = standOf(keys);
  expect(await stand.handler(requestOf({ body: JSON.stringify(validation) }))).toEqual({
    statusCode: 401,
    headers: {},
  });
});

it('Event Grid may deliver CloudEvents, and is told so', async () => {
  const { handler } = standOf(keys);
  const asking = { 'webhook-request-origin': 'eventgrid.azure.net' };
  expect(await handler(requestOf({ method: 'OPTIONS', headers: asking }))).toEqual({
    statusCode: 200,
    headers: { allow: 'POST', 'webhook-allowed-origin': 'eventgrid.azure.net' },
  });
  const rated = await handler(requestOf({ method: 'OPTIONS', headers: { ...asking, 'webhook-request-rate': '120' } }));
  expect(rated.headers).toMatchObject({ 'webhook-allowed-rate': '*' });
});

it('keys are asked for once, and again for one that is unknown only after half a minute', async () => {
  const stand = standOf(keys);
  const unknown = await entra.sign(entraClaims(), { kid: 'made-up' });
  for (const token of [azureToken, unknown, unknown, azureToken]) {
    await stand.handler(requestOf({ token, body: JSON.stringify(cloudEvent) }));
  }
  expect(stand.asked).toHaveLength(1);
  expect(stand.queued).toHaveLength(2);
});

const large = new Response('['.padEnd(200 * 1024));
const unread: readonly (readonly [fact: string, answer: () => Promise<Response>, why: string])[] = [
  ['do not answer', () => Promise.reject(new TypeError('fetch failed')), 'fetch failed'],
  ['answer 500', () => Promise.resolve(new Response('', { status: 500 })), 'the answer is 500'],
  ['are redirected', () => Promise.resolve(new Response(null, { status: 302 })), 'the answer is 302'],
  ['are larger than keys can be', () => Promise.resolve(large), 'larger than 131072 bytes'],
  ['are no JSON', () => Promise.resolve(new Response('<html>')), 'is not valid JSON'],
  ['are no keys', () => Promise.resolve(Response.json({ keys: 'none' })), 'JSON Web Key Set malformed'],
];

it.each(unread)(
  'where the keys %s, a delivery is neither taken nor refused: it is sent again',
  async (_, answer, why) => {
    const stand = standOf(keys, { fetch: answer });
    const sent = await stand.handler(requestOf({ token: azureToken, body: JSON.stringify(cloudEvent) }));
    expect(sent).toEqual({ statusCode: 503, headers: { 'retry-after': '30' } });
    expect(stand.queued).toEqual([]);
    expect(stand.said.join()).toContain(why);
  },
);

it('where the queue does not take it, a delivery is sent again', async () => {
  const stand = standOf(keys, { sqs: { send: () => Promise.reject(new Error('throttled')) } });
  const sent = await stand.handler(requestOf({ token: azureToken, body: JSON.stringify(cloudEvent) }));
  expect(sent.statusCode).toBe(503);
  expect(stand.said.join()).toContain('throttled');
});

it('a cloud that is not configured has no address', async () => {
  const config = JSON.stringify({ version: 1, events: { azure: { tenant, audience: application } } });
  const { handler, queued } = standOf(keys, { config });
  expect(
    await handler(requestOf({ path: '/events/gcp', token: googleToken, body: JSON.stringify(push) })),
  ).toMatchObject({
    statusCode: 404,
  });
  expect(queued).toEqual([]);
});

it('a tenant that is none ends the function before it listens', () => {
  const config = JSON.stringify({ events: { azure: { tenant: '../common', audience: application } } });
  expect(() => standOf(keys, { config })).toThrow('events.azure.tenant is the id of no tenant: ../common');
});
