import type { RoleDefinition } from '@azure/arm-authorization';
import { type JsonObject, objectAt, objectsAt, textAt, toJsonObject } from '../json.ts';
import type { AzureEstate, AzureManagementGroup, AzureSubscriptionEstate } from './estate.ts';
import { plansOff } from './generate-plans.ts';
import { type ArmKind, armWire } from './wire.ts';

/** What one subscription holds, in wire form. Keys are ids in lower case, since ARM ids ignore case. */
export interface ArmSubscription {
  readonly subscription: JsonObject;
  readonly objects: ReadonlyMap<ArmKind, Map<string, JsonObject>>;
  /** Resource groups with the ids in them. One exists because something lies in it or a cluster keeps its nodes there. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly kubernetesVersions: readonly JsonObject[];
  /** By the id of the object that they are on. */
  readonly diagnosticSettings: Map<string, readonly JsonObject[]>;
  readonly diagnosticCategories: readonly JsonObject[];
  readonly registryCategories: readonly JsonObject[];
  readonly roleAssignments: readonly JsonObject[];
  readonly roleDefinitions: readonly JsonObject[];
  defenderPlans: readonly JsonObject[];
  trustedAccess: readonly JsonObject[];
  readonly trustedAccessRoles: readonly JsonObject[];
  readonly meshRevisions: readonly JsonObject[];
  readonly identities: readonly JsonObject[];
  federatedCredentials: readonly JsonObject[];
  readonly eventSubscriptions: readonly JsonObject[];
  readonly systemTopics: readonly JsonObject[];
  readonly workspaces: readonly JsonObject[];
  readonly kubeconfigs: ReadonlyMap<string, string>;
}

/** A long-running operation: it ends after some more looks at it or at its resource. */
export interface ArmOperation {
  readonly name: string;
  readonly resourceId: string;
  looksLeft: number;
}

/** The changing state behind one simulated Azure Resource Manager. */
export interface ArmStore {
  readonly subscriptions: ReadonlyMap<string, ArmSubscription>;
  readonly managementGroups: readonly AzureManagementGroup[];
  readonly operations: Map<string, ArmOperation>;
  version: number;
}

export function openStore(estate: AzureEstate): ArmStore {
  const subscriptions = estate.subscriptions.map((it): [string, ArmSubscription] => [
    (it.subscription.subscriptionId ?? '').toLowerCase(),
    openSubscription(it),
  ]);
  const { managementGroups = [] } = estate;
  return { subscriptions: new Map(subscriptions), managementGroups, operations: new Map(), version: 1 };
}

export function tableOf(subscription: ArmSubscription, kind: ArmKind): Map<string, JsonObject> {
  const table = subscription.objects.get(kind);
  if (!table) throw new Error(`no table for ${kind}`);
  return table;
}

/** A fresh ETag. ARM wraps weak tags for network objects and bare ids for clusters; the caller adds the wrapping. */
export function nextTag(store: ArmStore): string {
  store.version += 1;
  return `00000000-0000-4000-8000-${String(store.version).padStart(12, '0')}`;
}

/** Starts an operation on a resource and gives its name. */
export function beginOperation(store: ArmStore, resourceId: string, looks: number): ArmOperation {
  const name = nextTag(store);
  const operation = { name, resourceId: resourceId.toLowerCase(), looksLeft: looks };
  store.operations.set(name, operation);
  return operation;
}

/** One look at a resource brings its running operations one step on; true while one is still running. */
export function lookAt(store: ArmStore, resourceId: string): boolean {
  let running = false;
  for (const operation of store.operations.values()) {
    if (operation.resourceId !== resourceId.toLowerCase() || operation.looksLeft === 0) continue;
    operation.looksLeft -= 1;
    running ||= operation.looksLeft > 0;
  }
  return running;
}

export function isBusy(store: ArmStore, resourceId: string): boolean {
  return [...store.operations.values()].some(
    (operation) => operation.resourceId === resourceId.toLowerCase() && operation.looksLeft > 0,
  );
}

/** An object with its provisioning state changed. */
export function withState(item: JsonObject, provisioningState: string): JsonObject {
  const properties = objectAt(item, 'properties');
  const pools = objectsAt(properties, 'agentPoolProfiles').map((pool) => ({ ...pool, provisioningState }));
  // What a cluster ends ends for its pools, too.
  const isEnd = provisioningState === 'Succeeded' && pools.length > 0;
  return { ...item, properties: { ...properties, provisioningState, ...(isEnd && { agentPoolProfiles: pools }) } };
}

