import { createHash } from 'node:crypto';
import type { IpPermission, SecurityGroup, SecurityGroupRule } from '@aws-sdk/client-ec2';

/** One source or destination of a permission, as its own permission. */
export interface SingleRule {
  readonly permission: IpPermission;
  readonly rule: SecurityGroupRule;
}

const known = new WeakMap<SecurityGroup, readonly SingleRule[]>();

/** The rules of a group, ingress first. Their ids follow from what they say, so that they stay while the rule stays. */
export function rulesOf(group: SecurityGroup, region: string): readonly SingleRule[] {
  const earlier = known.get(group);
  if (earlier !== undefined) return earlier;
  const rules = [
    ...(group.IpPermissions ?? []).flatMap(split).map((permission) => single(group, permission, false, region)),
    ...(group.IpPermissionsEgress ?? []).flatMap(split).map((permission) => single(group, permission, true, region)),
  ];
  known.set(group, rules);
  return rules;
}

/** A permission holds one protocol and port range with many peers; this is one permission for each peer. */
export function split(permission: IpPermission): IpPermission[] {
  const base = { IpProtocol: permission.IpProtocol, FromPort: permission.FromPort, ToPort: permission.ToPort };
  return [
    ...(permission.IpRanges ?? []).map((range) => ({ ...base, IpRanges: [range] })),
    ...(permission.Ipv6Ranges ?? []).map((range) => ({ ...base, Ipv6Ranges: [range] })),
    ...(permission.PrefixListIds ?? []).map((list) => ({ ...base, PrefixListIds: [list] })),
    ...(permission.UserIdGroupPairs ?? []).map((pair) => ({ ...base, UserIdGroupPairs: [pair] })),
  ];
}

/** Peers of the same protocol and ports under one permission, as DescribeSecurityGroups answers them. */
export function merge(rules: readonly IpPermission[]): IpPermission[] {
  const merged = new Map<string, IpPermission>();
  for (const rule of rules) {
    const key = `${rule.IpProtocol ?? ''}/${String(rule.FromPort)}/${String(rule.ToPort)}`;
    const sofar = merged.get(key);
    merged.set(key, {
      IpProtocol: rule.IpProtocol,
      FromPort: rule.FromPort,
      ToPort: rule.ToPort,
      UserIdGroupPairs: [...(sofar?.UserIdGroupPairs ?? []), ...(rule.UserIdGroupPairs ?? [])],
      IpRanges: [...(sofar?.IpRanges ?? []), ...(rule.IpRanges ?? [])],
      Ipv6Ranges: [...(sofar?.Ipv6Ranges ?? []), ...(rule.Ipv6Ranges ?? [])],
      PrefixListIds: [...(sofar?.PrefixListIds ?? []), ...(rule.PrefixListIds ?? [])],
    });
  }
  return [...merged.values()];
}

/** What a rule lets through and from where, without its description. */
export function identity(permission: IpPermission): string {
  const [pair] = permission.UserIdGroupPairs ?? [];
  const peer =
    permission.IpRanges?.[0]?.CidrIp ??
    permission.Ipv6Ranges?.[0]?.CidrIpv6 ??
    permission.PrefixListIds?.[0]?.PrefixListId ??
    pair?.GroupId ??
    '';
  return [permission.IpProtocol, permission.FromPort ?? -1, permission.ToPort ?? -1, peer].join('|');
}

function single(group: SecurityGroup, permission: IpPermission, egress: boolean, region: string): SingleRule {
  const digest = createHash('sha256')
    .update(`${group.GroupId ?? ''}|${String(egress)}|${identity(permission)}`)
    .digest('hex');
  const id = `sgr-0${digest.slice(0, 16)}`;
  const [range] = permission.IpRanges ?? [];
  const [range6] = permission.Ipv6Ranges ?? [];
  const [list] = permission.PrefixListIds ?? [];
  const [pair] = permission.UserIdGroupPairs ?? [];
  const rule: SecurityGroupRule = {
    SecurityGroupRuleId: id,
    SecurityGroupRuleArn: `arn:aws:ec2:${region}:${group.OwnerId ?? ''}:security-group-rule/${id}`,
    GroupId: group.GroupId,
    GroupOwnerId: group.OwnerId,
    IsEgress: egress,
    IpProtocol: permission.IpProtocol,
    // The API writes "all ports" of a rule as -1 where DescribeSecurityGroups leaves them out.
    FromPort: permission.FromPort ?? -1,
    ToPort: permission.ToPort ?? -1,
    CidrIpv4: range?.CidrIp,
    CidrIpv6: range6?.CidrIpv6,
    PrefixListId: list?.PrefixListId,
    ReferencedGroupInfo: pair && { GroupId: pair.GroupId, UserId: pair.UserId, VpcId: pair.VpcId },
    Description: range?.Description ?? range6?.Description ?? list?.Description ?? pair?.Description,
    Tags: [],
  };
  return { permission, rule };
}
