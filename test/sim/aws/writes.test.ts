import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DisableAllowedImagesSettingsCommand,
  DisableEbsEncryptionByDefaultCommand,
  EnableAllowedImagesSettingsCommand,
  EnableEbsEncryptionByDefaultCommand,
  GetAllowedImagesSettingsCommand,
  GetEbsEncryptionByDefaultCommand,
  ReplaceImageCriteriaInAllowedImagesSettingsCommand,
  RevokeSecurityGroupIngressCommand,
  type SecurityGroup,
} from '@aws-sdk/client-ec2';
import {
  DescribeClusterCommand,
  DescribeUpdateCommand,
  UpdateClusterConfigCommand,
  UpdateClusterVersionCommand,
  type Cluster,
} from '@aws-sdk/client-eks';
import { PutRolePolicyCommand, type RoleDetail } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clientsOf, type Clients } from './clients.ts';
import { emptyIam, emptyRegion, type AwsEstate } from './estate.ts';
import { clusterVersions } from './generate/cluster-versions.ts';
import { startAws, type AwsSim } from './server.ts';

const cluster: Cluster = {
  name: 'shop',
  status: 'ACTIVE',
  version: '1.33',
  resourcesVpcConfig: {
    endpointPublicAccess: true,
    endpointPrivateAccess: true,
    publicAccessCidrs: ['0.0.0.0/0'],
    vpcId: 'vpc-1',
  },
  accessConfig: { authenticationMode: 'CONFIG_MAP' },
};
const group: SecurityGroup = {
  GroupId: 'sg-1',
  OwnerId: '111122223333',
  IpPermissions: [
    {
      IpProtocol: 'tcp',
      FromPort: 22,
      ToPort: 22,
      IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'a & b' }, { CidrIp: '198.51.100.0/24' }],
      Ipv6Ranges: [{ CidrIpv6: '::/0' }],
    },
  ],
};
const role: RoleDetail = {
  RoleName: 'node',
  Arn: 'arn:aws:iam::111122223333:role/node',
  AttachedManagedPolicies: [
    { PolicyName: 'AdministratorAccess', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
  ],
};
const estate: AwsEstate = {
  accessKeys: { AKIAONE: { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/ops' } },
  accounts: {
    '111122223333': {
      iam: emptyIam({ roles: [role] }),
      regions: { 'eu-central-1': emptyRegion({ clusters: [cluster], securityGroups: [group], clusterVersions }) },
    },
  },
};

let sim: AwsSim;
let aws: Clients;
beforeEach(async () => {
  sim = await startAws({ estate });
  aws = clientsOf({ url: sim.url, accessKeyId: 'AKIAONE' });
});
afterEach(() => sim.close());

const clusterNow = async (): Promise<Cluster | undefined> =>
  (await aws.eks.send(new DescribeClusterCommand({ name: 'shop' }))).cluster;
const groupNow = async (): Promise<SecurityGroup | undefined> =>
  (await aws.ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups?.[0];

test('an endpoint update merges, is in progress, then done', async () => {
  const change = { name: 'shop', resourcesVpcConfig: { publicAccessCidrs: ['198.51.100.7/24'] } };
  const { update } = await aws.eks.send(new UpdateClusterConfigCommand(change));
  expect(update).toMatchObject({ status: 'InProgress', type: 'EndpointAccessUpdate' });
  const look = new DescribeUpdateCommand({ name: 'shop', updateId: update?.id });
  expect((await aws.eks.send(look)).update?.status).toBe('InProgress');
  expect((await aws.eks.send(look)).update?.status).toBe('Successful');
  expect(await clusterNow()).toMatchObject({
    status: 'ACTIVE',
    resourcesVpcConfig: {
      endpointPublicAccess: true,
      endpointPrivateAccess: true,
      publicAccessCidrs: ['198.51.100.0/24'],
      vpcId: 'vpc-1',
    },
  });
});

test('the old configuration stands while the update is under way, and a second update is refused', async () => {
  const logging = { clusterLogging: [{ types: ['audit' as const], enabled: true }] };
  await aws.eks.send(new UpdateClusterConfigCommand({ name: 'shop', logging }));
  await expect(aws.eks.send(new UpdateClusterConfigCommand({ name: 'shop', logging }))).rejects.toMatchObject({
    name: 'ResourceInUseException',
  });
  const during = await clusterNow();
  expect(during).toMatchObject({ status: 'UPDATING', version: '1.33' });
  expect(during?.logging).toBeUndefined();
  expect((await clusterNow())?.logging?.clusterLogging?.[0]).toEqual({ types: ['audit'], enabled: true });
});

test.each([
  ['both endpoints off', { resourcesVpcConfig: { endpointPublicAccess: false, endpointPrivateAccess: false } }],
  ['nothing new', { resourcesVpcConfig: { endpointPublicAccess: true } }],
  ['a private range in the public list', { resourcesVpcConfig: { publicAccessCidrs: ['10.0.0.0/8'] } }],
  ['a malformed range', { resourcesVpcConfig: { publicAccessCidrs: ['everywhere'] } }],
  ['two kinds of change at once', { resourcesVpcConfig: { endpointPublicAccess: false }, deletionProtection: true }],
  ['no change', {}],
])('EKS refuses %s', async (_, change) => {
  await expect(aws.eks.send(new UpdateClusterConfigCommand({ name: 'shop', ...change }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});

test('a cluster goes up one minor version at a time', async () => {
  const to = (version: string): UpdateClusterVersionCommand =>
    new UpdateClusterVersionCommand({ name: 'shop', version });
  await expect(aws.eks.send(to('1.32'))).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await expect(aws.eks.send(to('1.99'))).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await aws.eks.send(to('1.34'));
  await clusterNow();
  expect((await clusterNow())?.version).toBe('1.34');
});

test('a rule is revoked by what it says, and the others stay', async () => {
  const open = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  const { RevokedSecurityGroupRules: revoked } = await aws.ec2.send(
    new RevokeSecurityGroupIngressCommand({ GroupId: 'sg-1', IpPermissions: [open] }),
  );
  expect(revoked).toMatchObject([{ CidrIpv4: '0.0.0.0/0', Description: 'a & b', FromPort: 22 }]);
  const [permission] = (await groupNow())?.IpPermissions ?? [];
  expect([permission?.IpRanges, permission?.Ipv6Ranges]).toEqual([
    [{ CidrIp: '198.51.100.0/24' }],
    [{ CidrIpv6: '::/0' }],
  ]);
  const again = new RevokeSecurityGroupIngressCommand({ GroupId: 'sg-1', IpPermissions: [open] });
  await expect(aws.ec2.send(again)).rejects.toMatchObject({ name: 'InvalidPermission.NotFound' });
});

test('a rule is revoked by its id', async () => {
  const { SecurityGroupRules: rules = [] } = await aws.ec2.send(
    new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: ['sg-1'] }] }),
  );
  const six = rules.find((rule) => rule.CidrIpv6 === '::/0')?.SecurityGroupRuleId ?? '';
  await aws.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: 'sg-1', SecurityGroupRuleIds: [six] }));
  expect((await groupNow())?.IpPermissions?.[0]?.Ipv6Ranges).toEqual([]);
});

