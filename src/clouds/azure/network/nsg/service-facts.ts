import { intersect, isEmpty, nobody, parseAddresses, unionAll, type AddressSet } from '#lib/addresses';
import type { Look, Unknown } from '#model';
import { fieldMissing, isUnread, unknown } from '#rule';
import { parentOf } from '../../address.ts';
import type { NodePlace } from '../../aks/cluster/node-facts.ts';
import { virtualNetwork } from '../virtual-network/resource.ts';
import type { Inlet } from './inbound-facts.ts';

/**
 * Whether a rule that looks like a Service's reaches nodes all the same: a virtual network can have public addresses,
 * and a destination within it is a node or a pod and no frontend of a load balancer.
 */
export function reachesNodes(
  { service, destinations }: Inlet,
  { subnet }: NodePlace,
  { find }: Pick<Look<typeof virtualNetwork>, 'find'>,
): boolean | Unknown {
  if (!service) return true;
  if (subnet === undefined) return unknown('outside', 'Which subnet the interface is in is not read.');
  const network = find(virtualNetwork, parentOf(subnet));
  if (isUnread(network)) return network;
  if (network === 'absent') return unknown('not-found', `${parentOf(subnet)} is named but not there.`);
  const space = spaceOf(network.config);
  return space ? !isEmpty(intersect(destinations, space)) : fieldMissing('addressSpace');
}

function spaceOf({ addressSpace }: typeof virtualNetwork.config): AddressSet | undefined {
  const { addressPrefixes } = addressSpace ?? {};
  return addressPrefixes && unionAll(addressPrefixes.map((it) => parseAddresses(it) ?? nobody));
}
