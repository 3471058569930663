import { defineFact, type Found, type Look, type ResourceOf, type Unknown } from '#model';
import { isUnread, unknown } from '#rule';
import { armId, parentOf, resourceGroupOf } from '../../address.ts';
import { aksNodePlaces, type NodePlace } from '../../aks/cluster/node-facts.ts';
import { uncovered } from '../../aks/cluster/pool-facts.ts';
import { aksCluster } from '../../aks/cluster/resource.ts';
import { scaleSet } from '../../compute/scale-set/resource.ts';
import { virtualNetwork } from '../virtual-network/resource.ts';
import { networkSecurityGroup } from './resource.ts';

type Group = ResourceOf<typeof networkSecurityGroup>;
type Cluster = ResourceOf<typeof aksCluster>;

/** One way through a security group to nodes or pods. Traffic has to pass the group on the subnet and the one on the interface. */
export interface NsgPath {
  readonly place: NodePlace;
  /** The other group on the way; `none` where the subnet or the interface has none. */
  readonly other: Group | 'none' | Unknown;
}

/** Everything of clusters that a security group filters. */
export interface NsgPaths {
  readonly items: readonly NsgPath[];
  /** Why there may be more. */
  readonly unread?: Unknown;
  /** It is in a node resource group that refuses writes, and whose. */
  readonly locked?: string;
}

/**
 * The ways through a security group to the nodes and pods of AKS clusters: it is on a subnet of a pool, on a subnet or
 * an interface in a node resource group, or on the interfaces of a scale set there. Of nodes whose interfaces are not
 * read, any subnet or interface there may be theirs; and of nodes of node auto-provisioning any subnet in the virtual
 * network of their cluster that it does not name. ARM ids are joined without case.
 */
export const nsgPaths = defineFact({
  name: 'azure.nsg-paths',
  of: networkSecurityGroup,
  uses: [aksCluster, aksNodePlaces, scaleSet, virtualNetwork, networkSecurityGroup],
  work(nsg, look): NsgPaths {
    const { clusters, unread } = clustersBehind(nsg, look);
    const own = resourceGroupOf(nsg.id);
    const [locker] = look.list(aksCluster, { nodeGroup: own ?? '' }).items.filter(refusesWrites);
    return {
      items: clusters.flatMap((cluster) => pathsTo(nsg, cluster, look)),
      ...(unread && { unread }),
      ...(locker && { locked: locker.name }),
    };
  },
});

type Eye = Look<
  typeof aksCluster | typeof aksNodePlaces | typeof scaleSet | typeof virtualNetwork | typeof networkSecurityGroup
>;

function clustersBehind(nsg: Group, look: Eye): { clusters: readonly Cluster[]; unread: Unknown | undefined } {
  const subnets = idsOf(nsg.config.subnets);
  const sets = look.list(scaleSet, { nsg: armId(nsg.id) });
  const ids = [...subnets, ...idsOf(nsg.config.networkInterfaces), ...sets.items.map(({ id }) => id)];
  const groups = new Set(ids.flatMap((id) => resourceGroupOf(id) ?? []));
  const listings = [
    ...subnets.map((subnet) => look.listAll(aksCluster, { subnet })),
    ...[...groups].map((nodeGroup) => look.list(aksCluster, { nodeGroup })),
  ];
  const networks = [...new Set(subnets.map(parentOf))];
  const around = networks.flatMap((network) => look.listAll(aksCluster, { network }).items);
  const automatic = around.filter(({ config }) => uncovered(config) !== '');
  const clusters = new Set([...listings.flatMap(({ items }) => items), ...automatic]);
  return { clusters: [...clusters], unread: sets.unread ?? listings.find((it) => it.unread)?.unread };
}

function pathsTo(nsg: Group, cluster: Cluster, look: Eye): NsgPath[] {
  const subnets = idsOf(nsg.config.subnets);
  const nodeGroup = aksCluster.keys.nodeGroup(cluster.config);
  const isBeside = (id: string): boolean => resourceGroupOf(id) === nodeGroup;
  const interfaces = idsOf(nsg.config.networkInterfaces).filter(isBeside);
  const named = [aksCluster.keys.subnet(cluster.config) ?? []].flat();
  return look.fact(aksNodePlaces, cluster).flatMap((place): NsgPath[] => {
    if (place.subnet !== undefined && subnets.includes(place.subnet))
      return [{ place, other: groupOn(place.nsg, look) }];
    if (place.nsg === armId(nsg.id)) return [{ place, other: groupOnSubnet(place.subnet, look) }];
    if (!isUnread(place.nsg)) return [];
    const onManaged = place.subnet === undefined && subnets.some(isBeside);
    const maybeThis = onManaged || interfaces.some(mayBeOf(place.nsg));
    if (maybeThis) return [{ place, other: place.nsg }];
    const free = subnets.filter((it) => !named.includes(it) && place.networks?.includes(parentOf(it)));
    return free.map((subnet) => ({ place: { ...place, subnet }, other: mayStand(cluster) }));
  });
}

const mayStand = ({ name }: Cluster): Unknown =>
  unknown(
    'outside',
    `Nodes of auto-provisioning in ${name} may stand on the subnet, and their node classes are not read.`,
  );

/** Machines that belong to no scale set have no interface of one; of a scale set that was not read it may be any. */
const mayBeOf =
  ({ reason }: Unknown) =>
  (id: string): boolean =>
    reason !== 'outside' || !id.includes('/virtualmachinescalesets/');

const groupOn = (nsg: NodePlace['nsg'], look: Eye): NsgPath['other'] => {
  if (nsg === undefined) return 'none';
  return isUnread(nsg) ? nsg : present(look.find(networkSecurityGroup, nsg), nsg);
};

function groupOnSubnet(subnet: string | undefined, look: Eye): NsgPath['other'] {
  if (subnet === undefined) return unknown('outside', 'Which subnet the interface is in is not read.');
  const network = present(look.find(virtualNetwork, parentOf(subnet)), parentOf(subnet));
  if (isUnread(network)) return network;
  const found = network.config.subnets?.find(({ id }) => id !== undefined && armId(id) === subnet);
  if (!found) return unknown('not-found', `${network.name} lists no subnet ${subnet}.`);
  return groupOn(found.networkSecurityGroup?.id ? armId(found.networkSecurityGroup.id) : undefined, look);
}

const present = <R>(found: Found<R>, id: string): R | Unknown =>
  found === 'absent' ? unknown('not-found', `${id} is named but not there.`) : found;

const refusesWrites = ({ config }: Cluster): boolean =>
  config.nodeResourceGroupProfile?.restrictionLevel?.toLowerCase() === 'readonly';

const idsOf = (them: readonly { readonly id?: string }[] | undefined): readonly string[] =>
  (them ?? []).flatMap(({ id }) => (id ? armId(id) : []));
