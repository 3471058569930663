import type { AwsAccount, AwsEstate, AwsRegion } from '../../sim/aws/estate.ts';
import { balancersOfClusters, listenersOf } from '../fleet/aws-balancers.ts';
import {
  addonsInUse,
  imagesInUse,
  keysInUse,
  ownKeys,
  prefixListsInUse,
  rotatedKeys,
  templatesInUse,
} from '../fleet/aws-links.ts';

/** The calls that one API of one account in one region takes at the least. */
export interface Due {
  readonly api: string;
  readonly account: string;
  readonly region: string;
  readonly calls: number;
}

/**
 * The fewest calls that read an estate: pages at the documented maximum page size, or one call for each object where no
 * list or batch call returns the field. It looks at the estate alone. A region without clusters costs its listing.
 * Page sizes: the MaxResults and MaxItems of each operation in the API references of EC2, ECR, EKS, IAM and Inspector.
 */
export function awsOracle({ accounts }: AwsEstate): readonly Due[] {
  return Object.entries(accounts).flatMap(([account, held]) => {
    const due = (region: string, calls: Readonly<Record<string, number>>): Due[] =>
      Object.entries(calls).map(([api, count]) => ({ api, account, region, calls: count }));
    const open = Object.entries(held.regions).filter(([, it]) => it.optInStatus !== 'not-opted-in');
    return [
      ...due('', accountCalls(held)),
      ...open.flatMap(([name, region]) => [
        ...due(name, { 'eks:ListClusters': pages(region.clusters.length, 100) }),
        ...(region.clusters.length === 0 ? [] : due(name, regionCalls(region))),
      ]),
    ];
  });
}

/** The sums by API. */
export function byApi(dues: readonly Due[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { api, calls } of dues) sums.set(api, (sums.get(api) ?? 0) + calls);
  return sums;
}

export const pages = (count: number, size: number): number => Math.max(1, Math.ceil(count / size));

function accountCalls({ iam, trails: all = [] }: AwsAccount): Readonly<Record<string, number>> {
  // The region that is asked shows those of every region; those of one show there alone.
  const trails = all.filter(({ trail }) => trail.IsMultiRegionTrail).length;
  const providers = Object.keys(iam.oidcProviders).length;
  return {
    'sts:GetCallerIdentity': 1,
    'ec2:DescribeRegions': 1,
    'iam:GetAccountAuthorizationDetails': pages(iam.roles.length + iam.policies.length, 1000),
    'iam:ListOpenIDConnectProviders': 1,
    'cloudtrail:DescribeTrails': 1,
    ...(trails > 0 && { 'cloudtrail:GetTrailStatus': trails, 'cloudtrail:GetEventSelectors': trails }),
    ...(providers > 0 && { 'iam:GetOpenIDConnectProvider': providers }),
  };
}

function regionCalls(held: AwsRegion): Readonly<Record<string, number>> {
  const lists = prefixListsInUse(held);
  const images = imagesInUse(held);
  const instances = held.instances.reduce((sum, { Instances = [] }) => sum + Instances.length, 0);
  const nodegroups = Map.groupBy(held.nodegroups, ({ clusterName }) => clusterName);
  return {
    'eks:DescribeCluster': held.clusters.length,
    'eks:DescribeClusterVersions': pages(held.clusterVersions.length, 100),
    'eks:ListNodegroups': sum(held.clusters, ({ name }) => pages(nodegroups.get(name)?.length ?? 0, 100)),
    'eks:DescribeNodegroup': held.nodegroups.length,
    ...accessCalls(held),
    ...partCalls(held),
    'ec2:DescribeSecurityGroups': pages(held.securityGroups.length, 1000),
    'ec2:DescribeNetworkInterfaces': pages(held.networkInterfaces.length, 1000),
    'ec2:DescribeInstances': pages(instances, 1000),
    'ec2:DescribeVolumes': pages(held.volumes.length, 1000),
    'ec2:DescribeVpcs': pages(held.vpcs.length, 1000),
    'ec2:DescribeFlowLogs': pages(held.flowLogs.length, 1000),
    'ec2:DescribeSubnets': pages(held.subnets.length, 1000),
    'ec2:DescribeNetworkAcls': pages(held.networkAcls.length, 1000),
    'ec2:DescribeRouteTables': pages(held.routeTables.length, 100),
    'ec2:DescribeLaunchTemplateVersions': templatesInUse(held).size,
    // A filter takes 200 values; asked for by id, one image that is gone would refuse all others.
    // The own ones that are public are one more listing.
    'ec2:DescribeImages': Math.ceil(images.size / 200) + 1,
    'ec2:DescribeSnapshots': pages(held.snapshots.filter(({ isPublic }) => isPublic).length, 1000),
    'ec2:GetSnapshotBlockPublicAccessState': 1,
    'ec2:GetImageBlockPublicAccessState': 1,
    'ec2:GetManagedPrefixListEntries': sum(held.prefixLists, ({ list, entries }) =>
      lists.has(list.PrefixListId ?? '') ? pages(entries.length, 100) : 0,
    ),
    'ec2:GetAllowedImagesSettings': 1,
    'ec2:GetEbsEncryptionByDefault': 1,
    'ec2:GetInstanceMetadataDefaults': 1,
    'logs:DescribeLogGroups': pages(held.logGroups.length, 50),
    'kms:DescribeKey': keysInUse(held).size,
    ...(rotatedKeys(held).length > 0 && { 'kms:GetKeyRotationStatus': rotatedKeys(held).length }),
    ...(ownKeys(held).length > 0 && { 'kms:GetKeyPolicy': ownKeys(held).length }),
    'inspector2:ListFindings': pages(held.inspectorFindings.length, 100),
    'inspector2:BatchGetAccountStatus': 1,
    ...registryCalls(held),
    ...balancingCalls(held),
    'guardduty:ListDetectors': 1,
    ...(held.detector && { 'guardduty:GetDetector': 1 }),
  };
}

