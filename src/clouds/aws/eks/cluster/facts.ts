import { parseAddressList } from '#lib/address-list';
import { everyone } from '#lib/addresses';
import { defineFact, type ApiReach } from '#model';
import { fieldMissing, unknown } from '#rule';
import { eksCluster } from './resource.ts';

const access = 'resourcesVpcConfig.endpointPublicAccess';
const list = 'resourcesVpcConfig.publicAccessCidrs';

/**
 * How open the endpoint of an EKS cluster is. A missing or empty list means everyone, the service's default; a list
 * that is kept while public access is off has no effect.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
 */
export const eksApiReach = defineFact({
  name: 'eks.api-reach',
  of: eksCluster,
  work({ config }): ApiReach {
    const vpc = config.resourcesVpcConfig;
    if (config.connectorConfig) return { is: 'elsewhere', why: 'a registered cluster is not run by EKS' };
    if (config.outpostConfig)
      return { is: 'elsewhere', why: 'a local cluster on Outposts has a private endpoint only' };
    if (config.status === 'FAILED') return { is: 'elsewhere', why: 'its creation failed' };
    if (vpc?.endpointPublicAccess === undefined) return fieldMissing(access);
    if (!vpc.endpointPublicAccess) return { is: 'private', why: 'public access is off' };
    const cidrs = vpc.publicAccessCidrs ?? [];
    if (cidrs.length === 0) return { is: 'public', sources: everyone, words: [], at: access, actual: true };
    const { set, others } = parseAddressList(cidrs);
    if (others.length > 0) return unknown('malformed', `${list} holds an entry that is no CIDR: ${others.join(', ')}.`);
    return { is: 'public', sources: set, words: [], at: list, actual: cidrs };
  },
});
