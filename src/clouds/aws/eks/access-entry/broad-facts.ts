import { defineFact } from '#model';
import { fieldMissing, isUnread, unknown, type Unknown } from '#rule';
import { adminRights, givenPolicies, reachOf, type GivenPolicies, type Reach } from './facts.ts';
import { accessEntry } from './resource.ts';

/** An access policy short of an admin's that an entry holds where it reaches every namespace, or every Secret. */
export interface BroadGrant extends Reach {
  readonly policy: string;
  readonly arn: string;
  /** Whether its holder starts pods, and so becomes any service account, or reads Secrets only. */
  readonly does: 'edit' | 'read';
}

/** The broad policies of an entry, those that edit first. `unread` says why there may be more. */
export interface BroadRights extends Pick<GivenPolicies, 'held'> {
  readonly administers: boolean;
  readonly grants: readonly BroadGrant[];
  readonly unread: Unknown | undefined;
}

/**
 * The policies by which people are let in beside admins, and whether they read Secrets or start pods. The view policy
 * does neither.
 */
const ofPeople: Readonly<Record<string, BroadGrant['does'] | 'neither'>> = {
  AmazonEKSEditPolicy: 'edit',
  AmazonEKSAdminViewPolicy: 'read',
  AmazonEKSSecretReaderPolicy: 'read',
  AmazonEKSViewPolicy: 'neither',
  AmazonEKSAdminPolicy: 'neither',
  AmazonEKSClusterAdminPolicy: 'neither',
};

/**
 * The policies that AWS made for parts of clusters and for services of its own, which neither start pods nor read Secrets
 * or which no principal but a role of AWS can be given. Those for EMR, HyperPod and the namespace of Argo CD are left out:
 * anybody can be given them, and they do, or nothing says that they do not.
 */
const ofServices: readonly string[] = [
  'AmazonAIOpsAssistantPolicy',
  'AmazonARCRegionSwitchScalingPolicy',
  'AmazonEKSACKPolicy',
  'AmazonEKSArgoCDClusterPolicy',
  'AmazonEKSAutoNodePolicy',
  'AmazonEKSBlockStorageClusterPolicy',
  'AmazonEKSBlockStoragePolicy',
  'AmazonEKSClusterInsightsPolicy',
  'AmazonEKSComputeClusterPolicy',
  'AmazonEKSComputePolicy',
  'AmazonEKSEventPolicy',
  'AmazonEKSHybridPolicy',
  'AmazonEKSKROPolicy',
  'AmazonEKSLoadBalancingClusterPolicy',
  'AmazonEKSLoadBalancingPolicy',
  'AmazonEKSNetworkingClusterPolicy',
  'AmazonEKSNetworkingPolicy',
];

/**
 * The policies of an entry, short of an admin's, that edit what runs or read Secrets and reach the whole cluster, or a
 * namespace from which it can be had. A policy that is not known here may do either.
 * Sources: https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html, and what
 * `aws eks list-access-policies` answers
 */
export const broadRights = defineFact({
  name: 'eks.broad-rights',
  of: accessEntry,
  uses: [givenPolicies, adminRights],
  work(it, { fact }): BroadRights | Unknown {
    const policies = fact(givenPolicies, it);
    if (isUnread(policies)) return policies;
    const admin = fact(adminRights, it);
    const found = policies.given.flatMap(({ policy, at }) => broadGrant(policy, at) ?? []);
    const broad = found.filter((one): one is BroadGrant => !isUnread(one));
    return {
      held: policies.held,
      administers: !isUnread(admin) && admin.grants.length > 0,
      grants: (['edit', 'read'] as const).flatMap((does) => broad.filter((one) => one.does === does)),
      unread: found.find(isUnread),
    };
  },
});

const accessPolicy = /^arn:aws[a-z-]*:eks::aws:cluster-access-policy\/(\w+)$/;

function broadGrant(
  { policyArn: arn, accessScope }: GivenPolicies['given'][number]['policy'],
  at: string,
): BroadGrant | Unknown | undefined {
  if (arn === undefined) return fieldMissing(`${at}.policyArn`);
  const policy = accessPolicy.exec(arn)?.[1] ?? arn;
  const does = ofServices.includes(policy) ? 'neither' : ofPeople[policy];
  if (does === 'neither') return undefined;
  const reach = reachOf(accessScope, at);
  if (!reach || isUnread(reach)) return reach;
  return does ? { policy, arn, does, ...reach } : unknown('not-found', `What ${policy} permits is not known.`);
}