/** Tags of what faces the internet; listeners of what is a cluster's; rules where a default action does not settle it. */
function balancingCalls(held: AwsRegion): Readonly<Record<string, number>> {
  const balancers = balancersOfClusters(held);
  const facing = held.loadBalancers.filter(({ balancer }) => balancer.Scheme === 'internet-facing').length;
  const asked = listenersOf(held, balancers).filter(
    ({ listener: { Protocol, DefaultActions } }) =>
      Protocol === 'HTTP' && DefaultActions?.every(({ Type }) => Type !== 'forward'),
  );
  return {
    'elasticloadbalancing:DescribeLoadBalancers': pages(held.loadBalancers.length, 400),
    'elasticloadbalancing:DescribeSSLPolicies': 1,
    ...(facing > 0 && { 'elasticloadbalancing:DescribeTags': Math.ceil(facing / 20) }),
    ...(balancers.size > 0 && { 'elasticloadbalancing:DescribeListeners': balancers.size }),
    ...(asked.length > 0 && { 'elasticloadbalancing:DescribeRules': asked.length }),
  };
}

/** What else EKS keeps for a cluster. */
function partCalls(held: AwsRegion): Readonly<Record<string, number>> {
  const { clusters, capabilities, insights, identityProviders, fargateProfiles } = held;
  const count = (items: readonly { readonly clusterName?: string | undefined }[], name: string | undefined): number =>
    items.filter(({ clusterName }) => clusterName === name).length;
  return {
    'eks:ListCapabilities': sum(clusters, ({ name }) => pages(count(capabilities, name), 100)),
    ...(capabilities.length > 0 && { 'eks:DescribeCapability': capabilities.length }),
    'eks:ListFargateProfiles': sum(clusters, ({ name }) => pages(count(fargateProfiles, name), 100)),
    ...(fargateProfiles.length > 0 && { 'eks:DescribeFargateProfile': fargateProfiles.length }),
    // One call names one add-on; without a name the whole marketplace is answered.
    ...(held.addons.length > 0 && { 'eks:DescribeAddonVersions': addonsInUse(held).length }),
    'eks:ListInsights': sum(clusters, ({ name = '' }) => pages(insights[name]?.length ?? 0, 100)),
    'eks:ListIdentityProviderConfigs': sum(clusters, ({ name }) => pages(count(identityProviders, name), 100)),
    ...(identityProviders.length > 0 && { 'eks:DescribeIdentityProviderConfig': identityProviders.length }),
  };
}

/** Entries are asked for where a cluster has them; each is described, and its policies are listed. */
function accessCalls({ clusters, addons, accessEntries }: AwsRegion): Readonly<Record<string, number>> {
  const entered = clusters.filter(({ accessConfig }) => accessConfig?.authenticationMode !== 'CONFIG_MAP');
  const entries = Map.groupBy(accessEntries, ({ entry }) => entry.clusterName);
  const own = Map.groupBy(addons, ({ clusterName }) => clusterName);
  return {
    'eks:ListAddons': sum(clusters, ({ name }) => pages(own.get(name)?.length ?? 0, 100)),
    'eks:DescribeAddon': addons.length,
    'eks:ListAccessEntries': sum(entered, ({ name }) => pages(entries.get(name)?.length ?? 0, 100)),
    'eks:DescribeAccessEntry': accessEntries.length,
    'eks:ListAssociatedAccessPolicies': sum(accessEntries, ({ policies }) => pages(policies.length, 100)),
  };
}

function registryCalls({ repositories, ecrImages, scanFindings }: AwsRegion): Readonly<Record<string, number>> {
  const images = repositories.flatMap(({ repositoryName: name = '' }) =>
    (ecrImages[name] ?? []).map((detail) => ({ name, detail })),
  );
  const isIndex = ({ detail }: (typeof images)[number]): boolean =>
    /manifest\.list|image\.index/.test(detail.imageManifestMediaType ?? '');
  const indexes = Map.groupBy(images.filter(isIndex), ({ name }) => name);
  const single = images.filter((it) => !isIndex(it) && !saysAll(it.detail.imageScanStatus?.status));
  return {
    'ecr:DescribeRepositories': pages(repositories.length, 1000),
    ...(repositories.length > 0 && { 'ecr:GetRepositoryPolicy': repositories.length }),
    ...(repositories.length > 0 && {
      'ecr:BatchGetRepositoryScanningConfiguration': Math.ceil(repositories.length / 25),
    }),
    'ecr:GetRegistryScanningConfiguration': 1,
    'ecr:GetRegistryPolicy': 1,
    'ecr:GetAccountSetting': 1,
    'ecr:DescribeImages': sum(repositories, ({ repositoryName: name = '' }) =>
      pages(ecrImages[name]?.length ?? 0, 1000),
    ),
    'ecr:DescribeImageScanFindings': sum(single, ({ name, detail }) => {
      const scan = scanFindings[`${name}@${detail.imageDigest ?? ''}`];
      return pages(scan?.imageScanFindings?.findings?.length ?? 0, 1000);
    }),
    ...(indexes.size > 0 && { 'ecr:BatchGetImage': sum([...indexes.values()], (own) => Math.ceil(own.length / 100)) }),
  };
}

/** A scan that has failed or is under way has no findings: the image's own entry says so. */
const saysAll = (status: string | undefined): boolean =>
  status !== undefined && status !== 'COMPLETE' && status !== 'ACTIVE';

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);
