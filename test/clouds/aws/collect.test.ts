import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addonsInUse } from '../../bench/fleet/aws-links.ts';
import { startAws, type AwsSim } from '../../sim/aws/server.ts';
import { audit, type Audit } from './audit.ts';
import { expectAddresses, expectEachHeld, expectNothingToJudge, inventoryOf } from './expectations.ts';
import { account, estate, held, here, images, indexDigest, referredLists, usedKeys } from './small-estate.ts';

let sim: AwsSim;
let got: Audit;
beforeAll(async () => {
  sim = await startAws({ estate });
  got = await audit({ url: sim.url, as: account });
});
afterAll(() => sim.close());

const reading = (part: string) => inventoryOf(account, got.readings).reading(part);
const ofType = (part: string, type: string) => inventoryOf(account, got.readings).ofType(part, type);

/** As it is stored: dates as text; empty lists are not told apart from absent ones on the wire. */
const stored = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, part: unknown) => (Array.isArray(part) && part.length === 0 ? undefined : part)),
  );
const sorted = (values: readonly unknown[]): string[] => values.map((it) => canonical(stored(it))).sort();
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

const scanned = Object.keys(here.scanFindings).length;
describe('a region with clusters is read completely', () => {
  test.each<[string, readonly object[]]>([
    ['eks.cluster', here.clusters],
    ['eks.nodegroup', here.nodegroups],
    ['eks.addon', here.addons],
    ['eks.access-entry', here.accessEntries.map(({ entry }) => entry)],
    [
      'eks.access-policies',
      here.accessEntries.map(({ entry: { clusterName, principalArn }, policies }) => ({
        clusterName,
        principalArn,
        associatedAccessPolicies: policies,
      })),
    ],
    ['eks.fargate-profile', here.fargateProfiles],
    ['eks.addon-versions', addonsInUse(here).map(({ offered, ...it }) => ({ ...it, addonVersions: offered }))],
    ['logs.log-group', here.logGroups],
    ['eks.capability', here.capabilities],
    ['eks.identity-provider', here.identityProviders],
    [
      'eks.insights',
      Object.entries(here.insights).map(([clusterName, insights]) => ({
        clusterName,
        insights: insights.map((it) => ({ ...it, lastRefreshTime: undefined })),
      })),
    ],
    ['eks.version', here.clusterVersions],
    ['ec2.security-group', here.securityGroups],
    ['ec2.network-interface', here.networkInterfaces],
    ['ec2.instance', here.instances.flatMap(({ Instances = [] }) => Instances)],
    ['ec2.volume', here.volumes],
    [
      'ec2.public-snapshots',
      [{ Snapshots: here.snapshots.flatMap(({ snapshot, isPublic }) => (isPublic ? snapshot : [])) }],
    ],
    ['ec2.snapshot-public-block', [{ State: here.snapshotPublicBlock, ManagedBy: 'account' }]],
    ['ec2.image-public-block', [{ ImageBlockPublicAccessState: here.imagePublicBlock, ManagedBy: 'account' }]],
    ['ec2.vpc', here.vpcs],
    ['ec2.flow-log', here.flowLogs],
    ['ec2.subnet', here.subnets],
    ['ec2.route-table', here.routeTables],
    ['ec2.network-acl', here.networkAcls],
    ['ec2.image', here.images],
    ['ec2.allowed-images', [here.allowedImagesSettings]],
    ['ecr.repository', here.repositories],
    ['ecr.image', images],
    ['elbv2.load-balancer', here.loadBalancers.map(({ balancer }) => balancer)],
    [
      'elbv2.load-balancer-tags',
      here.loadBalancers.flatMap(({ balancer: { LoadBalancerArn, Scheme }, tags }) =>
        Scheme === 'internet-facing' ? { ResourceArn: LoadBalancerArn, Tags: tags } : [],
      ),
    ],
    ['inspector.finding', here.inspectorFindings],
    ['kms.key', here.kmsKeys.filter(({ Arn = '' }) => usedKeys.has(Arn))],
    [
      'ec2.prefix-list',
      here.prefixLists.flatMap(({ list: { PrefixListId = '' }, entries }) =>
        referredLists.has(PrefixListId) ? { PrefixListId, Entries: entries } : [],
      ),
    ],
  ])('%s as the service answers it', (type, expected) => {
    expectEachHeld(ofType('eu-central-1', type), expected);
    expect(sorted(ofType('eu-central-1', type).map(({ config }) => config))).toEqual(sorted(expected));
  });

  test('the launch template versions that node groups use, without their user data', () => {
    const used = here.launchTemplateVersions.filter(({ VersionNumber }) => VersionNumber === 2);
    const bare = used.map((it) => ({
      ...it,
      LaunchTemplateData: { ...it.LaunchTemplateData, UserData: undefined },
      userDataHolds: { state: 'read', secrets: [] },
    }));
    const read = ofType('eu-central-1', 'ec2.launch-template-version');
    expect(sorted(read.map(({ config }) => config))).toEqual(sorted(bare));
    expect(JSON.stringify(got.readings)).not.toContain('UserData');
  });

  test('a scan for each image that was scanned, with its findings', () => {
    const scans = ofType('eu-central-1', 'ecr.image-scan');
    expect(scans).toHaveLength(scanned + 1);
    const [name, scan] = Object.entries(here.scanFindings)[0]!;
    const [repository = '', digest = ''] = name.split('@');
    expect(
      scans.find(({ id }) => id === `arn:aws:ecr:eu-central-1:${account}:repository/${repository}@${digest}/scan`),
    ).toMatchObject({ config: stored({ imageId: { imageDigest: digest }, ...scan }) as object });
  });

  test('the platforms of an image index', () => {
    const [index, ...others] = ofType('eu-central-1', 'ecr.image-index');
    expect(others).toEqual([]);
    expect(index!.id.endsWith(`@${indexDigest}/index`)).toBe(true);
    expect(index!.config).toEqual({
      digest: indexDigest,
      manifests: [
        { digest: `sha256:${'3'.repeat(64)}`, platform: { os: 'linux', architecture: 'arm64' } },
        {
          digest: `sha256:${'4'.repeat(64)}`,
          platform: { os: 'unknown', architecture: 'unknown' },
          annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
        },
      ],
    });
  });

  test('every listing is complete and nothing is missing', () => {
    expect(reading('eu-central-1').gaps).toEqual([]);
    expect(reading('eu-central-1').complete).toHaveLength(50);
  });

  test('addresses are ARNs in the account and region, and names are what people call things', () => {
    const [cluster] = here.clusters;
    const group = here.securityGroups[0]!;
    const all = reading('eu-central-1').resources;
    expect(all.find(({ id }) => id === cluster!.arn)).toMatchObject({
      name: cluster!.name,
      created: cluster!.createdAt!.toISOString(),
    });
    const arn = group.SecurityGroupArn ?? `arn:aws:ec2:eu-central-1:${account}:security-group/${group.GroupId!}`;
    expect(all.find(({ id }) => id === arn)?.name).toBe(group.GroupName);
    expectAddresses(reading('eu-central-1'));
    expect(all.filter(({ id }) => !id.startsWith('arn:aws:')).map(({ type }) => type)).toEqual([
      'ec2.allowed-images',
      'ec2.ebs-encryption-default',
      'ec2.image-public-block',
      'ec2.instance-metadata-defaults',
      'ec2.public-images',
      'ec2.public-snapshots',
      'ec2.snapshot-public-block',
      'ecr.policy-scope',
      'ecr.registry-policy',
      'ecr.registry-scanning',
      ...addonsInUse(here).map(() => 'eks.addon-versions'),
      ...here.clusterVersions.map(() => 'eks.version'),
      'elbv2.ssl-policies',
      'guardduty.detectors',
      'inspector.account',
    ]);
  });
});

