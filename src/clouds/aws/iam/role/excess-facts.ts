import type { Unknown } from '#model';
import { isUnread } from '#rule';
import type { RolePolicy } from './policy-facts.ts';

/** What a policy on a node role is too much for. */
export type Excess = 'admin' | 'broad' | 'other' | 'add-on';

/** What policy tolerates on a node role. */
export interface Tolerance {
  /** Names of AWS's own policies, and ARNs of any: a name that an account can give says nothing of what is in it. */
  readonly allowedPolicies: readonly string[];
  readonly allowCniOnNode: boolean;
}

/** A policy that does not belong on a node role, and why. */
export interface ExcessPolicy {
  readonly policy: RolePolicy;
  readonly excess: Excess;
}

const order: readonly Excess[] = ['admin', 'broad', 'other', 'add-on'];

/**
 * Policies of AWS for add-ons, which can have a role of their own.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/security-iam-awsmanpol.html
 */
const awsAddOns: readonly string[] = [
  'AmazonEKS_CNI_Policy',
  'AmazonEBSCSIDriverPolicy',
  'AmazonEBSCSIDriverPolicyV2',
  'AmazonEFSCSIDriverPolicy',
  'AmazonFSxLustreCSIDriverPolicy',
  'CloudWatchAgentServerPolicy',
];

/** Policies that the documents of add-ons tell an account to make under these names. */
const accountAddOns: readonly string[] = ['AmazonEKS_CNI_IPv6_Policy', 'AWSLoadBalancerControllerIAMPolicy'];

/**
 * The policies of a node role that do not belong there, worst first, and why some could not be judged: a read that failed
 * before what files do not hold.
 */
export function excessOf(
  policies: readonly RolePolicy[],
  tolerance: Tolerance,
): { readonly excess: readonly ExcessPolicy[]; readonly unread: Unknown | undefined } {
  const judged = policies.map((policy) => ({ policy, answer: judge(policy, tolerance) }));
  const excess = order.flatMap((grade) =>
    judged.filter(({ answer }) => answer === grade).map(({ policy }) => ({ policy, excess: grade })),
  );
  const unread = judged.flatMap(({ answer }) => (isUnread(answer) ? [answer] : []));
  return { excess, unread: unread.find((one) => !isNotInFiles(one)) ?? unread[0] };
}

/** Whether files, which often hold no policies, leave something out that was not to be read. */
export const isNotInFiles = ({ reason }: Unknown): boolean => reason === 'not-in-files';

/** Whether a role can still be a node's without these policies. */
export const keepsNodePolicy = (policies: readonly RolePolicy[], without: readonly ExcessPolicy[]): boolean =>
  policies.some(
    (policy) =>
      policy.by === 'aws' &&
      ['AmazonEKSWorkerNodePolicy', 'AmazonEKSWorkerNodeMinimalPolicy'].includes(policy.name) &&
      !without.some((one) => one.policy === policy),
  );

function judge(policy: RolePolicy, tolerance: Tolerance): Excess | 'fine' | Unknown {
  const { name, arn = '', by, powers } = policy;
  const { allowedPolicies, allowCniOnNode } = tolerance;
  const allowed = allowedPolicies.includes(arn);
  if (by === 'aws' && (allowed || allowedPolicies.includes(name))) return 'fine';
  if (by === 'aws' && awsAddOns.includes(name))
    return allowCniOnNode && name === 'AmazonEKS_CNI_Policy' ? 'fine' : 'add-on';
  if (isUnread(powers)) return powers;
  if (powers.some(({ grade }) => grade === 'admin')) return 'admin';
  if (powers.length > 0) return 'broad';
  if (allowed) return 'fine';
  return accountAddOns.includes(name) ? 'add-on' : 'other';
}

/** What is wrong with an excess policy, in words that begin with its name. */
export function complaintAbout({ policy, excess }: ExcessPolicy): string {
  if (excess === 'other') return `${policy.name} is not among the allowed policies`;
  if (excess === 'add-on') return `${policy.name} belongs to an add-on and not to the node`;
  const [first, ...more] = isUnread(policy.powers) ? [] : policy.powers;
  const rest = more.length === 0 || excess === 'admin' ? '' : ` and ${more.length} more`;
  return `${policy.name} grants ${first?.label ?? 'too much'}${rest}`;
}
