import { describe, expect, test } from 'vitest';
import { gcpFailure, GoogleRefusal, isRetryable, isThrottle, MissingZones } from '#clouds/gcp/failure';
import { MalformedAnswer } from '#clouds/pages';

const error = (fields: object, message = 'It went wrong.'): Error => Object.assign(new Error(message), fields);
const grpc = (code: number, details = 'It went wrong.', more: object = {}): Error =>
  error({ code, details, ...more }, `${code}: ${details}`);
const rest = (status: number, reason: string, message = 'It went wrong.'): Error =>
  new GoogleRefusal(status, { error: { code: status, message, errors: [{ reason }] } });
const unused = 'Kubernetes Engine API has not been used in project 1 before or it is disabled.';

describe('failures of Google Cloud in the words of the product', () => {
  test.each([
    ['a rate limit of Compute Engine', rest(403, 'rateLimitExceeded'), 'throttled'],
    ['too many requests', rest(429, 'anything'), 'throttled'],
    ['a rate limit over gRPC', grpc(8), 'throttled'],
    ['a service that is off', rest(403, 'accessNotConfigured'), 'not-enabled'],
    ['a service that is off, over gRPC', grpc(7, unused), 'not-enabled'],
    ['a service that is off, by its reason', grpc(7, 'no', { reason: 'SERVICE_DISABLED' }), 'not-enabled'],
    [
      'a project without billing',
      rest(403, 'forbidden', 'This API method requires billing to be enabled.'),
      'not-enabled',
    ],
    ['a method that the endpoint lacks', grpc(12), 'not-enabled'],
    ['a token that is not accepted', rest(401, 'authError'), 'denied'],
    ['a token that is not accepted, over gRPC', grpc(16), 'denied'],
    ['a sign-in that has expired', error({ status: 400 }, 'invalid_grant'), 'denied'],
    ['no sign-in', error({}, 'Could not load the default credentials. Browse to a page.'), 'denied'],
    ['a missing permission', rest(403, 'forbidden'), 'denied'],
    ['a missing permission over gRPC', grpc(7), 'denied'],
    ['an unknown object', rest(404, 'notFound'), 'not-found'],
    ['an unknown object over gRPC', grpc(5), 'not-found'],
    ['a deadline', grpc(4), 'timeout'],
    ['a slow gateway', rest(504, 'backendError'), 'timeout'],
    ['a call that was given up', new DOMException('late', 'TimeoutError'), 'timeout'],
    ['a slow answer', error({ code: 'UND_ERR_HEADERS_TIMEOUT' }), 'timeout'],
    ['a broken connection', error({ code: 'UND_ERR_SOCKET' }), 'unreachable'],
    ['what broke beneath', error({ cause: error({ code: 'ECONNREFUSED' }) }), 'unreachable'],
    ['a broken connection over gRPC', grpc(14), 'unreachable'],
    ['an internal error', rest(500, 'backendError'), 'unreachable'],
    ['an internal error over gRPC', grpc(13), 'unreachable'],
    ['zones that are missing', new MissingZones(['a']), 'unreachable'],
    ['a message that does not parse', grpc(13, 'Response message parsing error: index out of range'), 'malformed'],
    ['a body that does not parse', new SyntaxError('Unexpected end of JSON input'), 'malformed'],
    ['a refused request', rest(400, 'invalid'), 'malformed'],
    ['a page instead of JSON', new GoogleRefusal(404, {}), 'not-found'],
    ['what is no error', 'why', 'malformed'],
  ])('%s', (_, cause, reason) => {
    expect(gcpFailure(cause).reason).toBe(reason);
  });

  test.each([
    ["Required 'compute.networks.list' permission for 'projects/p'", 'compute.networks.list'],
    ['Required "container.clusters.list" permission(s) for "projects/p".', 'container.clusters.list'],
    ["Permission 'resourcemanager.projects.get' denied on resource", 'resourcemanager.projects.get'],
  ])('a denial names the permission: %s', (message, permission) => {
    expect(gcpFailure(rest(403, 'forbidden', message))).toMatchObject({ permission, detail: message });
    expect(gcpFailure(grpc(7, message))).toMatchObject({ permission });
  });
});

test('only what may well be answered the next time is worth another call', () => {
  expect(isRetryable(rest(503, 'backendError'))).toBe(true);
  expect(isRetryable(grpc(14))).toBe(true);
  expect(isRetryable(new SyntaxError('Unexpected end of JSON input'))).toBe(true);
  expect(isRetryable(rest(403, 'forbidden'))).toBe(false);
  expect(isRetryable(new MissingZones(['a']))).toBe(false);
  expect(isRetryable(new MalformedAnswer('A page token leads to itself.'))).toBe(false);
  expect(isThrottle(rest(403, 'forbidden'))).toBe(false);
});