const { trails = [] } = held;

describe('what an account has once', () => {
  test.each<[string, readonly object[]]>([
    ['iam.role', held.iam.roles],
    ['iam.policy', held.iam.policies],
    ['iam.oidc-provider', Object.values(held.iam.oidcProviders)],
    ['cloudtrail.trails', [{ trailList: trails.map(({ trail }) => trail) }]],
    ['cloudtrail.trail-status', trails.map(({ trail: { TrailARN }, status }) => ({ TrailARN, ...status }))],
    ['cloudtrail.trail-selectors', trails.map(({ trail: { TrailARN }, selectors }) => ({ TrailARN, ...selectors }))],
  ])('%s as the service answers it', (type, expected) => {
    expectEachHeld(ofType('global', type), expected);
    expect(sorted(ofType('global', type).map(({ config }) => config))).toEqual(sorted(expected));
    expect(reading('global')).toMatchObject({
      gaps: [],
      complete: [
        'cloudtrail.trail-selectors',
        'cloudtrail.trail-status',
        'cloudtrail.trails',
        'iam.oidc-provider',
        'iam.policy',
        'iam.role',
      ],
    });
  });
});

describe('a region without clusters', () => {
  test('costs one call and leaves rules nothing to judge', () => {
    expectNothingToJudge(reading('us-west-2'));
    expect(sim.calls.filter(({ region }) => region === 'us-west-2')).toHaveLength(1);
  });

  test('that is not opted in is no target', () => {
    expect(got.discovery.targets.map(({ id }) => id.split(':')[2])).toEqual([
      'ap-southeast-2',
      'eu-central-1',
      'global',
      'us-west-2',
    ]);
  });
});
