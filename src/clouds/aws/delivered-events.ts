import { z } from 'zod';
import type { Notice } from '#model';
import { opened } from '../envelope.ts';
import { isObject, type Json } from '../json.ts';
import { trailForm, type RawRecord } from './record-events.ts';

/** A record of CloudTrail, with the account that its envelope names. */
export interface Delivered {
  readonly is: 'record';
  readonly record: RawRecord;
  readonly account: string | undefined;
}

type Other = Exclude<Notice, { readonly is: 'change' }>;

/**
 * The records of a document: of one that EventBridge delivers, of a file of a trail, of a list, or the record itself.
 * Undefined when AWS delivers in no such form.
 */
export function delivered(document: unknown): readonly (Delivered | Other)[] | undefined {
  if (Array.isArray(document)) return document.some(isOurs) ? document.map(recordIn) : undefined;
  const records = isObject(document) && Object.hasOwn(document, 'Records') ? document['Records'] : undefined;
  if (Array.isArray(records)) return records.length === 0 || records.some(isOurs) ? records.map(recordIn) : undefined;
  return isOurs(document) ? [recordIn(document)] : undefined;
}

const isOurs = (it: unknown): boolean => isBridged(it) || isRecord(it);

const isBridged = (it: unknown): it is Json => isObject(it) && Object.hasOwn(it, 'detail-type');

/** Notifications of S3 and records of streams have fields of the same names. */
const isRecord = (it: unknown): it is Json =>
  isObject(it) &&
  Object.hasOwn(it, 'eventSource') &&
  Object.hasOwn(it, 'eventName') &&
  !(typeof it['eventSource'] === 'string' && it['eventSource'].startsWith('aws:'));

function recordIn(it: unknown): Delivered | Other {
  if (isBridged(it)) return bridgedRecord(it);
  return isRecord(it) ? trailRecord(it) : { is: 'malformed', why: 'It is no record of AWS.' };
}

function trailRecord(it: unknown, account?: string): Delivered | Other {
  const record = opened(trailForm, it);
  return record.is === 'opened' ? { is: 'record', record: record.envelope, account } : record;
}

/** https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
const bridgeForm = z.object({
  'detail-type': z.string().regex(/^[\w .,:()/-]{1,256}$/),
  source: z.string().regex(/^[\w./-]{1,256}$/),
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  detail: z.looseObject({}),
});

/** What EventBridge calls the records of a trail; in China it says Amazon. */
const carriesRecord = /^(?:AWS|Amazon) (?:API Call|Service Event|Console Action|Console Sign In) via CloudTrail$/;

function bridgedRecord(it: Json): Delivered | Other {
  const event = opened(bridgeForm, it);
  if (event.is === 'malformed') return event;
  const { 'detail-type': kind, source, account, detail } = event.envelope;
  if (carriesRecord.test(kind)) return trailRecord(detail, account);
  return { is: 'not-tracked', call: `${source} ${kind}`, why: 'it is no record of a call' };
}
