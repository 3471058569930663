import { isObject, type Json, type JsonObject, objectAt, textAt, toJsonObject } from '../json.ts';
import type { PageStart } from '../page-token.ts';
import type { KubernetesEstate } from './estate.ts';
import { type ApiResource, apiVersionOf, constraintKinds, resourcesOf } from './resources.ts';

/** Where a page of a list leads on. The items are those of the first page's moment. */
export interface Continuation {
  readonly items: readonly JsonObject[];
  readonly from: PageStart;
  readonly resourceVersion: string;
}

/** The changing state of one cluster. Tables are sorted by key, `<namespace>/<name>`, as etcd lists them. */
export interface ClusterStore {
  readonly resources: readonly ApiResource[];
  readonly tables: ReadonlyMap<ApiResource, Map<string, JsonObject>>;
  readonly continuations: Map<string, Continuation>;
  version: number;
}

export function openStore({ objects, groups }: KubernetesEstate): ClusterStore {
  const resources = [...resourcesOf(groups), ...constraintKinds(objects)];
  const tables = new Map(resources.map((resource) => [resource, new Map<string, JsonObject>()]));
  const byKind = new Map(resources.map((resource) => [`${apiVersionOf(resource)} ${resource.kind}`, resource]));
  const store: ClusterStore = { resources, tables, continuations: new Map(), version: 1000 };
  const sorted = objects.map((object) => [keyOf(object), object] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [key, object] of sorted) {
    const kind = `${textAt(object, 'apiVersion') ?? ''} ${textAt(object, 'kind') ?? ''}`;
    const resource = byKind.get(kind);
    if (!resource) throw new Error(`the simulated cluster does not serve ${kind}`);
    tables.get(resource)?.set(key, stamped(store, toJsonObject(object)));
  }
  return store;
}

export function tableOf(store: ClusterStore, resource: ApiResource): Map<string, JsonObject> {
  const table = store.tables.get(resource);
  if (!table) throw new Error(`no table for ${resource.plural}`);
  return table;
}

export function keyOf(object: JsonObject): string {
  return key(textAt(object, 'metadata', 'namespace'), textAt(object, 'metadata', 'name') ?? '');
}

export function key(namespace: string | undefined, name: string): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** Puts an object into its table; a new one sorts in at its place. */
export function put(store: ClusterStore, resource: ApiResource, object: JsonObject): void {
  const table = tableOf(store, resource);
  const isNew = !table.has(keyOf(object));
  table.set(keyOf(object), object);
  if (!isNew) return;
  const sorted = [...table].sort(([a], [b]) => (a < b ? -1 : 1));
  table.clear();
  for (const [name, item] of sorted) table.set(name, item);
}

/** The object with what the API server sets: a fresh resourceVersion, and once a uid and a time of creation. */
export function stamped(store: ClusterStore, object: JsonObject): JsonObject {
  store.version += 1;
  const metadata: Record<string, Json | undefined> = {
    uid: `00000000-0000-4000-8000-${String(store.version).padStart(12, '0')}`,
    creationTimestamp: '2025-06-01T08:00:00Z',
    ...objectAt(object, 'metadata'),
    resourceVersion: String(store.version),
  };
  return { ...object, metadata };
}

/** Server-side view of a list item: the API leaves `apiVersion` and `kind` to the list for its own kinds. */
export function listItem(resource: ApiResource, object: JsonObject): JsonObject {
  if (resource.custom) return object;
  const entries = Object.entries(object).filter(([name]) => name !== 'apiVersion' && name !== 'kind');
  const item = Object.fromEntries(entries);
  return isObject(item) ? item : {};
}
