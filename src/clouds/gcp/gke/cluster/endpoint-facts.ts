import { parseAddressList } from '#lib/address-list';
import { countPublic, coversHalf, isEmpty, publicPart, type AddressSet } from '#lib/addresses';
import type { gkeCluster } from './resource.ts';

type Cluster = typeof gkeCluster.config;
type Networks = NonNullable<Cluster['masterAuthorizedNetworksConfig']>;

/** How many public addresses are in a set; half of IPv4 or of the public part of IPv6 counts as everyone. */
export const publicCallers = (sources: AddressSet): bigint | 'everyone' =>
  coversHalf(sources) ? 'everyone' : countPublic(sources);

/**
 * The list that lets the allowed networks in, and the private ones that are let in already, and no longer the public
 * addresses of Google Cloud. It is replaced as a whole, so that everything else about it is kept.
 */
export function networksFor(config: Cluster, allowedCidrs: readonly string[]): Networks {
  const ip = config.controlPlaneEndpointsConfig?.ipEndpointsConfig;
  const old = ip?.authorizedNetworksConfig ?? config.masterAuthorizedNetworksConfig ?? {};
  const kept = (old.enabled === true ? (old.cidrBlocks ?? []) : []).filter(
    ({ cidrBlock }) => isInside(cidrBlock) && !allowedCidrs.includes(cidrBlock ?? ''),
  );
  const cidrBlocks = [...kept, ...allowedCidrs.map((cidrBlock) => ({ cidrBlock }))];
  return { ...old, gcpPublicCidrsAccessEnabled: false, enabled: true, cidrBlocks };
}

/** The list as it stands, which keeps the public addresses of Google Cloud out. */
export function withoutGoogle(config: Cluster): Networks {
  const ip = config.controlPlaneEndpointsConfig?.ipEndpointsConfig;
  const old = ip?.authorizedNetworksConfig ?? config.masterAuthorizedNetworksConfig;
  return { ...old, gcpPublicCidrsAccessEnabled: false };
}

const isInside = (block: string | null | undefined): boolean =>
  isEmpty(publicPart(parseAddressList([block ?? '']).set));

/** Where it says that the control plane has a public endpoint. */
export function publicEndpointAt({ controlPlaneEndpointsConfig }: Cluster): string {
  const ip = controlPlaneEndpointsConfig?.ipEndpointsConfig;
  if (!ip) return 'privateClusterConfig.enablePrivateEndpoint';
  const at = 'controlPlaneEndpointsConfig.ipEndpointsConfig';
  return typeof ip.enablePublicEndpoint === 'boolean' ? `${at}.enablePublicEndpoint` : `${at}.publicEndpoint`;
}

/** The internal address of the control plane; undefined where it has none. */
export const privateAddress = ({ controlPlaneEndpointsConfig, privateClusterConfig }: Cluster): string | undefined =>
  controlPlaneEndpointsConfig?.ipEndpointsConfig?.privateEndpoint || privateClusterConfig?.privateEndpoint || undefined;

/** The list as it stands with some networks more, enforced on the private endpoint too; undefined where it is off. */
export function enforcedFor(config: Cluster, allowedCidrs: readonly string[]): Networks | undefined {
  const ip = config.controlPlaneEndpointsConfig?.ipEndpointsConfig;
  const old = ip?.authorizedNetworksConfig ?? config.masterAuthorizedNetworksConfig;
  if (old?.enabled !== true) return undefined;
  const kept = old.cidrBlocks ?? [];
  const more = allowedCidrs.filter((cidr) => !kept.some(({ cidrBlock }) => cidrBlock === cidr));
  const cidrBlocks = [...kept, ...more.map((cidrBlock) => ({ cidrBlock }))];
  return { ...old, cidrBlocks, privateEndpointEnforcementEnabled: true };
}
