import { parseInstant } from '#lib/time';
import type { TypedAction, Change, EventReader, Notice, Touched } from '#model';
import { trackedCalls } from '../changed-by.ts';
import { missing } from '../envelope.ts';
import type { ReadClusterRequest } from '../cluster-request.ts';
import { actorOf, originOf } from './caller-events.ts';
import { entriesIn, type AuditEntry } from './delivered-events.ts';
import { announcedByGke, gkeAnnounces } from './gke/cluster/events.ts';
import { requestInCluster } from './gke/cluster/inside-events.ts';
import { projectOfEntry } from './project-events.ts';
import { touchedBy } from './touched-events.ts';
import { gcpTypes } from './types.ts';

const tracked = trackedCalls(gcpTypes);

/**
 * Reads entries of Cloud Audit Logs, alone or as Pub/Sub pushes them. What a request to the API of a GKE cluster altered
 * only `inCluster` can tell.
 * Source: https://cloud.google.com/logging/docs/audit/understanding-audit-logs
 */
export const gcpEvents = (inCluster: ReadClusterRequest): EventReader => ({
  provider: 'gcp',
  announces: gkeAnnounces,
  read: (document) => entriesIn(document)?.map((it) => (it.is === 'entry' ? noticeOf(it, inCluster) : it)),
});

function noticeOf(entry: AuditEntry, inCluster: ReadClusterRequest): Notice {
  const { serviceName, methodName } = entry;
  const isInside = serviceName === 'k8s.io' || methodName.startsWith('io.k8s.');
  return isInside ? insideNotice(entry, inCluster) : serviceNotice(entry);
}

function serviceNotice(entry: AuditEntry): Notice {
  const { methodName: call } = entry;
  const known = tracked.get(call);
  if (!known) return notTracked(call, reads.test(call) ? 'it only reads' : 'it changes nothing that is read');
  const why = whyNot(entry);
  if (why !== undefined) return notTracked(call, why);
  if (projectOfEntry(entry) === undefined) return notTracked(call, 'it is of no project');
  const touched = touchedBy(known.types, entry);
  if (touched.length === 0) return notTracked(call, 'nothing that it touched is read');
  return changed(entry, call, touched, announcedByGke(entry, touched));
}

/** Requests to the API of a cluster, which the audit log of GKE holds too. */
function insideNotice(entry: AuditEntry, inCluster: ReadClusterRequest): Notice {
  const request = requestInCluster(entry);
  if (request.is === 'unclear') return notTracked(entry.methodName, request.why);
  const { call, touched } = inCluster(request.request);
  if (touched.length === 0) {
    return notTracked(call, /^(get|list|watch) /.test(call) ? 'it only reads' : 'it changes nothing that is read');
  }
  const why = whyNot(entry);
  return why === undefined ? changed(entry, call, touched, []) : notTracked(call, why);
}

/**
 * A long operation writes one entry when it begins and one when it ends, with the id of the operation in both: they are
 * one change, and both are a reason to read.
 */
function changed(
  entry: AuditEntry,
  call: string,
  touched: readonly Touched[],
  announced: readonly TypedAction[],
): Notice {
  const { timestamp, operation, insertId, methodName, resourceName } = entry;
  const at = parseInstant(inUtc(timestamp ?? ''));
  if (at === undefined) return { is: 'malformed', why: missing('timestamp') };
  const change: Change = {
    eventId: operation?.id ?? insertId ?? [timestamp, methodName, resourceName].join(' '),
    provider: 'gcp',
    actor: actorOf(entry),
    call,
    at: new Date(at).toISOString(),
    origin: originOf(entry),
    touched,
  };
  return { is: 'change', change, announced };
}

/** Moments are in UTC; tools that pass entries on print them without saying so. */
const inUtc = (moment: string): string => (/^[\d-]+ [\d:.]+$/.test(moment) ? `${moment.replace(' ', 'T')}Z` : moment);

/** Google gives the status of a call, and leaves it out or empty where it succeeded. */
const whyNot = ({ code }: AuditEntry): string | undefined =>
  code === undefined || code === 0 ? undefined : `it failed: status ${code}`;

/** The last word of a method's name begins with what it does. */
const reads = /(?:^|\.)(?:get|list|search|fetch|check|test|aggregatedlist)[^.]*$/i;

const notTracked = (call: string, why: string): Notice => ({ is: 'not-tracked', call, why });
