import { symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { largestFile } from '#clouds/files/limits';
import { readFiles } from '#clouds/files/read-files';
import { unreadableReasons } from '#clouds/files/unreadable';
import { at, folderOf, onlyReading, onlyResource, read, recognisers } from './folder.ts';

const group = (id: string, more: object = {}) => ({ GroupId: id, GroupName: id, IpPermissions: [], ...more });
const cluster = (name: string, region = 'eu-west-1', account = '111122223333') => ({
  cluster: { name, arn: `arn:aws:eks:${region}:${account}:cluster/${name}`, resourcesVpcConfig: {} },
});
const pod = (name: string, image = 'nginx') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'c', image }] },
});

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
      'g.json': { SecurityGroups: [group('sg-1', { ...owner, SecurityGroupArn: 'arn:aws:ec2:us-east-1:111122223333:security-group/sg-1' })] },
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
    const files = { 'g1.json': { SecurityGroups: [group('sg-1')], NextToken: 't' }, 'g2.json': { SecurityGroups: [group('sg-2')] } };
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
    const image = (name: string) => ({ imageDetails: [{ repositoryName: name, registryId: '111122223333', imageDigest: 'sha256:1' }] });
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

describe('what cannot be read', () => {
  const reasonsOf = async (files: Readonly<Record<string, unknown>>) =>
    (await read({ ...files, 'ok.json': pod('p') })).unreadable.map(({ path, reason }) => [path, reason]);

  test('a broken file is named with its line, and the others are read', async () => {
    const found = await read({ 'a.json': '{\n "a": 1,\n "b": }', 'b.yaml': 'a: [\n', 'ok.json': pod('p') });
    expect(onlyReading(found).resources).toHaveLength(1);
    expect(found.unreadable).toEqual([
      { path: 'a.json', reason: 'malformed', detail: 'line 3: the JSON is not well formed' },
      { path: 'b.yaml', reason: 'malformed', detail: expect.stringMatching(/^line \d: /) as string },
    ]);
  });

  test('a truncated file is malformed', async () => {
    expect(await reasonsOf({ 'a.json': '{"SecurityGroups": [{"GroupId": "sg' })).toEqual([['a.json', 'malformed']]);
  });

  test('a file over the limit is refused unread', async () => {
    const root = folderOf({ 'big.json': '{', 'ok.json': pod('p') });
    truncateSync(join(root, 'big.json'), largestFile + 1);
    const found = await readFiles({ paths: [root], recognisers, at });
    expect(found.unreadable).toEqual([{ path: 'big.json', reason: 'too-large', detail: 'more than 50 MB' }]);
  });

  test('more entries than memory is kept for are refused unparsed', async () => {
    expect(await reasonsOf({ 'a.json': `[${'0,'.repeat(3_000_001)}0]` })).toEqual([['a.json', 'too-large']]);
  });

  test('a hundred thousand levels are refused, however they are written', async () => {
    const deep = 100_000;
    const files = {
      'a.json': '['.repeat(deep),
      'b.yaml': '['.repeat(deep),
      'c.yaml': '- '.repeat(deep),
      'd.yaml': `a: ${'{a: '.repeat(deep)}`,
      'e.yaml': Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
    };
    expect(await reasonsOf(files)).toEqual(Object.keys(files).map((path) => [path, 'too-deep']));
  });

  test('aliases that unfold without end are refused', async () => {
    const laughs = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (let at = 1; at < 12; at += 1) {
      const [own, of] = [String.fromCharCode(97 + at), String.fromCharCode(96 + at)];
      laughs.push(`${own}: &${own} [${Array(9).fill(`*${of}`).join(', ')}]`);
    }
    const files = { 'a.yaml': laughs.join('\n'), 'b.yaml': `a: &a 1\nb:\n${'- *a\n'.repeat(1_000_000 / 4)}` };
    expect(await reasonsOf(files)).toEqual([
      ['a.yaml', 'too-many-aliases'],
      ['b.yaml', 'too-many-aliases'],
    ]);
  });

  test('merge keys that unfold without end are refused', async () => {
    const laughs = ['a: &a {x: 1}'];
    for (let at = 1; at < 20; at += 1) {
      const [own, of] = [String.fromCharCode(97 + at), String.fromCharCode(96 + at)];
      laughs.push(`${own}: &${own} {<<: [${Array(9).fill(`*${of}`).join(', ')}]}`);
    }
    expect(await reasonsOf({ 'a.yaml': laughs.join('\n') })).toEqual([['a.yaml', 'too-many-aliases']]);
  });

  test('binary files, prose, empty files and documents of nobody are named', async () => {
    const files = {
      'README.md': '# Hello',
      'a.json': '',
      'b.json': Buffer.from([0x7b, 0, 1, 2]),
      'c.json': Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
      'd.json': { what: 'ever' },
      'e.yaml': 'just text',
      'f.yaml': '# only a comment\n',
    };
    expect(await reasonsOf(files)).toEqual([
      ['README.md', 'not-a-document'],
      ['a.json', 'not-a-document'],
      ['b.json', 'binary'],
      ['c.json', 'binary'],
      ['d.json', 'unrecognised'],
      ['e.yaml', 'not-a-document'],
      ['f.yaml', 'not-a-document'],
    ]);
  });

  test('an answer that no rule needs is named as that', async () => {
    const found = await read({ 'b.json': { Buckets: [], Owner: {} }, 'c.json': { apiVersion: 'v1', kind: 'ConfigMap' } });
    expect(found.unreadable).toEqual([
      { path: 'b.json', reason: 'not-judged', detail: 'AWS answer with Buckets, Owner' },
      { path: 'c.json', reason: 'not-judged', detail: 'Kubernetes v1 ConfigMap' },
    ]);
  });

  test('an object that the engine could not handle is malformed', async () => {
    const files = {
      'a.json': { SecurityGroups: [{ GroupId: 'sg-1', IpPermissions: [], VpcId: 5 }] },
      'b.json': { NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', Groups: 'none' }] },
      'c.json': { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: 'none' } },
      'd.json': { apiVersion: 'v1', kind: 'Pod', metadata: 'p', spec: { containers: [] } },
      'e.json': { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' }, spec: {} },
    };
    const found = await read(files);
    expect(found.unreadable.map(({ path, reason }) => [path, reason])).toEqual(
      Object.keys(files).map((path) => [path, 'malformed']),
    );
    expect(found.readings.flatMap(({ resources, complete }) => [...resources, ...complete])).toEqual([]);
  });

  test('a link out of the folder is not followed, nor is a loop', async () => {
    const root = folderOf({ 'in/p.json': pod('p'), 'out/q.json': pod('q') });
    symlinkSync(join(root, 'out/q.json'), join(root, 'in/q.json'));
    symlinkSync(join(root, 'in'), join(root, 'in/again'));
    symlinkSync(join(root, 'nowhere'), join(root, 'in/gone.json'));
    const found = await readFiles({ paths: [join(root, 'in')], recognisers, at });
    expect(found.unreadable.map(({ path, reason }) => [path, reason])).toEqual([
      ['again', 'outside'],
      ['gone.json', 'not-readable'],
      ['q.json', 'outside'],
    ]);
    expect(onlyReading(found).resources).toHaveLength(1);
  });

  test('a path that does not exist is named', async () => {
    const found = await readFiles({ paths: [join(folderOf({}), 'none')], recognisers, at });
    expect(found.unreadable).toEqual([{ path: 'none', reason: 'not-readable', detail: 'ENOENT' }]);
  });

  test('folders of tools are not looked into', async () => {
    expect(await reasonsOf({ '.git/config.json': {} })).toEqual([['.git', 'not-a-document']]);
  });

  test('each reason is one of the documented ones and is counted', async () => {
    const { counts, unreadable } = await read({ 'a.json': '{', 'b.txt': 'b', 'c.json': pod('c') });
    expect(counts).toEqual({
      files: 3,
      documents: 3,
      inventoried: 1,
      resources: 1,
      unreadable: { malformed: 1, 'not-a-document': 1 },
    });
    expect(unreadable.every(({ reason }) => reason in unreadableReasons)).toBe(true);
  });
});

describe('our own snapshots', () => {
  const snapshot = {
    id: 's-1',
    target: { id: 'aws:111122223333:eu-west-1', provider: 'aws', scopes: ['aws-region'] },
    startedAt: at,
    resources: [{ type: 'eks.cluster', id: 'arn:x', name: 'x', target: 'aws:111122223333:eu-west-1', config: {} }],
    complete: ['eks.cluster'],
    gaps: [{ target: 'aws:111122223333:eu-west-1', api: 'a', reason: 'denied', types: [], detail: 'd' }],
  };
  const document = (...snapshots: object[]) => ({ shoalwatch: 'snapshot', schemaVersion: 1, snapshots });

  test('a snapshot is read back as it was', async () => {
    const { id, ...reading } = snapshot;
    expect(id).toBe('s-1');
    expect(onlyReading(await read({ 's.json': document(snapshot) }))).toEqual(reading);
  });

  test('files that name the target of a snapshot are another moment', async () => {
    const { readings } = await read({ 's.json': document(snapshot), 'a/c.json': cluster('one') });
    expect(readings.map(({ target }) => target.id)).toEqual(['aws:111122223333:eu-west-1', 'aws:files:a']);
  });

  test('of two snapshots of one target the later file counts', async () => {
    const found = await read({ 's.json': document(snapshot), 't.json': document({ ...snapshot, gaps: [] }) });
    expect(onlyReading(found).gaps).toEqual([]);
    expect(found.unreadable.map(({ path, reason }) => [path, reason])).toEqual([['s.json', 'superseded']]);
  });

  test('another schema version, or another shape, is malformed', async () => {
    const files = {
      'a.json': { ...document(), schemaVersion: 2 },
      'b.json': document({ ...snapshot, resources: [5] }),
      'c.json': document({ ...snapshot, target: {} }),
    };
    const found = await read(files);
    expect(found.unreadable.map(({ reason }) => reason)).toEqual(['malformed', 'malformed', 'malformed']);
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
