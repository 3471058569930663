import { clip, redactSecrets } from '#lib/text';
import type { Failure } from '../sheet.ts';

/** An answer that arrived whole and cannot be right: an object without its id, a page token that leads to itself. */
export class MalformedAnswer extends Error {
  override readonly name = 'MalformedAnswer';
}

/** Codes of the services' common errors, https://docs.aws.amazon.com/awssupport/latest/APIReference/CommonErrors.html and its like. */
const throttles =
  /^(?:Throttl|RequestThrottled|RequestLimitExceeded|TooManyRequests|SlowDown|BandwidthLimitExceeded|EC2Throttled|PriorRequestNotComplete)/;
const expiries = /^(?:ExpiredToken|RequestExpired|TokenRefreshRequired|ExpiredIdentityToken)/;
const refusals =
  /^(?:AccessDenied|Unauthorized|NotAuthorized|AuthorizationError|Forbidden|InvalidSignature|SignatureDoesNot)/;
const strangers = /^(?:UnrecognizedClient|AuthFailure|InvalidClientTokenId|MissingAuthenticationToken)/;
const disabled =
  /^(?:OptInRequired|SubscriptionRequired|RegionDisabled|NotOptedIn|AccountNotEnabled|AWSOrganizationsNotInUse)/;
const unoffered = /^(?:InvalidAction|UnknownOperation|NotImplemented|UnsupportedOperation)/;
const missing = /(?:NotFound|NotFoundException|^NoSuch\w+)$/;
const noCredentials = /^(?:CredentialsProviderError|TokenProviderError|ProviderError)$/;
const network =
  /^(?:ECONN\w+|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EPROTO|UND_ERR_SOCKET|ERR_TLS\w+|ERR_SSL\w+|CERT_\w+|\w*CERT\w*)$/;
const slow = /^(?:ETIMEDOUT|TimeoutError|RequestTimeout\w*|UND_ERR_\w*TIMEOUT)$/;

/** Puts an error of the AWS SDK into the product's words: a refusal, a broken connection, an answer that does not parse. */
export function awsFailure(error: unknown): Failure {
  const it = facesOf(error);
  const words = sentence(it);
  if (isThrottle(error)) return { reason: 'throttled', detail: words };
  if (is(it, expiries)) return { reason: 'denied', detail: `The credentials have expired. ${words}` };
  if (is(it, disabled)) return { reason: 'not-enabled', detail: words };
  if (is(it, noCredentials)) return { reason: 'denied', detail: `No credentials could be loaded. ${words}` };
  if (is(it, refusals)) return { reason: 'denied', detail: words, ...permissionIn(it.message) };
  if (is(it, strangers)) return { reason: 'denied', detail: `The credentials are not known here. ${words}` };
  if (is(it, missing)) return { reason: 'not-found', detail: words };
  // Without a code that says so, a 404 is about the path: a proxy or an emulator answers, and no object is gone.
  if (is(it, unoffered) || it.status === 501 || it.status === 404)
    return { reason: 'not-enabled', detail: `The endpoint does not offer the call. ${words}` };
  // The SDK calls a connection that was reset a timeout too: Node's code is the better witness.
  if (network.test(it.code)) return { reason: 'unreachable', detail: words };
  if (is(it, slow)) return { reason: 'timeout', detail: words };
  if (isUnparsed(it)) return { reason: 'malformed', detail: words };
  if ((it.status ?? 0) >= 500) return { reason: 'unreachable', detail: words };
  if (it.status === 401 || it.status === 403) return { reason: 'denied', detail: words };
  return { reason: 'malformed', detail: words };
}

/**
 * The same for a region of an account whose credentials are known elsewhere: a region that does not know them is one
 * that the account has not opted in to.
 */
export function regionFailure(error: unknown): Failure {
  if (!is(facesOf(error), strangers)) return awsFailure(error);
  return { reason: 'not-enabled', detail: `The region is not enabled in the account. ${sentence(facesOf(error))}` };
}

export function isThrottle(error: unknown): boolean {
  const it = facesOf(error);
  return is(it, throttles) || it.status === 429;
}

/** Whether the same call may well be answered the next time: broken connections, broken answers, 5xx. */
export function isRetryable(error: unknown): boolean {
  const { reason } = awsFailure(error);
  if (error instanceof MalformedAnswer) return false;
  return reason === 'unreachable' || reason === 'timeout' || (reason === 'malformed' && isUnparsed(facesOf(error)));
}

interface Faces {
  /** The service's error code, or the name of the error. */
  readonly name: string;
  /** Node's code, `ECONNRESET`. */
  readonly code: string;
  readonly status: number | undefined;
  readonly message: string;
}

function facesOf(error: unknown): Faces {
  if (!(error instanceof Error)) return { name: '', code: '', status: undefined, message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { name: error.name, code, status: statusOf(error), message: error.message };
}

function statusOf(error: Error): number | undefined {
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

const is = ({ name, code }: Faces, pattern: RegExp): boolean => pattern.test(name) || pattern.test(code);

/** Parsers throw plain errors. An answer that did not succeed is told by its status, whatever its body looks like. */
function isUnparsed({ name, code, status = 200 }: Faces): boolean {
  if (code !== '' || status >= 300) return false;
  return /^(?:Error|SyntaxError|RangeError|TypeError|MalformedAnswer)$/.test(name) || status >= 200;
}

function permissionIn(message: string): { permission?: string } {
  const permission = /not authorized to perform:? ([a-z0-9-]+:[A-Za-z0-9]+)/.exec(message)?.[1];
  return permission === undefined ? {} : { permission };
}

/** One line, without secrets and without the encoded blob that EC2 appends. */
function sentence({ name, code, message }: Faces): string {
  const plain = message
    .replace(/(?:Encoded authorization failure message|Deserialization error):.*$/s, '')
    .replace(/\s+/g, ' ');
  const head = code === '' ? name.replace(/^Error$/, '') : plain.includes(code) ? '' : code;
  return clip(redactSecrets([head, plain.trim()].filter((part) => part !== '').join(': ')), 300);
}
