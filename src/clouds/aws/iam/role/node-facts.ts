import { defineFact } from '#model';
import { isUnread } from '#rule';
import { clustersOf, instance } from '../../ec2/instance/resource.ts';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { eksNodegroup } from '../../eks/nodegroup/resource.ts';
import type { Statement } from '../policy/document.ts';
import { roleTrust } from './facts.ts';
import { role } from './resource.ts';

/** Whether nodes run under a role, and what names it: a node group, a cluster with Auto Mode, or an instance. */
export type NodeUse = { readonly is: 'unused'; readonly why: string } | { readonly is: 'used'; readonly by: string };

const running = (state: string | undefined): boolean => state !== 'terminated';

/**
 * Whether nodes run under a role: those of a managed node group, of Auto Mode, or self-managed and Karpenter's ones,
 * which are instances tagged for a cluster whose profile holds the role. A group or a cluster that names the role says
 * enough; only instances are not looked for where the trust of the role lets none in. Fargate profiles are not asked:
 * their roles are not node roles.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
 */
export const nodeUse = defineFact({
  name: 'iam.node-use',
  of: role,
  uses: [roleTrust, eksNodegroup, eksCluster, instance],
  work(it, { fact, listAll }): NodeUse {
    const arn = it.config.Arn ?? it.id;
    const [named] = [...listAll(eksNodegroup, { role: arn }).items, ...listAll(eksCluster, { nodeRole: arn }).items];
    if (named) return { is: 'used', by: named.id };
    const trust = fact(roleTrust, it);
    if (!isUnread(trust) && !trust.some(letsInstancesIn)) return { is: 'unused', why: 'Instances may not assume it.' };
    const profiles = (it.config.InstanceProfileList ?? []).flatMap(({ Arn }) => Arn ?? []);
    const node = profiles
      .flatMap((profile) => listAll(instance, { profile }).items)
      .find(({ config }) => clustersOf(config.Tags).length > 0 && running(config.State?.Name));
    return node ? { is: 'used', by: node.id } : { is: 'unused', why: 'No node runs under it.' };
  },
});

/** Whether a statement lets instances assume its role. */
export const letsInstancesIn = ({ effect, principals }: Statement): boolean =>
  effect === 'Allow' &&
  ((principals['Service'] ?? []).some((name) => /^ec2\.amazonaws\.com(\.cn)?$/.test(name)) ||
    Object.values(principals).some((names) => names.includes('*')));
