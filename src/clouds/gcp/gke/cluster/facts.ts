import { parseAddressList } from '#lib/address-list';
import { everyone } from '#lib/addresses';
import { defineFact, type ApiReach } from '#model';
import { fieldMissing, unknown, type Unknown } from '#rule';
import { gkeCluster } from './resource.ts';

type Cluster = typeof gkeCluster.config;

const endpoints = 'controlPlaneEndpointsConfig.ipEndpointsConfig';

/**
 * How open the IP endpoint of a GKE cluster's control plane is. A flag decides before an address: old private clusters
 * still list a public one. Authorized networks that are not enabled mean everyone; enabled without a block they let
 * nobody in, save the public addresses of Google Cloud where these are let in, of which only the word is known. The
 * deprecated mirrors count where the newer fields are not there.
 * Source: https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation
 */
export const gkeApiReach = defineFact({
  name: 'gke.api-reach',
  of: gkeCluster,
  work({ config }): ApiReach {
    const closed = noPublicEndpoint(config);
    if (closed !== undefined) return { is: 'private', why: closed };
    const { networks, at } = authorizedNetworks(config);
    if (networks?.enabled !== true)
      return { is: 'public', sources: everyone, words: [], at, actual: networks ?? 'none' };
    const blocks = (networks.cidrBlocks ?? []).map(({ cidrBlock }) => cidrBlock ?? '');
    const { set, others } = parseAddressList(blocks);
    if (others.length > 0) return unknown('malformed', `${at} holds a block that is no CIDR: ${others.join(', ')}.`);
    if (networks.gcpPublicCidrsAccessEnabled === true)
      return { is: 'public', sources: set, words: ['Google Cloud'], at, actual: networks };
    return { is: 'public', sources: set, words: [], at, actual: blocks };
  },
});

/**
 * Whether an answer says that the public addresses of Google Cloud are let in beside the authorized networks. Where it
 * does not, the API's reference lets them in, and the guide keeps them out of clusters with private nodes only.
 * Sources: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters#masterauthorizednetworksconfig,
 * https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks
 */
export const gkeGoogleTold = defineFact({
  name: 'gke.google-told',
  of: gkeCluster,
  work({ config }): 'told' | Unknown {
    if (noPublicEndpoint(config) !== undefined) return 'told';
    const { networks, at } = authorizedNetworks(config);
    if (networks?.enabled !== true || typeof networks.gcpPublicCidrsAccessEnabled === 'boolean') return 'told';
    return fieldMissing(`${at}.gcpPublicCidrsAccessEnabled`);
  },
});

/**
 * How open the DNS endpoint is to callers that Google's own check does not stop: closed to external traffic nobody
 * outside Google reaches it, and without Kubernetes tokens and certificates each caller needs an IAM permission. What a
 * switch of these means that an answer leaves out is written nowhere.
 * Source: https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation#dns-based_endpoint
 */
export const gkeDnsReach = defineFact({
  name: 'gke.dns-reach',
  of: gkeCluster,
  work({ config }): ApiReach {
    const dns = config.controlPlaneEndpointsConfig?.dnsEndpointConfig;
    if (!dns) return { is: 'elsewhere', why: 'the cluster has no DNS endpoint' };
    if (dns.allowExternalTraffic !== true) return { is: 'private', why: 'external traffic is off' };
    const at = 'controlPlaneEndpointsConfig.dnsEndpointConfig';
    if (dns.enableK8sTokensViaDns === true || dns.enableK8sCertsViaDns === true)
      return { is: 'public', sources: everyone, words: [], at, actual: dns };
    const untold = (['enableK8sTokensViaDns', 'enableK8sCertsViaDns'] as const).find((it) => dns[it] !== false);
    if (untold) return fieldMissing(`${at}.${untold}`);
    return { is: 'private', why: 'callers need the IAM permission container.clusters.connect' };
  },
});

/** How open all endpoints of a GKE cluster's control plane are, to the public addresses of Google Cloud too. */
export const gkeReaches = defineFact({
  name: 'gke.reaches',
  of: gkeCluster,
  uses: [gkeApiReach, gkeDnsReach, gkeGoogleTold],
  work(cluster, { fact }): readonly ApiReach[] {
    const told = fact(gkeGoogleTold, cluster);
    return [fact(gkeApiReach, cluster), fact(gkeDnsReach, cluster), ...(told === 'told' ? [] : [told])];
  },
});

/** Why the control plane has no public IP endpoint; undefined where it has one. */
export function noPublicEndpoint({ controlPlaneEndpointsConfig, privateClusterConfig }: Cluster): string | undefined {
  const off = 'the public endpoint is off';
  const privateOnly = privateClusterConfig?.enablePrivateEndpoint === true;
  const ip = controlPlaneEndpointsConfig?.ipEndpointsConfig;
  if (!ip) return privateOnly ? off : undefined;
  if (ip.enabled === false) return 'IP endpoints are off';
  if (typeof ip.enablePublicEndpoint === 'boolean') return ip.enablePublicEndpoint ? undefined : off;
  return ip.publicEndpoint && !privateOnly ? undefined : off;
}

/** The list that decides, and the deepest part of the path to it that the answer holds. */
export function authorizedNetworks({ controlPlaneEndpointsConfig, masterAuthorizedNetworksConfig: mirror }: Cluster) {
  const ip = controlPlaneEndpointsConfig?.ipEndpointsConfig;
  if (ip?.authorizedNetworksConfig)
    return { networks: ip.authorizedNetworksConfig, at: `${endpoints}.authorizedNetworksConfig` };
  if (mirror) return { networks: mirror, at: 'masterAuthorizedNetworksConfig' };
  return { networks: undefined, at: ip ? endpoints : '' };
}
