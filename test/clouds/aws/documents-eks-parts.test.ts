import { describe, expect, test } from 'vitest';
import { cluster, onlyReading, onlyResource, read } from '../files/folder.ts';

const principalArn = 'arn:aws:iam::111122223333:role/admins/Admin';
const entryArn = 'arn:aws:eks:eu-west-1:111122223333:access-entry/shop/role/111122223333/Admin/0acb1bc6';
const entry = { clusterName: 'shop', principalArn, accessEntryArn: entryArn, type: 'STANDARD', createdAt: 1744695948 };
const addonArn = 'arn:aws:eks:eu-west-1:111122223333:addon/shop/vpc-cni/0ec71efc';
const addon = { addonName: 'vpc-cni', clusterName: 'shop', status: 'ACTIVE', addonArn };
const policies = { clusterName: 'shop', principalArn, associatedAccessPolicies: [{ policyArn: 'p' }] };

describe('parts of a cluster', () => {
  test.each([
    ['an access entry', { accessEntry: entry }],
    ['an access entry by itself', entry],
  ])('%s', async (_, document) => {
    expect(onlyResource(await read({ 'a.json': document }))).toMatchObject({
      type: 'eks.access-entry',
      id: entryArn,
      name: `shop/${principalArn}`,
      target: 'aws:111122223333:eu-west-1',
      created: '2025-04-15T05:45:48.000Z',
      config: { type: 'STANDARD' },
    });
  });

  test.each([
    ['an add-on', { addon }],
    ['an add-on by itself', addon],
  ])('%s', async (_, document) => {
    expect(onlyResource(await read({ 'a.json': document }))).toMatchObject({
      type: 'eks.addon',
      id: addonArn,
      name: 'shop/vpc-cni',
      target: 'aws:111122223333:eu-west-1',
    });
  });

  test('the policies of an entry, which do not name the account of the cluster', async () => {
    expect(onlyResource(await read({ 'a.json': policies }))).toMatchObject({
      type: 'eks.access-policies',
      id: 'arn:aws:eks:::access-entry/shop/role/111122223333/admins/Admin/policies',
      name: `shop/${principalArn}`,
      config: policies,
    });
  });

  test('stand in the target of the entry beside them', async () => {
    const reading = onlyReading(await read({ 'a.json': { accessEntry: entry }, 'b.json': policies }));
    expect(reading.target.id).toBe('aws:111122223333:eu-west-1');
    expect(reading.resources.map(({ type }) => type).sort()).toEqual(['eks.access-entry', 'eks.access-policies']);
  });

  describe('are all', () => {
    const listed = (...principals: readonly string[]) => ({
      version: '1.0',
      examples: { ListAccessEntries: [{ input: { clusterName: 'shop' }, output: { accessEntries: principals } }] },
    });
    const completeIn = async (files: Readonly<Record<string, unknown>>): Promise<readonly string[]> =>
      onlyReading(await read({ 'cluster.json': cluster('shop'), 'clusters.json': { clusters: ['shop'] }, ...files }))
        .complete;

    test('where each entry of each cluster has an answer about them', async () => {
      const files = { 'eks.examples.json': listed(principalArn), 'a.json': { accessEntry: entry }, '0.json': policies };
      expect(await completeIn(files)).toContain('eks.access-policies');
    });

    test('unless an entry has none', async () => {
      const files = { 'eks.examples.json': listed(principalArn), 'a.json': { accessEntry: entry } };
      expect(await completeIn(files)).not.toContain('eks.access-policies');
      const other = { ...entry, principalArn: `${principalArn}2`, accessEntryArn: `${entryArn}2` };
      const more = { 'eks.examples.json': listed(principalArn, other.principalArn), 'b.json': { accessEntry: other } };
      expect(await completeIn({ ...files, ...more, 'c.json': policies })).not.toContain('eks.access-policies');
    });

    test('only where all entries are listed', async () => {
      expect(await completeIn({ 'a.json': { accessEntry: entry }, 'b.json': policies })).not.toContain(
        'eks.access-policies',
      );
    });
  });

  test('a page of policies is not all of them', async () => {
    const { readings } = await read({ 'a.json': { ...policies, nextToken: 'more' } });
    expect(readings.flatMap(({ resources }) => resources)).toEqual([]);
  });
});

