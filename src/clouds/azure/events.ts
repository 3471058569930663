import { parseInstant } from '#lib/time';
import type { EventReader, Notice } from '#model';
import { trackedCalls } from '../changed-by.ts';
import { missing } from '../envelope.ts';
import { armId, subscriptionOf } from './address.ts';
import { actorOf, originOf } from './caller-events.ts';
import { delivered, type AzureRecord } from './delivered-events.ts';
import { touchedBy } from './touched-events.ts';
import { azureTypes } from './types.ts';

/** Azure spells the same operation in several cases. */
const spelled = (operation: string): string => operation.toLowerCase();

const tracked = trackedCalls(azureTypes, spelled);

/**
 * Reads what Event Grid delivers of a subscription, and records of the activity log. Nothing is announced: what a request
 * asked for is not in these records.
 * Source: https://learn.microsoft.com/azure/event-grid/event-schema-subscriptions
 */
export const azureEvents: EventReader = {
  provider: 'azure',
  announces: [],
  read: (document) => delivered(document)?.map((it) => (it.is === 'record' ? noticeOf(it) : it)),
};

function noticeOf({ operation, outcome, resource, time, eventId, claims, caller }: AzureRecord): Notice {
  const known = tracked.get(spelled(operation));
  if (!known) return notTracked(operation, reasonOf(operation));
  const { call, types } = known;
  if (outcome !== 'succeeded') return notTracked(call, whyNot[outcome]);
  const address = armId(resource ?? '');
  if (subscriptionOf(address) === undefined) return malformed('resource');
  const at = parseInstant(time ?? '');
  if (at === undefined) return malformed('time');
  const own = eventId ?? '';
  if (own === '') return malformed('id');
  const touched = touchedBy(types, address);
  if (touched.length === 0) return notTracked(call, 'nothing that it touched is read');
  return {
    is: 'change',
    change: {
      eventId: own,
      provider: 'azure',
      actor: actorOf(claims, caller),
      call,
      at: new Date(at).toISOString(),
      origin: originOf(claims),
      touched,
    },
    announced: [],
  };
}

const whyNot = {
  failed: 'it failed',
  begun: 'it has only begun: its end is a record of its own',
} as const;

const reasonOf = (operation: string): string =>
  spelled(operation).endsWith('/read') ? 'it only reads' : 'it changes nothing that is read';

const notTracked = (call: string, why: string): Notice => ({ is: 'not-tracked', call, why });

const malformed = (field: string): Notice => ({ is: 'malformed', why: missing(field) });
