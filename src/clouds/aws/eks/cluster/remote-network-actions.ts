import type { RemoteNetworkConfigRequest } from '@aws-sdk/client-eks';
import { parseAddressList } from '#lib/address-list';
import { covers, parseAddresses } from '#lib/addresses';
import { defineAction, wire, type Action, type CannotPlan, type ResourceOf } from '#model';
import { cannotPlan } from '#rule';
import { whyUnwell } from './health-facts.ts';
import { isBroad, remoteNetworks, type RemoteNetwork } from './remote-network-facts.ts';
import { eksCluster } from './resource.ts';

/**
 * Says anew which networks of hybrid nodes and of their pods a cluster takes for its own.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-cluster-update.html
 */
export const updateRemoteNetworks = defineAction({
  name: 'eks.update-remote-networks',
  on: eksCluster,
  kind: 'replace',
  permissions: ['eks:UpdateClusterConfig', 'eks:DescribeUpdate', 'eks:DescribeCluster'],
  writes: ['remoteNetworkConfig'],
  request: wire<{ remoteNetworkConfig: RemoteNetworkConfigRequest }>(),
  simulate: (cluster, { remoteNetworkConfig }) => [
    { put: { ...cluster, config: { ...cluster.config, remoteNetworkConfig } } },
  ],
  undo: ({ config: { remoteNetworkConfig } }, _, again) =>
    remoteNetworkConfig ? [again({ remoteNetworkConfig })] : { cannot: 'there were no networks to give back' },
  healthy: ({ config }) => whyUnwell(config),
});

/** Puts the networks that policy allows inside of a broad one in its place; the others stay. */
export function narrowNetworks(
  it: ResourceOf<typeof eksCluster>,
  { minPrefix, allowedCidrs }: { readonly minPrefix: number; readonly allowedCidrs: readonly string[] },
): readonly Action[] | CannotPlan {
  const { networks, unread } = remoteNetworks(it.config);
  if (unread) return cannotPlan(unread.message);
  const allowed = parseAddressList(allowedCidrs).set;
  const narrow = allowedCidrs.filter((cidr) => Number(cidr.split('/')[1]) >= minPrefix);
  const isWide = (one: RemoteNetwork): boolean => one.isPublic || isBroad(one, minPrefix, allowed);
  const inside = ({ sources }: RemoteNetwork) =>
    narrow.filter((cidr) => covers(sources, parseAddresses(cidr) ?? sources));
  const places = new Map(networks.map((one) => [one.cidr, isWide(one) ? inside(one) : [one.cidr]]));
  const lost = networks.find(({ cidr, isPublic }) => isPublic || places.get(cidr)?.length === 0);
  if (lost) return cannotPlan(`allowedCidrs names no network of nodes or pods inside of ${lost.cidr}`);
  const { remoteNodeNetworks, remotePodNetworks } = it.config.remoteNetworkConfig ?? {};
  const narrowed = (list: readonly { readonly cidrs?: readonly string[] }[]) =>
    list.map(({ cidrs = [] }) => ({ cidrs: [...new Set(cidrs.flatMap((cidr) => places.get(cidr) ?? []))] }));
  const nodes = remoteNodeNetworks && { remoteNodeNetworks: narrowed(remoteNodeNetworks) };
  const pods = remotePodNetworks && { remotePodNetworks: narrowed(remotePodNetworks) };
  return [updateRemoteNetworks(it, { remoteNetworkConfig: { ...nodes, ...pods } })];
}
