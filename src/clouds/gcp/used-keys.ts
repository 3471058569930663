import { compareText } from '#lib/text';
import type { Listed } from '../listings.ts';
import type { LocationListing } from './artifact-registry/repository/collect.ts';
import type { GkeConfig } from './gke/cluster/collect.ts';
import type { ClustersOf } from './used-networks.ts';

/** The repositories of a project, by its id. */
export type RepositoriesOf = readonly [project: string, repositories: Listed<LocationListing>];

/**
 * The keys of Cloud KMS that a project has to read: those that its clusters and repositories name. One that several
 * projects name is read by the one that holds it, else by the first of them, so that each key is read once.
 */
export function keysToRead(
  project: string,
  clusters: readonly ClustersOf[],
  repositories: readonly RepositoriesOf[],
): readonly string[] {
  const users = new Map<string, Set<string>>();
  const note = (user: string, named: readonly (string | null | undefined)[]): void => {
    for (const name of named) {
      if (!name) continue;
      const key = name.replace(/\/cryptoKeyVersions\/[^/]+$/, '');
      users.set(key, (users.get(key) ?? new Set()).add(user));
    }
  };
  for (const [id, held] of clusters) for (const cluster of held) note(id, keysOfCluster(cluster));
  for (const [id, { items }] of repositories)
    for (const { repositories: held } of items)
      note(
        id,
        held.map(({ kmsKeyName }) => kmsKeyName),
      );
  const readerOf = (key: string, named: ReadonlySet<string>): string | undefined => {
    const home = key.split('/')[1] ?? '';
    return named.has(home) ? home : [...named].sort(compareText)[0];
  };
  return [...users]
    .filter(([key, named]) => readerOf(key, named) === project)
    .map(([key]) => key)
    .sort(compareText);
}

/** The keys that a cluster names: for its secrets now and before, for the boot disks of its nodes and of those that are made by themselves. */
const keysOfCluster = ({
  databaseEncryption,
  nodePools,
  autoscaling,
}: GkeConfig): readonly (string | null | undefined)[] => [
  databaseEncryption?.keyName,
  ...(databaseEncryption?.decryptionKeys ?? []),
  ...(nodePools ?? []).map(({ config }) => config?.bootDiskKmsKey),
  autoscaling?.autoprovisioningNodePoolDefaults?.bootDiskKmsKey,
];
