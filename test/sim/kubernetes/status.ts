import type { SimReply } from '../json-server.ts';
import { type ApiResource, groupName } from './resources.ts';

/** A failure as the Kubernetes API writes it. */
export function failure(
  code: number,
  reason: string,
  message: string,
  more: { readonly metadata?: object; readonly details?: object } = {},
): SimReply {
  const { metadata = {}, details } = more;
  return {
    status: code,
    body: { kind: 'Status', apiVersion: 'v1', metadata, status: 'Failure', message, reason, details, code },
  };
}

export function unauthorized(): SimReply {
  return failure(401, 'Unauthorized', 'Unauthorized');
}

export interface Wish {
  readonly verb: string;
  readonly resource: ApiResource;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
}

export function forbidden(user: string, { verb, resource, namespace, name }: Wish): SimReply {
  const { plural, group } = resource;
  const scope = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const what = name === undefined ? plural : `${plural} "${name}"`;
  const message = `${what} is forbidden: User "${user}" cannot ${verb} resource "${plural}" in API group "${group}" ${scope}`;
  return failure(403, 'Forbidden', message, { details: { name, group, kind: plural } });
}

export function notFound({ resource, name = '' }: Wish): SimReply {
  const label = resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`;
  return failure(404, 'NotFound', `${label} "${name}" not found`, {
    details: { name, group: resource.group, kind: resource.plural },
  });
}

/** The API server answers a path outside its groups with plain text. */
export function unknownPath(): SimReply {
  return { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: '404 page not found\n' };
}

export function tooManyRequests(): SimReply {
  const message = 'Too many requests, please try again later.';
  const reply = failure(429, 'TooManyRequests', message, { details: { retryAfterSeconds: 1 } });
  return { ...reply, headers: { 'retry-after': '1' } };
}

export function internalError(): SimReply {
  return failure(500, 'InternalError', 'Internal error occurred: etcdserver: request timed out');
}

/** An expired continue token: `metadata.continue` leads on from the same place, without the first pages' consistency. */
export function expired(fresh: string): SimReply {
  const message =
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results.';
  return failure(410, 'Expired', message, { metadata: { continue: fresh } });
}

export function conflict({ resource, name = '' }: Wish): SimReply {
  const message = `Operation cannot be fulfilled on ${resource.plural} "${name}": the object has been modified; please apply your changes to the latest version and try again`;
  return failure(409, 'Conflict', message, { details: { name, group: resource.group, kind: resource.plural } });
}

export function alreadyExists({ resource, name = '' }: Wish): SimReply {
  return failure(409, 'AlreadyExists', `${resource.plural} "${name}" already exists`, {
    details: { name, kind: resource.plural },
  });
}

export function badRequest(message: string): SimReply {
  return failure(400, 'BadRequest', message);
}

export function unprocessable(message: string): SimReply {
  return failure(422, 'Invalid', message);
}

export function unsupportedMediaType(accepted: readonly string[]): SimReply {
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`;
  return failure(415, 'UnsupportedMediaType', message);
}

export function operationName({ verb, resource }: Wish): string {
  return `${groupName(resource)}:${resource.plural}.${verb}`;
}
