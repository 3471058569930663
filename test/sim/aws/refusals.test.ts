import {
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVolumesCommand,
  GetManagedPrefixListEntriesCommand,
} from '@aws-sdk/client-ec2';
import {
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand as DescribeEcrImagesCommand,
  DescribeRepositoriesCommand,
} from '@aws-sdk/client-ecr';
import { DescribeClusterCommand, DescribeNodegroupCommand, ListClustersCommand } from '@aws-sdk/client-eks';
import {
  GetAccountAuthorizationDetailsCommand,
  GetOpenIDConnectProviderCommand,
  GetRoleCommand,
} from '@aws-sdk/client-iam';
import { ListFindingsCommand } from '@aws-sdk/client-inspector2';
import { DescribeKeyCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientsOf, type Clients } from './clients.ts';
import { accessKeyOf, generateAwsEstate } from './generate.ts';
import { startAws, type AwsSim } from './server.ts';

const estate = generateAwsEstate({ seed: 3, clusters: 1, regions: ['eu-central-1'] });
const [account = ''] = Object.keys(estate.accounts);
const here = estate.accounts[account]?.regions['eu-central-1'];
const repositoryName = here?.repositories[2]?.repositoryName ?? '';
const [image] = here?.ecrImages[repositoryName] ?? [];
const [cluster] = here?.clusters ?? [];

let sim: AwsSim;
let aws: Clients;
beforeAll(async () => {
  sim = await startAws({ estate });
  aws = clientsOf({ url: sim.url, accessKeyId: accessKeyOf(account) });
});
afterAll(() => sim.close());

const cases: readonly (readonly [string, (aws: Clients) => Promise<unknown>, string, number])[] = [
  [
    'an unknown image',
    ({ ec2 }) => ec2.send(new DescribeImagesCommand({ ImageIds: ['ami-0123456789abcdef0'] })),
    'InvalidAMIID.NotFound',
    400,
  ],
  [
    'a malformed image id',
    ({ ec2 }) => ec2.send(new DescribeImagesCommand({ ImageIds: ['image'] })),
    'InvalidAMIID.Malformed',
    400,
  ],
  [
    'an unknown instance',
    ({ ec2 }) => ec2.send(new DescribeInstancesCommand({ InstanceIds: ['i-1'] })),
    'InvalidInstanceID.NotFound',
    400,
  ],
  [
    'ids with a page size',
    ({ ec2 }) => ec2.send(new DescribeInstancesCommand({ InstanceIds: ['i-1'], MaxResults: 5 })),
    'InvalidParameterCombination',
    400,
  ],
  [
    'an unknown filter',
    ({ ec2 }) => ec2.send(new DescribeVolumesCommand({ Filters: [{ Name: 'colour', Values: ['red'] }] })),
    'InvalidParameterValue',
    400,
  ],
  [
    'a filter named like a property of every object',
    ({ ec2 }) => ec2.send(new DescribeVolumesCommand({ Filters: [{ Name: 'constructor', Values: ['x'] }] })),
    'InvalidParameterValue',
    400,
  ],
  [
    '201 filter values',
    ({ ec2 }) =>
      ec2.send(
        new DescribeVolumesCommand({
          Filters: [{ Name: 'volume-id', Values: Array.from({ length: 201 }, (_, at) => `vol-${String(at)}`) }],
        }),
      ),
    'FilterLimitExceeded',
    400,
  ],
  [
    'a page of 1,001 groups',
    ({ ec2 }) => ec2.send(new DescribeSecurityGroupsCommand({ MaxResults: 1001 })),
    'InvalidParameterValue',
    400,
  ],
  [
    'a page of 4 interfaces',
    ({ ec2 }) => ec2.send(new DescribeNetworkInterfacesCommand({ MaxResults: 4 })),
    'InvalidParameterValue',
    400,
  ],
  [
    'a page of 101 route tables',
    ({ ec2 }) => ec2.send(new DescribeRouteTablesCommand({ MaxResults: 101 })),
    'InvalidParameterValue',
    400,
  ],
  [
    'a page of 201 template versions',
    ({ ec2 }) => ec2.send(new DescribeLaunchTemplateVersionsCommand({ Versions: ['$Latest'], MaxResults: 201 })),
    'InvalidParameterValue',
    400,
  ],
  [
    'template versions of no template',
    ({ ec2 }) => ec2.send(new DescribeLaunchTemplateVersionsCommand({ Versions: ['1'] })),
    'MissingParameter',
    400,
  ],
  [
    'an unknown template',
    ({ ec2 }) => ec2.send(new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: 'lt-1' })),
    'InvalidLaunchTemplateId.NotFound',
    400,
  ],
  [
    'an unknown prefix list',
    ({ ec2 }) => ec2.send(new GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-1' })),
    'InvalidPrefixListID.NotFound',
    400,
  ],
  [
    'a made-up token',
    ({ ec2 }) => ec2.send(new DescribeVolumesCommand({ NextToken: 'x' })),
    'InvalidParameterValue',
    400,
  ],
  [
    'an unknown cluster',
    ({ eks }) => eks.send(new DescribeClusterCommand({ name: 'none' })),
    'ResourceNotFoundException',
    404,
  ],
  [
    'an unknown node group',
    ({ eks }) => eks.send(new DescribeNodegroupCommand({ clusterName: cluster?.name, nodegroupName: 'none' })),
    'ResourceNotFoundException',
    404,
  ],
  [
    'a page of 101 clusters',
    ({ eks }) => eks.send(new ListClustersCommand({ maxResults: 101 })),
    'InvalidParameterException',
    400,
  ],
  [
    'a page of 1,001 entities',
    ({ iam }) => iam.send(new GetAccountAuthorizationDetailsCommand({ MaxItems: 1001 })),
    'ValidationError',
    400,
  ],
  ['an unknown role', ({ iam }) => iam.send(new GetRoleCommand({ RoleName: 'none' })), 'NoSuchEntityException', 404],
  [
    'an unknown provider',
    ({ iam }) =>
      iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: 'arn:aws:iam::1:oidc-provider/x' })),
    'NoSuchEntityException',
    404,
  ],
  [
    'an unknown repository',
    ({ ecr }) => ecr.send(new DescribeEcrImagesCommand({ repositoryName: 'none' })),
    'RepositoryNotFoundException',
    400,
  ],
  [
    'an unknown tag',
    ({ ecr }) => ecr.send(new DescribeEcrImagesCommand({ repositoryName, imageIds: [{ imageTag: 'none' }] })),
    'ImageNotFoundException',
    400,
  ],
  [
    'an image that was never scanned',
    ({ ecr }) =>
      ecr.send(new DescribeImageScanFindingsCommand({ repositoryName, imageId: { imageDigest: image?.imageDigest } })),
    'ScanNotFoundException',
    400,
  ],
  [
    'names with a page size',
    ({ ecr }) => ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName], maxResults: 5 })),
    'InvalidParameterException',
    400,
  ],
  [
    'a page of 101 findings',
    ({ inspector }) => inspector.send(new ListFindingsCommand({ maxResults: 101 })),
    'ValidationException',
    400,
  ],
  ['an unknown key', ({ kms }) => kms.send(new DescribeKeyCommand({ KeyId: 'none' })), 'NotFoundException', 400],
  ['a made-up marker', ({ kms }) => kms.send(new ListKeysCommand({ Marker: 'x' })), 'InvalidMarkerException', 400],
];

test.each(cases)('%s is refused in the words of the service', async (_, ask, name, status) => {
  await expect(ask(aws)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
});
