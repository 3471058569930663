import { describe, expect, test } from 'vitest';
import { onlyReading, onlyResource, read } from '../files/folder.ts';

const answer = (data: object, status = 200) => ({ status_code: status, data: { ...data, ResponseMetadata: {} } });

describe('addresses', () => {
  const trail = 'arn:aws:cloudtrail:eu-west-1:1:trail/main';
  const provider = 'arn:aws:eks:eu-west-1:1:identityproviderconfig/c/oidc/sso/1';
  const profile = 'arn:aws:eks:eu-west-1:1:fargateprofile/c/batch/1';
  const group = 'arn:aws:logs:eu-west-1:1:log-group:/aws/eks/c/cluster';
  const cases: readonly [string, object, string][] = [
    [
      'a security group with its owner',
      { SecurityGroups: [{ GroupId: 'sg-1', OwnerId: '1', IpPermissions: [] }] },
      'arn:aws:ec2::1:security-group/sg-1',
    ],
    [
      'a security group with its ARN',
      {
        SecurityGroups: [
          { GroupId: 'sg-1', SecurityGroupArn: 'arn:aws:ec2:eu-west-1:1:security-group/sg-1', IpPermissions: [] },
        ],
      },
      'arn:aws:ec2:eu-west-1:1:security-group/sg-1',
    ],
    [
      'a volume with its zone',
      { Volumes: [{ VolumeId: 'vol-1', Size: 8, AvailabilityZone: 'us-west-2-lax-1a' }] },
      'arn:aws:ec2:us-west-2::volume/vol-1',
    ],
    [
      'an instance with its reservation',
      {
        Reservations: [
          { OwnerId: '1', Instances: [{ InstanceId: 'i-1', Placement: { AvailabilityZone: 'cn-north-1b' } }] },
        ],
      },
      'arn:aws-cn:ec2:cn-north-1:1:instance/i-1',
    ],
    [
      'an image, whose owner is not the account',
      { Images: [{ ImageId: 'ami-1', OwnerId: '9', RootDeviceType: 'ebs' }] },
      'arn:aws:ec2:::image/ami-1',
    ],
    [
      'a version of a launch template',
      { LaunchTemplateVersions: [{ LaunchTemplateId: 'lt-1', VersionNumber: 2, LaunchTemplateData: {} }] },
      'arn:aws:ec2:::launch-template/lt-1:2',
    ],
    [
      'an image of a repository',
      { imageDetails: [{ registryId: '1', repositoryName: 'a/b', imageDigest: 'sha256:1' }] },
      'arn:aws:ecr::1:repository/a/b@sha256:1',
    ],
    [
      'the scan of an image',
      { imageId: { imageDigest: 'sha256:1' }, imageScanFindings: {}, repositoryName: 'a', registryId: '1' },
      'arn:aws:ecr::1:repository/a@sha256:1/scan',
    ],
    ['a key', { KeyMetadata: { KeyId: 'k', Arn: 'arn:aws:kms:eu-west-1:1:key/k' } }, 'arn:aws:kms:eu-west-1:1:key/k'],
    [
      'how a key is rotated',
      { KeyId: 'arn:aws:kms:eu-west-1:1:key/k', KeyRotationEnabled: true },
      'arn:aws:kms:eu-west-1:1:key/k/rotation',
    ],
    ['how a key without a place is rotated', { KeyId: 'k', KeyRotationEnabled: false }, 'arn:aws:kms:::key/k/rotation'],
    [
      'a network',
      { Vpcs: [{ VpcId: 'vpc-1', OwnerId: '1', CidrBlockAssociationSet: [] }] },
      'arn:aws:ec2::1:vpc/vpc-1',
    ],
    ['a flow log', { FlowLogs: [{ FlowLogId: 'fl-1', FlowLogStatus: 'ACTIVE' }] }, 'arn:aws:ec2:::vpc-flow-log/fl-1'],
    ['a provider', { Url: 'oidc.eks/id/1', ClientIDList: [] }, 'arn:aws:iam:::oidc-provider/oidc.eks/id/1'],
    ['a setting of the region', { EbsEncryptionByDefault: false }, 'aws:files:./ec2.ebs-encryption-default'],
    [
      'defaults of new instances',
      { AccountLevel: { HttpTokens: 'required' } },
      'aws:files:./ec2.instance-metadata-defaults',
    ],
    ['the allowed images', { State: 'disabled', ImageCriteria: [] }, 'aws:files:./ec2.allowed-images'],
    ['the trails', { trailList: [{ TrailARN: trail }] }, 'aws:files:./cloudtrail.trails'],
    [
      'what a trail records',
      { TrailARN: trail, EventSelectors: [{ ReadWriteType: 'All' }] },
      `aws:files:./cloudtrail.trail-selectors/${trail}`,
    ],
    ['the block of snapshots', { State: 'unblocked' }, 'aws:files:./ec2.snapshot-public-block'],
    ['the block of images', { ImageBlockPublicAccessState: 'unblocked' }, 'aws:files:./ec2.image-public-block'],
    [
      'a capability',
      { capability: { capabilityName: 'deploy', clusterName: 'c', type: 'ARGOCD', roleArn: 'arn:aws:iam::1:role/r' } },
      'arn:aws:eks:::capability/c/argocd/deploy/',
    ],
    [
      'a Fargate profile',
      { fargateProfile: { clusterName: 'c', fargateProfileName: 'batch', fargateProfileArn: profile } },
      profile,
    ],
    [
      'the log group of a control plane',
      { logGroups: [{ logGroupName: '/aws/eks/c/cluster', arn: `${group}:*` }, { logGroupName: '/aws/eks/c/other' }] },
      group,
    ],
    [
      'a provider that a cluster trusts',
      { identityProviderConfig: { oidc: { identityProviderConfigArn: provider, issuerUrl: 'https://sso' } } },
      provider,
    ],
    ['a version of EKS', { clusterVersions: [{ clusterVersion: '1.33' }] }, 'aws:files:./eks.version/eks/1.33'],
  ];

  test.each(cases)('%s', async (_, document, id) => {
    expect(onlyResource(await read({ 'a.json': document })).id).toBe(id);
  });
});

