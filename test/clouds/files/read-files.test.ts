import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readFiles } from '#clouds/files/read-files';
import { at, cluster, folderOf, onlyReading, onlyResource, pod, read, recognisers } from './folder.ts';

const group = (id: string, more: object = {}) => ({ GroupId: id, GroupName: id, IpPermissions: [], ...more });
describe('targets', () => {
  test('a folder that names one account and region is that target, with the folder kept', async () => {
    const { target } = onlyReading(await read({ 'a/cluster.json': cluster('one') }));
    expect(target).toEqual({
      id: 'aws:111122223333:eu-west-1',
      provider: 'aws',
      scopes: ['aws-global', 'aws-region'],
      folder: 'a',
    });
  });

  test('a folder that names no account is a target of files', async () => {
    const { target, resources } = onlyReading(await read({ 'a/b/g.json': { SecurityGroups: [group('sg-1')] } }));
    expect(target.id).toBe('aws:files:a/b');
    expect(resources[0]!.id).toBe('arn:aws:ec2:::security-group/sg-1');
  });

  test('files at the root are of the folder .', async () => {
    expect(onlyReading(await read({ 'p.json': pod('p') })).target.id).toBe('kubernetes:files:.');
  });

  test('a target that two folders name is two moments, each named after its folder', async () => {
    const { readings } = await read({ 'a/c.json': cluster('one'), 'b/c.json': cluster('one') });
    expect(readings.map(({ target }) => target.id)).toEqual(['aws:files:a', 'aws:files:b']);
  });

  test('two regions in one folder are two targets, and a listing counts where its document is from', async () => {
    const owner = { OwnerId: '111122223333' };
    const { readings } = await read({
      'c1.json': cluster('one', 'eu-west-1'),
      'c2.json': cluster('two', 'us-east-1'),
      'v.json': { Volumes: [{ VolumeId: 'vol-1', Size: 1, AvailabilityZone: 'eu-west-1a' }] },
      'g.json': {
        SecurityGroups: [
          group('sg-1', { ...owner, SecurityGroupArn: 'arn:aws:ec2:us-east-1:111122223333:security-group/sg-1' }),
        ],
      },
    });
    expect(readings.map(({ target, complete }) => [target.id, complete])).toEqual([
      ['aws:111122223333:eu-west-1', []],
      ['aws:111122223333:us-east-1', ['ec2.security-group']],
      ['aws:files:.', []],
    ]);
  });

  test('what several providers print in one folder is one target each', async () => {
    const { readings } = await read({ 'c.json': cluster('one'), 'p.json': pod('p') });
    expect(readings.map(({ target }) => target.provider)).toEqual(['aws', 'kubernetes']);
  });

  test('several given folders are told apart by their own names', async () => {
    const root = folderOf({ 'x/p.json': pod('p'), 'y/p.json': pod('p') });
    const { readings } = await readFiles({ paths: [join(root, 'y'), join(root, 'x')], recognisers, at });
    expect(readings.map(({ target }) => target.folder)).toEqual([join(root, 'x'), join(root, 'y')]);
  });

  test('one given file is read as the root', async () => {
    const root = folderOf({ 'x/p.json': pod('p'), 'x/q.json': pod('q') });
    const { readings } = await readFiles({ paths: [join(root, 'x/p.json')], recognisers, at });
    expect(readings.map(({ target, resources }) => [target.id, resources.length])).toEqual([['kubernetes:files:.', 1]]);
  });
});

describe('moments', () => {
  test('of two contents of one address the later path is judged and the other is named', async () => {
    const found = await read({ 'a.json': pod('p', 'old'), 'b.json': pod('p', 'new') });
    expect(JSON.stringify(onlyResource(found).config)).toContain('new');
    expect(found.unreadable).toEqual([
      {
        path: 'a.json',
        reason: 'superseded',
        detail: 'kubernetes:files:./core/v1/namespaces/default/pods/p is judged as b.json has it',
      },
    ]);
  });

  test('the same content twice is one object and nothing to name', async () => {
    const found = await read({ 'a.json': pod('p'), 'b.json': pod('p') });
    expect([onlyReading(found).resources.length, found.unreadable]).toEqual([1, []]);
  });
});

