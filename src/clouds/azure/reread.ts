import type { ManagedCluster } from '@azure/arm-containerservice';
import { fewOf, type Again, type Asked } from '../again.ts';
import { asError, listedBy, type Listed } from '../listings.ts';
import { collectRegistries, readRegistries } from './acr/registry/collect.ts';
import { acrRegistry } from './acr/registry/resource.ts';
import { collectTokens } from './acr/token/collect.ts';
import { registryToken } from './acr/token/resource.ts';
import { collectScopeMaps } from './acr/scope-map/collect.ts';
import { scopeMap } from './acr/scope-map/resource.ts';
import { collectSnapshots } from './compute/snapshot/collect.ts';
import { diskSnapshot } from './compute/snapshot/resource.ts';
import { vaultKey } from './keyvault/key/resource.ts';
import { readVaultKeys } from './keyvault/key/collect.ts';
import { collectKeyVaults, readKeyVaults } from './keyvault/vault/collect.ts';
import { keyVault } from './keyvault/vault/resource.ts';
import { collectActivityLogSettings } from './monitor/activity-log/collect.ts';
import { activityLogSettings } from './monitor/activity-log/resource.ts';
import { collectApplicationGateways } from './network/application-gateway/collect.ts';
import { applicationGateway } from './network/application-gateway/resource.ts';
import { collectFlowLogs, readFlowLogs } from './network/flow-log/collect.ts';
import { flowLog } from './network/flow-log/resource.ts';
import { collectPublicAddresses } from './network/public-ip/collect.ts';
import { publicAddress } from './network/public-ip/resource.ts';
import { armId, groupBeside, objectIn, parentOf } from './address.ts';
import { listClusters, readClusters, writeClusters } from './aks/cluster/collect.ts';
import { aksCluster } from './aks/cluster/resource.ts';
import { collectTrustedAccess } from './aks/trusted-access/collect.ts';
import { trustedAccess } from './aks/trusted-access/resource.ts';
import { collectRoleAssignments } from './authorization/role-assignment/collect.ts';
import { roleAssignment } from './authorization/role-assignment/resource.ts';
import { roleDefinition } from './authorization/role-definition/resource.ts';
import { collectDisks } from './compute/disk/collect.ts';
import { azureDisk } from './compute/disk/resource.ts';
import { collectScaleSets, collectScaleSetsAtOnce } from './compute/scale-set/collect.ts';
import { scaleSet } from './compute/scale-set/resource.ts';
import { isUnregistered } from './failure.ts';
import { collectFederatedCredentials, readFederatedCredentials } from './identity/federated-credentials/collect.ts';
import { federatedCredentials } from './identity/federated-credentials/resource.ts';
import { collectDiagnosticCategories } from './monitor/diagnostic-categories/collect.ts';
import { collectDiagnosticSettings } from './monitor/diagnostic-settings/collect.ts';
import { diagnosticSettings } from './monitor/diagnostic-settings/resource.ts';
import { collectNetworkSecurityGroups, readNetworkSecurityGroups } from './network/nsg/collect.ts';
import { networkSecurityGroup } from './network/nsg/resource.ts';
import { collectVirtualNetworks } from './network/virtual-network/collect.ts';
import { virtualNetwork } from './network/virtual-network/resource.ts';
import type { AzureReader } from './reader.ts';
import { collectDefenderPlans } from './security/plans/collect.ts';
import { defenderPlans } from './security/plans/resource.ts';

/** A part of a subscription that is read again. */
interface Scene {
  /** Writes down listings. */
  readonly whole: AzureReader;
  /** Writes down single objects. */
  readonly part: AzureReader;
  /** Whether the scale sets of all clusters are read again as well. */
  readonly allScaleSets: boolean;
  /** The listing of clusters, made once where it is needed. */
  clusters(): Promise<Listed<ManagedCluster>>;
}

type Way = (scene: Scene, asked: Asked) => Promise<void>;

