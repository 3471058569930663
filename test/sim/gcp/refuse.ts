import type { Callers } from '../journal.ts';
import type { SimReply } from '../json-server.ts';
import type { GcpService } from './estate.ts';

/** How somebody is let in: by the token that may do everything, or as one of others. */
export interface Entry {
  readonly token: string;
  readonly callers: Callers;
}

/** An error as Google's JSON services write it: the old `errors` list beside the canonical `status`. */
export function googleError(status: number, canonical: string, reason: string, message: string): SimReply {
  const errors = [{ message, domain: 'global', reason }];
  return { status, body: { error: { code: status, message, status: canonical, errors } } };
}

export function missingToken(): SimReply {
  const message =
    'Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential.';
  return googleError(401, 'UNAUTHENTICATED', 'required', message);
}

export function badToken(): SimReply {
  const message =
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.';
  return googleError(401, 'UNAUTHENTICATED', 'authError', message);
}

export function denied(permission: string, resource: string): SimReply {
  return googleError(403, 'PERMISSION_DENIED', 'forbidden', `Required '${permission}' permission for '${resource}'`);
}

/** Compute Engine answers 403 when its rate quota is used up, the newer services 429. */
export function throttled(service: GcpService): SimReply {
  const message = 'Quota exceeded for quota metric: Queries per minute.';
  if (service === 'compute') return googleError(403, 'PERMISSION_DENIED', 'rateLimitExceeded', message);
  return googleError(429, 'RESOURCE_EXHAUSTED', 'rateLimitExceeded', message);
}

export function serverError(): SimReply {
  return googleError(500, 'INTERNAL', 'backendError', 'Internal error encountered.');
}

export function notFound(resource: string): SimReply {
  return googleError(404, 'NOT_FOUND', 'notFound', `The resource '${resource}' was not found`);
}

export function invalid(field: string, value: string): SimReply {
  return googleError(400, 'INVALID_ARGUMENT', 'invalid', `Invalid value for field '${field}': '${value}'.`);
}

export function disabled(service: GcpService, projectNumber: string): SimReply {
  const message = `${service} API has not been used in project ${projectNumber} before or it is disabled.`;
  return googleError(403, 'PERMISSION_DENIED', 'accessNotConfigured', message);
}

/** Google's front end answers an unknown path with a page, not with JSON. */
export function unknownPath(path: string): SimReply {
  const body = `<!DOCTYPE html><title>Error 404 (Not Found)!!1</title><p>The requested URL ${encodeURI(path)} was not found on this server.`;
  return { status: 404, headers: { 'content-type': 'text/html; charset=UTF-8' }, body };
}
