import { describe, expect, test } from 'vitest';
import { azureFailure, isNoGroup, isRetryable, isSignedOut, isThrottle, isUnregistered } from '#clouds/azure/failure';
import { MalformedAnswer } from '#clouds/pages';

const error = (fields: object, message = 'It went wrong.'): Error => Object.assign(new Error(message), fields);
const refusal = (statusCode: number, code: string, message?: string): Error =>
  error({ name: 'RestError', statusCode, code }, message);

describe('failures of Azure in the words of the product', () => {
  test.each([
    ['too many requests', refusal(429, 'TooManyRequests'), 'throttled'],
    ['a throttle that is no 429', refusal(503, 'SubscriptionRequestsThrottled'), 'throttled'],
    ['an expired token', refusal(401, 'ExpiredAuthenticationToken'), 'denied'],
    ['a wrong token', refusal(401, 'InvalidAuthenticationToken'), 'denied'],
    ['no sign-in', error({ name: 'CredentialUnavailableError' }), 'denied'],
    ['a refused sign-in', error({ name: 'AuthenticationError' }), 'denied'],
    ['a missing role', refusal(403, 'AuthorizationFailed'), 'denied'],
    ['an unregistered provider', refusal(409, 'MissingSubscriptionRegistration'), 'not-enabled'],
    ['an unknown api-version', refusal(400, 'NoRegisteredProviderFound'), 'not-enabled'],
    ['an unknown subscription', refusal(404, 'SubscriptionNotFound'), 'not-found'],
    ['an unknown object', refusal(404, 'ResourceNotFound'), 'not-found'],
    ['a slow gateway', refusal(504, 'GatewayTimeout'), 'timeout'],
    ['a call that was given up', new DOMException('late', 'TimeoutError'), 'timeout'],
    ['a broken connection', error({ name: 'RestError', code: 'ECONNRESET' }), 'unreachable'],
    ['a bad certificate', error({ name: 'RestError', code: 'SELF_SIGNED_CERT_IN_CHAIN' }), 'unreachable'],
    ['an internal error', refusal(500, 'InternalServerError'), 'unreachable'],
    ['a body that does not parse', error({ name: 'RestError', code: 'PARSE_ERROR', statusCode: 200 }), 'malformed'],
    ['a page without items', error({ name: 'RestError' }, "Couldn't paginate response"), 'malformed'],
    ['a refused request', refusal(400, 'InvalidParameter'), 'malformed'],
    ['what is no error', 'why', 'malformed'],
  ])('%s', (_, cause, reason) => {
    expect(azureFailure(cause).reason).toBe(reason);
  });

  test('a denial names the permission that is missing', () => {
    const message =
      "The client 'x' does not have authorization to perform action 'Microsoft.Network/virtualNetworks/read' over scope '/subscriptions/1'.";
    expect(azureFailure(refusal(403, 'AuthorizationFailed', message))).toMatchObject({
      permission: 'Microsoft.Network/virtualNetworks/read',
      detail: expect.stringMatching(/^AuthorizationFailed: The client/) as unknown,
    });
  });

  test('of what a write links to it is the linked one, which stands last', () => {
    const message =
      "The client 'x' has permission to perform action 'Microsoft.ContainerService/managedClusters/write' on scope '/subscriptions/1'; however, it does not have permission to perform action(s) 'Microsoft.Network/virtualNetworks/subnets/join/action' on the linked scope(s) '/subscriptions/2' (respectively) or the linked scope(s) are invalid.";
    expect(azureFailure(refusal(403, 'LinkedAuthorizationFailed', message))).toMatchObject({
      reason: 'denied',
      permission: 'Microsoft.Network/virtualNetworks/subnets/join/action',
    });
  });
});

test('only what may well be answered the next time is worth another call', () => {
  expect(isRetryable(refusal(500, 'InternalServerError'))).toBe(true);
  expect(isRetryable(error({ name: 'RestError', code: 'PARSE_ERROR', statusCode: 200 }))).toBe(true);
  expect(isRetryable(refusal(403, 'AuthorizationFailed'))).toBe(false);
  expect(isRetryable(refusal(400, 'InvalidParameter'))).toBe(false);
  expect(isRetryable(new MalformedAnswer('A page token leads to itself.'))).toBe(false);
  expect(isThrottle(refusal(429, 'Anything'))).toBe(true);
  expect(isThrottle(refusal(403, 'AuthorizationFailed'))).toBe(false);
});

test('only a group that does not exist is an empty one', () => {
  expect(isNoGroup(refusal(404, 'ResourceGroupNotFound'))).toBe(true);
  expect(isNoGroup(refusal(404, 'ResourceNotFound'))).toBe(false);
  expect(isUnregistered(refusal(409, 'MissingSubscriptionRegistration'))).toBe(true);
  expect(isUnregistered(refusal(403, 'AuthorizationFailed'))).toBe(false);
});

test('nobody is signed in where no credential is there, not where one is refused', () => {
  expect(isSignedOut(error({ name: 'AggregateAuthenticationError' }))).toBe(true);
  expect(isSignedOut(new DOMException('late', 'TimeoutError'))).toBe(true);
  expect(isSignedOut(error({ name: 'AggregateAuthenticationError' }, 'AADSTS700082: expired'))).toBe(false);
  expect(isSignedOut(error({ name: 'AuthenticationError' }))).toBe(false);
});
