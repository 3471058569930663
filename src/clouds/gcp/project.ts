import { asError, type Listed } from '../listings.ts';
import { collectRepositoryPolicies } from './artifact-registry/repository-policy/collect.ts';
import { repositoryPolicy } from './artifact-registry/repository-policy/resource.ts';
import { collectRepositories } from './artifact-registry/repository/collect.ts';
import { repository } from './artifact-registry/repository/resource.ts';
import { collectAdmissionPolicies } from './binary-authorization/policy/collect.ts';
import { collectEffectiveFirewalls } from './compute/effective-firewalls/collect.ts';
import { collectFirewalls } from './compute/firewall/collect.ts';
import { collectNetworks } from './compute/network/collect.ts';
import { collectComputeProject } from './compute/project/collect.ts';
import { computeProject } from './compute/project/resource.ts';
import { collectSubnetworks } from './compute/subnetwork/collect.ts';
import { collectImageAnalyses } from './container-analysis/image-analysis/collect.ts';
import { imageAnalysis } from './container-analysis/image-analysis/resource.ts';
import { gcpFailure } from './failure.ts';
import { admittingOf } from './gke/cluster/binary-authorization-facts.ts';
import { clustersApi, placesOf, writeClusters, type GkeConfig } from './gke/cluster/collect.ts';
import { collectServerConfigs } from './gke/server-config/collect.ts';
import { collectUpgradeInfos } from './gke/upgrade-info/collect.ts';
import { collectAccountKeys } from './iam/service-account-keys/collect.ts';
import { serviceAccountKeys } from './iam/service-account-keys/resource.ts';
import { collectKeyPolicies } from './kms/key-policy/collect.ts';
import { keyPolicy } from './kms/key-policy/resource.ts';
import { collectKeys } from './kms/key/collect.ts';
import { kmsKey } from './kms/key/resource.ts';
import type { GcpReader } from './reader.ts';
import { collectProjectPolicy } from './resource-manager/project-policy/collect.ts';
import { projectPolicy } from './resource-manager/project-policy/resource.ts';
import { gcpTypes } from './types.ts';
import { accountKeysToRead, usesDefault } from './used-accounts.ts';
import { keysToRead, type RepositoriesOf } from './used-keys.ts';
import { hostsOf, networksToRead, type ClustersOf } from './used-networks.ts';

/**
 * Reads a project. Where certainly no cluster is in it and no cluster of another project uses its networks, nothing
 * else is read, and the answer is false.
 */
export async function collectProject(
  at: GcpReader,
  own: Listed<GkeConfig>,
  others: readonly ClustersOf[],
  repositories: () => Promise<readonly RepositoriesOf[]>,
): Promise<boolean> {
  if (own.error !== undefined && gcpFailure(own.error).reason === 'not-enabled') {
    // Whether clusters live on after the API was switched off is not documented; nothing about them can be read.
    await at.sheet.list({ api: clustersApi, types: gcpTypes }, () => Promise.reject(asError(own.error)));
    return true;
  }
  await writeClusters(at, own);
  const networks = networksToRead(at.project, [[at.project, own.items], ...others]);
  if (own.items.length === 0 && own.error === undefined && networks.length === 0) return false;
  const { projects, used } = hostsOf(at.project, networks);
  const clusters = placesOf(at.project, own.items);
  await Promise.all([
    collectUpgradeInfos(at, clusters),
    collectServerConfigs(at, clusters),
    collectAdmissionPolicies(at, placesOf(at.project, own.items.filter(asksPolicy))),
    collectNetworks(at, projects, used),
    collectSubnetworks(at, projects, used),
    collectFirewalls(at, projects, used),
    collectEffectiveFirewalls(at, networks),
    collectImagesAndKeys(at, own, others, repositories),
  ]);
  return true;
}

/**
 * Reads the repositories of a project that has clusters, who may use them, what was found in their images, the keys that
 * both name, and those of the accounts that nodes run as. Where there are no clusters nothing is judged, so that nothing is read: Artifact Registry is asked place by place.
 */
async function collectImagesAndKeys(
  at: GcpReader,
  own: Listed<GkeConfig>,
  others: readonly ClustersOf[],
  repositories: () => Promise<readonly RepositoriesOf[]>,
): Promise<void> {
  if (own.items.length === 0 && own.error === undefined) {
    const ofProject = [projectPolicy, computeProject, serviceAccountKeys];
    const types = [repository, repositoryPolicy, ...ofProject, kmsKey, keyPolicy, imageAnalysis];
    return at.sheet.list({ api: clustersApi, types }, () => Promise.resolve());
  }
  const leads = usesDefault(own.items) ? [serviceAccountKeys] : [];
  const [, held, usual] = await Promise.all([
    collectProjectPolicy(at),
    repositories(),
    collectComputeProject(at, leads),
  ]);
  const all: readonly ClustersOf[] = [[at.project, own.items], ...others];
  const mine = held.find(([id]) => id === at.project)?.[1] ?? { items: [] };
  const named = mine.items.flatMap((it) => it.repositories.flatMap(({ name }) => name || []));
  const keys = keysToRead(at.project, all, held);
  await Promise.all([
    collectRepositories(at, mine),
    collectRepositoryPolicies(at, named),
    collectImageAnalyses(at, mine),
    collectAccountKeys(at, accountKeysToRead(at.project, all, usual)),
    collectKeys(at, keys).then(() => collectKeyPolicies(at, keys)),
  ]);
}

/** The policy of a project matters where a cluster asks it; the API that answers is often switched off elsewhere. */
export const asksPolicy = (cluster: GkeConfig): boolean => admittingOf(cluster) === 'enforcing';
