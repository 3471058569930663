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

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