function openSubscription(estate: AzureSubscriptionEstate): ArmSubscription {
  const table = (kind: ArmKind, items: readonly unknown[]): [ArmKind, Map<string, JsonObject>] => [
    kind,
    new Map(items.map((item) => armWire(kind, item)).map((item) => [(textAt(item, 'id') ?? '').toLowerCase(), item])),
  ];
  const objects = new Map([
    table('managedClusters', estate.managedClusters),
    table('networkSecurityGroups', estate.networkSecurityGroups),
    table('virtualNetworks', estate.virtualNetworks),
    table('networkInterfaces', estate.networkInterfaces),
    table('publicIPAddresses', estate.publicIPAddresses),
    table('virtualMachineScaleSets', estate.virtualMachineScaleSets),
    table('disks', estate.disks),
    table('registries', estate.registries),
    table('networkWatchers', estate.networkWatchers ?? []),
    table('flowLogs', estate.flowLogs ?? []),
    table('applicationGateways', estate.applicationGateways ?? []),
    table('snapshots', estate.snapshots ?? []),
    table('tokens', estate.tokens ?? []),
    table('scopeMaps', estate.scopeMaps ?? []),
    table('vaults', estate.vaults ?? []),
    table('keys', estate.keys ?? []),
  ]);
  return {
    subscription: toJsonObject(estate.subscription),
    objects,
    groups: groupsOf(objects),
    kubernetesVersions: estate.kubernetesVersions.map(toJsonObject),
    diagnosticSettings: Map.groupBy(
      estate.diagnosticSettings.map((it) => armWire('diagnosticSettings', it)),
      (it) => (textAt(it, 'id') ?? '').toLowerCase().split('/providers/microsoft.insights/')[0] ?? '',
    ),
    diagnosticCategories: estate.diagnosticCategories.map((it) => armWire('diagnosticSettingsCategories', it)),
    registryCategories: (estate.registryCategories ?? []).map((it) => armWire('diagnosticSettingsCategories', it)),
    roleAssignments: (estate.roleAssignments ?? []).map((it) => armWire('roleAssignments', it)),
    roleDefinitions: (estate.roleDefinitions ?? []).map(roleWire),
    defenderPlans: estate.defenderPlans ?? plansOff,
    trustedAccess: estate.trustedAccess ?? [],
    trustedAccessRoles: estate.trustedAccessRoles ?? [],
    meshRevisions: estate.meshRevisions ?? [],
    identities: estate.identities ?? [],
    federatedCredentials: estate.federatedCredentials ?? [],
    eventSubscriptions: estate.eventSubscriptions ?? [],
    systemTopics: estate.systemTopics ?? [],
    workspaces: estate.workspaces ?? [],
    kubeconfigs: new Map(Object.entries(estate.kubeconfigs).map(([id, text]) => [id.toLowerCase(), text])),
  };
}

/** What the SDK calls `roleType` is a `type` among the properties, beside that of the envelope. */
function roleWire({ roleType, ...role }: RoleDefinition): JsonObject {
  const wire = armWire('roleDefinitions', role);
  return toJsonObject({ ...wire, properties: { ...objectAt(wire, 'properties'), type: roleType } });
}

function groupsOf(objects: ArmSubscription['objects']): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  const group = (name: string): string[] => {
    const ids = groups.get(name.toLowerCase()) ?? [];
    groups.set(name.toLowerCase(), ids);
    return ids;
  };
  for (const table of objects.values()) for (const id of table.keys()) group(id.split('/')[4] ?? '').push(id);
  for (const cluster of objects.get('managedClusters')?.values() ?? []) {
    group(textAt(cluster, 'properties', 'nodeResourceGroup') ?? '');
  }
  return groups;
}

/** The pools of a cluster as agent pool resources of their own. */
export function agentPoolsOf(cluster: JsonObject): readonly JsonObject[] {
  return objectsAt(cluster, 'properties', 'agentPoolProfiles').map((profile) => {
    const { name, ...properties } = profile;
    return {
      id: `${textAt(cluster, 'id') ?? ''}/agentPools/${textAt(profile, 'name') ?? ''}`,
      name,
      type: 'Microsoft.ContainerService/managedClusters/agentPools',
      properties,
    };
  });
}
