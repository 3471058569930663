import { type Json, type JsonObject, isObject, toJsonObject } from '../json.ts';

/** The kinds of ARM objects that the simulator holds, by their name in the resource id. */
export type ArmKind =
  | 'managedClusters'
  | 'agentPools'
  | 'networkSecurityGroups'
  | 'securityRules'
  | 'virtualNetworks'
  | 'networkInterfaces'
  | 'publicIPAddresses'
  | 'virtualMachineScaleSets'
  | 'disks'
  | 'registries'
  | 'networkWatchers'
  | 'flowLogs'
  | 'applicationGateways'
  | 'snapshots'
  | 'tokens'
  | 'scopeMaps'
  | 'vaults'
  | 'keys'
  | 'diagnosticSettings'
  | 'diagnosticSettingsCategories'
  | 'roleAssignments'
  | 'roleDefinitions';

/** How the SDK's flat object nests on the wire: what stays outside `properties`, and which members nest again. */
interface Nesting {
  readonly outside: readonly string[];
  readonly inside?: Readonly<Record<string, Nesting>>;
}

/**
 * Turns an object of the SDK's flattened type into what ARM sends, with `properties` at each level where
 * the SDK's deserialiser expects it (`src/models` of the pinned packages).
 */
export function armWire(kind: ArmKind, flat: unknown): JsonObject {
  return nest(toWireNames(toJsonObject(flat)), nestings[kind]);
}

const resource = ['id', 'name', 'type', 'location', 'tags', 'etag', 'zones', 'sku', 'extendedLocation', 'systemData'];
const part = ['id', 'name', 'type', 'etag'];
const reference: Nesting = { outside: ['id', 'name', 'type', 'location', 'tags', 'etag', 'sku', 'zones'] };
const securityRule: Nesting = { outside: part, inside: { sourceApplicationSecurityGroups: reference } };
const subnet: Nesting = { outside: part, inside: { networkSecurityGroup: reference, routeTable: reference } };
const ipConfiguration: Nesting = { outside: part, inside: { subnet: { outside: part }, publicIPAddress: reference } };
const scaleSetIpConfiguration: Nesting = {
  outside: ['name'],
  inside: { publicIPAddressConfiguration: { outside: ['name', 'sku', 'tags'] } },
};
const scaleSetNic: Nesting = { outside: ['name', 'tags'], inside: { ipConfigurations: scaleSetIpConfiguration } };

const nestings: Readonly<Record<ArmKind, Nesting>> = {
  managedClusters: { outside: [...resource, 'eTag', 'identity', 'kind'] },
  agentPools: { outside: ['id', 'name', 'type', 'systemData'] },
  networkSecurityGroups: {
    outside: resource,
    inside: { securityRules: securityRule, defaultSecurityRules: securityRule },
  },
  securityRules: securityRule,
  virtualNetworks: { outside: resource, inside: { subnets: subnet } },
  networkInterfaces: { outside: resource, inside: { ipConfigurations: ipConfiguration } },
  publicIPAddresses: { outside: resource },
  disks: { outside: [...resource, 'managedBy', 'managedByExtended'] },
  registries: { outside: [...resource, 'identity'], inside: { privateEndpointConnections: { outside: part } } },
  networkWatchers: { outside: resource },
  flowLogs: { outside: resource },
  applicationGateways: {
    outside: [...resource, 'identity'],
    inside: {
      httpListeners: { outside: part },
      requestRoutingRules: { outside: part },
      redirectConfigurations: { outside: part },
      frontendIPConfigurations: { outside: part },
    },
  },
  snapshots: { outside: [...resource, 'managedBy'] },
  tokens: { outside: part },
  scopeMaps: { outside: part },
  // Written as their API writes them.
  vaults: { outside: [...resource, 'properties'] },
  keys: { outside: [...resource, 'properties'] },
  diagnosticSettings: { outside: part },
  diagnosticSettingsCategories: { outside: part },
  roleAssignments: { outside: part },
  roleDefinitions: { outside: part },
  virtualMachineScaleSets: {
    outside: [...resource, 'plan', 'identity', 'placement'],
    inside: { networkInterfaceConfigurations: scaleSetNic },
  },
};

/** Members whose name in the SDK differs from the one on the wire. */
const wireNames: Readonly<Record<string, string>> = {
  enableRbac: 'enableRBAC',
  enableAzureRbac: 'enableAzureRBAC',
  enableFips: 'enableFIPS',
  enableVtpm: 'enableVTPM',
  privateFqdn: 'privateFQDN',
  azurePortalFqdn: 'azurePortalFQDN',
  enablePrivateClusterPublicFqdn: 'enablePrivateClusterPublicFQDN',
  diskIopsReadOnly: 'diskIOPSReadOnly',
  diskIopsReadWrite: 'diskIOPSReadWrite',
};

function toWireNames(flat: JsonObject): JsonObject {
  const entries = Object.entries(flat).map(([name, value]) => {
    if (name === 'tags' || value === undefined) return [name, value];
    return [wireNames[name] ?? name, name === 'autoScalerProfile' ? kebabMembers(value) : renameIn(value)];
  });
  return toJsonObject(Object.fromEntries(entries));
}

function renameIn(value: Json): Json {
  if (Array.isArray(value)) return value.map(renameIn);
  return isObject(value) ? toWireNames(value) : value;
}

function kebabMembers(value: Json): Json {
  if (!isObject(value)) return value;
  const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [kebab(name), member]));
}

function nest(flat: JsonObject, nesting: Nesting): JsonObject {
  const outer: Record<string, Json> = {};
  const properties: Record<string, Json> = {};
  for (const [name, value] of Object.entries(flat)) {
    if (value === undefined) continue;
    if (nesting.outside.includes(name)) outer[name] = value;
    else properties[name] = nestMembers(name, value, nesting.inside ?? {});
  }
  return Object.keys(properties).length === 0 ? outer : { ...outer, properties };
}

/** Members are found by name at any depth: a scale set's interfaces lie three objects below its `properties`. */
function nestMembers(name: string, value: Json, inside: Readonly<Record<string, Nesting>>): Json {
  const nesting = inside[name];
  if (Array.isArray(value)) return value.map((item: Json) => nestMembers(name, item, inside));
  if (!isObject(value)) return value;
  if (nesting) return nest(value, nesting);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, nestMembers(key, member ?? null, inside)]),
  );
}
