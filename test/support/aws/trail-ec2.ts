import type { TrailCase } from './trail.ts';

const group = { 'ec2.security-group': ['ec2:security-group/sg-0a1'] };
const vpc = { 'ec2.vpc': ['ec2:vpc/vpc-0a1'] };
const subnet = { 'ec2.subnet': ['ec2:subnet/subnet-0a1'] };
const table = { 'ec2.route-table': ['ec2:route-table/rtb-0a1'] };
const logs = { 'ec2.flow-log': ['ec2:vpc-flow-log/fl-0a1'] };
const list = { 'ec2.prefix-list': ['ec2:prefix-list/pl-0a1'] };
const anyGroup = { 'ec2.security-group': 'any' } as const;
const anyTable = { 'ec2.route-table': 'any' } as const;
const acl = { 'ec2.network-acl': ['ec2:network-acl/acl-0a1'] };
const anyAcl = { 'ec2.network-acl': 'any' } as const;
const anySubnet = { 'ec2.subnet': 'any' } as const;

const items = (...all: unknown[]) => ({ items: all });
const sources = { groups: items({ groupId: 'sg-0bad' }), ipRanges: items({ cidrIp: '0.0.0.0/0' }) };
const ipPermissions = items({ ipProtocol: 'tcp', fromPort: 22, toPort: 22, ...sources });
const onGroup = (call: string): TrailCase => ({ call, request: { groupId: 'sg-0a1', ipPermissions }, touched: group });
const descriptions = (call: string): TrailCase => ({
  call: `ec2:${call}`,
  request: { [`${call}Request`]: { GroupId: 'sg-0a1', IpPermissions: { tag: 1 } } },
  touched: group,
});
const exclusion = (call: string, request: object): TrailCase => ({
  call: `ec2:${call}`,
  request: { [`${call}Request`]: request },
  touched: { 'ec2.vpc': 'any', ...anySubnet },
});
const onSubnet = (call: string): TrailCase => ({ call, request: { subnetId: 'subnet-0a1' }, touched: subnet });
const onTable = (call: string): TrailCase => ({ call, request: { routeTableId: 'rtb-0a1' }, touched: table });
const onList = (call: string): TrailCase => ({
  call: `ec2:${call}`,
  request: { [`${call}Request`]: { PrefixListId: 'pl-0a1', CurrentVersion: 3 } },
  touched: list,
});

