import type { Unknown } from '#model';
import { isUnread, type Evidence } from '#rule';
import type { RolePolicy } from './policy-facts.ts';
import { whollyTold } from './issuer-facts.ts';
import { wideTrusts, type PodTrust } from './trust-facts.ts';

/** The actions by which whoever has them on everything gets more rights, of which policy may leave some out. */
export const escalationActions = [
  'iam:PassRole',
  'iam:CreatePolicyVersion',
  'iam:SetDefaultPolicyVersion',
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:PutRolePolicy',
  'iam:PutUserPolicy',
  'iam:UpdateAssumeRolePolicy',
  'iam:CreateAccessKey',
  'sts:AssumeRole',
  'lambda:UpdateFunctionCode',
  'eks:AssociateAccessPolicy',
  'eks:CreateAccessEntry',
  'eks:CreatePodIdentityAssociation',
  'ec2:ModifyInstanceAttribute',
  'ssm:SendCommand',
  'kms:PutKeyPolicy',
] as const;

/** A policy of a role for pods that leads to more rights than any pod should have. */
export interface RisingPolicy {
  readonly policy: Pick<RolePolicy, 'name' | 'arn'>;
  readonly isAdmin: boolean;
  readonly says: string;
  readonly seen: Evidence;
}

/** The policies that lead to more rights, those of administrators first, and why some could not be judged. */
export function risingPolicies(
  policies: readonly RolePolicy[],
  actions: readonly string[],
): { readonly rising: readonly RisingPolicy[]; readonly unread: readonly Unknown[] } {
  const found = policies.flatMap((one) => rising(one, actions) ?? []);
  const all = found.filter((one): one is RisingPolicy => !isUnread(one));
  const [admin, other] = [true, false].map((is) => all.filter(({ isAdmin }) => isAdmin === is));
  return { rising: [...(admin ?? []), ...(other ?? [])], unread: found.filter(isUnread) };
}

function rising(policy: RolePolicy, actions: readonly string[]): RisingPolicy | Unknown | undefined {
  const { name, arn, at, powers } = policy;
  if (isUnread(powers)) return powers;
  const admin = powers.filter(({ grade }) => grade === 'admin');
  const [first, ...more] = [
    ...admin,
    ...powers.filter(({ grade, action }) => grade !== 'admin' && actions.includes(action)),
  ];
  if (!first) return undefined;
  const rest = more.length === 0 || admin.length > 0 ? '' : ` and ${more.length} more`;
  const says = `${name} grants ${first.label}${rest}`;
  return { policy, isAdmin: admin.length > 0, says, seen: { at, actual: arn ?? name } };
}

/** Whether service accounts of several namespaces, or all, may assume a role; unknown while an issuer may be a cluster's. */
export function isTrustedWidely(trusts: readonly PodTrust[] | Unknown): boolean | Unknown {
  if (isUnread(trusts)) return trusts;
  const isWide = (some: readonly PodTrust[]): boolean => wideTrusts(some, true).length > 0;
  if (isWide(trusts.filter(({ untold }) => !untold))) return true;
  const whole = whollyTold(trusts);
  return isWide(trusts) && isUnread(whole) ? whole : false;
}
