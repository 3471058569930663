import type { SimReply } from '../json-server.ts';

/** An error as Azure Resource Manager writes it. */
export function armError(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): SimReply {
  return { status, headers: { 'x-ms-failure-cause': 'gateway', ...headers }, body: { error: { code, message } } };
}

export function missingToken(): SimReply {
  return armError(
    401,
    'AuthenticationFailed',
    "Authentication failed. The 'Authorization' header is missing.",
    challenge,
  );
}

export function badToken(): SimReply {
  return armError(401, 'InvalidAuthenticationToken', 'The access token is invalid.', challenge);
}

export function expiredToken(): SimReply {
  const message = 'The access token expiry UTC time is earlier than current UTC time.';
  return armError(401, 'ExpiredAuthenticationToken', message, challenge);
}

export function denied(action: string, scope: string, client = 'reader'): SimReply {
  const message = `The client '${client}' with object id '${client}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`;
  return armError(403, 'AuthorizationFailed', message);
}

/** What is asked of somebody, and where. */
interface Deed {
  readonly action: string;
  readonly scope: string;
}

/** He may do what he asks for, and not use what it names. */
export function linkedDenied(client: string, { action, scope }: Deed, linked: Deed): SimReply {
  const may = `The client '${client}' with object id '${client}' has permission to perform action '${action}' on scope '${scope}'`;
  const mayNot = `it does not have permission to perform action(s) '${linked.action}' on the linked scope(s) '${linked.scope}' (respectively) or the linked scope(s) are invalid.`;
  return armError(403, 'LinkedAuthorizationFailed', `${may}; however, ${mayNot}`);
}

export function throttled(): SimReply {
  const message =
    'The request is being throttled as the limit has been reached for this operation. Retry after the time in the Retry-After header.';
  return armError(429, 'TooManyRequests', message, { 'retry-after': '1' });
}

export function serverError(): SimReply {
  return armError(500, 'InternalServerError', 'An unexpected error occurred. Please try again.');
}

export function subscriptionNotFound(id: string): SimReply {
  return armError(404, 'SubscriptionNotFound', `The subscription '${id}' could not be found.`);
}

export function resourceGroupNotFound(group: string): SimReply {
  return armError(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
}

export function resourceNotFound(type: string, name: string, group: string): SimReply {
  return armError(
    404,
    'ResourceNotFound',
    `The Resource '${type}/${name}' under resource group '${group}' was not found.`,
  );
}

export function childNotFound(id: string): SimReply {
  return armError(404, 'NotFound', `Resource ${id} not found.`);
}

export function unknownPath(path: string): SimReply {
  return armError(404, 'InvalidResourceType', `The resource type of '${path}' could not be found in the namespace.`);
}

export function missingApiVersion(): SimReply {
  return armError(
    400,
    'MissingApiVersionParameter',
    'The api-version query parameter (?api-version=) is required for all requests.',
  );
}

export function unknownApiVersion(sent: string, supported: string): SimReply {
  const message = `No registered resource provider found for API version '${sent}'. The supported api-versions are '${supported}'.`;
  return armError(400, 'NoRegisteredProviderFound', message);
}

export function preconditionFailed(sent: string): SimReply {
  return armError(412, 'PreconditionFailed', `The condition '${sent}' set in the request's header was not satisfied.`);
}

export function badBody(message: string): SimReply {
  return armError(400, 'InvalidRequestContent', message);
}

const challenge = {
  'www-authenticate': 'Bearer authorization_uri="https://login.microsoftonline.com/common", error="invalid_token"',
};
