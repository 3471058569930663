import { describe, expect, test } from 'vitest';
import { awsFailure, isRetryable, isThrottle, MalformedAnswer, regionFailure } from '#clouds/aws/failure';
import type { GapReason } from '#model';

interface Faces {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly status?: number;
}

const error = ({ name = 'Error', message = 'why', code, status }: Faces): Error =>
  Object.assign(new Error(message), {
    name,
    ...(code && { code }),
    ...(status && { $metadata: { httpStatusCode: status } }),
  });

describe('an error has its reason', () => {
  test.each<[Faces, GapReason]>([
    [{ name: 'AccessDenied', status: 403 }, 'denied'],
    [{ name: 'AccessDeniedException', status: 400 }, 'denied'],
    [{ name: 'UnauthorizedOperation', status: 403 }, 'denied'],
    [{ name: 'SomethingElse', status: 403 }, 'denied'],
    [{ name: 'ExpiredTokenException', status: 403 }, 'denied'],
    [{ name: 'RequestExpired', status: 400 }, 'denied'],
    [{ name: 'InvalidClientTokenId', status: 403 }, 'denied'],
    [{ name: 'CredentialsProviderError' }, 'denied'],
    [{ name: 'ThrottlingException', status: 400 }, 'throttled'],
    [{ name: 'RequestLimitExceeded', status: 503 }, 'throttled'],
    [{ name: 'Anything', status: 429 }, 'throttled'],
    [{ name: 'OptInRequired', status: 403 }, 'not-enabled'],
    [{ name: 'SubscriptionRequiredException', status: 400 }, 'not-enabled'],
    [{ name: 'RegionDisabledException', status: 403 }, 'not-enabled'],
    [{ name: 'InvalidAction', status: 400 }, 'not-enabled'],
    [{ name: 'InternalFailure', status: 501 }, 'not-enabled'],
    [{ name: 'SyntaxError', status: 404 }, 'not-enabled'],
    [{ name: 'UnknownOperationException', status: 404 }, 'not-enabled'],
    [{ name: 'SyntaxError', status: 503 }, 'unreachable'],
    [{ name: 'ResourceNotFoundException', status: 404 }, 'not-found'],
    [{ name: 'InvalidLaunchTemplateId.NotFound', status: 400 }, 'not-found'],
    [{ name: 'NoSuchEntityException', status: 404 }, 'not-found'],
    [{ name: 'TimeoutError' }, 'timeout'],
    [{ code: 'ETIMEDOUT' }, 'timeout'],
    [{ name: 'TimeoutError', code: 'ECONNRESET' }, 'unreachable'],
    [{ code: 'ENOTFOUND' }, 'unreachable'],
    [{ code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'unreachable'],
    [{ name: 'InternalError', status: 500 }, 'unreachable'],
    [{ name: 'SyntaxError' }, 'malformed'],
    [{ name: 'SyntaxError', status: 200 }, 'malformed'],
    [{ name: 'InvalidParameterValue', status: 400 }, 'malformed'],
  ])('%o is %s', (faces, reason) => {
    expect(awsFailure(error(faces)).reason).toBe(reason);
  });

  test('what is no error at all is malformed', () => {
    expect(awsFailure('odd')).toEqual({ reason: 'malformed', detail: 'odd' });
  });
});

describe('the detail', () => {
  test('is one line with the code and without the encoded message', () => {
    const message = 'You are not authorized to perform this operation.\nEncoded authorization failure message: AbC123';
    expect(awsFailure(error({ name: 'UnauthorizedOperation', message, status: 403 })).detail).toBe(
      'UnauthorizedOperation: You are not authorized to perform this operation.',
    );
  });

  test('leaves out what the SDK says to its developers', () => {
    const message = 'Unexpected end. Deserialization error: to see the raw response, inspect the hidden field';
    expect(awsFailure(error({ name: 'SyntaxError', message })).detail).toBe('SyntaxError: Unexpected end.');
  });

  test('holds no secret', () => {
    const { detail } = awsFailure(error({ name: 'Odd', message: 'key AKIAIOSFODNN7EXAMPLE is bad' }));
    expect(detail).toBe('Odd: key [redacted] is bad');
  });

  test('says that credentials expired', () => {
    expect(awsFailure(error({ name: 'ExpiredToken', message: 'x' })).detail).toBe(
      'The credentials have expired. ExpiredToken: x',
    );
  });

  test('is short, however long the message', () => {
    expect(awsFailure(error({ message: 'x'.repeat(10_000) })).detail).toHaveLength(300);
  });
});

test('a refusal names the permission that the service names', () => {
  const message = 'User: arn:aws:iam::1:user/u is not authorized to perform: kms:Decrypt on resource: x';
  expect(awsFailure(error({ name: 'AccessDeniedException', message })).permission).toBe('kms:Decrypt');
  expect(awsFailure(error({ name: 'AccessDeniedException' })).permission).toBeUndefined();
});

test('credentials that a region does not know mean that it is not enabled', () => {
  expect(regionFailure(error({ name: 'AuthFailure', status: 401 })).reason).toBe('not-enabled');
  expect(regionFailure(error({ name: 'UnrecognizedClientException', status: 403 })).reason).toBe('not-enabled');
  expect(regionFailure(error({ name: 'AccessDenied', status: 403 })).reason).toBe('denied');
});

test('broken connections, broken answers and 5xx are worth another attempt', () => {
  for (const faces of [{ code: 'ECONNRESET' }, { name: 'InternalError', status: 500 }, { name: 'SyntaxError' }])
    expect(isRetryable(error(faces)), JSON.stringify(faces)).toBe(true);
  for (const faces of [
    { name: 'AccessDenied', status: 403 },
    { name: 'InvalidParameterValue', status: 400 },
  ])
    expect(isRetryable(error(faces)), JSON.stringify(faces)).toBe(false);
  expect(isRetryable(new MalformedAnswer('again the same'))).toBe(false);
  expect(isThrottle(error({ name: 'Throttling', status: 400 }))).toBe(true);
  expect(isThrottle(error({ name: 'InternalError', status: 500 }))).toBe(false);
});