describe('listings', () => {
  test('a describe-all without a next token is complete', async () => {
    expect(onlyReading(await read({ 'g.json': { SecurityGroups: [] } })).complete).toEqual(['ec2.security-group']);
  });

  test('a page with a next token is not', async () => {
    const page = { SecurityGroups: [group('sg-1')], NextToken: 't' };
    expect(onlyReading(await read({ 'g.json': page })).complete).toEqual([]);
  });

  test('the last page completes the ones before it', async () => {
    const files = {
      'g1.json': { SecurityGroups: [group('sg-1')], NextToken: 't' },
      'g2.json': { SecurityGroups: [group('sg-2')] },
    };
    const { complete, resources } = onlyReading(await read(files));
    expect([complete, resources.length]).toEqual([['ec2.security-group'], 2]);
  });

  test('a cluster that only its name is known of is a gap on its address', async () => {
    const found = await read({ 'l.json': { clusters: ['one', 'two'] }, 'c.json': cluster('one') });
    const { complete, gaps } = onlyReading(found);
    expect(complete).toEqual(['eks.cluster']);
    expect(gaps).toEqual([
      {
        target: 'aws:111122223333:eu-west-1',
        api: 'eks:ListClusters',
        reason: 'not-in-files',
        resource: 'arn:aws:eks:eu-west-1:111122223333:cluster/two',
        types: ['eks.cluster'],
        detail: 'eks:ListClusters names two, and no file describes it.',
      },
    ]);
  });

  test('names whose address nothing tells leave the listing unread', async () => {
    const { complete, gaps } = onlyReading(await read({ 'l.json': { clusters: ['one'] } }));
    expect([complete, gaps.map(({ resource }) => resource)]).toEqual([[], ['arn:aws:eks:::cluster/one']]);
  });

  const nodegroup = (name: string) => ({
    nodegroup: {
      nodegroupName: name,
      nodegroupArn: `arn:aws:eks:eu-west-1:111122223333:nodegroup/one/${name}/1`,
      clusterName: 'one',
    },
  });

  test('node groups are complete when the one cluster there is has listed and described them', async () => {
    const files = {
      'l.json': { clusters: ['one'] },
      'c.json': cluster('one'),
      'n.json': { nodegroups: ['a'] },
      'a.json': nodegroup('a'),
    };
    expect(onlyReading(await read(files)).complete).toEqual(['eks.cluster', 'eks.nodegroup']);
  });

  test('a list of node groups does not say which of two clusters it is of', async () => {
    const files = {
      'l.json': { clusters: ['one', 'two'] },
      'c.json': cluster('one'),
      'd.json': cluster('two'),
      'n.json': { nodegroups: ['a'] },
      'a.json': nodegroup('a'),
    };
    expect(onlyReading(await read(files)).complete).toEqual(['eks.cluster']);
  });

  test('the images of a repository are complete when all repositories are known and listed', async () => {
    const repository = (name: string) => ({
      repositoryName: name,
      repositoryArn: `arn:aws:ecr:eu-west-1:111122223333:repository/${name}`,
    });
    const image = (name: string) => ({
      imageDetails: [{ repositoryName: name, registryId: '111122223333', imageDigest: 'sha256:1' }],
    });
    const repositories = { repositories: [repository('a'), repository('b')] };
    const one = onlyReading(await read({ 'r.json': repositories, 'a.json': image('a') }));
    const both = onlyReading(await read({ 'r.json': repositories, 'a.json': image('a'), 'b.json': image('b') }));
    expect([one.complete, both.complete]).toEqual([['ecr.repository'], ['ecr.image', 'ecr.repository']]);
  });

  test('a stopped reading claims no completeness', async () => {
    const stop = new AbortController();
    stop.abort();
    const root = folderOf({ 'g.json': { SecurityGroups: [] } });
    const { interrupted, readings } = await readFiles({ paths: [root], recognisers, at, signal: stop.signal });
    expect([interrupted, readings]).toEqual([true, []]);
  });
});

test('a folder of many files gives the same bytes every time', async () => {
  const root = folderOf({});
  for (let n = 0; n < 2000; n += 1) writeFileSync(join(root, `${n}.json`), JSON.stringify(pod(`p-${n}`)));
  const one = await readFiles({ paths: [root], recognisers, at });
  const two = await readFiles({ paths: [root], recognisers: recognisers.toReversed(), at });
  expect(one.counts.resources).toBe(2000);
  expect(JSON.stringify(two)).toBe(JSON.stringify(one));
});
