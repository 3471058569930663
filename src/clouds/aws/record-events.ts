import { z } from 'zod';
import { parseInstant, type Instant } from '#lib/time';
import { isObject, type Json } from '../json.ts';
import { partitionOf } from './partition.ts';

/** One record of CloudTrail. Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
export interface TrailRecord {
  readonly eventId: string;
  readonly at: Instant;
  readonly call: string;
  /** The account that the record was delivered to: whoever called may be of another one. */
  readonly account: string;
  readonly region: string;
  readonly request: Json;
  readonly response: Json;
  /** What a service says of something that it did by itself. */
  readonly details: Json;
  /** The addresses that the service itself put beside the call. */
  readonly resources: readonly string[];
  /** The address of a regional object of the account. */
  arn(service: string, path: string): string;
}

const text = z.string().max(2048).nullish();

/** The fields that are used, each of its type where it is there. */
export const trailForm = z.object({
  eventSource: z.string().regex(/^[a-z0-9-]{1,64}\.amazonaws\.com(?:\.cn)?$/),
  eventName: z.string().regex(/^\w{1,128}$/),
  eventID: z
    .string()
    .regex(/^[\w-]{1,128}$/)
    .nullish(),
  eventTime: text,
  awsRegion: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .nullish(),
  recipientAccountId: text,
  readOnly: z.boolean().nullish(),
  errorCode: text,
  userAgent: text,
  sourceIPAddress: text,
  sessionCredentialFromConsole: z.union([text, z.boolean()]).optional(),
  userIdentity: z
    .object({ type: text, arn: text, accountId: text, principalId: text, userName: text, invokedBy: text })
    .nullish(),
  requestParameters: z.unknown().optional(),
  responseElements: z.unknown().optional(),
  serviceEventDetails: z.unknown().optional(),
  resources: z.unknown().optional(),
});

export type RawRecord = z.output<typeof trailForm>;

/** The call in the words of `changedBy`: EC2 calls itself `ec2.amazonaws.com`. */
export const callOf = ({ eventSource, eventName }: RawRecord): string =>
  `${eventSource.slice(0, eventSource.indexOf('.'))}:${eventName}`;

/** The record as addresses are worked out from it, or the field that it lacks. */
export function completeRecord(
  raw: RawRecord,
  enveloped: string | undefined,
): TrailRecord | { readonly lacks: string } {
  const account = raw.recipientAccountId || enveloped || raw.userIdentity?.accountId || '';
  const { eventID: eventId, awsRegion: region, eventName } = raw;
  const at = instantOf(raw.eventTime ?? '');
  if (!eventId) return { lacks: 'eventID' };
  if (!region) return { lacks: 'awsRegion' };
  if (at === undefined) return { lacks: 'eventTime' };
  // A record that says another account than its envelope was not written by CloudTrail.
  if (!/^\d{12}$/.test(account) || (enveloped ?? account) !== account) return { lacks: 'recipientAccountId' };
  const partition = partitionOf(region);
  const resources = { all: raw.resources };
  return {
    eventId,
    at,
    call: callOf(raw),
    account,
    region,
    request: inside(raw.requestParameters, `${eventName}Request`),
    response: inside(raw.responseElements, `${eventName}Response`),
    details: inside(raw.serviceEventDetails),
    resources: [...textsAt(resources, 'all', 'ARN'), ...textsAt(resources, 'all', 'arn')],
    arn: (service, path) => `arn:${partition}:${service}:${region}:${account}:${path}`,
  };
}

/** CloudTrail writes moments in UTC, and what carries its records on sometimes without saying so. */
function instantOf(eventTime: string): Instant | undefined {
  const time = parseInstant(eventTime) ?? parseInstant(`${eventTime.replace(' ', 'T')}Z`);
  return time === undefined ? undefined : new Date(time).toISOString();
}

/** An object that may have been made a text of, without the wrapper that newer calls of EC2 are recorded in. */
function inside(value: unknown, wrapper?: string): Json {
  const whole = typeof value === 'string' && value.startsWith('{') ? parsed(value) : value;
  if (!isObject(whole)) return {};
  const wrapped = wrapper !== undefined && Object.hasOwn(whole, wrapper) ? whole[wrapper] : whole;
  return isObject(wrapped) ? wrapped : {};
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What names and addresses are made of; CloudTrail writes `HIDDEN_DUE_TO_SECURITY_REASONS` where it hides a value. */
const said = /^(?!HIDDEN_DUE_TO_SECURITY_REASONS$)[\x21-\x7e]{1,2048}$/;

/**
 * The texts at a path of fields, once each. Fields are called alike with a small and a capital first letter, and lists
 * are looked into however CloudTrail wraps them.
 */
export function textsAt(value: unknown, ...path: readonly string[]): readonly string[] {
  let found = membersOf(value);
  for (const field of path) found = found.flatMap((it) => membersOf(fieldOf(it, field)));
  return [...new Set(found.filter((it): it is string => typeof it === 'string' && said.test(it)))];
}

function fieldOf(value: unknown, field: string): unknown {
  if (!isObject(value)) return undefined;
  const capital = `${field.charAt(0).toUpperCase()}${field.slice(1)}`;
  const name = [field, capital].find((it) => Object.hasOwn(value, it));
  return name === undefined ? undefined : value[name];
}

const wrappers = ['items', 'item', 'content'];

function membersOf(value: unknown): readonly unknown[] {
  return (Array.isArray(value) ? value : [value]).flatMap((it: unknown) => {
    const wrapper = isObject(it) ? wrappers.find((name) => Object.hasOwn(it, name)) : undefined;
    return isObject(it) && wrapper !== undefined ? it[wrapper] : it;
  });
}

/** The addresses of a type that a record touched: none where it was about other things, undefined where it does not say. */
export type AddressesOf = (record: TrailRecord) => readonly string[] | undefined;

/** The first way that says something; undefined where none does. */
export const orUnsaid = (ids: readonly string[]): readonly string[] | undefined => (ids.length === 0 ? undefined : ids);
