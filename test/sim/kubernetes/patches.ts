import { isObject, type Json, type JsonObject } from '../json.ts';

/** The body types that a PATCH may have. */
export const patchTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
} as const;

/** JSON Patch, RFC 6902: add, replace, remove and test. Answers the sentence of what did not fit. */
export function jsonPatch(object: JsonObject, operations: readonly JsonObject[]): JsonObject | string {
  let result: Json = object;
  for (const { op, path, value } of operations) {
    if (typeof path !== 'string') return 'a patch operation lacks a path';
    const steps = path
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const next = apply(result, steps, op ?? null, value);
    if (next === undefined)
      return `the server rejected our request due to an error in our request: ${JSON.stringify(op)} ${path}`;
    result = next;
  }
  return isObject(result) ? result : 'the patched document is not an object';
}

/** JSON Merge Patch, RFC 7396: null takes a member away, objects merge, everything else replaces. */
export function mergePatch(stored: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const merged = new Map(Object.entries(isObject(stored) ? stored : {}));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null || value === undefined) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}

/**
 * Strategic merge: like a merge patch, but lists with a merge key merge by it and `$patch: delete` takes an item
 * away, `$patch: replace` every item that the patch does not name. Lists without a merge key replace.
 */
export function strategicMerge(stored: Json | undefined, patch: Json, name = ''): Json {
  const key = mergeKeys[name];
  if (Array.isArray(patch))
    return key === undefined ? patch : mergeList(Array.isArray(stored) ? stored : [], patch, key);
  if (!isObject(patch)) return patch;
  if (patch['$patch'] === 'replace')
    return Object.fromEntries(Object.entries(patch).filter(([member]) => member !== '$patch'));
  const merged = new Map(Object.entries(isObject(stored) ? stored : {}));
  for (const [member, value] of Object.entries(patch)) {
    if (value === null || value === undefined) merged.delete(member);
    else merged.set(member, strategicMerge(merged.get(member), value, member));
  }
  return Object.fromEntries(merged);
}

/** `x-kubernetes-patch-merge-key` of the lists in pod templates, service accounts and configurations of webhooks. */
const mergeKeys: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  ports: 'containerPort',
  imagePullSecrets: 'name',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
  webhooks: 'name',
};

function mergeList(stored: readonly Json[], patch: readonly Json[], key: string): Json {
  const replaces = (item: Json): boolean => isObject(item) && item['$patch'] === 'replace';
  if (patch.some(replaces)) return patch.filter((item) => !replaces(item));
  const result = [...stored];
  for (const item of patch) {
    if (!isObject(item)) continue;
    const at = result.findIndex((old) => isObject(old) && old[key] === item[key]);
    if (item['$patch'] === 'delete') {
      if (at >= 0) result.splice(at, 1);
    } else if (at >= 0) result[at] = strategicMerge(result[at], item);
    else result.push(item);
  }
  return result;
}

/** One operation at a path below a value; undefined where the path or the test does not fit. */
function apply(at: Json, steps: readonly string[], op: Json, value: Json | undefined): Json | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return op === 'test' ? (same(at, value) ? at : undefined) : value;
  if (Array.isArray(at)) return applyToList(at, step, rest, op, value);
  if (!isObject(at)) return undefined;
  const child = at[step];
  if (rest.length > 0) {
    const changed = child === undefined ? undefined : apply(child, rest, op, value);
    return changed === undefined ? undefined : { ...at, [step]: changed };
  }
  if (op === 'add') return { ...at, [step]: value };
  if (child === undefined) return undefined;
  if (op === 'replace') return { ...at, [step]: value };
  if (op === 'remove') return Object.fromEntries(Object.entries(at).filter(([name]) => name !== step));
  return op === 'test' && same(child, value) ? at : undefined;
}

function applyToList(
  at: readonly Json[],
  step: string,
  rest: readonly string[],
  op: Json,
  value: Json | undefined,
): Json | undefined {
  const index = step === '-' ? at.length : Number(step);
  if (!Number.isInteger(index) || index < 0 || index > at.length) return undefined;
  if (op === 'add' && rest.length === 0) return value === undefined ? undefined : at.toSpliced(index, 0, value);
  const child = at[index];
  if (child === undefined) return undefined;
  if (op === 'remove' && rest.length === 0) return at.toSpliced(index, 1);
  const changed = rest.length === 0 && op === 'replace' ? value : apply(child, rest, op, value);
  return changed === undefined ? undefined : at.with(index, changed);
}

/** Equal as JSON, whatever the order of members. */
function same(left: Json | undefined, right: Json | undefined): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return (
      left.length === right.length &&
      left.every((item: Json, at) => same(item, at < right.length ? elementAt(right, at) : undefined))
    );
  }
  if (!isObject(left) || !isObject(right)) return left === right;
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((name) => same(left[name], right[name]));
}

function elementAt(list: readonly Json[], at: number): Json | undefined {
  return list[at];
}
