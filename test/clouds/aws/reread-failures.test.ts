import { describe, expect, test } from 'vitest';
import { awsTypes } from '#clouds/aws/types';
import type { Resource } from '#model';
import { denied, emptied, estateWith, region, rereader, touch } from './rereads.ts';
import { account, here } from './small-estate.ts';
import { all, one } from './swept.ts';

/** Types that are listed whatever was touched: what a whole listing does not hold is gone from it. */
const listed = [
  'ec2.vpc',
  'ec2.subnet',
  'ec2.flow-log',
  'inspector.finding',
  'logs.log-group',
  'iam.role',
  'iam.policy',
];
const isListed = (type: string): boolean => listed.includes(type) || !one(type).id.startsWith('arn:');
const changing = awsTypes.filter(({ changedBy }) => changedBy.length > 0).map(({ name }) => name);

describe('what is not there any more', () => {
  test('is a gap on its address and on nothing else', async () => {
    const { reread } = await rereader(emptied);
    for (const it of changing.filter((type) => !isListed(type)).map(one)) {
      const { reading } = await reread(it.target, [touch(it)]);
      expect(reading, it.type).toMatchObject({ resources: [], complete: [] });
      expect(reading.gaps.filter(({ types }) => types.includes(it.type))).toEqual([
        expect.objectContaining({ reason: 'not-found', resource: it.id, types: [it.type] }),
      ]);
      expect(reading.gaps.filter(({ resource }) => resource === undefined)).toEqual([]);
    }
  });

  test.each(listed)('%s is missing in a listing that is whole', async (type) => {
    const { reread } = await rereader(emptied);
    const { reading } = await reread(one(type).target, [touch(one(type))]);
    expect(reading).toMatchObject({ resources: [], gaps: [] });
    expect(reading.complete).toContain(type);
  });

  test('does not hide the others that were touched with it', async () => {
    const [lost, ...others] = all('ec2.security-group');
    const left = here.securityGroups.filter(({ GroupId }) => !lost!.id.endsWith(`/${GroupId!}`));
    const { reread } = await rereader(estateWith({ securityGroups: left }));
    const { reading, calls } = await reread(region, [lost!, ...others].map(touch));
    expect(calls['ec2:DescribeSecurityGroups']).toBe(1);
    expect(reading.resources.filter(({ type }) => type === 'ec2.security-group')).toEqual(others);
    expect(reading.gaps.map(({ resource, reason }) => [resource, reason])).toEqual([[lost!.id, 'not-found']]);
  });

  test.each(['eks.nodegroup', 'eks.addon', 'eks.fargate-profile', 'eks.access-entry'])(
    '%s that was made anew under its name is there, and the old one is not',
    async (type) => {
      const { reread } = await rereader();
      const it = one(type);
      const old = `${it.id.slice(0, -1)}x`;
      const { reading } = await reread(region, [{ type, id: old }]);
      expect(reading.resources).toContainEqual(it);
      expect(reading.gaps).toEqual([expect.objectContaining({ reason: 'not-found', resource: old, types: [type] })]);
    },
  );

  test('is the policy of a repository that has none', async () => {
    const it = one('ecr.repository-policy');
    const { reread } = await rereader(estateWith({ ecrPolicies: {} }));
    const { reading } = await reread(region, [touch(it)]);
    expect(reading.gaps).toEqual([expect.objectContaining({ reason: 'not-found', resource: it.id, types: [it.type] })]);
  });
});

describe('what an address cannot have', () => {
  const plain = (): Resource =>
    all('ecr.image').find(({ id }) => all('ecr.image-scan').some((it) => it.id === `${id}/scan`))!;

  test('is no gap: an image of one platform has no index', async () => {
    const { reread } = await rereader();
    const { reading, calls } = await reread(region, [{ type: 'ecr.image-index', id: `${plain().id}/index` }]);
    expect(reading).toMatchObject({ resources: [plain()], gaps: [], complete: [] });
    expect(calls).toEqual({ 'ecr:DescribeImages': 1 });
  });

  test('is no gap: a key that AWS manages has no policy and no rotation of its own', async () => {
    const [key] = all('kms.key');
    const kmsKeys = here.kmsKeys.map((it) => ({ ...it, KeyManager: 'AWS' as const }));
    const { reread } = await rereader(estateWith({ kmsKeys }));
    const { reading, calls } = await reread(region, [
      { type: 'kms.key-policy', id: `${key!.id}/policy` },
      { type: 'kms.key-rotation', id: `${key!.id}/rotation` },
    ]);
    expect(reading).toMatchObject({ resources: [{ type: 'kms.key', id: key!.id }], gaps: [], complete: [] });
    expect(calls).toEqual({ 'kms:DescribeKey': 1 });
  });
});

