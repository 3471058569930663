import { covers, isEmpty, nobody, parseAddresses, publicPart, union, unionAll, type AddressSet } from '#lib/addresses';
import { allPorts, holds, size, subtract } from '#lib/ports';
import { defineFact } from '#model';
import { fieldMissing, isUnread, notApplicable, unknown, type NotApplicable, type Unknown } from '#rule';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { vpc } from '../vpc/resource.ts';
import { groupIngress, isInternet, type GroupOpening, type Source } from './facts.ts';
import { usualAdminPorts, usualWidth } from './login-facts.ts';
import { securityGroup } from './resource.ts';

/** What the security group that EKS made for a cluster lets in from addresses, and the networks of that cluster. */
export interface ClusterGroup {
  readonly openings: readonly GroupOpening[];
  /** The VPC, and the networks of hybrid nodes and their pods. */
  readonly own: AddressSet;
  readonly vpc: AddressSet;
  /** Groups of other accounts that are let in, with the path of the rule. */
  readonly foreign: readonly { readonly at: string; readonly actual: unknown; readonly group: string }[];
}

/**
 * The group that EKS made for a cluster. EKS itself lets in the group's own members only, and the load balancer controller
 * adds groups that it made.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
 */
export const clusterGroup = defineFact({
  name: 'ec2.cluster-group',
  of: securityGroup,
  uses: [eksCluster, vpc, groupIngress],
  work(group, { list, fact }): ClusterGroup | Unknown | NotApplicable {
    const { GroupId, OwnerId, VpcId = '', IpPermissions = [] } = group.config;
    const clusters = list(eksCluster);
    const [cluster] = clusters.items.filter(
      ({ config }) => config.resourcesVpcConfig?.clusterSecurityGroupId === GroupId,
    );
    if (!cluster) return clusters.unread ?? notApplicable('EKS did not make it for a cluster');
    const openings = fact(groupIngress, group);
    if (isUnread(openings)) return openings;
    const { items, unread } = list(vpc, { id: VpcId });
    const [network] = items;
    if (!network) return unread ?? unknown('not-found', `The network ${VpcId} could not be found.`);
    const { CidrBlockAssociationSet: v4, Ipv6CidrBlockAssociationSet: v6 = [] } = network.config;
    if (v4 === undefined) return fieldMissing(`${network.id}#CidrBlockAssociationSet`);
    const { remoteNodeNetworks = [], remotePodNetworks = [] } = cluster.config.remoteNetworkConfig ?? {};
    const remote = [...remoteNodeNetworks, ...remotePodNetworks].flatMap(({ cidrs = [] }) => cidrs);
    const ofVpc = setOf([...v4.map((one) => one.CidrBlock), ...v6.map((one) => one.Ipv6CidrBlock)]);
    const foreign = IpPermissions.flatMap((actual, i) =>
      (actual.UserIdGroupPairs ?? []).flatMap(({ GroupId: id = '', UserId }) =>
        UserId !== undefined && OwnerId !== undefined && UserId !== OwnerId
          ? [{ at: `IpPermissions[${i}]`, actual, group: `${UserId}/${id}` }]
          : [],
      ),
    );
    return { openings, own: union(ofVpc, setOf(remote)), vpc: ofVpc, foreign };
  },
});

/**
 * Sources that are neither the cluster's own nor allowed, as openings narrowed to them, the public ones told apart. Where
 * the internet reaches an admin port, sg-ingress-admin-port-open or sg-ingress-all-ports-open speaks about the opening.
 */
export function extraSources(
  { openings, own }: ClusterGroup,
  allowed: AddressSet,
): { readonly extra: readonly GroupOpening[]; readonly reachPublic: boolean; readonly unread?: Unknown } {
  const inside = union(own, allowed);
  const extra = openings
    .map((it) =>
      narrowedTo(it, ({ sources }) => !covers(inside, sources) && !(opensAdmin(it) && isInternet(sources, usualWidth))),
    )
    .filter(({ parts }) => parts.length > 0);
  const reachPublic = extra.some(({ sources }) => !isEmpty(publicPart(sources)));
  const unread = openings.find((it) => it.unread)?.unread;
  return { extra, reachPublic, ...(unread && { unread }) };
}

const opensAdmin = ({ ports }: GroupOpening): boolean => usualAdminPorts.some((port) => holds(ports, port));

/** Openings of every port of a protocol to all of the VPC. */
export const vpcWide = ({ openings, vpc: all }: ClusterGroup): readonly GroupOpening[] =>
  openings
    .map((it) => narrowedTo(it, ({ sources }) => !isInternet(sources, usualWidth)))
    .filter(({ ports, sources }) => size(subtract(allPorts, ports)) <= 1 && !isEmpty(all) && covers(sources, all));

const narrowedTo = (it: GroupOpening, stays: (source: Source) => boolean): GroupOpening => {
  const parts = it.parts.filter(stays);
  return { ...it, parts, sources: unionAll(parts.map(({ sources }) => sources)) };
};

const setOf = (cidrs: readonly (string | undefined)[]): AddressSet =>
  unionAll(cidrs.map((text) => parseAddresses(text ?? '') ?? nobody));