describe('wrappers', () => {
  test('placebo is taken off, and its dates become text', async () => {
    const moment = {
      __class__: 'datetime',
      year: 2021,
      month: 6,
      day: 9,
      hour: 22,
      minute: 1,
      second: 15,
      microsecond: 601000,
    };
    const cluster = { name: 'c', arn: 'arn:aws:eks:eu-west-1:1:cluster/c', createdAt: moment };
    const found = onlyResource(await read({ 'eks.DescribeCluster_1.json': answer({ cluster }) }));
    expect([found.created, found.config]).toEqual([
      '2021-06-09T22:01:15.601Z',
      { name: 'c', arn: 'arn:aws:eks:eu-west-1:1:cluster/c', createdAt: '2021-06-09T22:01:15.601Z' },
    ]);
  });

  test('seconds since 1970 become text', async () => {
    const image = { registryId: '1', repositoryName: 'a', imageDigest: 'sha256:1', imagePushedAt: 1565128275.0 };
    const { config } = onlyResource(await read({ 'a.json': { imageDetails: [image] } }));
    expect(config).toEqual({ ...image, imagePushedAt: '2019-08-06T21:51:15.000Z' });
  });

  test('an answer that a query cut down to its entries is no listing', async () => {
    const { complete, resources } = onlyReading(await read({ 'a.json': [{ GroupId: 'sg-1', IpPermissions: [] }] }));
    expect([complete, resources.length]).toEqual([[], 1]);
  });

  test('examples of the API description are answers with their requests', async () => {
    const output = { Entries: [{ Cidr: '10.0.0.0/8' }] };
    const examples = { GetManagedPrefixListEntries: [{ input: { PrefixListId: 'pl-1' }, output }] };
    const found = onlyResource(await read({ 'ec2-2016-11-15.examples.json': { version: '1.0', examples } }));
    expect([found.id, found.config]).toEqual(['arn:aws:ec2:::prefix-list/pl-1', { PrefixListId: 'pl-1', ...output }]);
  });

  test('entries of a prefix list that nothing names are not judged', async () => {
    const found = await read({
      'ec2.GetManagedPrefixListEntries_1.json': answer({ Entries: [{ Cidr: '10.0.0.0/8' }] }),
    });
    expect(found.unreadable.map(({ reason }) => reason)).toEqual(['not-judged']);
  });
});

test('user data never enters the inventory', async () => {
  const version = {
    LaunchTemplateId: 'lt-1',
    VersionNumber: 1,
    LaunchTemplateData: { UserData: 'c2VjcmV0', ImageId: 'ami-1' },
  };
  const { config } = onlyResource(await read({ 'a.json': { LaunchTemplateVersions: [version] } }));
  expect(JSON.stringify(config)).not.toContain('c2VjcmV0');
  expect(config).toMatchObject({ userDataHolds: { state: 'read', secrets: [] } });
});

test('a multi-platform image lists its children, a plain one does not', async () => {
  const image = (manifest: object) => ({
    images: [
      {
        registryId: '1',
        repositoryName: 'a',
        imageId: { imageDigest: 'sha256:1' },
        imageManifest: JSON.stringify(manifest),
      },
    ],
  });
  const annotations = { 'vnd.docker.reference.type': 'attestation-manifest' };
  const children = [
    { digest: 'sha256:2', platform: { os: 'linux' }, size: 1 },
    { digest: 'sha256:3', annotations: { ...annotations, other: 'x' } },
  ];
  const index = await read({ 'a.json': image({ manifests: children }) });
  expect(onlyResource(index).config).toEqual({
    digest: 'sha256:1',
    manifests: [
      { digest: 'sha256:2', platform: { os: 'linux' } },
      { digest: 'sha256:3', annotations },
    ],
  });
  const cut = answer(image({ manifests: [...children, { platform: { os: 'linux' } }] }));
  expect((await read({ 'ecr.BatchGetImage_1.json': cut })).readings).toEqual([]);
  expect((await read({ 'ecr.BatchGetImage_1.json': answer(image({ layers: [] })) })).readings).toEqual([]);
});

test('lists of other services that share a key are not taken', async () => {
  const files = {
    'a.json': { clusters: [{ clusterArn: 'arn:aws:ecs:eu-west-1:1:cluster/c' }] },
    'b.json': { repositories: [{ repositoryArn: 'arn:aws:ecr-public::1:repository/r' }] },
    'c.json': { findings: [{ id: 'f', resource: 'arn:aws:s3:::b' }] },
    'd.json': { SecurityGroups: ['sg-1'] },
  };
  expect((await read(files)).readings).toEqual([]);
});