/** Reads what was touched in a subscription again, and what clusters lead to. */
export async function rereadSubscription(
  at: Omit<AzureReader, 'sheet'>,
  { whole, part }: Again,
  asked: readonly Asked[],
): Promise<void> {
  let listed: Promise<Listed<ManagedCluster>> | undefined;
  const scene: Scene = {
    whole: { ...at, sheet: whole },
    part: { ...at, sheet: part },
    allScaleSets: asked.some((it) => it.type === scaleSet || (it.type === aksCluster && !ownIds(it))),
    clusters: () => (listed ??= clustersOf(at)),
  };
  if (scene.allScaleSets) await collectScaleSetsAtOnce(scene.whole, await scene.clusters());
  await Promise.all(asked.map(async (it) => ways.get(it.type.name)?.(scene, it)));
}

/** What stands around clusters is read whole; what is read of registries, by the registries that there are now. */
const surroundingWays: readonly (readonly [string, Way])[] = [
  [keyVault.name, againVaults(readKeyVaults)],
  [vaultKey.name, againVaults(readVaultKeys)],
  [activityLogSettings.name, ({ whole }) => collectActivityLogSettings(whole)],
  [flowLog.name, inWholes(readFlowLogs, collectFlowLogs)],
  [registryToken.name, inWholes(collectTokens, (at) => allTokens(at))],
  [scopeMap.name, inWholes(collectScopeMaps, (at) => allTokens(at))],
  [diskSnapshot.name, ({ whole }) => collectSnapshots(whole)],
  [publicAddress.name, ({ whole }) => collectPublicAddresses(whole)],
  [applicationGateway.name, ({ whole }) => collectApplicationGateways(whole)],
];

const ways: ReadonlyMap<string, Way> = new Map<string, Way>([
  [aksCluster.name, againClusters],
  [networkSecurityGroup.name, singly(readNetworkSecurityGroups, collectNetworkSecurityGroups)],
  [acrRegistry.name, againRegistries],
  [virtualNetwork.name, ({ whole }) => collectVirtualNetworks(whole)],
  [azureDisk.name, ({ whole }) => collectDisks(whole)],
  [diagnosticSettings.name, againDiagnostics],
  ...surroundingWays,
  [defenderPlans.name, ({ whole }) => collectDefenderPlans(whole)],
  [trustedAccess.name, againTrustedAccess],
  [federatedCredentials.name, ofParents(readFederatedCredentials, collectFederatedCredentials)],
  [roleAssignment.name, ({ whole }) => collectRoleAssignments(whole)],
  // Which roles are kept is told by who has them.
  [roleDefinition.name, ({ whole }) => collectRoleAssignments(whole)],
]);

/** Some objects by their own ids, else all of them. */
function singly(
  read: (at: AzureReader, ids: readonly string[]) => Promise<unknown>,
  list: (at: AzureReader) => Promise<void>,
): Way {
  return async ({ whole, part }, asked) => {
    const ids = ownIds(asked);
    await (ids ? read(part, ids) : list(whole));
  };
}

/** What some objects hold, each told by the address of its list, else what all of them hold. */
function ofParents(
  read: (at: AzureReader, parents: readonly string[]) => Promise<unknown>,
  list: (at: AzureReader) => Promise<void>,
): Way {
  return async ({ whole, part }, asked) => {
    const ids = fewOf(asked);
    await (ids ? read(part, ids.map(parentIn)) : list(whole));
  };
}

/** The object whose list stands at an address. */
const parentIn = (list: string): string => list.replace(/\/[^/]+$/, '');

/**
 * A cluster costs three calls: its own, the scale sets of its nodes, where it sends its logs. Only the first can be known
 * already: a cluster that was created since the last sweep has nodes that nobody has seen.
 */