describe('a refused read', () => {
  test('is a gap on each address that it was made for', async () => {
    const groups = all('ec2.security-group').slice(0, 2);
    const { reread } = await rereader(undefined, denied('ec2:DescribeSecurityGroups'));
    const { reading } = await reread(region, groups.map(touch));
    expect(reading).toMatchObject({ resources: [], complete: [] });
    expect(reading.gaps).toEqual(
      groups.map(({ id }): unknown =>
        expect.objectContaining({
          api: 'ec2:DescribeSecurityGroups',
          reason: 'denied',
          permission: 'ec2:DescribeSecurityGroups',
          resource: id,
          types: ['ec2.security-group'],
        }),
      ),
    );
  });

  test('of a cluster says nothing of what is in it', async () => {
    const it = one('eks.cluster');
    const { reread } = await rereader(undefined, denied('eks:DescribeCluster'));
    const { reading } = await reread(region, [touch(it)]);
    expect(reading.gaps).toEqual([expect.objectContaining({ reason: 'denied', resource: it.id, types: [it.type] })]);
  });

  test('of what a node group leads to is a gap of that alone', async () => {
    const it = all('eks.nodegroup').find(({ config }) => JSON.stringify(config).includes('launchTemplate'))!;
    const { reread } = await rereader(undefined, denied('ec2:DescribeLaunchTemplateVersions'));
    const { reading } = await reread(region, [touch(it)]);
    expect(reading).toMatchObject({ resources: [it], complete: [] });
    expect(reading.gaps.map(({ types }) => types)).toEqual([['ec2.launch-template-version']]);
  });

  test.each([
    ['eks.addon', 'eks:ListClusters'],
    ['eks.addon', 'eks:DescribeCluster'],
    ['eks.fargate-profile', 'eks:ListFargateProfiles'],
    ['eks.fargate-profile', 'eks:DescribeCluster'],
    ['logs.log-group', 'logs:DescribeLogGroups'],
    ['eks.nodegroup', 'eks:ListNodegroups'],
    ['ec2.launch-template-version', 'eks:DescribeNodegroup'],
    ['ec2.image', 'ec2:DescribeInstances'],
    ['ec2.image', 'ec2:DescribeLaunchTemplateVersions'],
    ['ec2.prefix-list', 'ec2:DescribeSecurityGroups'],
    ['ecr.image-scan', 'ecr:DescribeImages'],
    ['ecr.repository-policy', 'ecr:DescribeRepositories'],
    ['kms.key', 'eks:ListClusters'],
    ['kms.key', 'eks:DescribeCluster'],
    ['kms.key', 'ec2:DescribeVolumes'],
    ['kms.key', 'ecr:DescribeRepositories'],
    ['iam.oidc-provider', 'iam:ListOpenIDConnectProviders'],
    ['iam.policy', 'iam:GetAccountAuthorizationDetails'],
  ])('leaves the listing of %s open where %s was denied, and no other', async (type, operation) => {
    const { reread } = await rereader(undefined, denied(operation));
    const { reading } = await reread(one(type).target, [{ type }]);
    expect(reading.complete).toEqual([]);
    expect(reading.gaps).toContainEqual(expect.objectContaining({ api: operation, reason: 'denied', types: [type] }));
    for (const gap of reading.gaps) expect(gap).toMatchObject({ api: operation, reason: 'denied' });
    const named = reading.gaps.flatMap(({ resource, types }) => (resource === undefined ? types : []));
    expect(new Set(named)).toEqual(new Set([type]));
  });

  test('of an account that cannot be entered is a gap of what was touched', async () => {
    const group = one('ec2.security-group');
    const { reread } = await rereader(emptied, [], {
      accounts: [{ account, role: 'nobody', regions: ['eu-central-1'] }],
    });
    const { reading, calls } = await reread(region, [touch(group), touch(group), { type: 'eks.addon' }]);
    expect(calls).toEqual({});
    expect(reading).toMatchObject({ resources: [], complete: [] });
    expect(reading.gaps.map(({ api, reason, types, resource }) => [api, reason, types, resource])).toEqual([
      ['sts:AssumeRole', 'denied', ['eks.addon'], undefined],
      ['sts:AssumeRole', 'denied', ['ec2.security-group'], group.id],
    ]);
  });

  test('that was given up ends the work', async () => {
    const { reread } = await rereader();
    const work = reread(region, [touch(one('ec2.security-group'))], AbortSignal.abort());
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  });
});
