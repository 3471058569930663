import { isEmpty, parseAddresses, publicPart } from '#lib/addresses';
import { defineFact, type ResourceOf } from '#model';
import { unknown, type Unknown } from '#rule';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { eksNodegroup } from '../../eks/nodegroup/resource.ts';
import { clustersOf, instance } from '../instance/resource.ts';
import { networkInterface } from '../network-interface/resource.ts';
import { securityGroup } from './resource.ts';

/**
 * Who uses a security group, which nothing may tell, and whether anything that uses it has a public address, which is
 * unread too where it cannot be said that anything uses the group.
 */
export interface GroupUse {
  readonly by: 'cluster' | 'others' | 'nobody' | Unknown;
  readonly exposed: boolean | Unknown;
}

/**
 * Who uses a security group. A cluster does when its configuration or a node group's remote access names the group, or
 * when the group is on an interface of the control plane, a node, a pod or a load balancer of a cluster. A load balancer
 * beside a cluster can be the cluster's under a name of its own, and its interface does not say. Interfaces of
 * internet-facing load balancers carry public addresses like any other.
 * Sources: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html,
 * https://docs.aws.amazon.com/eks/latest/userguide/security-groups-pods-deployment.html,
 * https://github.com/aws/amazon-vpc-cni-k8s#eni-tags-related-to-allocation,
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/security_groups/
 */
export const groupUse = defineFact({
  name: 'ec2.group-use',
  of: securityGroup,
  uses: [eksCluster, eksNodegroup, networkInterface, instance],
  work({ config: { GroupId, Tags } }, { list }): GroupUse {
    const clusters = list(eksCluster);
    const nodegroups = list(eksNodegroup);
    const interfaces = list(networkInterface, { group: GroupId ?? '' });
    const nodes = interfaces.items.map(({ config }) => list(instance, { id: config.Attachment?.InstanceId ?? '' }));
    const exposed = interfaces.items.some(hasPublicAddress) || (interfaces.unread ?? false);

    const named =
      clusters.items.some(({ config }) => groupsOf(config).includes(GroupId)) ||
      nodegroups.items.some(({ config }) => config.resources?.remoteAccessSecurityGroup === GroupId);
    const attached =
      interfaces.items.some(isOfCluster) ||
      nodes.some(({ items }) => items.some(({ config }) => clustersOf(config.Tags).length > 0)) ||
      (interfaces.items.length > 0 && isTagged(Tags));
    if (named || attached) return { by: 'cluster', exposed };

    const listings = [interfaces, clusters, nodegroups, ...(interfaces.items.length > 0 ? nodes : [])];
    const unread = listings.find((it) => it.unread)?.unread;
    if (unread) return { by: unread, exposed: exposed === false && interfaces.items.length === 0 ? unread : exposed };
    const vpcs = clusters.items.flatMap(({ config }) => config.resourcesVpcConfig?.vpcId ?? []);
    const unclear = interfaces.items.find((it) => isLoadBalancer(it) && vpcs.includes(it.config.VpcId ?? ''));
    if (unclear) return { by: unattributed(unclear), exposed };
    return { by: interfaces.items.length === 0 ? 'nobody' : 'others', exposed };
  },
});

type Cluster = (typeof eksCluster)['config'];
type Interface = ResourceOf<typeof networkInterface>;
type Tags = Interface['config']['TagSet'];

const groupsOf = ({ resourcesVpcConfig: vpc }: Cluster): readonly (string | undefined)[] => [
  ...(vpc?.securityGroupIds ?? []),
  vpc?.clusterSecurityGroupId,
];

const controlPlane = 'Amazon EKS ';
const podInterface = 'aws-k8s-branch-eni';
const nodeInterface = 'aws-K8S-';

/** The names that the load balancer controller and the cloud provider of Kubernetes give to what they make. */
const loadBalancer = /^ELB (?:app\/|net\/)?(?:k8s-|a[0-9a-f]{31}(?:\/|$))/;

function isOfCluster({ config: { Description = '', TagSet } }: Interface): boolean {
  if ([controlPlane, nodeInterface].some((it) => Description.startsWith(it)) || Description === podInterface)
    return true;
  return loadBalancer.test(Description) || isTagged(TagSet);
}

const isLoadBalancer = ({ config: { Description = '', InterfaceType, RequesterId } }: Interface): boolean =>
  Description.startsWith('ELB ') || RequesterId === 'amazon-elb' || balancers.includes(InterfaceType);

const balancers: readonly (string | undefined)[] = ['load_balancer', 'network_load_balancer', 'gateway_load_balancer'];

const unattributed = ({ id, config: { Description } }: Interface): Unknown =>
  unknown('not-found', `Nothing says whether ${Description || id} is a load balancer of a cluster.`);

const clusterTags = [
  'cluster.k8s.amazonaws.com/name',
  'node.k8s.amazonaws.com/instance_id',
  'eks:eks-cluster-name',
  'elbv2.k8s.aws/cluster',
  'ingress.k8s.aws/cluster',
];

const isTagged = (tags: Tags): boolean =>
  clustersOf(tags).length > 0 || (tags ?? []).some(({ Key = '' }) => clusterTags.includes(Key));

function hasPublicAddress({ config }: Interface): boolean {
  if (config.Association?.PublicIp !== undefined) return true;
  if (config.PrivateIpAddresses?.some(({ Association }) => Association?.PublicIp !== undefined)) return true;
  if (config.DenyAllIgwTraffic === true) return false;
  return (config.Ipv6Addresses ?? []).some(({ Ipv6Address }) => isPublic(Ipv6Address ?? ''));
}

function isPublic(text: string): boolean {
  const address = parseAddresses(text);
  return address !== undefined && !isEmpty(publicPart(address));
}
