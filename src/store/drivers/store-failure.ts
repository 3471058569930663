import { ShoalwatchError } from '#model';

/** A call of a store, or of the stack that it belongs to, that failed: what was asked of what. */
export interface Asked {
  /** As IAM names the permission: `dynamodb:PutItem`. */
  readonly permission: string;
  /** What a person calls it: `the table shoalwatch-state`. */
  readonly subject: string;
  /** What the permission has to be granted on, where that is more than the subject. */
  readonly also?: string;
}

/**
 * The error of the product for one of the SDK's, after all its retries. A store that does not answer is never an empty
 * one, so nothing here becomes a value.
 */
export function storeFailure(asked: Asked, cause: unknown): ShoalwatchError {
  const { permission, subject, also } = asked;
  const { name, message, attempts, status } = partsOf(cause);
  const times = attempts === undefined || attempts === 1 ? '' : ` after ${attempts} attempts`;
  const fail = (what: string, cure: string): ShoalwatchError =>
    new ShoalwatchError('store', `${subject} ${what}`, { cure, cause });
  if (strangers.has(name))
    return fail(`does not know who asks (${name}): ${message}`, 'sign in again, and run it again');
  // What answers HEAD has no body to name the error in.
  if (denials.has(name) || status === 403)
    return fail(`refuses ${permission}: ${message}`, `grant ${permission} on ${subject}${also ?? ''}`);
  if (throttles.has(name))
    return fail(`throttles ${permission} (${name})${times}`, 'run it again; raise its limits when that recurs');
  if (absences.has(name)) return fail('is not there', 'deploy the stack, or name the one that was deployed');
  return fail(
    `does not answer ${permission}${times}: ${name}: ${message}`,
    `see whether ${subject} can be reached from here`,
  );
}

const denials: ReadonlySet<string> = new Set(['AccessDenied', 'AccessDeniedException']);
const strangers: ReadonlySet<string> = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'TokenProviderError',
  'UnrecognizedClientException',
]);
const throttles: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ReplicatedWriteConflictException',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
]);
const absences: ReadonlySet<string> = new Set([
  'ExecutionDoesNotExist',
  'NoSuchBucket',
  'ResourceNotFoundException',
  'StateMachineDoesNotExist',
]);

interface Parts {
  readonly name: string;
  readonly message: string;
  /** How often the SDK asked before it gave up. */
  readonly attempts: number | undefined;
  readonly status: number | undefined;
}

/** What the SDK says of an error beside its name. */
export function partsOf(cause: unknown): Parts {
  if (!(cause instanceof Error))
    return { name: 'Error', message: String(cause), attempts: undefined, status: undefined };
  const metadata: object = '$metadata' in cause && typeof cause.$metadata === 'object' ? (cause.$metadata ?? {}) : {};
  const attempts = 'attempts' in metadata && typeof metadata.attempts === 'number' ? metadata.attempts : undefined;
  const status =
    'httpStatusCode' in metadata && typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
  return { name: cause.name, message: cause.message, attempts, status };
}
