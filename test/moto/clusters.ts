import {
  CreateClusterCommand,
  CreateNodegroupCommand,
  type CreateNodegroupRequest,
  type EKSClient,
  type VpcConfigRequest,
} from '@aws-sdk/client-eks';

/** How open the endpoint of each cluster is. */
export const endpoints = {
  open: { endpointPublicAccess: true, endpointPrivateAccess: false, publicAccessCidrs: ['0.0.0.0/0'] },
  halves: { endpointPublicAccess: true, endpointPrivateAccess: true, publicAccessCidrs: ['0.0.0.0/1', '128.0.0.0/1'] },
  wide: { endpointPublicAccess: true, endpointPrivateAccess: true, publicAccessCidrs: ['11.0.0.0/8'] },
  'wide-v6': { endpointPublicAccess: true, endpointPrivateAccess: true, publicAccessCidrs: ['2600::/12'] },
  offices: { endpointPublicAccess: true, endpointPrivateAccess: true, publicAccessCidrs: ['8.8.4.0/24'] },
  closed: { endpointPublicAccess: false, endpointPrivateAccess: true, publicAccessCidrs: ['0.0.0.0/0'] },
  listless: { endpointPublicAccess: true, endpointPrivateAccess: true },
  // The provider fills in what is not given; the emulator does not, and the answer lacks the field.
  silent: {},
} satisfies Record<string, VpcConfigRequest>;

export type ClusterName = keyof typeof endpoints;

interface ClusterPlan {
  readonly names: readonly ClusterName[];
  readonly role: string;
  readonly subnets: readonly string[];
  readonly groups: readonly string[];
}

/** Makes the named clusters. The answer is what was put in, as `DescribeCluster` has to tell it. */
export async function makeClusters(eks: EKSClient, { names, role, subnets, groups }: ClusterPlan): Promise<object[]> {
  const held: object[] = [];
  for (const name of names) {
    const network = { subnetIds: [...subnets], securityGroupIds: [...groups] };
    const request = {
      name,
      version: '1.24',
      roleArn: role,
      resourcesVpcConfig: { ...network, ...endpoints[name] },
      tags: { team: 'platform' },
    };
    await eks.send(new CreateClusterCommand(request));
    held.push({ ...request, status: 'ACTIVE' });
  }
  return held;
}

/** Makes a node group. The answer is what was put in, as `DescribeNodegroup` has to tell it. */
export async function makeNodegroup(eks: EKSClient, request: CreateNodegroupRequest): Promise<object> {
  await eks.send(new CreateNodegroupCommand(request));
  return { ...request, status: 'ACTIVE' };
}
