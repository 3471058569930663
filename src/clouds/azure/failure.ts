import { clip, redactSecrets } from '#lib/text';
import { FederationRefusal } from '../federation-refusal.ts';
import type { Failure } from '../sheet.ts';

/**
 * Codes of Azure Resource Manager. Sources:
 * https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors,
 * https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 */
const throttles = /^(?:TooManyRequests|SubscriptionRequestsThrottled|ResourceRequestsThrottled|Throttl\w+)$/;
const expiries = /^(?:ExpiredAuthenticationToken|TokenExpired)$/;
const unregistered = /^(?:MissingSubscriptionRegistration|SubscriptionNotRegistered)$/;
const unoffered = /^(?:NoRegisteredProviderFound|InvalidApiVersionParameter|InvalidResourceNamespace)$/;
const unknownSubscription = /^(?:SubscriptionNotFound|InvalidSubscriptionId)$/;
const noCredentials = /^(?:CredentialUnavailableError|AggregateAuthenticationError|AuthenticationRequiredError)$/;
const refusedLogin = /^AuthenticationError$/;
const network =
  /^(?:REQUEST_SEND_ERROR|ECONN\w+|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EPROTO|ERR_TLS\w+|ERR_SSL\w+|\w*CERT\w*)$/;
const slow = /^(?:ETIMEDOUT|ESOCKETTIMEDOUT|TimeoutError|GatewayTimeout|RequestTimeout)$/;

/** Puts an error of Azure's SDK into the product's words: a refusal, a broken connection, an answer that does not parse. */
export function azureFailure(error: unknown): Failure {
  if (error instanceof FederationRefusal) return error.failure;
  const it = facesOf(error);
  const words = sentence(it);
  if (isThrottle(error)) return { reason: 'throttled', detail: words };
  if (is(it, expiries)) return { reason: 'denied', detail: `The credentials have expired. ${words}` };
  if (is(it, noCredentials)) return { reason: 'denied', detail: `No credentials could be used. ${words}` };
  if (is(it, refusedLogin)) return { reason: 'denied', detail: `The sign-in was refused. ${words}` };
  if (is(it, unregistered)) return { reason: 'not-enabled', detail: words };
  if (is(it, unoffered)) return { reason: 'not-enabled', detail: `The endpoint does not offer the call. ${words}` };
  if (is(it, unknownSubscription)) return { reason: 'not-found', detail: words };
  if (is(it, slow) || it.status === 408 || it.status === 504) return { reason: 'timeout', detail: words };
  if (isUnparsed(it)) return { reason: 'malformed', detail: words };
  if (is(it, network) || (it.status ?? 0) >= 500) return { reason: 'unreachable', detail: words };
  if (it.status === 401 || it.status === 403) return { reason: 'denied', detail: words, ...permissionIn(it.message) };
  if (it.status === 404) return { reason: 'not-found', detail: words };
  return { reason: 'malformed', detail: words };
}

export function isThrottle(error: unknown): boolean {
  const it = facesOf(error);
  return is(it, throttles) || it.status === 429;
}

/** Whether the same call may well be answered the next time: broken connections, broken answers, 5xx. */
export function isRetryable(error: unknown): boolean {
  const it = facesOf(error);
  if (it.name === 'MalformedAnswer') return false;
  const { reason } = azureFailure(error);
  return reason === 'unreachable' || reason === 'timeout' || (reason === 'malformed' && isUnparsed(it));
}

/** The subscription does not exist, or not for this caller: nothing else of it can be read either. */
export const isNoSubscription = (error: unknown): boolean => is(facesOf(error), unknownSubscription);

/** The resource provider was never used in the subscription. */
export const isUnregistered = (error: unknown): boolean => is(facesOf(error), unregistered);

/** The resource group that a cluster names for its nodes is gone, and everything in it. */
export const isNoGroup = (error: unknown): boolean => facesOf(error).code === 'ResourceGroupNotFound';

/** Azure knows of no object under the id, or of no group that it could be in. */
export const isNoObject = (error: unknown): boolean =>
  facesOf(error).status === 404 && /^(?:Resource(?:Group)?|RoleAssignment)NotFound$/.test(facesOf(error).code);

/** Nobody is signed in; a sign-in that has expired or was refused is a failure of reads instead. */
export function isSignedOut(error: unknown): boolean {
  const it = facesOf(error);
  return (is(it, noCredentials) || is(it, slow)) && !/AADSTS\d+|expired/i.test(it.message);
}

interface Faces {
  readonly name: string;
  /** The service's error code, or Node's. */
  readonly code: string;
  readonly status: number | undefined;
  readonly message: string;
}

function facesOf(error: unknown): Faces {
  if (!(error instanceof Error)) return { name: '', code: '', status: undefined, message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
  return { name: error.name, code, status, message: error.message };
}

const is = ({ name, code }: Faces, pattern: RegExp): boolean => pattern.test(name) || pattern.test(code);

/** Parsers throw plain errors, and the SDK's own ones carry no status of a refusal. */
function isUnparsed({ name, code, status }: Faces): boolean {
  if (code === 'PARSE_ERROR') return true;
  if (code !== '') return false;
  return name !== 'RestError' || (status ?? 200) < 300;
}

/** The last one is what is missing: a refusal of what a write links to begins with what is allowed. */
function permissionIn(message: string): { permission?: string } {
  const permission = [...message.matchAll(/perform action(?:\(s\))? '([\w./-]+)'/g)].at(-1)?.[1];
  return permission === undefined ? {} : { permission };
}

/** One line without secrets. */
function sentence({ name, code, message }: Faces): string {
  const plain = message.replace(/\s+/g, ' ').trim();
  const head = code !== '' && !plain.includes(code) ? code : name === 'Error' || code !== '' ? '' : name;
  return clip(redactSecrets([head, plain].filter((part) => part !== '').join(': ')), 300);
}
