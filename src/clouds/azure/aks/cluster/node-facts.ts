import { defineFact, type Unknown } from '#model';
import { unknown } from '#rule';
import { armId, groupBeside } from '../../address.ts';
import { scaleSet } from '../../compute/scale-set/resource.ts';
import { uncovered } from './pool-facts.ts';
import { aksCluster } from './resource.ts';

type Pool = NonNullable<(typeof aksCluster.config)['agentPoolProfiles']>[number];
type ScaleSet = typeof scaleSet.config;

/**
 * Where nodes of a cluster stand in the network: one address configuration of a scale set, or one pool without any.
 * Nodes of which neither subnet nor interface is known can stand on any subnet in the node resource group.
 */
export interface NodePlace {
  /** The subnet's ARM id in lower case; undefined where the pool does not name it. */
  readonly subnet: string | undefined;
  /** The ARM ids, in lower case, of the virtual networks of which any subnet may be it, where no one names it. */
  readonly networks?: readonly string[];
  /** The ARM id, in lower case, of the security group on the interface; undefined where there is none. */
  readonly nsg: string | undefined | Unknown;
  /** A node has a public address of its own, or an inbound NAT pool leads to it. */
  readonly exposed: boolean | Unknown;
  /** The ARM ids, in lower case, of the application security groups of its nodes. */
  readonly groups: readonly string[];
}

/**
 * Where the nodes and the pods of an AKS cluster stand. Scale sets of the node resource group say it; of a pool that
 * has none the interfaces are not read. Pods with a subnet of their own share the interface of their node.
 */
export const aksNodePlaces = defineFact({
  name: 'aks.node-places',
  of: aksCluster,
  uses: [scaleSet],
  work(cluster, { list }): readonly NodePlace[] {
    const group = groupBeside(cluster.config.id ?? cluster.id, cluster.config.nodeResourceGroup);
    const sets = list(scaleSet, { group: group ?? '' });
    const pools = cluster.config.agentPoolProfiles ?? [];
    const bare = pools.filter(({ name }) => !sets.items.some(({ config }) => isOf(config, name)));
    return [
      ...sets.items.flatMap(({ config }) =>
        placesOf(
          config,
          pools.find(({ name }) => isOf(config, name)),
        ),
      ),
      ...bare.flatMap((pool) => bareplaces(pool, sets.unread)),
      ...automaticPlaces(cluster.config),
    ];
  },
});

function placesOf({ virtualMachineProfile }: ScaleSet, pool: Pool | undefined): NodePlace[] {
  const interfaces = virtualMachineProfile?.networkProfile?.networkInterfaceConfigurations ?? [];
  return interfaces.flatMap(({ networkSecurityGroup, ipConfigurations }) => {
    const nsg = networkSecurityGroup?.id ? armId(networkSecurityGroup.id) : undefined;
    const nodes = (ipConfigurations ?? []).map((it): NodePlace => ({
      subnet: it.subnet?.id ? armId(it.subnet.id) : undefined,
      nsg,
      exposed:
        pool?.enableNodePublicIP === true ||
        Boolean(it.publicIPAddressConfiguration) ||
        (it.loadBalancerInboundNatPools ?? []).length > 0,
      groups: [...idsOf(it.applicationSecurityGroups), ...groupsOf(pool)],
    }));
    return [...nodes, ...podsOf(pool, nsg)];
  });
}

/** A pool of which no scale set was found: of single machines, or its scale set was not read. */
function bareplaces(pool: Pool, unread: Unknown | undefined): NodePlace[] {
  const single = pool.type !== undefined && pool.type !== 'VirtualMachineScaleSets';
  const why = single ? unknown('outside', `The interfaces of the pool ${pool.name} are not read.`) : unread;
  if (!why) return [];
  const node: NodePlace = {
    subnet: pool.vnetSubnetID ? armId(pool.vnetSubnetID) : undefined,
    nsg: why,
    exposed: pool.enableNodePublicIP === true ? true : why,
    groups: groupsOf(pool),
  };
  return [node, ...podsOf(pool, why)];
}

/**
 * Nodes of node auto-provisioning belong to no pool and to no scale set: they stand on the subnet of the cluster, which
 * its pools or its profile of hosted system nodes name, or on another one of the same virtual network that a node class
 * within the cluster names. One on a network that AKS made is in the node resource group.
 * Sources: https://learn.microsoft.com/azure/aks/node-autoprovision-networking,
 * https://github.com/Azure/karpenter-provider-azure/blob/main/pkg/controllers/nodeclass/status/subnet.go
 */
function automaticPlaces(cluster: typeof aksCluster.config): NodePlace[] {
  if (uncovered(cluster) === '') return [];
  const why = unknown('outside', 'The interfaces of the nodes of node auto-provisioning are not read.');
  const ofPools = (cluster.agentPoolProfiles ?? []).map(({ vnetSubnetID }) => vnetSubnetID);
  const subnets = [...ofPools, cluster.hostedSystemProfile?.nodeSubnetID].flatMap((it) => (it ? armId(it) : []));
  const unknownTo = { nsg: why, exposed: why, groups: [] };
  const named = [...new Set(subnets)].map((subnet) => ({ subnet, ...unknownTo }));
  const networks = [aksCluster.keys.network(cluster) ?? []].flat();
  return [...named, { subnet: undefined, networks, ...unknownTo }];
}

const podsOf = (pool: Pool | undefined, nsg: NodePlace['nsg']): NodePlace[] =>
  pool?.podSubnetID ? [{ subnet: armId(pool.podSubnetID), nsg, exposed: false, groups: groupsOf(pool) }] : [];

/** AKS tags a scale set with its pool, and names it after it. */
function isOf({ tags, name }: ScaleSet, pool: string): boolean {
  const tagged = tags?.['aks-managed-poolName'] ?? tags?.['poolName'];
  if (tagged !== undefined) return tagged.toLowerCase() === pool.toLowerCase();
  return name?.toLowerCase().startsWith(`aks-${pool.toLowerCase()}-`) ?? false;
}

const groupsOf = (pool: Pool | undefined): readonly string[] =>
  (pool?.networkProfile?.applicationSecurityGroups ?? []).map(armId);

const idsOf = (them: readonly { readonly id?: string }[] | undefined): readonly string[] =>
  (them ?? []).flatMap(({ id }) => (id ? armId(id) : []));
