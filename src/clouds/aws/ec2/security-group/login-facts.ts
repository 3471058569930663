import { defineFact, type ResourceOf } from '#model';
import { unknown, type Evidence, type Unknown } from '#rule';
import { eksNodegroup } from '../../eks/nodegroup/resource.ts';
import { ipv6Of, publicIpv4Of } from '../instance/address-facts.ts';
import { stands } from '../instance/facts.ts';
import { instance } from '../instance/resource.ts';
import { groupIngress, openPorts, type Width } from './facts.ts';
import { loginPorts } from './precedence-facts.ts';
import { securityGroup } from './resource.ts';

/** Who may log in to the nodes of a node group. */
export interface NodeLogin {
  /** The key that EKS was given; undefined where nobody can log in by it. */
  readonly key?: Evidence;
  /** What lets the internet in; empty where nothing does. */
  readonly open: readonly Evidence[];
  readonly unread?: Unknown;
  /** The group that EKS made for it. */
  readonly group?: ResourceOf<typeof securityGroup>;
}

/** What counts as the internet where policy does not say. */
export const usualWidth: Width = { minPrefix: 8, minPrefixV6: 32 };

/** The ports for administration and of Kubernetes itself, where policy does not say. */
export const usualAdminPorts: readonly number[] = [
  22, 3389, 2379, 2380, 6443, 10248, 10249, 10250, 10255, 10256, 10257, 10259,
];

/**
 * Who may log in to the nodes of a node group. With a key and no source groups EKS lets everyone in; the group that it
 * makes decides from then on. A group with a launch template has no remote access of its own.
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html
 */
export const nodeLogin = defineFact({
  name: 'ec2.node-login',
  of: eksNodegroup,
  uses: [securityGroup, groupIngress],
  work({ config: { remoteAccess, resources } }, { list, fact }): NodeLogin {
    if (!remoteAccess?.ec2SshKey) return { open: [] };
    const key = { at: 'remoteAccess.ec2SshKey', actual: remoteAccess.ec2SshKey };
    const id = resources?.remoteAccessSecurityGroup;
    if (id === undefined) {
      const everyone = (remoteAccess.sourceSecurityGroups ?? []).length === 0;
      return { key, open: everyone ? [{ at: 'remoteAccess', actual: remoteAccess }] : [] };
    }
    const { items, unread } = list(securityGroup, { id });
    const [group] = items;
    if (!group) return { key, open: [], unread: unread ?? unknown('not-found', `The group ${id} could not be found.`) };
    const found = openPorts(fact(groupIngress, group), loginPorts, usualWidth);
    const open = found.open.flatMap(({ through }) =>
      through.map(({ at, actual }) => ({ at: `${group.id}#${at}`, actual })),
    );
    const each = [...new Map(open.map((one) => [one.at, one])).values()];
    return { key, open: each, group, ...(found.unread && { unread: found.unread }) };
  },
});

/** Whether the nodes of a node group can be reached from outside: a group without nodes does not say that they cannot. */
export const nodesReachable = defineFact({
  name: 'ec2.nodes-reachable',
  of: eksNodegroup,
  uses: [instance],
  work({ config: { clusterName: cluster, nodegroupName: nodegroup } }, { list }): boolean | Unknown {
    const { items, unread } = list(instance, { cluster: cluster ?? '', nodegroup: nodegroup ?? '' });
    const nodes = items.filter(stands);
    if (nodes.some((node) => publicIpv4Of(node) ?? ipv6Of(node))) return true;
    return unread ?? nodes.length === 0;
  },
});
