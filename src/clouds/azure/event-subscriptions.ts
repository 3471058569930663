import type { Gate } from '../gate.ts';
import { isObject, listAt, textAt, type Json } from '../json.ts';
import { followPages } from '../pages.ts';
import { unknownBy, type Standing } from '../standing.ts';
import { azureFailure } from './failure.ts';
import { callerOf } from './reader.ts';
import { got } from './rest.ts';
import type { Session } from './session.ts';

interface Way {
  readonly session: Pick<Session, 'groups' | 'endpoint'>;
  readonly gate: Gate;
}

const provider = 'Microsoft.EventGrid';
const topicType = 'Microsoft.Resources.Subscriptions';
const api = `${provider}/eventSubscriptions/read`;

/** What every change of a resource in a subscription is told as. Source: https://learn.microsoft.com/azure/event-grid/event-schema-subscriptions */
const wanted = ['Microsoft.Resources.ResourceWriteSuccess', 'Microsoft.Resources.ResourceDeleteSuccess'];

/**
 * Whether Event Grid delivers the changes in a subscription to a web hook, by an event subscription of its own or one of
 * a system topic. Source: https://learn.microsoft.com/rest/api/eventgrid/controlplane/event-subscriptions
 */
export async function subscriptionStanding(way: Way, subscription: string): Promise<Standing> {
  const base = `/subscriptions/${subscription}/providers/${provider}`;
  try {
    const topics = await listed(way, subscription, `${base}/systemTopics`);
    const own = topics.filter((it) => textAt(it, 'properties', 'topicType')?.toLowerCase() === topicType.toLowerCase());
    const places = [`${base}/topicTypes/${topicType}`, ...own.map((it) => textAt(it, 'id') ?? '')];
    const found = await Promise.all(places.map((it) => listed(way, subscription, `${it}/eventSubscriptions`)));
    return standingOf(
      found.flat().filter((it) => textAt(it, 'properties', 'destination', 'endpointType') === 'WebHook'),
    );
  } catch (error) {
    const failure = azureFailure(error);
    // Where Event Grid was never used it delivers nothing.
    if (failure.reason === 'not-enabled') return { state: 'missing', detail: failure.detail };
    return unknownBy(api, failure);
  }
}

function standingOf(hooks: readonly Json[]): Standing {
  const why = hooks.map((it) => [it, lackOf(it)] as const);
  const [good] = why.find(([, lack]) => lack === undefined) ?? [];
  if (good) {
    const to = textAt(good, 'properties', 'destination', 'properties', 'endpointBaseUrl') ?? 'a web hook';
    return { state: 'there', detail: `${nameOf(good)} delivers to ${to}.` };
  }
  if (hooks.length === 0) return { state: 'missing', detail: 'No event subscription delivers changes to a web hook.' };
  const each = why.map(([it, lack]) => `${nameOf(it)} ${lack ?? ''}`).join(', ');
  return { state: 'missing', detail: `No event subscription delivers all changes to a web hook: ${each}.` };
}

const nameOf = (it: Json): string => textAt(it, 'name') ?? 'one';

function lackOf(it: Json): string | undefined {
  const state = textAt(it, 'properties', 'provisioningState');
  if (state !== undefined && state !== 'Succeeded') return `is ${state}`;
  // Without a list all kinds of events are delivered.
  const kinds = listAt(it, 'properties', 'filter', 'includedEventTypes');
  if (kinds.length === 0 || kinds.includes('All')) return undefined;
  const lacking = wanted.filter((kind) => !kinds.includes(kind));
  return lacking.length === 0 ? undefined : `leaves out ${lacking.join(' and ')}`;
}

/** Everything in a listing of Event Grid, whose client is not needed for anything else. */
async function listed({ session, gate }: Way, subscription: string, path: string): Promise<readonly Json[]> {
  const all: Json[] = [];
  const { call } = callerOf(gate, subscription);
  const first = new URL(`${session.endpoint}${path}?api-version=2022-06-15`).href;
  await followPages(
    async (link) => {
      const body = await call(api, ({ abortSignal }) =>
        got((it) => session.groups.sendRequest(it), link ?? first, abortSignal),
      );
      return { items: listAt(body, 'value').filter(isObject), next: textAt(body, 'nextLink') };
    },
    (it) => all.push(it),
  );
  return all;
}
