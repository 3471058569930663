import { z } from 'zod';
import type { Notice } from '#model';
import { opened, word } from '../envelope.ts';
import { isObject, textAt, type Json } from '../json.ts';

/** What is used of an entry that holds an `AuditLog`. */
export interface AuditEntry {
  readonly is: 'entry';
  readonly serviceName: string | undefined;
  readonly methodName: string;
  readonly resourceName: string | undefined;
  /** Of the status: 0 or nothing is success. */
  readonly code: number | undefined;
  readonly timestamp: string | undefined;
  readonly insertId: string | undefined;
  readonly operation: { readonly id?: string | undefined; readonly last: boolean } | undefined;
  /** Of the monitored resource. */
  readonly labels?: unknown;
  readonly authorizationInfo?: unknown;
  readonly authenticationInfo?: unknown;
  readonly requestMetadata?: unknown;
  readonly request?: unknown;
}

type Other = Exclude<Notice, { readonly is: 'change' }>;

/**
 * The entries of a document: it is one, a push of Pub/Sub with one in it, or a list of either, as `gcloud logging read` prints
 * entries. Undefined for another form.
 */
export function entriesIn(document: unknown): readonly (AuditEntry | Other)[] | undefined {
  if (Array.isArray(document)) return document.some(isOurs) ? document.map(entryOf) : undefined;
  return isOurs(document) ? [entryOf(document)] : undefined;
}

const isOurs = (it: unknown): it is Json => isObject(it) && (isPush(it) || isEntry(it));

function entryOf(it: unknown): AuditEntry | Other {
  if (!isOurs(it)) return { is: 'malformed', why: 'It is no log entry.' };
  return isPush(it) ? pushed(it) : entryIn(it);
}

const isPush = (it: Json): boolean => isObject(it['message']) && Object.hasOwn(it, 'subscription');

const isEntry = (it: Json): boolean =>
  isObject(it['protoPayload']) || (Object.hasOwn(it, 'logName') && Object.hasOwn(it, 'resource'));

/** Source: https://cloud.google.com/pubsub/docs/push#receive_push */
function pushed({ message }: Json): AuditEntry | Other {
  const text = decoded(textAt(message, 'data') ?? '');
  const entry = text === undefined ? undefined : parsed(text);
  if (entry === undefined) return { is: 'malformed', why: 'The field message.data is no JSON in base64.' };
  return isObject(entry) && isEntry(entry)
    ? entryIn(entry)
    : { is: 'malformed', why: 'The field message.data is no log entry.' };
}

function decoded(base64: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return undefined;
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const entryForm = z.object({
  timestamp: word.nullish(),
  insertId: word.nullish(),
  operation: z.object({ id: word.nullish(), last: z.boolean().nullish() }).nullish(),
  resource: z.object({ labels: z.unknown().optional() }).nullish(),
  protoPayload: z.object({
    serviceName: word.nullish(),
    methodName: word.nullish(),
    resourceName: z.string().max(2048).nullish(),
    status: z.object({ code: z.number().nullish() }).nullish(),
    authorizationInfo: z.unknown().optional(),
    authenticationInfo: z.unknown().optional(),
    requestMetadata: z.unknown().optional(),
    request: z.unknown().optional(),
  }),
});

/** Source: https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog */
function entryIn(document: Json): AuditEntry | Other {
  const payload = textAt(document, 'protoPayload', '@type') ?? 'AuditLog';
  if (!isObject(document['protoPayload']) || !payload.endsWith('AuditLog')) {
    const call = (textAt(document, 'logName') ?? payload).slice(0, longest);
    return { is: 'not-tracked', call, why: 'it is no record of a call' };
  }
  const read = opened(entryForm, document);
  if (read.is === 'malformed') return read;
  const { protoPayload, timestamp, insertId, operation, resource } = read.envelope;
  const { status, serviceName, methodName, resourceName, ...rest } = protoPayload;
  if (!methodName) return { is: 'not-tracked', call: 'unknown', why: 'it names no call' };
  return {
    ...rest,
    is: 'entry',
    serviceName: serviceName ?? undefined,
    methodName,
    resourceName: resourceName ?? undefined,
    code: status?.code ?? undefined,
    timestamp: timestamp ?? undefined,
    insertId: insertId ?? undefined,
    operation: operation ? { id: operation.id ?? undefined, last: operation.last === true } : undefined,
    labels: resource?.labels,
  };
}

const longest = 512;
