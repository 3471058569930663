import type { Type } from '#model';
import { projectOf } from './address.ts';
import {
  collectGlobalFirewalls,
  collectRegionalFirewalls,
  readEffectiveFirewalls,
  type UsedNetwork,
} from './compute/effective-firewalls/collect.ts';
import { effectiveFirewalls, regionEffectiveFirewalls } from './compute/effective-firewalls/resource.ts';
import { collectFirewalls, readFirewalls } from './compute/firewall/collect.ts';
import { firewall } from './compute/firewall/resource.ts';
import { collectNetworks } from './compute/network/collect.ts';
import { network } from './compute/network/resource.ts';
import { collectSubnetworks, readSubnetworks } from './compute/subnetwork/collect.ts';
import { subnetwork } from './compute/subnetwork/resource.ts';
import type { GcpReader } from './reader.ts';
import { ownIds, paths, type Scene, type Way } from './reread-scene.ts';
import { hostsOf, networksToRead, type Hosts } from './used-networks.ts';

/** How networks and their filters are read again. */
export const networkWays: readonly (readonly [string, Way])[] = [
  [network.name, againNetworks],
  [subnetwork.name, againSubnetworks],
  [firewall.name, againFirewalls],
  [effectiveFirewalls.name, againEffective(effectiveFirewalls, collectGlobalFirewalls)],
  [regionEffectiveFirewalls.name, againEffective(regionEffectiveFirewalls, collectRegionalFirewalls)],
];

/** Networks can be listed only: there is no permission to get one among those of a reader. */
function againNetworks(scene: Scene): Promise<void> {
  return scene.listing(network, async () => {
    const { projects, used } = await hosts(scene);
    await collectNetworks(scene.whole, projects, used);
  });
}

async function againFirewalls(scene: Scene, asked: Parameters<Way>[1]): Promise<void> {
  const ids = ownIds(asked, paths.firewall);
  if (ids) return readFirewalls(scene.part, ids);
  await scene.listing(firewall, async () => {
    const { projects, used } = await hosts(scene);
    await collectFirewalls(scene.whole, projects, used);
  });
}

async function againSubnetworks(scene: Scene, asked: Parameters<Way>[1]): Promise<void> {
  const ids = ownIds(asked, paths.subnetwork);
  if (ids) return readSubnetworks(scene.part, ids);
  await scene.listing(subnetwork, async () => {
    const { projects, used } = await hosts(scene);
    await collectSubnetworks(scene.whole, projects, used);
  });
}

/** The clusters of other projects matter only where one of this project is in a network of another. */
async function hosts({ project, own, networks }: Scene): Promise<Hosts> {
  const named = networksToRead(project, [[project, (await own()).items]]);
  const isShared = named.some(({ name }) => projectOf(name) !== `gcp:${project}`);
  return hostsOf(project, isShared ? await networks() : []);
}

function againEffective(type: Type, collect: (at: GcpReader, networks: readonly UsedNetwork[]) => Promise<void>): Way {
  return async ({ whole, part, listing, networks }, asked) => {
    const ids = ownIds(asked, paths.network, '/effectiveFirewalls');
    if (ids) return readEffectiveFirewalls(part, ids);
    await listing(type, async () => collect(whole, await networks()));
  };
}
