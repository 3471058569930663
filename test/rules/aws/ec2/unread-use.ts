import { instance } from '#clouds/aws/ec2/instance/resource';
import { networkInterface } from '#clouds/aws/ec2/network-interface/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import type { Resource } from '#model';
import { interfaceWith, publicAddress } from '../../../support/aws/ec2.ts';
import { clusterWith } from '../../../support/aws/eks.ts';

interface OpenGroup {
  readonly on: Resource;
  /** What is said of the group where a public address is behind it, and where none is. */
  readonly exposed: string;
  readonly inside: string;
}

const all = { scope: 'all' };

/** The cases of an open security group of which it could not be read who uses it. */
export function unreadUseOf({ on, exposed, inside }: OpenGroup) {
  const denied = { on, reason: 'denied' as const };
  const grade = 'high' as const;
  return {
    fail: {
      'a control plane interface says who uses the group where the clusters could not be read': {
        on,
        beside: [interfaceWith({ Description: 'Amazon EKS shop', ...publicAddress })],
        hidden: [eksCluster],
        message: exposed,
      },
      'where policy asks for all, who uses an exposed group does not matter': {
        on,
        beside: [interfaceWith(publicAddress)],
        params: all,
        hidden: [eksCluster],
        message: exposed,
      },
      'where policy asks for all, who uses a group without a public address does not matter': {
        on,
        beside: [interfaceWith()],
        params: all,
        hidden: [eksCluster],
        message: inside,
        grade,
      },
    },
    unknown: {
      'the interfaces of a cluster group could not be read: an open finding keeps its grade': {
        ...denied,
        beside: [clusterWith({ securityGroupIds: ['sg-1'] })],
        hidden: [networkInterface],
      },
      'a cluster in files names the group, and its interfaces are not there': {
        on,
        beside: [clusterWith({ clusterSecurityGroupId: 'sg-1' })],
        folder: 'recorded',
        reason: 'not-in-files' as const,
      },
      'the clusters could not be read: one of them may name a group that nothing has': {
        ...denied,
        hidden: [eksCluster],
      },
      'where policy asks for all, it cannot be said that nothing uses the group': {
        ...denied,
        params: all,
        hidden: [eksCluster],
      },
      'the clusters could not be read: an exposed group may be that of another workload': {
        ...denied,
        beside: [interfaceWith(publicAddress)],
        hidden: [eksCluster],
      },
      'it could not be read who uses an open group': {
        ...denied,
        beside: [interfaceWith({ Attachment: { InstanceId: 'i-1' } })],
        hidden: [instance],
      },
    },
  };
}
