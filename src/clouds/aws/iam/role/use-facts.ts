import { defineFact, type Unknown } from '#model';
import { isUnread } from '#rule';
import { instance } from '../../ec2/instance/resource.ts';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { eksNodegroup } from '../../eks/nodegroup/resource.ts';
import type { Statement } from '../policy/document.ts';
import { roleTrust } from './facts.ts';
import { letsInstancesIn, nodeUse } from './node-facts.ts';
import { role } from './resource.ts';
import { podTrust } from './trust-facts.ts';

/** Whether what runs in a cluster takes a role: its nodes, its pods, or neither. */
export type WorkloadUse = 'nodes' | 'pods' | 'neither';

/**
 * Whether nodes or pods use a role. Pods do where its trust lets service accounts of an EKS issuer in, or EKS Pod
 * Identity; nodes where it is Fargate's, or where instances may assume it and a node group or a node has it.
 * Sources: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html,
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html
 */
export const workloadUse = defineFact({
  name: 'iam.workload-use',
  of: role,
  uses: [roleTrust, podTrust, nodeUse, eksNodegroup, eksCluster, instance],
  work(it, { fact, listAll }): WorkloadUse | Unknown {
    const trust = fact(roleTrust, it);
    if (isUnread(trust)) return trust;
    const subjects = fact(podTrust, it);
    if (trust.some(letsIn(/^pods\.eks\.amazonaws\.com(\.cn)?$/))) return 'pods';
    const pods = isUnread(subjects) ? [] : subjects.filter(({ width }) => width !== 'none');
    if (pods.some(({ untold }) => !untold)) return 'pods';
    const [unsure] = pods;
    if (unsure?.untold) return unsure.untold;
    if (trust.some(letsIn(/^eks-fargate-pods\.amazonaws\.com(\.cn)?$/))) return 'nodes';
    if (!trust.some(letsInstancesIn)) return 'neither';
    if (fact(nodeUse, it).is === 'used') return 'nodes';
    const arn = it.config.Arn ?? it.id;
    const profiles = (it.config.InstanceProfileList ?? []).flatMap(({ Arn }) => Arn ?? []);
    const looked = [
      listAll(eksNodegroup, { role: arn }),
      listAll(eksCluster, { nodeRole: arn }),
      ...profiles.map((profile) => listAll(instance, { profile })),
    ];
    return looked.flatMap(({ unread }) => unread ?? [])[0] ?? 'neither';
  },
});

const letsIn =
  (service: RegExp) =>
  ({ effect, principals }: Statement): boolean =>
    effect === 'Allow' && (principals['Service'] ?? []).some((name) => service.test(name));
