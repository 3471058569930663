import {
  DescribeImagesCommand,
  DescribeRegionsCommand,
  GetAllowedImagesSettingsCommand,
  GetEbsDefaultKmsKeyIdCommand,
  GetEbsEncryptionByDefaultCommand,
  paginateDescribeInstances,
  paginateDescribeLaunchTemplateVersions,
  paginateDescribeManagedPrefixLists,
  paginateDescribeNetworkInterfaces,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroupRules,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeVolumes,
  paginateGetManagedPrefixListEntries,
  DescribeLaunchTemplateVersionsCommand,
} from '@aws-sdk/client-ec2';
import {
  BatchGetImageCommand,
  paginateDescribeImageScanFindings,
  paginateDescribeImages,
  paginateDescribeRepositories,
} from '@aws-sdk/client-ecr';
import {
  DescribeClusterCommand,
  DescribeClusterVersionsCommand,
  DescribeNodegroupCommand,
  paginateListClusters,
  paginateListNodegroups,
} from '@aws-sdk/client-eks';
import {
  GetOpenIDConnectProviderCommand,
  GetRoleCommand,
  ListOpenIDConnectProvidersCommand,
  paginateGetAccountAuthorizationDetails,
} from '@aws-sdk/client-iam';
import { paginateListFindings } from '@aws-sdk/client-inspector2';
import { DescribeKeyCommand, paginateListKeys } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientsOf, type Clients } from './aws/clients.ts';
import type { AwsAccount, AwsRegion } from './aws/estate.ts';
import { accessKeyOf, generateAwsEstate } from './aws/generate.ts';
import { startAws, type AwsSim } from './aws/server.ts';

const estate = generateAwsEstate({ seed: 7, clusters: 6, accounts: 2, regions: ['eu-central-1'] });
const [[account, held]] = Object.entries(estate.accounts) as [[string, AwsAccount]];
const here = held.regions['eu-central-1'] as AwsRegion;
let sim: AwsSim;
let aws: Clients;

beforeAll(async () => {
  sim = await startAws({ estate });
  aws = clientsOf({ url: sim.url, accessKeyId: accessKeyOf(account) });
});
afterAll(() => sim.close());

async function collect<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) all.push(...(items(page) ?? []));
  return all;
}

