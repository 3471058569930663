import type { SecurityGroup, Volume, Vpc } from '@aws-sdk/client-ec2';
import type { Cluster, Nodegroup } from '@aws-sdk/client-eks';
import type { RoleDetail } from '@aws-sdk/client-iam';
import type { KeyMetadata } from '@aws-sdk/client-kms';
import { emptyRegion, type AwsRegion } from '../../sim/aws/estate.ts';

/**
 * A region beside the others with one cluster that somebody tried things on: in the default VPC, without tags, with a key
 * that is about to go and with old nodes. What is wrong elsewhere is right here, and the other way round.
 */
export function sideRegion(account: string, region: string, like: AwsRegion): AwsRegion {
  const arn = (service: string, path: string): string => `arn:aws:${service}:${region}:${account}:${path}`;
  const made = new Date('2026-01-01');
  const key = (KeyId: string, more: Partial<KeyMetadata>): KeyMetadata => ({
    KeyId,
    Arn: arn('kms', `key/${KeyId}`),
    AWSAccountId: account,
    CreationDate: made,
    Enabled: more.KeyState === 'Enabled',
    KeyManager: 'CUSTOMER',
    KeySpec: 'SYMMETRIC_DEFAULT',
    KeyUsage: 'ENCRYPT_DECRYPT',
    Origin: 'AWS_KMS',
    ...more,
  });
  const dying = key('5ca1ab1e-0000-4000-8000-000000000001', {
    KeyState: 'PendingDeletion',
    DeletionDate: new Date('2026-12-01'),
  });
  const images = key('5ca1ab1e-0000-4000-8000-000000000002', { KeyState: 'Enabled' });
  const name = 'try-out';
  const cluster: Cluster = {
    ...like.clusters[0],
    name,
    arn: arn('eks', `cluster/${name}`),
    createdAt: made,
    version: '1.35',
    tags: {},
    identity: { oidc: { issuer: `https://oidc.eks.${region}.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF` } },
    resourcesVpcConfig: {
      subnetIds: [],
      securityGroupIds: [defaultGroup.GroupId ?? ''],
      vpcId: defaultVpc.VpcId,
      endpointPublicAccess: false,
      endpointPrivateAccess: true,
      publicAccessCidrs: [],
    },
    encryptionConfig: [{ provider: { keyArn: dying.Arn } }],
    remoteNetworkConfig: { remoteNodeNetworks: [{ cidrs: ['10.0.0.0/8'] }], remotePodNetworks: [] },
    health: { issues: [{ code: 'Ec2SubnetNotFound', message: 'A subnet of the cluster is gone.', resourceIds: [] }] },
    accessConfig: { authenticationMode: 'API' },
    upgradePolicy: { supportType: 'EXTENDED' },
  };
  const nodegroup: Nodegroup = {
    nodegroupName: 'old',
    nodegroupArn: arn('eks', `nodegroup/${name}/old/0123abcd`),
    clusterName: name,
    version: '1.32',
    releaseVersion: '1.32.9-20250601',
    createdAt: made,
    status: 'ACTIVE',
    amiType: 'AL2023_x86_64_STANDARD',
    capacityType: 'ON_DEMAND',
    scalingConfig: { minSize: 0, desiredSize: 1, maxSize: 1 },
    nodeRole: `arn:aws:iam::${account}:role/${name}-node`,
    subnets: [onlySubnet],
    nodeRepairConfig: { enabled: true },
    health: { issues: [] },
  };
  const entry = (who: string, policy: string): AwsRegion['accessEntries'][number] => ({
    entry: {
      clusterName: name,
      principalArn: `arn:aws:iam::${account}:${who}`,
      accessEntryArn: arn('eks', `access-entry/${name}/${who.replace('/', `/${account}/`)}/0123abcd`),
      type: 'STANDARD',
      kubernetesGroups: [],
    },
    policies: [
      {
        policyArn: `arn:aws:eks::aws:cluster-access-policy/${policy}`,
        accessScope: { type: 'cluster', namespaces: [] },
      },
    ],
  });
  const repositoryName = 'try-out/web';
  return emptyRegion({
    clusters: [cluster],
    nodegroups: [nodegroup],
    accessEntries: [
      entry('role/developers', 'AmazonEKSEditPolicy'),
      entry('role/auditors', 'AmazonEKSViewPolicy'),
      entry('user/ada', 'AmazonEKSViewPolicy'),
    ],
    clusterVersions: like.clusterVersions,
    vpcs: [{ ...defaultVpc, OwnerId: account }],
    subnets: [
      {
        SubnetId: onlySubnet,
        SubnetArn: arn('ec2', `subnet/${onlySubnet}`),
        VpcId: defaultVpc.VpcId,
        AvailabilityZone: `${region}a`,
        CidrBlock: '172.31.0.0/20',
        MapPublicIpOnLaunch: false,
        State: 'available',
      },
    ],
    securityGroups: [{ ...defaultGroup, OwnerId: account }],
    ebsEncryptionByDefault: !like.ebsEncryptionByDefault,
    kmsKeys: [dying, images],
    volumes: [dying, images].map(({ Arn }, i) => volume(`vol-0ide0fa017000000${i}`, Arn)),
    repositories: [
      {
        repositoryArn: arn('ecr', `repository/${repositoryName}`),
        registryId: account,
        repositoryName,
        repositoryUri: `${account}.dkr.ecr.${region}.amazonaws.com/${repositoryName}`,
        createdAt: made,
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfiguration: { encryptionType: 'KMS', kmsKey: images.Arn },
      },
    ],
    ecrImages: { [repositoryName]: [] },
  });
}

