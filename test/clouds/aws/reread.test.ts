import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsTypes } from '#clouds/aws/types';
import type { Reading, Resource } from '#model';
import { everywhere, region, rereader, stopSims, sum, touch, type Rereader } from './rereads.ts';

let it: Rereader;
let swept: ReadonlyMap<string, Reading>;
beforeAll(async () => {
  it = await rereader();
  const readings = await Promise.all(it.targets.map((target) => it.cloud.collect(target)));
  swept = new Map(readings.map((reading) => [reading.target.id, reading]));
});
afterAll(stopSims);

const changing = awsTypes.filter(({ changedBy }) => changedBy.length > 0);
const holderOf = (scope: string): string => (scope === 'aws-global' ? everywhere : region);
const known = (target: string): readonly Resource[] => swept.get(target)?.resources ?? [];
const ofType = (target: string, type: string): readonly Resource[] => known(target).filter((one) => one.type === type);

/** Whatever was read is what the sweep read there. */
function expectAsSwept({ target, resources, gaps }: Reading): void {
  expect(gaps).toEqual([]);
  const before = known(target.id);
  for (const one of resources) expect(one).toEqual(before.find(({ type, id }) => type === one.type && id === one.id));
}

describe.each(changing.map(({ name, scope }) => [name, holderOf(scope)] as const))('%s', (type, target) => {
  test('is read again by its address as the sweep reads it', async () => {
    const [one] = ofType(target, type);
    const { reading, calls } = await it.reread(target, [touch(one!)]);
    expect(reading.resources).toContainEqual(one);
    expectAsSwept(reading);
    expect(sum(calls)).toBeLessThanOrEqual(4);
  });

  test('is listed again where the change names none of them', async () => {
    const { reading } = await it.reread(target, [{ type }]);
    expect(reading.complete).toContain(type);
    expect(reading.resources.filter((one) => one.type === type)).toEqual(ofType(target, type));
    expectAsSwept(reading);
  });
});

/** What people change by hand is read again in three calls. */
describe('a change of', () => {
  test.each<[string, Readonly<Record<string, number>>]>([
    ['eks.cluster', { 'eks:DescribeCluster': 1 }],
    ['eks.nodegroup', { 'eks:DescribeNodegroup': 1, 'ec2:DescribeLaunchTemplateVersions': 1, 'ec2:DescribeImages': 1 }],
    ['eks.addon', { 'eks:DescribeAddon': 1 }],
    ['eks.fargate-profile', { 'eks:DescribeFargateProfile': 1 }],
    ['logs.log-group', { 'logs:DescribeLogGroups': 1 }],
    ['eks.access-entry', { 'eks:DescribeAccessEntry': 1, 'eks:ListAssociatedAccessPolicies': 1 }],
    ['eks.access-policies', { 'eks:ListAssociatedAccessPolicies': 1 }],
    ['ec2.network-interface', { 'ec2:DescribeNetworkInterfaces': 1 }],
    ['ec2.vpc', { 'ec2:DescribeVpcs': 1 }],
    ['ec2.subnet', { 'ec2:DescribeSubnets': 1 }],
    ['ec2.route-table', { 'ec2:DescribeRouteTables': 1 }],
    ['ec2.network-acl', { 'ec2:DescribeNetworkAcls': 1 }],
    ['ec2.flow-log', { 'ec2:DescribeFlowLogs': 1 }],
    ['ec2.prefix-list', { 'ec2:GetManagedPrefixListEntries': 1 }],
    ['ec2.instance', { 'ec2:DescribeInstances': 1, 'ec2:DescribeImages': 1 }],
    ['ec2.image', { 'ec2:DescribeImages': 1 }],
    ['ec2.allowed-images', { 'ec2:GetAllowedImagesSettings': 1 }],
    ['ecr.repository', { 'ecr:DescribeRepositories': 1 }],
    ['ecr.repository-policy', { 'ecr:GetRepositoryPolicy': 1 }],
    ['ecr.repository-scanning', { 'ecr:BatchGetRepositoryScanningConfiguration': 1 }],
    ['elbv2.load-balancer', { 'elasticloadbalancing:DescribeLoadBalancers': 1 }],
    ['elbv2.load-balancer-tags', { 'elasticloadbalancing:DescribeTags': 1 }],
    ['guardduty.detectors', { 'guardduty:ListDetectors': 1, 'guardduty:GetDetector': 1 }],
    ['ecr.image', { 'ecr:DescribeImages': 1, 'ecr:DescribeImageScanFindings': 1 }],
    ['ecr.image-index', { 'ecr:DescribeImages': 1, 'ecr:BatchGetImage': 1 }],
    ['ecr.registry-policy', { 'ecr:GetRegistryPolicy': 1 }],
    ['kms.key', { 'kms:DescribeKey': 1, 'kms:GetKeyRotationStatus': 1, 'kms:GetKeyPolicy': 1 }],
    ['kms.key-policy', { 'kms:DescribeKey': 1, 'kms:GetKeyPolicy': 1 }],
    ['kms.key-rotation', { 'kms:DescribeKey': 1, 'kms:GetKeyRotationStatus': 1 }],
    ['iam.role', { 'iam:GetAccountAuthorizationDetails': 1 }],
    ['iam.policy', { 'iam:GetAccountAuthorizationDetails': 1 }],
    ['iam.oidc-provider', { 'iam:GetOpenIDConnectProvider': 1 }],
  ])('%s', async (type, expected) => {
    const target = type.startsWith('iam.') ? everywhere : region;
    const of = ofType(target, type).find(isRich) ?? ofType(target, type)[0];
    const { calls } = await it.reread(target, [touch(of!)]);
    expect(calls).toEqual(expected);
    expect(sum(calls)).toBeLessThanOrEqual(3);
  });

  test('a security group is one call and one for each prefix list that it refers to', async () => {
    for (const group of ofType(region, 'ec2.security-group')) {
      const { reading, calls } = await it.reread(region, [touch(group)]);
      const lists = new Set(JSON.stringify(group.config).match(/pl-[0-9a-f]+/g) ?? []);
      expect(calls['ec2:DescribeSecurityGroups']).toBe(1);
      expect(calls['ec2:GetManagedPrefixListEntries'] ?? 0).toBe(lists.size);
      expect(reading.resources).toHaveLength(1 + lists.size);
    }
  });
});

/** An image with findings, a node group with a template of its own, a key of the customer. */
const isRich = ({ type, id }: Resource): boolean => {
  const has = (other: string, address: string): boolean =>
    known(region).some((one) => one.type === other && one.id === address);
  if (type === 'ecr.image') return has('ecr.image-scan', `${id}/scan`) && !id.includes('sha256:2222');
  if (type === 'kms.key') return has('kms.key-rotation', `${id}/rotation`);
  if (type !== 'eks.nodegroup') return false;
  const template = known(region).find((one) => one.type === 'eks.nodegroup' && one.id === id);
  return JSON.stringify(template?.config).includes('launchTemplate');
};
