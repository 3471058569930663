import { parseAddressList } from '#lib/address-list';
import { countPublic } from '#lib/addresses';
import { textAt } from '../../../json.ts';
import type { acrRegistry } from './resource.ts';

type Registry = typeof acrRegistry.config;

/** Whether a registry can have network rules, private endpoints and a key of the customer: those of the Premium tier can. */
export const isPremium = ({ sku }: Registry): boolean => sku.name.toLowerCase() === 'premium';

/** Who reaches the public endpoint of a registry. */
export type Endpoint =
  | { readonly is: 'closed' | 'open' }
  | { readonly is: 'listed'; readonly count: bigint; readonly unclear: readonly string[] };

/**
 * How open the public endpoint of a Premium registry is. A switch that is missing is on, missing rules let everybody in,
 * and addresses count only where everything else is denied.
 * Source: https://learn.microsoft.com/azure/container-registry/container-registry-access-selected-networks
 */
export function endpointOf({ publicNetworkAccess, networkRuleSet }: Registry): Endpoint {
  if (publicNetworkAccess?.toLowerCase() === 'disabled') return { is: 'closed' };
  if (networkRuleSet?.defaultAction.toLowerCase() !== 'deny') return { is: 'open' };
  const { set, others } = parseAddressList((networkRuleSet.ipRules ?? []).map(addressIn));
  return { is: 'listed', count: countPublic(set), unclear: others };
}

/** What the SDK calls `iPAddressOrRange` is `value` in the API and in what `az` prints. */
const addressIn = (rule: unknown): string => textAt(rule, 'iPAddressOrRange') ?? textAt(rule, 'value') ?? '';

/** Whether a private endpoint that was let in leads to a registry. */
export const hasPrivateEndpoint = ({ privateEndpointConnections }: Registry): boolean =>
  (privateEndpointConnections ?? []).some(
    ({ privateLinkServiceConnectionState: state }) => state?.status?.toLowerCase() === 'approved',
  );