test('a rule is authorised once, with its host bits cut off', async () => {
  const permission = { IpProtocol: '6', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '203.0.113.9/24' }] };
  const request = new AuthorizeSecurityGroupIngressCommand({ GroupId: 'sg-1', IpPermissions: [permission] });
  expect((await aws.ec2.send(request)).SecurityGroupRules).toMatchObject([
    { IpProtocol: 'tcp', CidrIpv4: '203.0.113.0/24' },
  ]);
  await expect(aws.ec2.send(request)).rejects.toMatchObject({ name: 'InvalidPermission.Duplicate' });
  expect((await groupNow())?.IpPermissions).toHaveLength(2);
});

test.each([
  [
    'an unknown group',
    { GroupId: 'sg-2', IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/8' }] }] },
    'InvalidGroup.NotFound',
  ],
  [
    'no ports with TCP',
    { GroupId: 'sg-1', IpPermissions: [{ IpProtocol: 'tcp', IpRanges: [{ CidrIp: '10.0.0.0/8' }] }] },
    'InvalidParameterValue',
  ],
  [
    'a malformed range',
    { GroupId: 'sg-1', IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/33' }] }] },
    'InvalidParameterValue',
  ],
  ['no source', { GroupId: 'sg-1', IpPermissions: [{ IpProtocol: '-1' }] }, 'MissingParameter'],
  ['a dry run', { GroupId: 'sg-1', DryRun: true }, 'DryRunOperation'],
])('EC2 refuses %s', async (_, request, name) => {
  await expect(aws.ec2.send(new AuthorizeSecurityGroupIngressCommand(request))).rejects.toMatchObject({ name });
});

test('encryption by default goes on and off', async () => {
  const now = async (): Promise<boolean | undefined> =>
    (await aws.ec2.send(new GetEbsEncryptionByDefaultCommand({}))).EbsEncryptionByDefault;
  await aws.ec2.send(new EnableEbsEncryptionByDefaultCommand({}));
  expect(await now()).toBe(true);
  await aws.ec2.send(new DisableEbsEncryptionByDefaultCommand({}));
  expect(await now()).toBe(false);
});

test('allowed images: criteria are replaced, the state goes on and off', async () => {
  const now = async (): Promise<unknown> => aws.ec2.send(new GetAllowedImagesSettingsCommand({}));
  const ImageCriteria = [
    { ImageProviders: ['amazon', '111122223333'], CreationDateCondition: { MaximumDaysSinceCreated: 300 } },
  ];
  await aws.ec2.send(new ReplaceImageCriteriaInAllowedImagesSettingsCommand({ ImageCriteria }));
  await aws.ec2.send(new EnableAllowedImagesSettingsCommand({ AllowedImagesSettingsState: 'enabled' }));
  expect(await now()).toMatchObject({ State: 'enabled', ImageCriteria });
  await aws.ec2.send(new DisableAllowedImagesSettingsCommand({}));
  expect(await now()).toMatchObject({ State: 'disabled', ImageCriteria });
});

test('the estate itself is never changed', async () => {
  const before = structuredClone(estate);
  await aws.ec2.send(new EnableEbsEncryptionByDefaultCommand({}));
  await aws.iam.send(
    new PutRolePolicyCommand({ RoleName: 'node', PolicyName: 'own', PolicyDocument: '{"Statement":[]}' }),
  );
  expect(estate).toEqual(before);
});
