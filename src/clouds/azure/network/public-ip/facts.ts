import { armId, groupBeside, resourceGroupOf } from '../../address.ts';
import { gatewayOf } from '../../aks/cluster/gateway.ts';
import type { aksCluster } from '../../aks/cluster/resource.ts';
import type { publicAddress } from './resource.ts';

type Cluster = typeof aksCluster.config;

/** The load balancers that AKS keeps: what else stands on them it takes off again. */
const balancers: ReadonlySet<string> = new Set(['kubernetes', 'kubernetes-internal']);

/** `balancer`: a load balancer that AKS may keep beside its own. */
export type Use = 'cluster' | 'node' | 'balancer' | 'other';

/**
 * Who uses a public address in the node resource group of a cluster: the cluster, for what leaves it, its Services or the
 * gateway of its add-on; perhaps a node, which has an address of its own where its pool is no scale set; or somebody else.
 * Tags are not believed, which anybody may write: that of a Service leaves it open whether another load balancer is AKS's,
 * which may keep several.
 * Sources: https://learn.microsoft.com/azure/aks/load-balancer-standard,
 * https://learn.microsoft.com/azure/aks/use-multiple-standard-load-balancer
 */
export function usedBy(address: typeof publicAddress.config, cluster: Cluster): Use {
  const { loadBalancerProfile, natGatewayProfile } = cluster.networkProfile ?? {};
  const outbound = [
    ...(loadBalancerProfile?.effectiveOutboundIPs ?? []),
    ...(natGatewayProfile?.effectiveOutboundIPs ?? []),
  ];
  if (outbound.some(({ id }) => id && armId(id) === armId(address.id ?? ''))) return 'cluster';
  const holder = armId(address.ipConfiguration?.id ?? '');
  const [, kind = '', name = ''] = /\/providers\/microsoft\.network\/([^/]+)\/([^/]+)\//.exec(holder) ?? [];
  const isBeside = resourceGroupOf(holder) === groupBeside(cluster.id, cluster.nodeResourceGroup);
  if (isBeside && kind === 'loadbalancers' && balancers.has(name)) return 'cluster';
  if (kind === 'applicationgateways' && holder.startsWith(`${gatewayOf(cluster) ?? 'none'}/`)) return 'cluster';
  if (isBeside && kind === 'loadbalancers' && address.tags?.['k8s-azure-service'] !== undefined) return 'balancer';
  return isBeside && kind === 'networkinterfaces' && hasMachines(cluster) ? 'node' : 'other';
}

/** Whether nodes of a cluster may be machines of no scale set, which have interfaces of their own. */
const hasMachines = ({ agentPoolProfiles, nodeProvisioningProfile, sku }: Cluster): boolean =>
  nodeProvisioningProfile?.mode?.toLowerCase() === 'auto' ||
  sku?.name?.toLowerCase() === 'automatic' ||
  (agentPoolProfiles ?? []).some(({ type }) => type !== undefined && type.toLowerCase() !== 'virtualmachinescalesets');
