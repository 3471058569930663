import type { ResourceOf } from '#model';
import type { Evidence } from '#rule';
import { armId, parentOf } from '../../address.ts';
import type { virtualNetwork } from '../../network/virtual-network/resource.ts';
import type { aksCluster } from './resource.ts';

type Config = typeof aksCluster.config;

/** A subnet of a virtual network of one's own that a cluster puts nodes or pods on. */
export interface UsedSubnet {
  /** Its ARM id in lower case, and that of its network. */
  readonly id: string;
  readonly network: string;
  /** The names of the pools whose nodes or pods stand on it. */
  readonly pools: readonly string[];
  /** Whether nodes on it have public addresses of their own. */
  readonly isExposed: boolean;
  /** Where the cluster names it. */
  readonly at: readonly string[];
}

/**
 * The subnets that the pools of a cluster name, each once. Pods with a subnet of their own have no public addresses. A
 * pool that names none stands on a network that AKS made.
 * Source: https://learn.microsoft.com/azure/aks/configure-azure-cni
 */
export function subnetsInUse({ agentPoolProfiles }: Config): readonly UsedSubnet[] {
  const uses = (agentPoolProfiles ?? []).flatMap(({ name, vnetSubnetID, podSubnetID, enableNodePublicIP }, i) => [
    {
      id: vnetSubnetID,
      pool: name,
      isExposed: enableNodePublicIP === true,
      at: `agentPoolProfiles[${i}].vnetSubnetID`,
    },
    { id: podSubnetID, pool: name, isExposed: false, at: `agentPoolProfiles[${i}].podSubnetID` },
  ]);
  const named = uses.flatMap(({ id, ...it }) => (id ? [{ id: armId(id), ...it }] : []));
  return [...Map.groupBy(named, ({ id }) => id)].map(([id, them]) => ({
    id,
    network: parentOf(id),
    pools: [...new Set(them.map(({ pool }) => pool))],
    isExposed: them.some(({ isExposed }) => isExposed),
    at: them.map(({ at }) => at),
  }));
}

/** Whether a subnet of a network, given by its ARM id, has a security group; undefined where the network lists none such. */
export function groupOn(
  { id, config }: ResourceOf<typeof virtualNetwork>,
  subnet: string,
): { readonly isThere: boolean; readonly seen: Evidence } | undefined {
  const i = (config.subnets ?? []).findIndex((it) => it.id !== undefined && armId(it.id) === subnet);
  const found = config.subnets?.[i];
  if (!found) return undefined;
  const seen = { at: `${id}#subnets[${i}]`, actual: 'no networkSecurityGroup' };
  return { isThere: Boolean(found.networkSecurityGroup?.id), seen };
}
