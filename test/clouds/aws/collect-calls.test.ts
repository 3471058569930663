import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AwsAccount, AwsRegion } from '../../sim/aws/estate.ts';
import { startAws, type AwsSim } from '../../sim/aws/server.ts';
import { audit, type Audit } from './audit.ts';
import { addonsInUse, ownKeys } from '../../bench/fleet/aws-links.ts';
import { balancersOfClusters, listenersOf } from '../../bench/fleet/aws-balancers.ts';
import { expectSame } from './expectations.ts';
import { account, estate, held, here, images, referredLists, rotated, usedKeys } from './small-estate.ts';

let sim: AwsSim;
let got: Audit;
beforeAll(async () => {
  sim = await startAws({ estate });
  got = await audit({ url: sim.url, as: account });
});
afterAll(() => sim.close());

/** Those that the region that is asked about the account sees. */
const trails = (held.trails ?? []).filter(({ trail }) => trail.IsMultiRegionTrail);

const usedTemplates = new Set(here.nodegroups.flatMap(({ launchTemplate }) => launchTemplate?.id ?? []));

const balancers = balancersOfClusters(here);

describe('calls', () => {
  test('are as many as pages at full size and objects without a listing', () => {
    const pages = (count: number, size: number): number => Math.max(1, Math.ceil(count / size));
    const wanted: Record<string, number> = {
      'sts:GetCallerIdentity': 1,
      'ec2:DescribeRegions': 1,
      'eks:ListClusters': 3,
      'eks:DescribeCluster': here.clusters.length,
      'eks:DescribeClusterVersions': 1,
      'eks:ListNodegroups': here.clusters.length,
      'eks:DescribeNodegroup': here.nodegroups.length,
      'eks:ListAddons': here.clusters.length,
      'eks:DescribeAddon': here.addons.length,
      // A cluster that the ConfigMap alone opens is not asked.
      'eks:ListAccessEntries': here.clusters.filter(
        ({ accessConfig }) => accessConfig?.authenticationMode !== 'CONFIG_MAP',
      ).length,
      'eks:DescribeAccessEntry': here.accessEntries.length,
      'eks:ListAssociatedAccessPolicies': here.accessEntries.length,
      'eks:ListCapabilities': here.clusters.length,
      'eks:DescribeCapability': here.capabilities.length,
      'eks:ListFargateProfiles': here.clusters.length,
      'eks:DescribeFargateProfile': here.fargateProfiles.length,
      'eks:DescribeAddonVersions': addonsInUse(here).length,
      'eks:ListInsights': here.clusters.length,
      'eks:ListIdentityProviderConfigs': here.clusters.length,
      'eks:DescribeIdentityProviderConfig': here.identityProviders.length,
      'ec2:DescribeSecurityGroups': pages(here.securityGroups.length, 1000),
      'ec2:DescribeNetworkInterfaces': pages(here.networkInterfaces.length, 1000),
      'ec2:DescribeInstances': 1,
      'ec2:DescribeVolumes': pages(here.volumes.length, 1000),
      'ec2:DescribeVpcs': 1,
      'ec2:DescribeFlowLogs': 1,
      'ec2:DescribeSubnets': pages(here.subnets.length, 1000),
      'ec2:DescribeNetworkAcls': 1,
      'ec2:DescribeRouteTables': pages(here.routeTables.length, 100),
      'ec2:DescribeLaunchTemplateVersions': usedTemplates.size,
      'ec2:DescribeImages': 2,
      'ec2:DescribeSnapshots': 1,
      'ec2:GetSnapshotBlockPublicAccessState': 1,
      'ec2:GetImageBlockPublicAccessState': 1,
      'ec2:GetManagedPrefixListEntries': here.prefixLists
        .filter(({ list }) => referredLists.has(list.PrefixListId ?? ''))
        .reduce((sum, { entries }) => sum + pages(entries.length, 100), 0),
      'ec2:GetAllowedImagesSettings': 1,
      'ec2:GetEbsEncryptionByDefault': 1,
      'ec2:GetInstanceMetadataDefaults': 1,
      'ecr:DescribeRepositories': pages(here.repositories.length, 1000),
      'ecr:GetRepositoryPolicy': here.repositories.length,
      'ecr:GetRegistryPolicy': 1,
      'ecr:GetRegistryScanningConfiguration': 1,
      'ecr:BatchGetRepositoryScanningConfiguration': 1,
      'elasticloadbalancing:DescribeLoadBalancers': 1,
      'elasticloadbalancing:DescribeTags': 1,
      'elasticloadbalancing:DescribeListeners': balancers.size,
      'elasticloadbalancing:DescribeRules': listenersOf(here, balancers).filter(
        ({ listener }) => listener.Protocol === 'HTTP' && listener.DefaultActions?.[0]?.Type !== 'forward',
      ).length,
      'elasticloadbalancing:DescribeSSLPolicies': 1,
      'guardduty:ListDetectors': 1,
      'guardduty:GetDetector': 1,
      'inspector2:BatchGetAccountStatus': 1,
      'ecr:GetAccountSetting': 1,
      'ecr:DescribeImages': here.repositories.length,
      'ecr:DescribeImageScanFindings': images.length - 2,
      'ecr:BatchGetImage': 1,
      'inspector2:ListFindings': pages(here.inspectorFindings.length, 100),
      'logs:DescribeLogGroups': 1,
      'kms:DescribeKey': usedKeys.size,
      'kms:GetKeyRotationStatus': rotated.length,
      'kms:GetKeyPolicy': ownKeys(here).length,
      'iam:GetAccountAuthorizationDetails': 1,
      'iam:ListOpenIDConnectProviders': 1,
      'cloudtrail:DescribeTrails': 1,
      'cloudtrail:GetTrailStatus': trails.length,
      'cloudtrail:GetEventSelectors': trails.length,
      'iam:GetOpenIDConnectProvider': Object.keys(held.iam.oidcProviders).length,
    };
    expect(sim.trace()).toEqual(wanted);
    expect(got.sent).toHaveLength(Object.values(wanted).reduce((sum, count) => sum + count, 0));
  });

  test('of a second sweep give the same readings', async () => {
    const again = await audit({ url: sim.url, as: account });
    expectSame(got.readings, again.readings);
  });
});

