import { covers, isEmpty, parseAddresses, publicPart, type AddressSet } from '#lib/addresses';
import { isUnread, unknown, type Evidence, type Unknown } from '#rule';
import type { eksCluster } from './resource.ts';

/** A network of hybrid nodes or of their pods. */
export interface RemoteNetwork {
  readonly cidr: string;
  readonly sources: AddressSet;
  readonly prefix: number;
  /** It holds addresses of the internet, which EKS does not take today. */
  readonly isPublic: boolean;
  readonly seen: Evidence;
}

/**
 * The networks outside of AWS whose nodes and pods a cluster takes for its own; `unread` says which one is no range.
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteNetworkConfigRequest.html
 */
export function remoteNetworks(config: (typeof eksCluster)['config']): {
  readonly networks: readonly RemoteNetwork[];
  readonly unread: Unknown | undefined;
} {
  const all = (['remoteNodeNetworks', 'remotePodNetworks'] as const).flatMap((kind) =>
    (config.remoteNetworkConfig?.[kind] ?? []).flatMap(({ cidrs = [] }, i) =>
      cidrs.map((cidr, k) => networkOf(cidr, `remoteNetworkConfig.${kind}[${i}].cidrs[${k}]`)),
    ),
  );
  return { networks: all.filter((one): one is RemoteNetwork => !isUnread(one)), unread: all.find(isUnread) };
}

/** Networks in words. */
export const nameNetworks = (networks: readonly RemoteNetwork[]): string => networks.map(({ cidr }) => cidr).join(', ');

function networkOf(cidr: string, at: string): RemoteNetwork | Unknown {
  const sources = parseAddresses(cidr);
  const prefix = Number(cidr.split('/')[1]);
  if (!sources || Number.isNaN(prefix)) return unknown('malformed', `${at} is no CIDR: ${cidr}.`);
  return { cidr, sources, prefix, isPublic: !isEmpty(publicPart(sources)), seen: { at, actual: cidr } };
}

/** Whether a network is wider than policy allows, or beside the networks that it names, where it names any. */
export const isBroad = ({ prefix, sources }: RemoteNetwork, minPrefix: number, allowed: AddressSet): boolean =>
  prefix < minPrefix || !(isEmpty(allowed) || covers(allowed, sources));