/** What is done to the network. */
export const networkCases: readonly TrailCase[] = [
  {
    call: 'ec2:CreateSecurityGroup',
    request: { groupName: 'web', vpcId: 'vpc-0a1' },
    response: { groupId: 'sg-0a1', _return: true },
    touched: group,
  },
  onGroup('ec2:AuthorizeSecurityGroupIngress'),
  onGroup('ec2:AuthorizeSecurityGroupEgress'),
  onGroup('ec2:RevokeSecurityGroupIngress'),
  onGroup('ec2:RevokeSecurityGroupEgress'),
  {
    call: 'ec2:AuthorizeSecurityGroupIngress',
    request: { groupName: 'default', ipPermissions },
    response: { securityGroupRuleSet: items({ groupId: 'sg-0a1', cidrIpv4: '0.0.0.0/0' }) },
    touched: group,
  },
  { call: 'ec2:RevokeSecurityGroupIngress', request: { groupName: 'default' }, touched: anyGroup },
  {
    call: 'ec2:ModifySecurityGroupRules',
    request: {
      ModifySecurityGroupRulesRequest: {
        GroupId: 'sg-0a1',
        SecurityGroupRule: { SecurityGroupRuleId: 'sgr-0a1', SecurityGroupRule: { CidrIpv4: '0.0.0.0/0' }, tag: 1 },
      },
    },
    response: { ModifySecurityGroupRulesResponse: { return: true } },
    touched: group,
  },
  descriptions('UpdateSecurityGroupRuleDescriptionsIngress'),
  descriptions('UpdateSecurityGroupRuleDescriptionsEgress'),
  { call: 'ec2:DeleteSecurityGroup', request: { groupId: 'sg-0a1' }, touched: group },
  {
    call: 'ec2:CreateVpc',
    request: { cidrBlock: '10.0.0.0/16' },
    response: { vpc: { vpcId: 'vpc-0a1', state: 'pending' } },
    touched: { ...vpc, ...anyGroup, ...anyTable, ...anyAcl },
  },
  {
    call: 'ec2:CreateDefaultVpc',
    request: {},
    response: { vpc: { vpcId: 'vpc-0a1' } },
    touched: { ...vpc, ...anyGroup, ...anyTable, ...anyAcl, ...anySubnet },
  },
  { call: 'ec2:DeleteVpc', request: { vpcId: 'vpc-0a1' }, touched: { ...vpc, ...anyGroup, ...anyTable, ...anyAcl } },
  { call: 'ec2:AssociateVpcCidrBlock', request: { vpcId: 'vpc-0a1', cidrBlock: '10.1.0.0/16' }, touched: vpc },
  {
    call: 'ec2:DisassociateVpcCidrBlock',
    request: { associationId: 'vpc-cidr-assoc-0a1' },
    response: { vpcId: 'vpc-0a1' },
    touched: vpc,
  },
  {
    call: 'ec2:CreateSubnet',
    request: { vpcId: 'vpc-0a1', cidrBlock: '10.0.1.0/24' },
    response: { subnet: { subnetId: 'subnet-0a1', vpcId: 'vpc-0a1' } },
    touched: { ...subnet, ...anyAcl },
  },
  {
    call: 'ec2:CreateDefaultSubnet',
    request: {},
    response: { subnet: { subnetId: 'subnet-0a1' } },
    touched: { ...subnet, ...anyAcl },
  },
  onSubnet('ec2:ModifySubnetAttribute'),
  onSubnet('ec2:AssociateSubnetCidrBlock'),
  {
    call: 'ec2:DisassociateSubnetCidrBlock',
    request: { associationId: 'subnet-cidr-assoc-0a1' },
    response: { subnetId: 'subnet-0a1' },
    touched: subnet,
  },
  { ...onSubnet('ec2:DeleteSubnet'), touched: { ...subnet, ...anyAcl } },
  {
    call: 'ec2:CreateNetworkAcl',
    request: { vpcId: 'vpc-0a1' },
    response: { networkAcl: { networkAclId: 'acl-0a1', vpcId: 'vpc-0a1' } },
    touched: acl,
  },
  ...['CreateNetworkAclEntry', 'ReplaceNetworkAclEntry', 'DeleteNetworkAclEntry', 'DeleteNetworkAcl'].map(
    (call): TrailCase => ({ call: `ec2:${call}`, request: { networkAclId: 'acl-0a1', ruleNumber: 90 }, touched: acl }),
  ),
  {
    call: 'ec2:ReplaceNetworkAclAssociation',
    request: { associationId: 'aclassoc-0a1', networkAclId: 'acl-0a1' },
    response: { newAssociationId: 'aclassoc-0a2' },
    touched: anyAcl,
  },
  exclusion('ModifyVpcBlockPublicAccessOptions', { InternetGatewayBlockMode: 'off' }),
  {
    ...exclusion('CreateVpcBlockPublicAccessExclusion', { VpcId: 'vpc-0a1' }),
    touched: { ...vpc, ...anySubnet },
  },
  exclusion('ModifyVpcBlockPublicAccessExclusion', { ExclusionId: 'vpcbpa-exclude-0a1' }),
  exclusion('DeleteVpcBlockPublicAccessExclusion', { ExclusionId: 'vpcbpa-exclude-0a1' }),
  {
    call: 'ec2:CreateRouteTable',
    request: { vpcId: 'vpc-0a1' },
    response: { routeTable: { routeTableId: 'rtb-0a1' } },
    touched: table,
  },
  onTable('ec2:CreateRoute'),
  onTable('ec2:ReplaceRoute'),
  onTable('ec2:DeleteRoute'),
  onTable('ec2:AssociateRouteTable'),
  {
    call: 'ec2:ReplaceRouteTableAssociation',
    request: { associationId: 'rtbassoc-0a1', routeTableId: 'rtb-0a1' },
    touched: anyTable,
  },
  { call: 'ec2:DisassociateRouteTable', request: { associationId: 'rtbassoc-0a1' }, touched: anyTable },
  onTable('ec2:EnableVgwRoutePropagation'),
  onTable('ec2:DisableVgwRoutePropagation'),
  onTable('ec2:DeleteRouteTable'),
  { call: 'ec2:AttachInternetGateway', request: { internetGatewayId: 'igw-0a1' }, touched: anyTable },
  { call: 'ec2:DetachInternetGateway', request: { internetGatewayId: 'igw-0a1' }, touched: anyTable },
  {
    call: 'ec2:CreateFlowLogs',
    request: { CreateFlowLogsRequest: { ResourceType: 'VPC', ResourceId: { content: 'vpc-0a1', tag: 1 } } },
    response: { CreateFlowLogsResponse: { flowLogIdSet: { item: 'fl-0a1' }, unsuccessful: '' } },
    touched: logs,
  },
  {
    call: 'ec2:DeleteFlowLogs',
    request: {
      DeleteFlowLogsRequest: {
        FlowLogId: [
          { content: 'fl-0a1', tag: 1 },
          { content: 'fl-0a2', tag: 2 },
        ],
      },
    },
    touched: { 'ec2.flow-log': [...logs['ec2.flow-log'], 'ec2:vpc-flow-log/fl-0a2'] },
  },
  onList('ModifyManagedPrefixList'),
  onList('RestoreManagedPrefixListVersion'),
  onList('DeleteManagedPrefixList'),
];

const tagsOf = (...ids: string[]) => ({
  resourcesSet: items(...ids.map((resourceId) => ({ resourceId }))),
  tagSet: items({ key: 'Name', value: 'web' }),
});

export const tagCases: readonly TrailCase[] = ['ec2:CreateTags', 'ec2:DeleteTags'].flatMap((call): TrailCase[] => [
  {
    call,
    request: tagsOf('sg-0a1', 'vpc-0a1', 'subnet-0a1', 'rtb-0a1', 'acl-0a1', 'fl-0a1', 'nat-0a1'),
    touched: { ...group, ...vpc, ...subnet, ...table, ...acl, ...logs },
  },
  {
    call,
    request: tagsOf('i-0a1', 'i-0a2', 'vol-0a1', 'eni-0a1', 'ami-0a1'),
    touched: {
      'ec2.instance': ['ec2:instance/i-0a1', 'ec2:instance/i-0a2'],
      'ec2.volume': ['ec2:volume/vol-0a1'],
      'ec2.network-interface': ['ec2:network-interface/eni-0a1'],
      'ec2.image': ['ec2:image/ami-0a1'],
    },
  },
]);
