import { compareText } from '#lib/text';
import { isDefaultAccount } from './gke/cluster/account-facts.ts';
import { accountsOfCluster, defaultAccount, projectOfAccount } from './gke/cluster/accounts.ts';
import type { GkeConfig } from './gke/cluster/collect.ts';
import { keysOfAccount } from './iam/service-account-keys/resource.ts';
import type { ClustersOf } from './used-networks.ts';

/**
 * Where the keys are of the service accounts that a project has to read: those that nodes run as. One that several projects
 * run nodes as is read by the one that holds it, else by the first of them, so that each is read once. `usual` is the
 * Compute Engine default account of the project; which project another of its kind is of, its address does not say.
 */
export function accountKeysToRead(
  project: string,
  clusters: readonly ClustersOf[],
  usual: string | undefined,
): readonly string[] {
  const users = new Map<string, Set<string>>();
  for (const [id, held] of clusters) {
    for (const account of held.flatMap(accountsOfCluster)) {
      const named = account === defaultAccount ? (id === project ? usual : undefined) : account;
      const home = named === undefined ? undefined : named === usual ? project : projectOfAccount(named);
      if (named === undefined || home === undefined) continue;
      const address = keysOfAccount(home, named);
      users.set(address, (users.get(address) ?? new Set()).add(id));
    }
  }
  const readerOf = (address: string, named: ReadonlySet<string>): string | undefined => {
    const home = address.split('/')[4] ?? '';
    return named.has(home) ? home : [...named].sort(compareText)[0];
  };
  return [...users]
    .filter(([address, named]) => readerOf(address, named) === project)
    .map(([address]) => address)
    .sort(compareText);
}

/** Whether nodes run as a Compute Engine default account: which one that is of a project, only Compute Engine says. */
export const usesDefault = (clusters: readonly GkeConfig[]): boolean =>
  clusters.some((it) => accountsOfCluster(it).some(isDefaultAccount));
