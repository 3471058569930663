import { afterEach, expect, test } from 'vitest';
import { subscriptionStanding } from '#clouds/azure/event-subscriptions';
import { openSession } from '#clouds/azure/session';
import { gateOf } from '#clouds/gate';
import { startAzure, type AzureSimulator } from '../../sim/azure/server.ts';
import type { JsonObject } from '../../sim/json.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { estateOf } from './audit.ts';

const [only] = estateOf({ seed: 5, clusters: 1 }).subscriptions;
const subscription = only!.subscription.subscriptionId ?? '';
const running: AzureSimulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((it) => it.close()));
});

async function at(estate: { eventSubscriptions?: readonly JsonObject[]; systemTopics?: readonly JsonObject[] }) {
  const sim = await startAzure({ estate: { subscriptions: [{ ...only!, ...estate }] }, pageSize: 1 });
  running.push(sim);
  const clock = quickClock();
  const clientOptions = { endpoint: sim.url, tlsOptions: { ca: sim.ca } };
  const session = (await openSession({ clock, credential: sim.credential, clientOptions }))!;
  return { sim, way: { session, gate: gateOf({ clock, attempts: 1 }) } };
}

const base = `/subscriptions/${subscription}`;
const url = 'https://x.execute-api.eu-west-1.amazonaws.com/events/azure';
const hook = (name: string, more: object = {}, scope = base): JsonObject => ({
  ...{ id: `${scope}/providers/Microsoft.EventGrid/eventSubscriptions/${name}`, name },
  properties: {
    provisioningState: 'Succeeded',
    destination: { endpointType: 'WebHook', properties: { endpointBaseUrl: url } },
    filter: { includedEventTypes: null },
    ...more,
  },
});
const kinds = (...includedEventTypes: string[]) => ({ filter: { includedEventTypes } });
const write = 'Microsoft.Resources.ResourceWriteSuccess';
const gone = 'Microsoft.Resources.ResourceDeleteSuccess';

test.each([
  ['of every kind of event', hook('changes')],
  ['of writes and deletions', hook('changes', kinds(gone, write, 'Microsoft.Resources.ResourceActionSuccess'))],
])('an event subscription %s to a web hook tells of changes, on whatever page', async (_name, good) => {
  const queue = hook('archive', { destination: { endpointType: 'StorageQueue', properties: {} } });
  const { way } = await at({ eventSubscriptions: [queue, good] });
  expect(await subscriptionStanding(way, subscription)).toEqual({
    state: 'there',
    detail: `changes delivers to ${url}.`,
  });
});

test('so does one of a system topic of the subscription, and none of another topic', async () => {
  const topic = (name: string, topicType: string): JsonObject => ({
    ...{ id: `${base}/resourceGroups/g/providers/Microsoft.EventGrid/systemTopics/${name}`, name },
    properties: { topicType },
  });
  const systemTopics = [
    topic('own', 'microsoft.resources.subscriptions'),
    topic('blobs', 'Microsoft.Storage.Accounts'),
  ];
  const on = (name: string) =>
    hook('changes', {}, `${base}/resourceGroups/g/providers/Microsoft.EventGrid/systemTopics/${name}`);
  const own = await at({ systemTopics, eventSubscriptions: [on('own')] });
  expect(await subscriptionStanding(own.way, subscription)).toMatchObject({ state: 'there' });
  const other = await at({ systemTopics, eventSubscriptions: [on('blobs')] });
  expect(await subscriptionStanding(other.way, subscription)).toEqual({
    state: 'missing',
    detail: 'No event subscription delivers changes to a web hook.',
  });
});

test.each([
  ['is Failed', hook('changes', { provisioningState: 'Failed' })],
  [`leaves out ${gone}`, hook('changes', kinds(write))],
  [`leaves out ${write} and ${gone}`, hook('changes', kinds('Microsoft.Resources.ResourceActionSuccess'))],
])('one that %s tells of no changes', async (why, it) => {
  const { way } = await at({ eventSubscriptions: [it] });
  expect(await subscriptionStanding(way, subscription)).toEqual({
    state: 'missing',
    detail: `No event subscription delivers all changes to a web hook: changes ${why}.`,
  });
});

test('what may not be listed is not known, and the permission would tell', async () => {
  const { way, sim } = await at({});
  const operation = 'eventgrid:systemTopics.listBySubscription';
  sim.setFaults([{ operation, fault: 'denied', position: 'all' }]);
  expect(await subscriptionStanding(way, subscription)).toMatchObject({
    state: 'unknown',
    permission: 'Microsoft.EventGrid/systemTopics/read',
  });
});

test('an answer that does not parse tells nothing', async () => {
  const { way, sim } = await at({});
  const operation = 'eventgrid:eventSubscriptions.listGlobalBySubscriptionForTopicType';
  sim.setFaults([{ operation, fault: 'malformed-body', position: 'all' }]);
  expect(await subscriptionStanding(way, subscription)).toEqual({
    state: 'unknown',
    detail: expect.stringMatching(/^PARSE_ERROR/) as string,
  });
});
