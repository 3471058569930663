import { compareText } from '#lib/text';
import type { UsedNetwork } from './compute/effective-firewalls/collect.ts';
import { projectOf } from './address.ts';
import { networksOfCluster } from './gke/cluster/networks.ts';
import type { GkeConfig } from './gke/cluster/collect.ts';

/** The clusters of a project, by its id. */
export type ClustersOf = readonly [project: string, clusters: readonly GkeConfig[]];

/**
 * The networks that a project has to read: those of its own that clusters of any project use, and those of projects
 * that nobody watches, where it is the first of their users. So each network is read once, and by the project that
 * holds it where that is possible.
 */
export function networksToRead(project: string, all: readonly ClustersOf[]): readonly UsedNetwork[] {
  const watched = new Set(all.map(([id]) => `gcp:${id}`));
  const used = new Map<string, { readonly users: string[]; readonly regions: Set<string> }>();
  for (const [id, clusters] of all) {
    for (const cluster of clusters) {
      for (const name of networksOfCluster(cluster)) {
        const use = used.get(name) ?? { users: [], regions: new Set() };
        used.set(name, use);
        use.users.push(id);
        use.regions.add(regionOf(cluster.location ?? ''));
      }
    }
  }
  const isMine = (name: string, users: readonly string[]): boolean => {
    const home = projectOf(name);
    if (home !== undefined && watched.has(home)) return home === `gcp:${project}`;
    return users.toSorted(compareText)[0] === project;
  };
  return [...used]
    .filter(([name, { users }]) => isMine(name, users))
    .map(([name, { regions }]) => ({ name, regions: [...regions].sort(compareText) }))
    .sort((a, b) => compareText(a.name, b.name));
}

/** Where networks and rules are listed for a project: in it and in those that lend it networks, of which only these count. */
export interface Hosts {
  readonly projects: readonly string[];
  readonly used: ReadonlySet<string>;
}

export const hostsOf = (project: string, networks: readonly UsedNetwork[]): Hosts => ({
  projects: [...new Set([project, ...networks.flatMap(({ name }) => projectOf(name)?.slice('gcp:'.length) ?? [])])],
  used: new Set(networks.map(({ name }) => name)),
});

/** The region of a location: zones are named after it. */
const regionOf = (location: string): string => location.replace(/-[a-z]$/, '');
