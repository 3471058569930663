import { defineFact, type Unknown } from '#model';
import { isUnread } from '#rule';
import { accessEntry } from '../../eks/access-entry/resource.ts';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { roleTrust } from './facts.ts';
import { nodeUse } from './node-facts.ts';
import { role } from './resource.ts';
import { workloadUse } from './use-facts.ts';

/** Whether a role has to do with a cluster, and whether it is one that only services take. */
export interface ClusterUse {
  readonly isUsed: boolean;
  /** A control plane, nodes or Fargate run under it. */
  readonly isRun: boolean;
  /** Why there may be more use of it. */
  readonly unread: Unknown | undefined;
}

const capabilities = /^capabilities\.eks\.amazonaws\.com(\.cn)?$/;
const ofNodes = /^(EC2|FARGATE|HYBRID|HYPERPOD)/;

/**
 * Whether a role runs a cluster, its nodes, its pods or its capabilities, or can sign in to one through an access entry.
 * Sources: https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html,
 * https://docs.aws.amazon.com/eks/latest/userguide/capability-role.html,
 * https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
 */
export const clusterUse = defineFact({
  name: 'iam.cluster-use',
  of: role,
  uses: [roleTrust, workloadUse, nodeUse, eksCluster, accessEntry],
  work(it, { fact, listAll }): ClusterUse {
    const arn = it.config.Arn ?? it.id;
    const trust = fact(roleTrust, it);
    const byWork = fact(workloadUse, it);
    const clusters = listAll(eksCluster, { role: arn });
    const entries = listAll(accessEntry, { principal: arn });
    const isRun =
      byWork === 'nodes' ||
      fact(nodeUse, it).is === 'used' ||
      clusters.items.length > 0 ||
      entries.items.some(({ config }) => ofNodes.test(config.type ?? ''));
    const isOfCapability =
      !isUnread(trust) &&
      trust.some(
        ({ effect, principals }) =>
          effect === 'Allow' && (principals['Service'] ?? []).some((name) => capabilities.test(name)),
      );
    return {
      isUsed: isRun || byWork === 'pods' || isOfCapability || entries.items.length > 0,
      isRun,
      unread: isRun ? undefined : isUnread(byWork) ? byWork : (clusters.unread ?? entries.unread),
    };
  },
});
