import { z } from 'zod';
import type { Notice } from '#model';
import { opened, word } from '../envelope.ts';
import { isObject, listAt, type Json } from '../json.ts';

/** One audit record, whatever way it came. */
export interface AzureRecord {
  readonly is: 'record';
  readonly operation: string;
  readonly outcome: 'succeeded' | 'failed' | 'begun';
  /** The ARM id as it was spelled. */
  readonly resource: string | undefined;
  readonly time: string | undefined;
  readonly eventId: string | undefined;
  readonly claims: unknown;
  readonly caller: unknown;
}

type Other = Exclude<Notice, { readonly is: 'change' }>;

/** The records of a document; undefined when Azure delivers in no such form. */
export function delivered(document: unknown): readonly (AzureRecord | Other)[] | undefined {
  if (Array.isArray(document)) return document.some(isOurs) ? document.map(recordIn) : undefined;
  const records = listAt(document, 'records');
  if (records.some(isOurs)) return records.map(recordIn);
  return isOurs(document) ? [recordIn(document)] : undefined;
}

const isOurs = (it: unknown): boolean => isGridEvent(it) || isCloudEvent(it) || isActivity(it);

const has = (it: Json, ...fields: readonly string[]): boolean => fields.every((field) => Object.hasOwn(it, field));

const isGridEvent = (it: unknown): it is Json =>
  isObject(it) && has(it, 'eventType', 'eventTime', 'subject', 'data') && !has(it, 'eventSource');

const isCloudEvent = (it: unknown): it is Json =>
  isObject(it) && has(it, 'specversion') && typeof it['type'] === 'string' && it['type'].startsWith('Microsoft.');

const isActivity = (it: unknown): it is Json =>
  isObject(it) && has(it, 'operationName') && ['resourceId', 'resourceUri', 'category'].some((field) => has(it, field));

function recordIn(it: unknown): AzureRecord | Other {
  if (isGridEvent(it)) return gridRecord({ ...it, type: it['eventType'], time: it['eventTime'] });
  if (isCloudEvent(it)) return gridRecord(it);
  return isActivity(it) ? activityRecord(it) : { is: 'malformed', why: 'It is no record of Azure.' };
}

const gridForm = z.object({
  id: word,
  type: word,
  time: word,
  subject: z.string().max(2048).nullish(),
});

const gridData = z.object({
  operationName: word,
  resourceUri: word.nullish(),
  claims: z.unknown().optional(),
});

/**
 * Both schemas of Event Grid, with the names of CloudEvents.
 * Source: https://learn.microsoft.com/azure/event-grid/cloud-event-schema
 */
function gridRecord(it: Json): AzureRecord | Other {
  const event = opened(gridForm, it);
  if (event.is === 'malformed') return event;
  const { id, type, time, subject } = event.envelope;
  const about = /^Microsoft\.Resources\.Resource(?:Write|Delete|Action)(Success|Failure|Cancel)$/.exec(type);
  if (!about) return { is: 'not-tracked', call: type, why: otherEvent(type) };
  const data = opened(gridData, it['data']);
  if (data.is === 'malformed') return data;
  const { operationName, resourceUri, claims } = data.envelope;
  return {
    is: 'record',
    operation: operationName,
    outcome: about[1] === 'Success' ? 'succeeded' : 'failed',
    resource: resourceUri ?? (subject || undefined),
    time,
    eventId: id,
    claims,
    caller: undefined,
  };
}

const otherEvent = (type: string): string =>
  type === 'Microsoft.EventGrid.SubscriptionValidationEvent'
    ? 'it is the handshake of a subscription, which its receiver answers'
    : 'it is no record of a call';

/** The API of the activity log gives `{ value, localizedValue }` where its export gives text. */
const said = z.union([word, z.object({ value: word.nullish() }).transform(({ value }) => value ?? '')]).nullish();

const activityForm = z.object({
  operationName: z.union([word, z.object({ value: word }).transform(({ value }) => value)]),
  resultType: said,
  status: said,
  resourceId: word.nullish(),
  resourceUri: word.nullish(),
  time: word.nullish(),
  eventTimestamp: word.nullish(),
  eventDataId: word.nullish(),
  correlationId: word.nullish(),
  identity: z.unknown().optional(),
  claims: z.unknown().optional(),
  caller: z.unknown().optional(),
});

/**
 * A record of the activity log. All records of one deployment have the same correlation id, so that the operation, the
 * resource and the time tell them apart where they have no id of their own.
 * Source: https://learn.microsoft.com/azure/azure-monitor/platform/activity-log-schema
 */
function activityRecord(it: Json): AzureRecord | Other {
  const record = opened(activityForm, it);
  if (record.is === 'malformed') return record;
  const { operationName: operation, correlationId, eventDataId, identity, claims, caller, ...rest } = record.envelope;
  const resource = rest.resourceId ?? rest.resourceUri ?? undefined;
  const time = rest.time ?? rest.eventTimestamp ?? undefined;
  const shared = correlationId ? [correlationId, operation, resource, time].join(' ').toLowerCase() : undefined;
  return {
    is: 'record',
    operation,
    outcome: outcomeOf(rest.resultType ?? rest.status ?? ''),
    resource,
    time,
    eventId: eventDataId ?? shared,
    caller,
    claims: isObject(identity) ? identity['claims'] : claims,
  };
}

/** A status that is not known, or none, is no reason to leave a change unread. */
function outcomeOf(status: string): AzureRecord['outcome'] {
  if (/^fail|^cancel/i.test(status)) return 'failed';
  return /^start|^accept|^active|^in ?progress/i.test(status) ? 'begun' : 'succeeded';
}