describe('what is read is what the estate holds', () => {
  test('regions that are not opted in are answered only when all are asked for', async () => {
    const names = async (AllRegions: boolean): Promise<(string | undefined)[]> =>
      ((await aws.ec2.send(new DescribeRegionsCommand({ AllRegions }))).Regions ?? []).map(
        (region) => region.RegionName,
      );
    expect(await names(false)).not.toContain('me-south-1');
    expect(await names(true)).toContain('me-south-1');
  });

  test('EC2 lists come back whole, page by page, with dates, tags and nested lists', async () => {
    const pager = { client: aws.ec2, pageSize: 5 };
    expect(await collect(paginateDescribeInstances(pager, {}), (page) => page.Reservations)).toEqual(here.instances);
    expect(await collect(paginateDescribeVolumes(pager, {}), (page) => page.Volumes)).toEqual(here.volumes);
    expect(await collect(paginateDescribeNetworkInterfaces(pager, {}), (page) => page.NetworkInterfaces)).toEqual(
      here.networkInterfaces,
    );
    expect(await collect(paginateDescribeSecurityGroups(pager, {}), (page) => page.SecurityGroups)).toEqual(
      here.securityGroups,
    );
    expect(await collect(paginateDescribeSubnets(pager, {}), (page) => page.Subnets)).toEqual(here.subnets);
    expect(await collect(paginateDescribeRouteTables(pager, {}), (page) => page.RouteTables)).toEqual(here.routeTables);
    const lists = await collect(
      paginateDescribeManagedPrefixLists({ ...pager, pageSize: 1 }, {}),
      (page) => page.PrefixLists,
    );
    expect(lists).toEqual(here.prefixLists.map((each) => each.list));
  });

  test('every source of every permission is one security group rule with an id of its own', async () => {
    const rules = await collect(
      paginateDescribeSecurityGroupRules({ client: aws.ec2, pageSize: 7 }, {}),
      (page) => page.SecurityGroupRules,
    );
    const sources = here.securityGroups
      .flatMap((group) => [...(group.IpPermissions ?? []), ...(group.IpPermissionsEgress ?? [])])
      .flatMap((each) => [
        ...(each.IpRanges ?? []),
        ...(each.Ipv6Ranges ?? []),
        ...(each.PrefixListIds ?? []),
        ...(each.UserIdGroupPairs ?? []),
      ]);
    expect(new Set(rules.map((rule) => rule.SecurityGroupRuleId)).size).toBe(sources.length);
  });

  test('a prefix list of 130 entries takes two pages of at most 100', async () => {
    const partners = here.prefixLists[2];
    const before = sim.calls.length;
    const entries = await collect(
      paginateGetManagedPrefixListEntries({ client: aws.ec2 }, { PrefixListId: partners?.list.PrefixListId }),
      (page) => page.Entries,
    );
    expect(entries).toEqual(partners?.entries);
    expect(sim.calls.slice(before).map((call) => call.position)).toEqual([0, 100]);
  });

  test('launch template versions are found by id, by number and by default', async () => {
    const [first, second] = here.launchTemplateVersions;
    const LaunchTemplateId = first?.LaunchTemplateId;
    const both = await collect(
      paginateDescribeLaunchTemplateVersions({ client: aws.ec2, pageSize: 1 }, { LaunchTemplateId }),
      (page) => page.LaunchTemplateVersions,
    );
    expect(both).toEqual([first, second]);
    const byNumber = await aws.ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: ['1'] }),
    );
    expect(byNumber.LaunchTemplateVersions).toEqual([first]);
    const defaults = await aws.ec2.send(new DescribeLaunchTemplateVersionsCommand({ Versions: ['$Default'] }));
    expect(defaults.LaunchTemplateVersions).toEqual(here.launchTemplateVersions.filter((each) => each.DefaultVersion));
  });

  test('images, allowed images and encryption defaults', async () => {
    expect((await aws.ec2.send(new DescribeImagesCommand({ IncludeDeprecated: true }))).Images).toEqual(here.images);
    expect(await aws.ec2.send(new GetAllowedImagesSettingsCommand({}))).toMatchObject(here.allowedImagesSettings);
    expect(await aws.ec2.send(new GetEbsEncryptionByDefaultCommand({}))).toMatchObject({
      EbsEncryptionByDefault: here.ebsEncryptionByDefault,
    });
    expect(await aws.ec2.send(new GetEbsDefaultKmsKeyIdCommand({}))).toMatchObject({ KmsKeyId: 'alias/aws/ebs' });
  });

  test('clusters, node groups and versions', async () => {
    const names = await collect(paginateListClusters({ client: aws.eks, pageSize: 1 }, {}), (page) => page.clusters);
    expect(names).toEqual(here.clusters.map((cluster) => cluster.name));
    for (const name of names) {
      const { cluster } = await aws.eks.send(new DescribeClusterCommand({ name }));
      expect(cluster).toEqual(here.clusters.find((each) => each.name === name));
      const groups = await collect(
        paginateListNodegroups({ client: aws.eks, pageSize: 2 }, { clusterName: name }),
        (page) => page.nodegroups,
      );
      const described = await Promise.all(
        groups.map(
          async (nodegroupName) =>
            (await aws.eks.send(new DescribeNodegroupCommand({ clusterName: name, nodegroupName }))).nodegroup,
        ),
      );
      expect(described).toEqual(here.nodegroups.filter((each) => each.clusterName === name));
    }
    const all = await aws.eks.send(new DescribeClusterVersionsCommand({ includeAll: true }));
    expect(all.clusterVersions).toEqual(here.clusterVersions);
    const offered = await aws.eks.send(new DescribeClusterVersionsCommand({}));
    expect(offered.clusterVersions).toEqual(
      here.clusterVersions.filter((each) => each.versionStatus !== 'UNSUPPORTED'),
    );
  });

  test('identities: one list in pages, providers and a role', async () => {
    const pages = await collect(
      paginateGetAccountAuthorizationDetails({ client: aws.iam, pageSize: 4 }, {}),
      (page) => [page],
    );
    expect(pages.flatMap((page) => page.UserDetailList ?? [])).toEqual(held.iam.users);
    expect(pages.flatMap((page) => page.GroupDetailList ?? [])).toEqual(held.iam.groups);
    expect(pages.flatMap((page) => page.RoleDetailList ?? [])).toEqual(held.iam.roles);
    expect(pages.flatMap((page) => page.Policies ?? [])).toEqual(held.iam.policies);
    expect(pages.map((page) => page.IsTruncated)).toEqual([...pages.slice(1).map(() => true), false]);
    const { OpenIDConnectProviderList: providers = [] } = await aws.iam.send(new ListOpenIDConnectProvidersCommand({}));
    expect(providers.map((each) => each.Arn)).toEqual(Object.keys(held.iam.oidcProviders));
    const arn = providers[0]?.Arn;
    expect(await aws.iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }))).toMatchObject(
      held.iam.oidcProviders[arn ?? ''] ?? {},
    );
    const role = held.iam.roles[1];
    const { Role } = await aws.iam.send(new GetRoleCommand({ RoleName: role?.RoleName }));
    expect(Role).toMatchObject({ Arn: role?.Arn, AssumeRolePolicyDocument: role?.AssumeRolePolicyDocument });
  });

  test('repositories, images, manifests and scans', async () => {
    const repositories = await collect(
      paginateDescribeRepositories({ client: aws.ecr, pageSize: 2 }, {}),
      (page) => page.repositories,
    );
    expect(repositories).toEqual(here.repositories);
    for (const { repositoryName } of repositories) {
      const images = await collect(
        paginateDescribeImages({ client: aws.ecr, pageSize: 2 }, { repositoryName }),
        (page) => page.imageDetails,
      );
      expect(images).toEqual(here.ecrImages[repositoryName ?? '']);
    }
    const [[address, scan]] = Object.entries(here.scanFindings) as [[string, AwsRegion['scanFindings'][string]]];
    const [repositoryName, imageDigest] = address.split('@');
    const findings = await collect(
      paginateDescribeImageScanFindings({ client: aws.ecr, pageSize: 1 }, { repositoryName, imageId: { imageDigest } }),
      (page) => page.imageScanFindings?.findings,
    );
    expect(findings).toEqual(scan.imageScanFindings?.findings);
    const missing = { imageTag: 'no-such-tag' };
    const batch = await aws.ecr.send(
      new BatchGetImageCommand({ repositoryName, imageIds: [{ imageDigest }, missing] }),
    );
    expect(batch.images).toEqual([here.manifests[imageDigest ?? '']]);
    expect(batch.failures).toEqual([
      { imageId: missing, failureCode: 'ImageNotFound', failureReason: 'Requested image not found' },
    ]);
  });

  test('Inspector findings, all and of one image', async () => {
    expect(
      await collect(paginateListFindings({ client: aws.inspector, pageSize: 3 }, {}), (page) => page.findings),
    ).toEqual(here.inspectorFindings);
    const [first] = here.inspectorFindings;
    const hash = first?.resources?.[0]?.details?.awsEcrContainerImage?.imageHash;
    const filterCriteria = {
      ecrImageHash: [{ comparison: 'EQUALS' as const, value: hash }],
      findingStatus: [{ comparison: 'EQUALS' as const, value: 'ACTIVE' }],
    };
    expect(
      await collect(paginateListFindings({ client: aws.inspector }, { filterCriteria }), (page) => page.findings),
    ).toEqual([first]);
  });

  test('keys, by id and by alias', async () => {
    const keys = await collect(paginateListKeys({ client: aws.kms, pageSize: 3 }, {}), (page) => page.Keys);
    expect(keys.map((key) => key.KeyArn)).toEqual(here.kmsKeys.map((key) => key.Arn));
    const { KeyMetadata } = await aws.kms.send(new DescribeKeyCommand({ KeyId: 'alias/aws/ebs' }));
    expect(KeyMetadata).toEqual(here.kmsKeys[0]);
  });
});
