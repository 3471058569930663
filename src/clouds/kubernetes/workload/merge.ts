/**
 * A strategic merge patch of T: objects merge, null takes a field away, lists of named things merge by name and all
 * other lists are replaced.
 * Source: https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
 */
export type Patch<T> = T extends readonly (infer I)[]
  ? readonly (I extends object ? Patch<I> & Directive : I)[]
  : T extends object
    ? { readonly [K in keyof T]?: Patch<T[K]> | null }
    : T;

/** In an item of a list: take the item away, or replace the whole list by the other items. */
interface Directive {
  readonly $patch?: 'delete' | 'replace';
}

/** `x-kubernetes-patch-merge-key` of the lists in a pod specification. */
const mergeKeys: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  ports: 'containerPort',
  hostAliases: 'ip',
};

/** A value with a strategic merge patch of it applied; `name` is the field's. */
export function merge(stored: unknown, patch: unknown, name = ''): unknown {
  if (Array.isArray(patch)) return mergeLists(isList(stored) ? stored : [], patch, mergeKeys[name]);
  if (!isFields(patch)) return patch;
  const merged = new Map(isFields(stored) ? Object.entries(stored) : []);
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) merged.delete(field);
    else merged.set(field, merge(merged.get(field), value, field));
  }
  return Object.fromEntries(merged);
}

function mergeLists(stored: readonly unknown[], patch: readonly unknown[], key: string | undefined): unknown {
  if (key === undefined) return patch;
  const isReplace = (item: unknown) => isFields(item) && item['$patch'] === 'replace';
  if (patch.some(isReplace)) return patch.filter((item) => !isReplace(item));
  const merged = [...stored];
  for (const item of patch.filter(isFields)) {
    const at = merged.findIndex((old) => isFields(old) && old[key] === item[key]);
    if (item['$patch'] === 'delete') merged.splice(at, at < 0 ? 0 : 1);
    else if (at < 0) merged.push(item);
    else merged[at] = merge(merged[at], item);
  }
  return merged;
}

/**
 * The patch that gives back what stood where a patch wrote. A list of which items were taken away comes back whole, so
 * that its order does too.
 */
export function mergeBack<P extends object>(stored: object, patch: P): P;
export function mergeBack(stored: object, patch: object): unknown {
  return valueBack(stored, patch, '');
}

function valueBack(stored: unknown, patch: unknown, name: string): unknown {
  if (stored === undefined) return null;
  if (isList(stored)) return listBack(stored, patch, mergeKeys[name]);
  if (!isFields(patch) || !isFields(stored)) return stored;
  return Object.fromEntries(
    Object.entries(patch).map(([field, value]) => [field, valueBack(stored[field], value, field)]),
  );
}

function listBack(stored: readonly unknown[], patch: unknown, key: string | undefined): unknown {
  if (key === undefined) return stored;
  const items = isList(patch) ? patch.filter(isFields) : [];
  if (items.length === 0 || items.some((item) => '$patch' in item)) return [{ $patch: 'replace' }, ...stored];
  return items.map((item) => {
    const old = stored.find((one) => isFields(one) && one[key] === item[key]);
    return old === undefined ? { [key]: item[key], $patch: 'delete' } : valueBack(old, item, '');
  });
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
