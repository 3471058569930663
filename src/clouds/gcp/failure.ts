import { clip, redactSecrets } from '#lib/text';
import { FederationRefusal } from '../federation-refusal.ts';
import { listAt, textAt } from '../json.ts';
import type { Failure } from '../sheet.ts';

/** A refusal of one of Google's JSON services. */
export class GoogleRefusal extends Error {
  override readonly name = 'GoogleRefusal';
  readonly status: number;
  /** `reason` of each of its errors and details: `rateLimitExceeded`, `SERVICE_DISABLED`. */
  readonly reasons: readonly string[];

  constructor(status: number, body: unknown) {
    super(textAt(body, 'error', 'message') ?? `The answer has status ${status}.`);
    this.status = status;
    this.reasons = [...listAt(body, 'error', 'errors'), ...listAt(body, 'error', 'details')].flatMap(
      (it) => textAt(it, 'reason') ?? [],
    );
  }
}

/** A listing came without what is in some zones or regions. */
export class MissingZones extends Error {
  override readonly name = 'MissingZones';

  constructor(zones: readonly string[], what = 'clusters', service = 'GKE') {
    super(`The ${what} of ${zones.join(', ')} are not in the answer: ${service} could not reach them.`);
  }
}

/**
 * Canonical codes of gRPC, https://grpc.io/docs/guides/status-codes/, and reasons of the JSON services,
 * https://cloud.google.com/compute/docs/reference/rest/v1/errors, https://cloud.google.com/apis/design/errors
 */
const throttles = /^(?:rateLimitExceeded|userRateLimitExceeded|quotaExceeded|dailyLimitExceeded|RATE_LIMIT_EXCEEDED)$/;
const disabled = /^(?:accessNotConfigured|SERVICE_DISABLED|BILLING_DISABLED)$/;
const disabledWords = /has not been used in project|API has not been enabled|requires billing to be enabled/i;
const noCredentials = /Could not load the default credentials/;
const expiredLogin = /invalid_grant|invalid_rapt|reauth related error/i;
/** How a sign-in by federation begins that was refused. */
export const refusedRole = 'Google did not let the role in AWS sign in';
const network =
  /^(?:ECONN\w+|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EPROTO|UND_ERR_SOCKET|ERR_TLS\w+|ERR_SSL\w+|\w*CERT\w*)$/;
const slow = /^(?:ETIMEDOUT|TimeoutError|UND_ERR_\w*TIMEOUT)$/;

/** Puts an error of Google's clients into the product's words: a refusal, a broken connection, an answer that does not parse. */
export function gcpFailure(error: unknown): Failure {
  if (error instanceof FederationRefusal) return error.failure;
  const it = facesOf(error);
  const words = sentence(it);
  if (isThrottle(error)) return { reason: 'throttled', detail: words };
  if (isDisabled(it)) return { reason: 'not-enabled', detail: words };
  if (it.message.includes(refusedRole)) return { reason: 'denied', detail: words, ...permissionIn(it.message) };
  if (noCredentials.test(it.message)) return { reason: 'denied', detail: words };
  if (expiredLogin.test(it.message)) return { reason: 'denied', detail: `The sign-in has expired. ${words}` };
  if (it.status === 401 || it.grpc === 16)
    return { reason: 'denied', detail: `The credentials are not valid or have expired. ${words}` };
  if (is(it, slow) || it.grpc === 4 || it.status === 408 || it.status === 504)
    return { reason: 'timeout', detail: words };
  if (isUnparsed(it)) return { reason: 'malformed', detail: words };
  if (it.name === 'MissingZones' || is(it, network) || it.grpc === 14 || it.grpc === 13 || (it.status ?? 0) >= 500)
    return { reason: 'unreachable', detail: words };
  if (it.status === 403 || it.grpc === 7) return { reason: 'denied', detail: words, ...permissionIn(it.message) };
  if (it.status === 404 || it.grpc === 5) return { reason: 'not-found', detail: words };
  if (it.grpc === 12) return { reason: 'not-enabled', detail: `The endpoint does not offer the call. ${words}` };
  return { reason: 'malformed', detail: words };
}

export function isThrottle(error: unknown): boolean {
  const it = facesOf(error);
  return it.status === 429 || it.grpc === 8 || it.reasons.some((reason) => throttles.test(reason));
}

/** Whether the same call may well be answered the next time: broken connections, broken answers, 5xx. */
export function isRetryable(error: unknown): boolean {
  const it = facesOf(error);
  if (it.name === 'MalformedAnswer' || it.name === 'MissingZones') return false;
  const { reason } = gcpFailure(error);
  return reason === 'unreachable' || reason === 'timeout' || (reason === 'malformed' && isUnparsed(it));
}

interface Faces {
  readonly name: string;
  /** Node's code, `ECONNRESET`. */
  readonly code: string;
  readonly status: number | undefined;
  readonly grpc: number | undefined;
  readonly reasons: readonly string[];
  readonly message: string;
}

function facesOf(error: unknown): Faces {
  const nothing = { code: '', status: undefined, grpc: undefined, reasons: [] };
  if (!(error instanceof Error)) return { ...nothing, name: '', message: String(error) };
  const { name, message } = error;
  if (error instanceof GoogleRefusal)
    return { ...nothing, name, message, ...{ status: error.status, reasons: error.reasons } };
  const code = 'code' in error ? error.code : undefined;
  // The requests of a sign-in are refused with a status beside the words.
  const status = 'status' in error && typeof error.status === 'number' ? error.status : undefined;
  const reason = 'reason' in error && typeof error.reason === 'string' ? [error.reason] : [];
  // Undici and the token requests tell what broke in the cause.
  const cause = error.cause instanceof Error && 'code' in error.cause ? error.cause.code : undefined;
  const text = [code, cause].find((it) => typeof it === 'string');
  return {
    ...{ name, message, reasons: reason, status },
    code: typeof text === 'string' ? text : '',
    grpc: typeof code === 'number' && 'details' in error ? code : undefined,
  };
}

const is = ({ name, code }: Faces, pattern: RegExp): boolean => pattern.test(name) || pattern.test(code);

const isDisabled = ({ reasons, status, grpc, message }: Faces): boolean =>
  reasons.some((reason) => disabled.test(reason)) || ((status === 403 || grpc === 7) && disabledWords.test(message));

/** gRPC says INTERNAL of a message that it cannot read; other parsers throw plain errors. */
function isUnparsed({ name, code, status, grpc, message }: Faces): boolean {
  if (grpc !== undefined) return grpc === 13 && message.includes('parsing error');
  return (
    status === undefined && code === '' && /^(?:Error|SyntaxError|RangeError|TypeError|MalformedAnswer)$/.test(name)
  );
}

function permissionIn(message: string): { permission?: string } {
  const permission = /(?:Required|Permission) ["']([a-z]+\.[A-Za-z.]+)["']/.exec(message)?.[1];
  return permission === undefined ? {} : { permission };
}

/** One line without secrets. */
function sentence({ name, code, message }: Faces): string {
  const plain = message.replace(/\s+/g, ' ').trim();
  const isPlain = /^(?:Error|GoogleRefusal|MissingZones|MalformedAnswer)$/.test(name);
  const head = code !== '' && !plain.includes(code) ? code : isPlain ? '' : name;
  return clip(redactSecrets([head, plain].filter((part) => part !== '').join(': ')), 300);
}
