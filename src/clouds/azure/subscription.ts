import type { ManagedCluster } from '@azure/arm-containerservice';
import type { Listed } from '../listings.ts';
import { groupBeside, subscriptionOf } from './address.ts';
import { collectRegistries } from './acr/registry/collect.ts';
import { collectTokens } from './acr/token/collect.ts';
import { writeClusters } from './aks/cluster/collect.ts';
import { aksCluster } from './aks/cluster/resource.ts';
import { collectMeshRevisions } from './aks/mesh-revisions/collect.ts';
import { collectTrustedAccessRoles } from './aks/trusted-access-roles/collect.ts';
import { collectTrustedAccess } from './aks/trusted-access/collect.ts';
import { collectVersions } from './aks/version/collect.ts';
import { collectRoleAssignments } from './authorization/role-assignment/collect.ts';
import { collectDisks } from './compute/disk/collect.ts';
import { collectScaleSets } from './compute/scale-set/collect.ts';
import { isNoSubscription, isUnregistered } from './failure.ts';
import { collectDiagnosticCategories } from './monitor/diagnostic-categories/collect.ts';
import { collectDiagnosticSettings } from './monitor/diagnostic-settings/collect.ts';
import { collectFederatedCredentials } from './identity/federated-credentials/collect.ts';
import { collectNetworkSecurityGroups } from './network/nsg/collect.ts';
import { collectVirtualNetworks } from './network/virtual-network/collect.ts';
import { storedOf } from './private-parts.ts';
import type { AzureReader } from './reader.ts';
import { collectDefenderPlans } from './security/plans/collect.ts';
import { collectSurroundings } from './surroundings.ts';
import { azureTypes } from './types.ts';

/**
 * Reads a subscription. Where certainly no cluster is in it and none of the others has nodes in its networks, nothing
 * else is read, and the answer is false.
 */
export async function collectSubscription(
  at: AzureReader,
  own: Listed<ManagedCluster>,
  others: () => Promise<readonly Listed<ManagedCluster>[]>,
): Promise<boolean> {
  if (isNoSubscription(own.error)) {
    await at.sheet.list({ api: 'Microsoft.ContainerService/managedClusters/read', types: azureTypes }, () =>
      Promise.reject(own.error instanceof Error ? own.error : new Error(String(own.error))),
    );
    return true;
  }
  // A provider cannot be unregistered while objects of its types exist, so that there are no clusters.
  // Source: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-providers-and-types
  const clusters = isUnregistered(own.error) ? { items: [] } : own;
  await writeClusters(at, clusters);
  const isEmpty = clusters.items.length === 0 && clusters.error === undefined;
  if (isEmpty && !(await others()).some(({ items }) => items.some((it) => hasNodesIn(it, at.sheet.target.id)))) {
    return false;
  }
  const groups = clusters.items.flatMap(({ id, nodeResourceGroup }) => groupBeside(id, nodeResourceGroup) ?? []);
  await Promise.all([
    collectNetworkSecurityGroups(at),
    collectVirtualNetworks(at),
    collectScaleSets(at, [...new Set(groups)]),
    collectDisks(at),
    collectRoleAssignments(at),
    collectDefenderPlans(at),
    collectFederatedCredentials(at),
    collectMeshRevisions(at, clusters.items),
    collectTrustedAccess(
      at,
      clusters.items.flatMap(({ id }) => id ?? []),
    ),
    collectTrustedAccessRoles(
      at,
      clusters.items.map(({ location }) => location),
    ),
    collectDiagnostics(
      at,
      clusters.items.flatMap(({ id }) => id ?? []),
    ),
    collectRegistries(at).then((ids) => Promise.all([collectDiagnostics(at, ids), collectTokens(at, ids)])),
    collectSurroundings(at, clusters.items),
    collectVersions(
      at,
      clusters.items.map(({ location }) => location),
    ),
  ]);
  return true;
}

/** Reads where objects send their logs, and what groups hold where their settings name some. */
async function collectDiagnostics(at: AzureReader, objects: readonly string[]): Promise<void> {
  await collectDiagnosticCategories(at, await collectDiagnosticSettings(at, objects));
}

function hasNodesIn(cluster: ManagedCluster, target: string): boolean {
  const subnets = aksCluster.keys.subnet(storedOf(cluster));
  return [subnets ?? []].flat().some((subnet) => subscriptionOf(subnet) === target);
}