describe('insights', () => {
  const insights = [{ id: 'i-1', category: 'UPGRADE_READINESS', insightStatus: { status: 'PASSING' } }];
  const asking = (input: object) => ({
    'eks.examples.json': { version: '1.0', examples: { ListInsights: [{ input, output: { insights } }] } },
  });

  test('belong to the cluster that was asked for', async () => {
    const { type, config } = onlyResource(await read(asking({ clusterName: 'shop' })));
    expect([type, config]).toEqual(['eks.insights', { clusterName: 'shop', insights }]);
  });

  test('that a filter let through are not all', async () => {
    const { readings } = await read(asking({ clusterName: 'shop', filter: { statuses: ['PASSING'] } }));
    expect(readings.flatMap(({ resources }) => resources)).toEqual([]);
  });
});

describe('lists of names', () => {
  /** Answers with what was asked, as the descriptions of AWS's API hold them. */
  const listed = (...clusters: readonly string[]) => ({
    version: '1.0',
    examples: {
      ListAddons: clusters.map((clusterName) => ({ input: { clusterName }, output: { addons: ['vpc-cni'] } })),
    },
  });
  const two = { 'a.json': cluster('shop'), 'b.json': cluster('stall'), 'c.json': { clusters: ['shop', 'stall'] } };
  const lists = { 'eks.examples.json': listed('shop', 'stall'), 'd.json': { addon } };
  const other = { ...addon, clusterName: 'stall', addonArn: addonArn.replace('shop', 'stall') };

  test('what clusters have of the same name is told apart', async () => {
    const reading = onlyReading(await read({ ...two, ...lists }));
    expect(reading.complete).not.toContain('eks.addon');
    expect(reading.gaps.map(({ detail }) => detail)).toEqual([
      'eks:ListAddons names stall/vpc-cni, and no file describes it.',
    ]);
  });

  test('lists of all clusters whose parts are all described are whole', async () => {
    const reading = onlyReading(await read({ ...two, ...lists, 'e.json': { addon: other } }));
    expect(reading.complete).toContain('eks.addon');
    expect(reading.gaps).toEqual([]);
  });

  test('a list that does not say its cluster names nothing that is described', async () => {
    const reading = onlyReading(
      await read({ 'a.json': cluster('shop'), 'b.json': { addon }, 'c.json': { addons: ['vpc-cni'] } }),
    );
    expect(reading.complete).not.toContain('eks.addon');
    expect(reading.gaps.map(({ api, reason }) => [api, reason])).toEqual([['eks:ListAddons', 'not-in-files']]);
  });

  test.each([
    ['eks.addon', { addons: [] }],
    ['eks.access-entry', { accessEntries: [] }],
  ])('an empty list of %s is whole where its cluster is the only one', async (type, document) => {
    const clusters = { clusters: ['shop'] };
    const reading = onlyReading(await read({ 'a.json': cluster('shop'), 'b.json': clusters, 'c.json': document }));
    expect(reading.complete).toContain(type);
  });

  test('a page is not whole', async () => {
    const files = {
      'a.json': cluster('shop'),
      'b.json': { clusters: ['shop'] },
      'c.json': { addons: [], nextToken: 'x' },
    };
    expect(onlyReading(await read(files)).complete).not.toContain('eks.addon');
  });

  test('the versions that add-ons come in are no list of those of a cluster', async () => {
    const offered = { addons: [{ addonName: 'vpc-cni', addonVersions: [] }] };
    const { readings } = await read({ 'a.json': offered });
    expect(readings.flatMap(({ resources }) => resources)).toEqual([]);
  });
});
