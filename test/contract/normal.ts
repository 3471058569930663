import { decodeDocument } from '#clouds/aws/iam/policy/document';
import { isObject } from '#clouds/json';
import { canonicalJson } from '#lib/canonical';
import { compareText } from '#lib/text';
import type { Resource, Type } from '#model';

/** Of a list that the provider answers in any order, the order says nothing. */
const unordered: Readonly<Record<string, readonly string[]>> = {
  'ec2.security-group': ['IpPermissions', 'IpRanges', 'Ipv6Ranges', 'PrefixListIds', 'UserIdGroupPairs'],
  'azure.nsg': ['securityRules'],
};

/** What the provider alone sets in a configuration, besides what changes by itself. */
const stamps: Readonly<Record<string, readonly string[]>> = {
  // Every rule of a group has the group's ETag.
  'azure.nsg': ['etag'],
  // A created policy has them, and a simulated one cannot.
  'k8s.network-policy': ['uid', 'creationTimestamp'],
};

/** Documents that are stored as encoded text, of which only the meaning counts. */
const documents = new Set(['AssumeRolePolicyDocument', 'PolicyDocument']);

/** A configuration without what changes by itself, in one order: equal ones are equal states. */
export function normal({ type: name, config }: Resource, types: readonly Type[]): unknown {
  const volatile = types.find((type) => type.name === name)?.volatile ?? [];
  const steady = volatile.reduce((left, path) => without(left, path.split('.')), config);
  return mapFields(steady, (key, value) => {
    if (stamps[name]?.includes(key)) return undefined;
    if (documents.has(key) && typeof value === 'string') return decodeDocument(value);
    return unordered[name]?.includes(key) ? inOneOrder(value) : value;
  });
}

/** A value without what stands at a path, and without the objects on the way that held nothing else. */
export function without(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined || !isObject(value) || !(step in value)) return value;
  const { [step]: inner, ...others } = value;
  const left = rest.length === 0 ? undefined : without(inner, rest);
  return isObject(left) && Object.keys(left).length === 0
    ? others
    : { ...others, ...(rest.length > 0 && { [step]: left }) };
}

/** What stands at a path. */
export const valueAt = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, step) => (isObject(inner) ? inner[step] : undefined), value);

function inOneOrder(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const items: readonly unknown[] = value;
  return items.toSorted((a, b) => compareText(canonicalJson(a), canonicalJson(b)));
}

/** Changes every field, the inner ones first; a field that becomes undefined is left out. */
function mapFields(value: unknown, change: (key: string, value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => mapFields(item, change));
  if (!isObject(value)) return value;
  const fields = Object.entries(value).map(([key, one]) => [key, change(key, mapFields(one, change))] as const);
  return Object.fromEntries(fields.filter(([, one]) => one !== undefined));
}