/** The volume of a claim, encrypted with a key. */
const volume = (VolumeId: string, KmsKeyId: string | undefined): Volume => ({
  VolumeId,
  State: 'available',
  Encrypted: true,
  KmsKeyId,
  Attachments: [],
  Tags: [{ Key: 'kubernetes.io/created-for/pvc/name', Value: VolumeId }],
});

/**
 * Roles that nobody narrowed beside such as somebody did: two that pods can take and two of Fargate, of which one each
 * tests the source, two that people sign in with, of which everyone can take one, and two of pipelines, of which one names
 * its pipeline.
 */
export function sideRoles(account: string): readonly RoleDetail[] {
  const pipelines = { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` };
  const audience = { [`${issuer}:aud`]: 'sts.amazonaws.com' };
  const named = { ...audience, [`${issuer}:sub`]: 'repo:shop/orders:ref:refs/heads/main' };
  const writing = [{ Effect: 'Allow', Action: 'ecr:PutImage', Resource: '*' }];
  const bound = { ArnLike: { 'aws:SourceArn': `arn:aws:eks:us-west-2:${account}:fargateprofile/try-out/*` } };
  return [
    role(account, 'try-out-anything', { Service: 'pods.eks.amazonaws.com' }, undefined, [
      { Effect: 'Allow', Action: '*', Resource: '*' },
    ]),
    role(
      account,
      'try-out-pods-bound',
      { Service: 'pods.eks.amazonaws.com' },
      { StringEquals: { 'aws:SourceAccount': account } },
    ),
    role(account, 'try-out-fargate', { Service: 'eks-fargate-pods.amazonaws.com' }),
    role(account, 'try-out-fargate-bound', { Service: 'eks-fargate-pods.amazonaws.com' }, bound),
    role(account, 'developers', { AWS: '*' }),
    role(account, 'auditors', { AWS: `arn:aws:iam::${account}:root` }),
    role(account, 'try-out-push', pipelines, { StringEquals: audience }, writing),
    role(account, 'try-out-push-named', pipelines, { StringEquals: named }, writing),
  ];
}

function role(
  account: string,
  RoleName: string,
  Principal: object,
  Condition?: object,
  statements: readonly object[] = [],
): RoleDetail {
  const document = (Statement: readonly object[]): string =>
    encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement }));
  return {
    Path: '/',
    RoleName,
    RoleId: `AROA${RoleName.replaceAll('-', '').toUpperCase()}`,
    Arn: `arn:aws:iam::${account}:role/${RoleName}`,
    CreateDate: new Date('2026-01-01'),
    AssumeRolePolicyDocument: document([
      {
        Effect: 'Allow',
        Action: 'Federated' in Principal ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRole',
        Principal,
        ...(Condition && { Condition }),
      },
    ]),
    InstanceProfileList: [],
    AttachedManagedPolicies: [],
    RolePolicyList: statements.length > 0 ? [{ PolicyName: 'anything', PolicyDocument: document(statements) }] : [],
    Tags: [],
  };
}

const issuer = 'token.actions.githubusercontent.com';

const onlySubnet = 'subnet-0ide0fa0170000001';

const defaultVpc: Vpc = {
  VpcId: 'vpc-0ide0fa0170000001',
  IsDefault: true,
  CidrBlock: '172.31.0.0/16',
  CidrBlockAssociationSet: [{ CidrBlock: '172.31.0.0/16', CidrBlockState: { State: 'associated' } }],
  State: 'available',
};

const defaultGroup: SecurityGroup = {
  GroupId: 'sg-0ide0fa0170000001',
  GroupName: 'default',
  VpcId: defaultVpc.VpcId,
  IpPermissions: [],
  IpPermissionsEgress: [],
};
