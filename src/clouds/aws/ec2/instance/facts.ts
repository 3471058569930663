import { plural } from '#lib/text';
import { defineFact, type ResourceOf } from '#model';
import { fieldMissing, isUnread, notApplicable, unknown, type NotApplicable, type Unknown } from '#rule';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { eksNodegroup } from '../../eks/nodegroup/resource.ts';
import { instance } from './resource.ts';

export type Instance = ResourceOf<typeof instance>;

/** The instances of a managed node group, by the tags that EKS puts on them; terminated ones are gone. */
export const nodegroupNodes = defineFact({
  name: 'ec2.nodegroup-nodes',
  of: eksNodegroup,
  uses: [instance],
  work({ config }, { list }): readonly Instance[] | Unknown {
    const { clusterName: cluster, nodegroupName: nodegroup } = config;
    if (cluster === undefined) return fieldMissing('clusterName');
    if (nodegroup === undefined) return fieldMissing('nodegroupName');
    return list(instance, { cluster, nodegroup }).items.filter(stands);
  },
});

/** Every node of a cluster, whoever made it; terminated ones are gone. */
export const clusterNodes = defineFact({
  name: 'ec2.cluster-nodes',
  of: eksCluster,
  uses: [instance],
  work({ config: { name: cluster } }, { list }): readonly Instance[] | Unknown {
    return cluster === undefined ? fieldMissing('name') : list(instance, { cluster }).items.filter(stands);
  },
});

/**
 * The nodes of a cluster that no managed node group answers for: self-managed ones, those of Karpenter and of Auto Mode.
 * A tag that names a node group which does not exist excuses no node.
 */
export const otherNodes = defineFact({
  name: 'ec2.other-nodes',
  of: eksCluster,
  uses: [instance, eksNodegroup],
  work({ config: { name: cluster } }, { list }): readonly Instance[] | Unknown {
    if (cluster === undefined) return fieldMissing('name');
    const { items, unread } = list(eksNodegroup, { cluster });
    const managed = new Set(items.map(({ config }) => config.nodegroupName));
    return list(instance, { cluster }).items.filter((it) => {
      const group = it.config.Tags?.find(({ Key }) => Key === 'eks:nodegroup-name')?.Value;
      return stands(it) && (group === undefined || !(managed.has(group) || unread));
    });
  },
});

/**
 * The nodes that an object answers for: a managed node group for its own, a cluster for all others, where it has any.
 * Fargate has no instances.
 */
export const ownNodes = defineFact({
  name: 'ec2.own-nodes',
  of: [eksNodegroup, eksCluster],
  uses: [nodegroupNodes, otherNodes],
  work(it, { fact }): readonly Instance[] | Unknown | NotApplicable {
    if (it.type === 'eks.nodegroup') return fact(nodegroupNodes, it);
    const nodes = fact(otherNodes, it);
    if (isUnread(nodes) || nodes.length > 0) return nodes;
    return notApplicable('it has no nodes outside its managed node groups');
  },
});

/** Why nothing can be seen of a node group's nodes: it wants none, or those that it wants were not found. */
export interface Nodeless {
  readonly why: NotApplicable | Unknown;
}

/**
 * Why a managed node group shows no node; undefined where it shows one. `desiredSize` follows the Cluster Autoscaler, so
 * that a group which wants nodes and shows none says nothing about them.
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_NodegroupScalingConfig.html
 */
export const nodeless = defineFact({
  name: 'ec2.nodeless',
  of: eksNodegroup,
  uses: [nodegroupNodes, instance],
  work(group, { fact, list }): Nodeless | undefined {
    const nodes = fact(nodegroupNodes, group);
    if (isUnread(nodes)) return { why: nodes };
    if (nodes.length > 0) return undefined;
    const wanted = group.config.scalingConfig?.desiredSize;
    if (wanted === 0) return { why: notApplicable('it has no nodes') };
    return { why: list(instance).unread ?? notFound(wanted) };
  },
});

/** Whether an instance is still there: the listing keeps terminated ones for about an hour. */
export const stands = ({ config: { State } }: Instance): boolean =>
  State?.Name !== 'terminated' && State?.Name !== 'shutting-down';

const notFound = (wanted: number | undefined): Unknown =>
  unknown(
    'not-found',
    wanted === undefined
      ? 'No node of the group was found, and the answer does not say how many it wants.'
      : `The group wants ${plural(wanted, 'node')}, and none was found.`,
  );
