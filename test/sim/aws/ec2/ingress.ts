import {
  AuthorizeSecurityGroupEgress$,
  AuthorizeSecurityGroupIngress$,
  RevokeSecurityGroupEgress$,
  RevokeSecurityGroupIngress$,
  type AuthorizeSecurityGroupEgressRequest,
  type AuthorizeSecurityGroupIngressRequest,
  type AuthorizeSecurityGroupIngressResult,
  type IpPermission,
  type RevokedSecurityGroupRule,
  type RevokeSecurityGroupEgressRequest,
  type RevokeSecurityGroupIngressRequest,
  type RevokeSecurityGroupIngressResult,
  type SecurityGroup,
  type SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import { canonicalCidr } from '../cidr.ts';
import { AwsError, operation, type Call, type Operation } from '../operation.ts';
import { identity, merge, rulesOf, split } from './security-group-rules.ts';

export const ingressOperations: readonly Operation[] = [
  operation('ec2', RevokeSecurityGroupIngress$, revoke, 'InvalidGroup.NotFound'),
  operation('ec2', AuthorizeSecurityGroupIngress$, authorize, 'InvalidGroup.NotFound'),
  operation('ec2', RevokeSecurityGroupEgress$, revokeEgress, 'InvalidGroup.NotFound'),
  operation('ec2', AuthorizeSecurityGroupEgress$, authorizeEgress, 'InvalidGroup.NotFound'),
];

/** All or nothing: a rule that is not there is InvalidPermission.NotFound, as for every group outside a default VPC. */
function revoke(input: RevokeRequest, call: Call, isEgress = false): RevokeSecurityGroupIngressResult {
  const group = groupOf(input, call);
  const rules = rulesOf(group, call.region).filter((each) => each.rule.IsEgress === isEgress);
  const byId = input.SecurityGroupRuleIds ?? [];
  const unknown = byId.filter((id) => !rules.some((each) => each.rule.SecurityGroupRuleId === id));
  if (unknown.length > 0) {
    throw new AwsError(
      'InvalidSecurityGroupRuleId.NotFound',
      `The security group rule ID '${unknown.join(', ')}' does not exist`,
    );
  }
  const asked = byId.length > 0 ? [] : permissionsOf(input);
  const there = new Set(rules.map((each) => identity(each.permission)));
  if (asked.some((permission) => !there.has(identity(permission)))) {
    throw new AwsError('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
  }
  const gone = new Set(asked.map(identity));
  const leaves = (each: (typeof rules)[number]): boolean =>
    gone.has(identity(each.permission)) || byId.includes(each.rule.SecurityGroupRuleId ?? '');
  store(
    group,
    rules.filter((each) => !leaves(each)).map((each) => each.permission),
    { call, isEgress },
  );
  return { Return: true, RevokedSecurityGroupRules: rules.filter(leaves).map((each) => revoked(each.rule)) };
}

function authorize(input: Request, call: Call, isEgress = false): AuthorizeSecurityGroupIngressResult {
  const group = groupOf(input, call);
  const rules = rulesOf(group, call.region).filter((each) => each.rule.IsEgress === isEgress);
  const fresh = permissionsOf(input);
  const there = new Set(rules.map((each) => identity(each.permission)));
  for (const permission of fresh) {
    if (there.has(identity(permission))) {
      throw new AwsError(
        'InvalidPermission.Duplicate',
        `the specified rule "peer: ${identity(permission)}" already exists`,
      );
    }
    there.add(identity(permission));
  }
  if (rules.length + fresh.length > 60) {
    throw new AwsError(
      'RulesPerSecurityGroupLimitExceeded',
      'The maximum number of rules per security group has been reached.',
    );
  }
  const changed = store(group, [...rules.map((each) => each.permission), ...fresh], { call, isEgress });
  const added = new Set(fresh.map(identity));
  return {
    Return: true,
    SecurityGroupRules: rulesOf(changed, call.region)
      .filter((each) => each.rule.IsEgress === isEgress && added.has(identity(each.permission)))
      .map((each) => each.rule),
  };
}

/** Egress is asked by the id of the group alone. */
function revokeEgress(input: RevokeSecurityGroupEgressRequest, call: Call): RevokeSecurityGroupIngressResult {
  return revoke(input, call, true);
}

function authorizeEgress(input: AuthorizeSecurityGroupEgressRequest, call: Call): AuthorizeSecurityGroupIngressResult {
  return authorize(input, call, true);
}

type RevokeRequest = RevokeSecurityGroupIngressRequest | (RevokeSecurityGroupEgressRequest & { GroupName?: never });
type Request =
  RevokeRequest | AuthorizeSecurityGroupIngressRequest | (AuthorizeSecurityGroupEgressRequest & { GroupName?: never });

function groupOf({ GroupId: id, GroupName: name }: Request, call: Call): SecurityGroup {
  if (id === undefined && name === undefined) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter groupName or groupId');
  }
  const found = call.here.securityGroups.find((group) =>
    id === undefined ? group.GroupName === name : group.GroupId === id,
  );
  if (found === undefined)
    throw new AwsError('InvalidGroup.NotFound', `The security group '${id ?? name ?? ''}' does not exist`);
  return found;
}

function permissionsOf(input: Request): IpPermission[] {
  const plain = input.IpPermissions ?? [];
  const given =
    input.CidrIp === undefined
      ? plain
      : [
          ...plain,
          {
            IpProtocol: input.IpProtocol,
            FromPort: input.FromPort,
            ToPort: input.ToPort,
            IpRanges: [{ CidrIp: input.CidrIp }],
          },
        ];
  const rules = given.flatMap((permission) => split(checked(permission)));
  if (rules.length === 0)
    throw new AwsError('MissingParameter', 'The request must contain the parameter ipPermissions with a source');
  return rules;
}

const numbered: Readonly<Record<string, string>> = { '6': 'tcp', '17': 'udp', '1': 'icmp', '58': 'icmpv6', all: '-1' };

function checked(permission: IpPermission): IpPermission {
  const written = permission.IpProtocol;
  if (written === undefined)
    throw new AwsError('MissingParameter', 'The request must contain the parameter ipProtocol');
  const protocol = numbered[written] ?? written;
  const ported = protocol === 'tcp' || protocol === 'udp';
  const { FromPort: from, ToPort: to } = permission;
  if (ported && (from === undefined || to === undefined || from < 0 || to > 65535 || from > to)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Invalid value for portRange. Must specify both from and to ports with TCP/UDP.`,
    );
  }
  const everyPort = protocol === '-1' || !['tcp', 'udp', 'icmp', 'icmpv6'].includes(protocol);
  return {
    ...permission,
    IpProtocol: protocol,
    FromPort: everyPort ? undefined : from,
    ToPort: everyPort ? undefined : to,
    IpRanges: permission.IpRanges?.map((range) => ({ ...range, CidrIp: cidr(range.CidrIp, 'ipv4') })),
    Ipv6Ranges: permission.Ipv6Ranges?.map((range) => ({ ...range, CidrIpv6: cidr(range.CidrIpv6, 'ipv6') })),
  };
}

function cidr(written: string | undefined, family: 'ipv4' | 'ipv6'): string {
  const canonical = canonicalCidr(written ?? '', family);
  if (canonical === undefined) throw new AwsError('InvalidParameterValue', `CIDR block ${written ?? ''} is malformed`);
  return canonical;
}

function store(
  group: SecurityGroup,
  permissions: readonly IpPermission[],
  { call, isEgress }: { readonly call: Call; readonly isEgress: boolean },
): SecurityGroup {
  const changed = { ...group, [isEgress ? 'IpPermissionsEgress' : 'IpPermissions']: merge(permissions) };
  call.changeHere({ securityGroups: call.here.securityGroups.map((each) => (each === group ? changed : each)) });
  return changed;
}

function revoked(rule: SecurityGroupRule): RevokedSecurityGroupRule {
  return {
    SecurityGroupRuleId: rule.SecurityGroupRuleId,
    GroupId: rule.GroupId,
    IsEgress: rule.IsEgress,
    IpProtocol: rule.IpProtocol,
    FromPort: rule.FromPort,
    ToPort: rule.ToPort,
    CidrIpv4: rule.CidrIpv4,
    CidrIpv6: rule.CidrIpv6,
    PrefixListId: rule.PrefixListId,
    ReferencedGroupId: rule.ReferencedGroupInfo?.GroupId,
    Description: rule.Description,
  };
}
