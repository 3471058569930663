import type { UpdateClusterConfigRequest } from '@aws-sdk/client-eks';
import { defineAction, wire, type Wire } from '#model';
import { canonicalCidr } from '../../canonical-cidr.ts';
import { eksCluster } from './resource.ts';

type VpcConfig = NonNullable<UpdateClusterConfigRequest['resourcesVpcConfig']>;
type Endpoint = Pick<VpcConfig, 'endpointPublicAccess' | 'endpointPrivateAccess' | 'publicAccessCidrs'>;

/**
 * Changes who may reach a cluster's endpoint. The service merges what is given into what stands, and does not compare.
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateClusterConfig.html
 */
export const updateEndpoint = defineAction({
  name: 'eks.update-endpoint',
  on: eksCluster,
  kind: 'replace',
  permissions: ['eks:UpdateClusterConfig', 'eks:DescribeUpdate'],
  writes: [
    'resourcesVpcConfig.endpointPublicAccess',
    'resourcesVpcConfig.endpointPrivateAccess',
    'resourcesVpcConfig.publicAccessCidrs',
  ],
  request: wire<Endpoint>(),
  simulate: (cluster, request) => [
    {
      put: {
        ...cluster,
        config: {
          ...cluster.config,
          resourcesVpcConfig: { ...cluster.config.resourcesVpcConfig, ...canonicalEndpoint(request) },
        },
      },
    },
  ],
});

/** The request as it is sent: ranges without host bits, so that what is read back is what was sent. */
export const canonicalEndpoint = (request: Wire<Endpoint>): Wire<Endpoint> => ({
  ...request,
  ...(request.publicAccessCidrs && { publicAccessCidrs: request.publicAccessCidrs.map(canonicalCidr) }),
});