test('an account that is paged everywhere is read to the end of each listing', async () => {
  const large = largeAccount(held);
  const paged = await startAws({ estate: { ...estate, accounts: { [account]: large } } });
  try {
    const { readings } = await audit({ url: paged.url, as: account });
    const counted = (type: string): number =>
      readings.flatMap(({ resources }) => resources).filter((it) => it.type === type).length;
    expect(readings.flatMap(({ gaps }) => gaps)).toEqual([]);
    expect(counted('iam.role')).toBe(2300);
    expect(counted('ec2.security-group')).toBe(2300);
    expect(counted('ec2.route-table')).toBe(230);
    expect(paged.trace()).toMatchObject({
      'iam:GetAccountAuthorizationDetails': 3,
      'ec2:DescribeSecurityGroups': 3,
      'ec2:DescribeRouteTables': 3,
    });
  } finally {
    await paged.close();
  }
});

function largeAccount(base: AwsAccount): AwsAccount {
  const region = base.regions['eu-central-1']!;
  const many = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
  const changed: AwsRegion = {
    ...region,
    securityGroups: many(2300, (at) => ({ GroupId: `sg-${at}`, GroupName: 'many' })),
    routeTables: many(230, (at) => ({ ...region.routeTables[0], RouteTableId: `rtb-${at}` })),
  };
  return {
    iam: {
      ...base.iam,
      roles: many(2300, (at) => ({ ...base.iam.roles[0], Arn: `arn:aws:iam::${account}:role/r${at}` })),
    },
    regions: { ...base.regions, 'eu-central-1': changed },
  };
}
