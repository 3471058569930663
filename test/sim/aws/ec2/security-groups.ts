import {
  DescribeSecurityGroupRules$,
  DescribeSecurityGroups$,
  type DescribeSecurityGroupRulesRequest,
  type DescribeSecurityGroupRulesResult,
  type DescribeSecurityGroupsRequest,
  type DescribeSecurityGroupsResult,
  type IpPermission,
  type SecurityGroup,
  type SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import { AwsError, operation, type Call, type Operation } from '../operation.ts';
import { rulesOf } from './security-group-rules.ts';
import { select, type Selection } from './select.ts';

export const securityGroupOperations: readonly Operation[] = [
  operation('ec2', DescribeSecurityGroups$, describeSecurityGroups, 'InvalidGroup.NotFound'),
  operation('ec2', DescribeSecurityGroupRules$, describeSecurityGroupRules, 'InvalidSecurityGroupRuleId.NotFound'),
];

function describeSecurityGroups(input: DescribeSecurityGroupsRequest, call: Call): DescribeSecurityGroupsResult {
  const {
    GroupIds: ids,
    GroupNames: names = [],
    Filters: filters,
    MaxResults: maxResults,
    NextToken: nextToken,
  } = input;
  const all = call.here.securityGroups;
  const missing = names.filter((name) => !all.some((group) => group.GroupName === name));
  if (missing.length > 0) {
    throw new AwsError(
      'InvalidGroup.NotFound',
      `The security group '${missing.join(', ')}' does not exist in default VPC`,
    );
  }
  const named = names.length === 0 ? all : all.filter((group) => names.includes(group.GroupName ?? ''));
  const page = select(named, { ids, filters, maxResults, nextToken }, groups, call);
  return { SecurityGroups: page.items, NextToken: page.next };
}

// Without a page size this API and the next answer everything, as documented.
const everything = Number.MAX_SAFE_INTEGER;

const groups: Selection<SecurityGroup> = {
  idOf: (item) => item.GroupId,
  prefix: 'sg',
  notFound: 'InvalidGroup.NotFound',
  pages: [5, 1000],
  unpaged: everything,
  tags: (item) => item.Tags,
  names: {
    'group-id': (item) => item.GroupId,
    'group-name': (item) => item.GroupName,
    'vpc-id': (item) => item.VpcId,
    'owner-id': (item) => item.OwnerId,
    description: (item) => item.Description,
    ...permissionNames('ip-permission.', (item) => item.IpPermissions ?? []),
    ...permissionNames('egress.ip-permission.', (item) => item.IpPermissionsEgress ?? []),
  },
};

function permissionNames(
  prefix: string,
  of: (group: SecurityGroup) => readonly IpPermission[],
): Selection<SecurityGroup>['names'] {
  return {
    [`${prefix}cidr`]: (item) => of(item).flatMap((each) => (each.IpRanges ?? []).map((range) => range.CidrIp)),
    [`${prefix}ipv6-cidr`]: (item) =>
      of(item).flatMap((each) => (each.Ipv6Ranges ?? []).map((range) => range.CidrIpv6)),
    [`${prefix}from-port`]: (item) => of(item).map((each) => each.FromPort),
    [`${prefix}to-port`]: (item) => of(item).map((each) => each.ToPort),
    [`${prefix}protocol`]: (item) => of(item).map((each) => each.IpProtocol),
    [`${prefix}group-id`]: (item) =>
      of(item).flatMap((each) => (each.UserIdGroupPairs ?? []).map((pair) => pair.GroupId)),
    [`${prefix}prefix-list-id`]: (item) =>
      of(item).flatMap((each) => (each.PrefixListIds ?? []).map((list) => list.PrefixListId)),
  };
}

function describeSecurityGroupRules(
  input: DescribeSecurityGroupRulesRequest,
  call: Call,
): DescribeSecurityGroupRulesResult {
  const { SecurityGroupRuleIds: ids, Filters: filters, MaxResults: maxResults, NextToken: nextToken } = input;
  const all = call.here.securityGroups.flatMap((group) => rulesOf(group, call.region).map((each) => each.rule));
  const page = select(all, { ids, filters, maxResults, nextToken }, rules, call);
  return { SecurityGroupRules: page.items, NextToken: page.next };
}

const rules: Selection<SecurityGroupRule> = {
  idOf: (item) => item.SecurityGroupRuleId,
  prefix: 'sgr',
  notFound: 'InvalidSecurityGroupRuleId.NotFound',
  pages: [5, 1000],
  unpaged: everything,
  tags: (item) => item.Tags,
  names: {
    'group-id': (item) => item.GroupId,
    'security-group-rule-id': (item) => item.SecurityGroupRuleId,
  },
};
