import { decodeDocument } from '#clouds/aws/iam/policy/document';
import { isObject, objectAt } from '#clouds/json';
import { canonicalJson } from '#lib/canonical';
import { compareText } from '#lib/text';
import type { Resource, Type } from '#model';

/** What GKE answers in one place or in two, in both. */
function said(name: string, config: unknown): unknown {
  if (name !== 'gke.cluster' || !isObject(config)) return config;
  const defaultEnablePrivateNodes = valueAt(config, 'privateClusterConfig.enablePrivateNodes');
  const networkConfig = { defaultEnablePrivateNodes, ...objectAt(config, 'networkConfig') };
  const encryption = objectAt(config, 'databaseEncryption');
  const { state } = encryption;
  const databaseEncryption = {
    ...(typeof state === 'string' && { currentState: `CURRENT_STATE_${state}` }),
    ...encryption,
  };
  return { ...config, networkConfig, databaseEncryption };
}

/** Of a list that the provider answers in any order, the order says nothing. */
const unordered: Readonly<Record<string, readonly string[]>> = {
  'ec2.security-group': [
    'IpPermissions',
    'IpPermissionsEgress',
    'IpRanges',
    'Ipv6Ranges',
    'PrefixListIds',
    'UserIdGroupPairs',
  ],
  'azure.nsg': ['securityRules'],
  'eks.access-policies': ['associatedAccessPolicies'],
  'eks.cluster': ['types'],
  'iam.role': ['AttachedManagedPolicies', 'RolePolicyList'],
};

/** What the provider alone sets in a configuration, besides what changes by itself. */
const stamps: Readonly<Record<string, readonly string[]>> = {
  // Every rule of a group has the group's ETag.
  'azure.nsg': ['etag'],
  // Every pool has an ETag of its own. The public name of the cluster comes and goes with a switch.
  'aks.cluster': ['eTag', 'fqdn'],
  // When the service began and ended to log.
  'cloudtrail.trail-status': ['StartLoggingTime', 'StopLoggingTime', 'TimeLoggingStarted', 'TimeLoggingStopped'],
  // The version of the maintenance policy.
  'gke.cluster': ['resourceVersion'],
  // What was created has them, and what is simulated cannot.
  'k8s.network-policy': ['uid', 'creationTimestamp'],
  'k8s.cluster-role-binding': ['uid', 'creationTimestamp'],
  'k8s.role-binding': ['uid', 'creationTimestamp'],
};

/** Documents that are stored as text, encoded or in a layout of the provider's own, of which only the meaning counts. */
const documents = new Set(['AssumeRolePolicyDocument', 'PolicyDocument', 'policyText', 'Policy']);

/** A configuration without what changes by itself, in one order: equal ones are equal states. */
export function normal({ type: name, config }: Resource, types: readonly Type[]): unknown {
  const volatile = types.find((type) => type.name === name)?.volatile ?? [];
  const steady = volatile.reduce((left, path) => without(left, path.split('.')), said(name, config));
  return mapFields(steady, (key, value) => {
    if (stamps[name]?.includes(key)) return undefined;
    if (documents.has(key) && typeof value === 'string') return decodeDocument(value);
    return unordered[name]?.includes(key) ? inOneOrder(value) : value;
  });
}

/** What providers say, besides nothing, where nothing was chosen. */
const unchosen: ReadonlySet<unknown> = new Set([false, '', null, '{}', 'none', 'DISABLED']);

/** The same for single fields: elsewhere, `None` of an upgrade channel for one, the word is a choice. */
const unchosenAt: Readonly<Record<string, string>> = {
  enableSecretRotation: 'false',
  inTransitEncryptionConfig: 'IN_TRANSIT_ENCRYPTION_DISABLED',
  nodeOSUpgradeChannel: 'NodeImage',
  restrictionLevel: 'Unrestricted',
  'transitEncryption.type': 'None',
};

const isUnchosen = (value: unknown, path: string): boolean =>
  unchosen.has(value) || Object.entries(unchosenAt).some(([end, it]) => it === value && `.${path}`.endsWith(`.${end}`));

/** A value, at a path, without what says the same as nothing: a switch that is off, an empty list. */
export function plain(value: unknown, path = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((it: unknown) => plain(it, path)).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (!isObject(value)) return isUnchosen(value, path) ? undefined : value;
  // A list of what is not logged says no more than a list of what is.
  if (value['enabled'] === false && 'types' in value) return undefined;
  const fields = Object.entries(value).map(([key, one]) => [key, plain(one, `${path}.${key}`)] as const);
  const left = fields.filter(([, one]) => one !== undefined);
  const [[only, value0] = []] = left;
  const isOff = left.length === 1 && only === 'disabled' && value0 === true;
  return left.length === 0 || isOff ? undefined : Object.fromEntries(left);
}

/** A value without what stands at a path, and without the objects on the way that held nothing else. */
export function without(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step !== undefined && Array.isArray(value)) return value.map((it: unknown) => without(it, [step, ...rest]));
  if (step === undefined || !isObject(value) || !(step in value)) return value;
  const { [step]: inner, ...others } = value;
  const left = rest.length === 0 ? undefined : without(inner, rest);
  return isObject(left) && Object.keys(left).length === 0
    ? others
    : { ...others, ...(rest.length > 0 && { [step]: left }) };
}

/** What stands at a path; in a list that is on the way, of each of its items. */
export const valueAt = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (inner, step) => (Array.isArray(inner) ? inner.map((it) => memberOf(it, step)) : memberOf(inner, step)),
      value,
    );

const memberOf = (value: unknown, step: string): unknown => (isObject(value) ? value[step] : undefined);

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
