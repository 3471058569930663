import { describe, expect, test } from 'vitest';
import { denied, emptied, estateWith, everywhere, region, rereader, touch } from './rereads.ts';
import { account, here, images } from './small-estate.ts';
import { all, one, swept } from './swept.ts';

describe('several that were touched at once', () => {
  test('are read once each', async () => {
    const [first, second] = all('ec2.instance');
    const { reread } = await rereader();
    const { reading, calls } = await reread(region, [first!, second!, first!].map(touch));
    expect(calls).toEqual({ 'ec2:DescribeInstances': 1, 'ec2:DescribeImages': 1 });
    expect(reading.resources.filter(({ type }) => type === 'ec2.instance')).toEqual([first, second]);
  });

  test('and hang together are read together', async () => {
    const entry = one('eks.access-entry');
    const policies = all('eks.access-policies').find(({ name }) => name === entry.name)!;
    const [image] = images.filter(({ imageDigest }) =>
      all('ecr.image-scan').some(({ id }) => id.includes(imageDigest!)),
    );
    const pushed = all('ecr.image').find(({ id }) => id.endsWith(image!.imageDigest!))!;
    const { reread } = await rereader();
    const { reading, calls } = await reread(region, [
      touch(entry),
      touch(policies),
      touch(pushed),
      { type: 'ecr.image-index', id: `${pushed.id}/index` },
      { type: 'ecr.image-scan', id: `${pushed.id}/scan` },
    ]);
    expect(reading.gaps).toEqual([]);
    expect(calls).toEqual({
      'eks:DescribeAccessEntry': 1,
      'eks:ListAssociatedAccessPolicies': 1,
      'ecr:DescribeImages': 1,
      'ecr:DescribeImageScanFindings': 1,
    });
  });

  test('and one of them without a name are listed', async () => {
    const groups = all('ec2.security-group');
    const { reread } = await rereader();
    const { reading, calls } = await reread(region, [touch(groups[0]!), { type: 'ec2.security-group' }]);
    expect(calls['ec2:DescribeSecurityGroups']).toBe(1);
    expect(reading.complete).toEqual(['ec2.security-group']);
    expect(reading.resources.filter(({ type }) => type === 'ec2.security-group')).toEqual(groups);
  });

  test('and are more than one call can be filtered by are read in several', async () => {
    const template = here.securityGroups[0]!;
    const many = Array.from({ length: 201 }, (_, i) => ({
      ...template,
      GroupId: `sg-${String(i).padStart(17, '0')}`,
      SecurityGroupArn: undefined,
      IpPermissions: [],
    }));
    const { reread } = await rereader(estateWith({ securityGroups: many }));
    const { reading, calls } = await reread(
      region,
      many.map(({ GroupId }) => ({
        type: 'ec2.security-group',
        id: `arn:aws:ec2:eu-central-1:${account}:security-group/${GroupId}`,
      })),
    );
    expect(calls['ec2:DescribeSecurityGroups']).toBe(2);
    expect(reading.gaps).toEqual([]);
    expect(reading.resources.filter(({ type }) => type === 'ec2.security-group')).toHaveLength(201);
  });
});

describe('an address', () => {
  test.each<[string, string, (id: string) => string]>([
    ['of another account', region, (id) => id.replace(account, '999999999999')],
    ['of another region', region, (id) => id.replace('eu-central-1', 'us-west-2')],
    ['in the other half of the account', everywhere, (id) => id],
  ])('%s is not asked for', async (_, target, change) => {
    const it = one('ec2.security-group');
    const { reread } = await rereader();
    const { reading, calls } = await reread(target, [{ type: it.type, id: change(it.id) }]);
    expect(calls).toEqual({});
    expect(reading).toMatchObject({ resources: [], complete: [], gaps: [] });
  });

  test('that a change names in another target is not asked for', async () => {
    const it = one('ec2.security-group');
    const { cloud, targets } = await rereader(undefined, denied('ec2:DescribeSecurityGroups'));
    const target = targets.find(({ id }) => id === region)!;
    const reading = await cloud.reread(target, [{ ...touch(it), target: everywhere }]);
    expect(reading).toMatchObject({ target, resources: [], complete: [], gaps: [] });
  });

  test('that does not say where it is can be any of its type', async () => {
    const { reread } = await rereader();
    const { reading } = await reread(region, [{ type: 'eks.cluster', id: 'arn:aws:eks:::cluster/one' }]);
    expect(reading.complete).toEqual(['eks.cluster']);
  });

  test('of a type that is read nowhere is not asked for', async () => {
    const { reread } = await rereader();
    expect((await reread(region, [{ type: 's3.bucket' }])).calls).toEqual({});
  });

  test('of a node group that is known but for its end is answered with the whole one', async () => {
    const it = one('eks.nodegroup');
    const { reread } = await rereader();
    const { reading } = await reread(region, [{ type: it.type, id: it.id.slice(0, it.id.lastIndexOf('/') + 1) }]);
    expect(reading.resources).toContainEqual(it);
    expect(reading.gaps).toEqual([]);
  });
});

describe('a region of which nothing was read, since it had no clusters', () => {
  const unread = { id: region, provider: 'aws', scopes: [] } as const;
  const created = { target: region, type: 'eks.cluster', id: here.clusters[0]!.arn! };

  test('is read whole when a cluster is made in it', async () => {
    const { cloud } = await rereader();
    const reading = await cloud.reread(unread, [created]);
    const before = swept.find(({ target }) => target.id === region)!;
    expect({ ...reading, startedAt: '' }).toEqual({ ...before, startedAt: '' });
    expect(reading.target.scopes).toEqual(['aws-region']);
  });

  test('stays so while the cluster cannot be seen', async () => {
    const { cloud } = await rereader(emptied);
    const reading = await cloud.reread(unread, [created]);
    expect(reading).toMatchObject({ target: { scopes: [] }, resources: [], complete: ['eks.cluster'], gaps: [] });
  });

  test('is not asked for anything else', async () => {
    const { cloud } = await rereader(undefined, denied('ec2:DescribeSecurityGroups'));
    const reading = await cloud.reread(unread, [{ ...touch(one('ec2.security-group')), target: region }]);
    expect(reading).toMatchObject({ target: unread, resources: [], complete: [], gaps: [] });
  });
});

test('a role and a policy stand in one listing', async () => {
  const { reread } = await rereader();
  const { calls } = await reread(everywhere, [touch(one('iam.role')), touch(one('iam.policy'))]);
  expect(calls).toEqual({ 'iam:GetAccountAuthorizationDetails': 1 });
});
