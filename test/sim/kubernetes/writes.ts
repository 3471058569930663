import type { SimReply, SimRequest } from '../json-server.ts';
import { isObject, type Json, type JsonObject, objectAt, parseObject, textAt, toJsonObject } from '../json.ts';
import { jsonPatch, mergePatch, patchTypes, strategicMerge } from './patches.ts';
import { apiVersionOf } from './resources.ts';
import { keptService } from './service-fields.ts';
import {
  alreadyExists,
  badRequest,
  conflict,
  notFound,
  unprocessable,
  unsupportedMediaType,
  type Wish,
} from './status.ts';
import { type ClusterStore, key, put, stamped, tableOf } from './store.ts';

export interface WriteCall {
  readonly store: ClusterStore;
  readonly wish: Wish;
  readonly request: SimRequest;
}

/** POST to a collection. With `dryRun=All` everything is checked and nothing kept. */
export function create({ store, wish, request }: WriteCall): SimReply {
  const dry = dryRun(request);
  if (typeof dry !== 'boolean') return dry;
  const body = parseObject(request.body);
  const { resource, namespace } = wish;
  if (body?.['apiVersion'] !== apiVersionOf(resource) || body['kind'] !== resource.kind) {
    return badRequest(`the object provided is unrecognized (must be of type ${resource.kind})`);
  }
  const name = textAt(body, 'metadata', 'name');
  if (name === undefined)
    return unprocessable(
      `${resource.kind} "" is invalid: metadata.name: Required value: name or generateName is required`,
    );
  const sent = textAt(body, 'metadata', 'namespace') ?? namespace;
  if (sent !== namespace)
    return badRequest('the namespace of the provided object does not match the namespace sent on the request');
  if (tableOf(store, resource).has(key(namespace, name))) return alreadyExists({ ...wish, name });
  const { resourceVersion } = objectAt(body, 'metadata');
  if (resourceVersion !== undefined) return badRequest('resourceVersion should not be set on objects to be created');
  const metadata = { ...objectAt(body, 'metadata'), ...(namespace !== undefined && { namespace }) };
  const object = stamped(store, toJsonObject({ ...body, metadata }));
  if (!dry) put(store, resource, object);
  return { status: 201, body: object };
}

/** PATCH of one object, in any of the three patch types; a resourceVersion in it is compared first. */
export function patch({ store, wish, request }: WriteCall): SimReply {
  const dry = dryRun(request);
  if (typeof dry !== 'boolean') return dry;
  const stored = tableOf(store, wish.resource).get(key(wish.namespace, wish.name ?? ''));
  if (!stored) return notFound(wish);
  const result = patched(stored, wish, request);
  if ('refused' in result) return result.refused;
  const { changed } = result;
  const sent = textAt(changed, 'metadata', 'resourceVersion');
  if (sent !== textAt(stored, 'metadata', 'resourceVersion')) return conflict(wish);
  const { uid, name } = objectAt(changed, 'metadata');
  if (uid !== objectAt(stored, 'metadata')['uid'] || name !== wish.name) return conflict(wish);
  const frozen = immutable(wish, stored, changed);
  if (frozen !== undefined) return unprocessable(frozen);
  const kept = wish.resource.kind === 'Service' ? keptService(stored, changed, wish.name) : changed;
  if (typeof kept === 'string') return unprocessable(kept);
  const object = stamped(store, kept);
  if (!dry) put(store, wish.resource, object);
  return { status: 200, body: object };
}

/** DELETE of one object; preconditions in the body are compared first. */
export function remove({ store, wish, request }: WriteCall): SimReply {
  const dry = dryRun(request);
  if (typeof dry !== 'boolean') return dry;
  const table = tableOf(store, wish.resource);
  const stored = table.get(key(wish.namespace, wish.name ?? ''));
  if (!stored) return notFound(wish);
  const wanted = Object.entries(objectAt(parseObject(request.body), 'preconditions'));
  if (wanted.some(([name, value]) => objectAt(stored, 'metadata')[name] !== value)) return conflict(wish);
  if (!dry) table.delete(key(wish.namespace, wish.name ?? ''));
  const details = {
    name: wish.name,
    group: wish.resource.group,
    kind: wish.resource.plural,
    uid: textAt(stored, 'metadata', 'uid'),
  };
  return { status: 200, body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details } };
}

type Patched = { readonly changed: JsonObject } | { readonly refused: SimReply };

function patched(stored: JsonObject, { resource }: Wish, request: SimRequest): Patched {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim();
  const accepted = resource.custom ? [patchTypes.json, patchTypes.merge] : Object.values(patchTypes);
  if (!accepted.some((it) => it === type)) return { refused: unsupportedMediaType(accepted) };
  if (type === patchTypes.json) {
    const operations = parseList(request.body);
    if (!operations) return { refused: badRequest('the body of a JSON patch is a list of operations') };
    const changed = jsonPatch(stored, operations);
    return typeof changed === 'string' ? { refused: unprocessable(changed) } : { changed };
  }
  const body = parseObject(request.body);
  if (!body) return { refused: badRequest('the body of the request is not an object') };
  const changed = type === patchTypes.merge ? mergePatch(stored, body) : strategicMerge(stored, body);
  return { changed: isObject(changed) ? changed : stored };
}

/** What the API server never lets change after creation, as a sentence. */
function immutable({ resource, name = '' }: Wish, stored: JsonObject, changed: JsonObject): string | undefined {
  const differs = (read: (object: JsonObject) => Json | undefined): boolean =>
    JSON.stringify(read(stored)) !== JSON.stringify(read(changed));
  if (resource.kind.endsWith('RoleBinding') && differs((it) => it['roleRef'])) {
    return `${resource.kind}.rbac.authorization.k8s.io "${name}" is invalid: roleRef: cannot change roleRef`;
  }
  if (resource.kind === 'Job' && differs((it) => objectAt(it, 'spec')['template'])) {
    return `Job.batch "${name}" is invalid: spec.template: field is immutable`;
  }
  if (resource.kind === 'Pod' && differs((it) => withoutImages(objectAt(it, 'spec')))) {
    return `Pod "${name}" is invalid: spec: Forbidden: pod updates may not change fields other than \`spec.containers[*].image\``;
  }
  return undefined;
}

function withoutImages(spec: JsonObject): JsonObject {
  const blank = (list: Json | undefined): Json =>
    Array.isArray(list) ? list.map((item: Json) => (isObject(item) ? { ...item, image: '' } : item)) : [];
  return { ...spec, containers: blank(spec['containers']), initContainers: blank(spec['initContainers']) };
}

function dryRun({ url }: SimRequest): boolean | SimReply {
  const wanted = url.searchParams.getAll('dryRun');
  if (wanted.some((it) => it !== 'All'))
    return unprocessable(`dryRun: Unsupported value: "${wanted.join()}": supported values: "All"`);
  return wanted.length > 0;
}

function parseList(text: string): readonly JsonObject[] | undefined {
  const list = parseObject(`{"list":${text}}`)?.['list'];
  return Array.isArray(list) ? list.filter(isObject) : undefined;
}
