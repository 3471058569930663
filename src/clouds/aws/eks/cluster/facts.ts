import { parseAddressList } from '#lib/address-list';
import { coversHalf, everyone } from '#lib/addresses';
import { defineFact, type ApiReach } from '#model';
import { fieldMissing, isUnread, notApplicable, unknown, type NotApplicable, type Unknown } from '#rule';
import { eksCluster } from './resource.ts';

const access = 'resourcesVpcConfig.endpointPublicAccess';
const list = 'resourcesVpcConfig.publicAccessCidrs';

/** How open an endpoint is by what could be read. `more` says why still others may call. */
export interface ReadReach {
  readonly reach: ApiReach;
  readonly more?: Unknown;
}

/**
 * How open the endpoint of an EKS cluster is by the entries of its list that are CIDRs. A missing or empty list means
 * everyone, the service's default; a list that is kept while public access is off has no effect.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
 */
export const eksReadReach = defineFact({
  name: 'eks.read-reach',
  of: eksCluster,
  work({ config }): ReadReach {
    const vpc = config.resourcesVpcConfig;
    const why = whyNoEndpoint(config);
    if (why !== undefined) return { reach: { is: 'elsewhere', why } };
    if (vpc?.endpointPublicAccess === undefined) return { reach: fieldMissing(access) };
    if (!vpc.endpointPublicAccess) return { reach: { is: 'private', why: 'public access is off' } };
    const cidrs = vpc.publicAccessCidrs ?? [];
    if (cidrs.length === 0) return { reach: { is: 'public', sources: everyone, words: [], at: access, actual: true } };
    const { set, others } = parseAddressList(cidrs);
    const reach: ApiReach = { is: 'public', sources: set, words: [], at: list, actual: cidrs };
    if (others.length === 0) return { reach };
    return { reach, more: unknown('malformed', `${list} holds an entry that is no CIDR: ${others.join(', ')}.`) };
  },
});

/** How open the endpoint of an EKS cluster is; unknown where an entry that is no CIDR could make it more open. */
export const eksApiReach = defineFact({
  name: 'eks.api-reach',
  of: eksCluster,
  uses: [eksReadReach],
  work(it, { fact }): ApiReach {
    const { reach, more } = fact(eksReadReach, it);
    const isOpen = !isUnread(reach) && reach.is === 'public' && coversHalf(reach.sources);
    return more && !isOpen ? more : reach;
  },
});

type Cluster = typeof eksCluster.config;

/** Why a cluster has no endpoint of its own whose access could be set; undefined when it has one. */
export function whyNoEndpoint({ connectorConfig, outpostConfig, status }: Cluster): string | undefined {
  if (connectorConfig) return registered;
  if (outpostConfig) return 'a local cluster on Outposts has a private endpoint only';
  return status === 'FAILED' ? failed : undefined;
}

/** Why a cluster that EKS only shows is not judged. */
export const registered = 'a registered cluster is not run by EKS';

/** Why a cluster has no access entries; undefined when it can have some. */
export function whyNoEntries({ connectorConfig, accessConfig }: Cluster): NotApplicable | Unknown | undefined {
  if (connectorConfig) return notApplicable(registered);
  if (accessConfig && accessConfig.authenticationMode === undefined)
    return fieldMissing('accessConfig.authenticationMode');
  const hasEntries = accessConfig && accessConfig.authenticationMode !== 'CONFIG_MAP';
  return hasEntries ? undefined : notApplicable('the aws-auth ConfigMap alone grants access');
}

/** Why a cluster that never came to be is not judged. */
export const failed = 'its creation failed';

/** The tag of policy's list that a cluster or a node group carries, as `key=value`; both have to be exactly the same. */
export function exemptingTag(
  { tags = {} }: Pick<Cluster, 'tags'>,
  exempt: Readonly<Record<string, string>>,
): string | undefined {
  const found = Object.entries(exempt).find(([key, value]) => Object.hasOwn(tags, key) && tags[key] === value);
  return found?.join('=');
}
