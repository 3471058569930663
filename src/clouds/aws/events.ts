import type { EventReader, Notice } from '#model';
import { trackedCalls } from '../changed-by.ts';
import { missing } from '../envelope.ts';
import { actorOf, addressOf, originOf } from './caller-events.ts';
import { delivered, type Delivered } from './delivered-events.ts';
import { announcedByEks, eksAnnounces } from './eks/announced-events.ts';
import { callOf, completeRecord, type RawRecord } from './record-events.ts';
import { touchedBy } from './touched-events.ts';
import { awsTypes } from './types.ts';

const tracked = trackedCalls(awsTypes);

const serviceOf = (call: string): string => call.slice(0, call.indexOf(':'));

const services = new Set([...tracked.keys()].map(serviceOf));

/**
 * Reads records of CloudTrail, however they are delivered.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const awsEvents: EventReader = {
  provider: 'aws',
  announces: eksAnnounces,
  read: (document) => delivered(document)?.map((it) => (it.is === 'record' ? noticeOf(it) : it)),
};

function noticeOf({ record: raw, account }: Delivered): Notice {
  const call = callOf(raw);
  const known = tracked.get(call);
  if (!known) return notTracked(call, whyUntracked(call, raw));
  if (raw.errorCode) return notTracked(call, whyFailed(raw.errorCode));
  const record = completeRecord(raw, account);
  if ('lacks' in record) return { is: 'malformed', why: missing(record.lacks) };
  const touched = touchedBy(known.types, record);
  if (touched.length === 0) return notTracked(call, 'nothing that it touched is read');
  const { eventId, at } = record;
  return {
    is: 'change',
    change: {
      ...{ eventId, provider: 'aws', actor: actorOf(raw), call, at, origin: originOf(raw), touched },
      ...addressOf(raw),
    },
    announced: announcedByEks(record),
  };
}

const notTracked = (call: string, why: string): Notice => ({ is: 'not-tracked', call, why });

/** A service may call its own doings reading: what is tracked is decided first. */
function whyUntracked(call: string, { readOnly }: RawRecord): string {
  if (!services.has(serviceOf(call))) return 'nothing of its service is read';
  return readOnly === true ? 'it only reads' : 'it changes nothing that is read';
}

const whyFailed = (code: string): string => (/^[\w.:-]{1,128}$/.test(code) ? `it failed: ${code}` : 'it failed');