async function againClusters({ whole, part, allScaleSets, clusters }: Scene, asked: Asked): Promise<void> {
  const ids = ownIds(asked);
  if (!ids || allScaleSets) {
    const listed = await clusters();
    await writeClusters(whole, listed);
    const wanted = new Set(ids);
    await readDiagnostics(
      part,
      listed.items.flatMap(({ id }) => (id && wanted.has(armId(id)) ? id : [])),
    );
    return;
  }
  const found = await readClusters(part, ids);
  const groups = found.flatMap(({ id, nodeResourceGroup }) => groupBeside(id, nodeResourceGroup) ?? []);
  await Promise.all([
    collectScaleSets(part, [...new Set(groups)]),
    collectDiagnosticSettings(
      part,
      found.flatMap(({ id }) => id ?? []),
    ),
  ]);
}

/** A registry that was made since the last sweep may already send its logs. */
async function againRegistries({ whole, part }: Scene, asked: Asked): Promise<void> {
  const ids = ownIds(asked);
  if (ids) await readDiagnostics(part, await readRegistries(part, ids));
  else await collectRegistries(whole);
}

/** The keys that clusters name are told by all clusters of the subscription. */
function againVaults(read: (at: AzureReader, ids: readonly string[]) => Promise<void>): Way {
  return async ({ whole, part, clusters }, asked) => {
    const few = fewOf(asked);
    if (few) return read(part, few);
    const { items, error } = await clusters();
    if (error !== undefined) {
      const api = 'Microsoft.ContainerService/managedClusters/read';
      await whole.sheet.list({ api, types: [vaultKey] }, () => Promise.reject(asError(error)));
    }
    await collectKeyVaults(whole, items);
  };
}

/** What lies in other objects, such as the tokens of a registry: of those of the few that were asked for all is read. */
function inWholes(
  read: (at: AzureReader, wholes: readonly string[]) => Promise<void>,
  list: (at: AzureReader) => Promise<void>,
): Way {
  return async ({ whole, part }, asked) => {
    const wholes = [...new Set(fewOf(asked)?.map(parentOf))];
    await (wholes.length > 0 && wholes.every((id) => objectIn(id)) ? read(part, wholes) : list(whole));
  };
}

const allTokens = async (at: AzureReader): Promise<void> => collectTokens(at, await collectRegistries(at));

const settingsPath = /\/providers\/microsoft\.insights\/diagnosticsettings$/i;

async function againDiagnostics({ whole, part, clusters }: Scene, { ids }: Asked): Promise<void> {
  if (ids) {
    return readDiagnostics(
      part,
      ids.map((id) => id.replace(settingsPath, '')),
    );
  }
  const { items, error } = await clusters();
  if (error !== undefined) {
    const api = 'Microsoft.ContainerService/managedClusters/read';
    await whole.sheet.list({ api, types: [diagnosticSettings] }, () => Promise.reject(asError(error)));
  }
  const objects = items.flatMap(({ id }) => id ?? []);
  const registries = await collectRegistries(whole);
  await collectDiagnosticCategories(part, await collectDiagnosticSettings(whole, [...objects, ...registries]));
}

async function againTrustedAccess({ whole, part, clusters }: Scene, asked: Asked): Promise<void> {
  const ids = fewOf(asked);
  if (ids) return collectTrustedAccess(part, ids.map(parentIn));
  const { items, error } = await clusters();
  if (error !== undefined) {
    const api = 'Microsoft.ContainerService/managedClusters/read';
    await whole.sheet.list({ api, types: [trustedAccess] }, () => Promise.reject(asError(error)));
  }
  await collectTrustedAccess(
    whole,
    items.flatMap(({ id }) => id ?? []),
  );
}

async function readDiagnostics(part: AzureReader, objects: readonly string[]): Promise<void> {
  await collectDiagnosticCategories(part, await collectDiagnosticSettings(part, objects));
}

/** Where each of some addresses can be asked for by itself. */
function ownIds(asked: Asked): readonly string[] | undefined {
  const ids = fewOf(asked);
  return ids?.every((id) => objectIn(id)) ? ids : undefined;
}

async function clustersOf(at: Omit<AzureReader, 'sheet'>): Promise<Listed<ManagedCluster>> {
  const listed = await listedBy<ManagedCluster>((add) => listClusters(at, at.clients, add));
  return isUnregistered(listed.error) ? { items: [] } : listed;
}
