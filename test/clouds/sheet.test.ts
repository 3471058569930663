import { describe, expect, test } from 'vitest';
import { sheetOf, type Failure } from '#clouds/sheet';
import { defineType, wire, type Target } from '#model';

const type = <const N extends string>(name: N) =>
  defineType({
    name,
    scope: 'aws-region',
    reads: [],
    changedBy: [],
    config: wire<{ n: number }>(),
    home: () => undefined,
  });
const parent = type('x.parent');
const child = type('x.child');
const grandchild = type('x.grandchild');

const target: Target = { id: 'aws:1:eu', provider: 'aws', scopes: ['aws-region'] };
const failure: Failure = { reason: 'denied', detail: 'no' };
const open = () => sheetOf(target, '2026-11-21T00:00:00.000Z', () => failure);
const refuse = (): Promise<void> => Promise.reject(new Error('refused'));
const done = (): Promise<void> => Promise.resolve();
const gap = { target: 'aws:1:eu', reason: 'denied', permission: 'x:List', detail: 'no' };

describe('a listing', () => {
  test('that ends is complete', async () => {
    const sheet = open();
    await sheet.list({ api: 'x:List', types: [parent] }, done);
    expect(sheet.reading()).toMatchObject({ complete: ['x.parent'], gaps: [] });
  });

  test('that fails is one gap on its types and on what it leads to, and keeps what it read', async () => {
    const sheet = open();
    await sheet.list({ api: 'x:List', types: [parent], leads: [child] }, () => {
      sheet.add(parent, { id: 'a', name: 'a', config: { n: 1 } });
      return refuse();
    });
    await sheet.listEach({ api: 'x:Children', types: [child], about: String }, ['a'], done);
    const { resources, complete, gaps } = sheet.reading();
    expect(resources.map(({ id }) => id)).toEqual(['a']);
    expect(complete).toEqual([]);
    expect(gaps).toEqual([{ ...gap, api: 'x:List', types: ['x.parent', 'x.child'] }]);
  });

  test('by parent is complete without a parent', async () => {
    const sheet = open();
    await sheet.listEach({ api: 'x:Children', types: [child], about: String }, [], refuse);
    expect(sheet.reading().complete).toEqual(['x.child']);
  });

  test('by parent names the parent that failed and makes the others', async () => {
    const sheet = open();
    await sheet.listEach({ api: 'x:List', types: [child], about: (it) => `Parent ${it}` }, ['a', 'b'], (it) => {
      if (it === 'a') return refuse();
      sheet.add(child, { id: it, name: it, config: { n: 1 } });
      return done();
    });
    const { resources, complete, gaps } = sheet.reading();
    expect(resources.map(({ id }) => id)).toEqual(['b']);
    expect(complete).toEqual([]);
    expect(gaps).toEqual([{ ...gap, api: 'x:List', types: ['x.child'], detail: 'Parent a: no' }]);
  });

  test('and an address of the same type: the type stays complete, the address is a gap', async () => {
    const sheet = open();
    await sheet.list({ api: 'x:List', types: [parent] }, done);
    await sheet.each({ api: 'x:Get', types: [parent], address: (it) => `arn:${it}` }, ['a'], refuse);
    const { complete, gaps } = sheet.reading();
    expect(complete).toEqual(['x.parent']);
    expect(gaps).toEqual([{ ...gap, api: 'x:Get', permission: 'x:Get', types: ['x.parent'], resource: 'arn:a' }]);
  });
});

test('an address that was to lead on leaves the listing of what follows incomplete', async () => {
  const sheet = open();
  await sheet.one({ api: 'x:Get', types: [child], leads: [grandchild], address: 'arn:a' }, refuse);
  await sheet.listEach({ api: 'x:More', types: [grandchild], about: String }, [], done);
  const { complete, gaps } = sheet.reading();
  expect(complete).toEqual([]);
  expect(gaps.map(({ types, resource }) => [types, resource])).toEqual([
    [['x.grandchild'], undefined],
    [['x.child'], 'arn:a'],
  ]);
});

test('a permission stands only where one would help', async () => {
  const sheet = sheetOf(target, '2026-11-21T00:00:00.000Z', () => ({ reason: 'timeout', detail: 'late' }));
  await sheet.list({ api: 'x:List', types: [parent] }, refuse);
  expect(sheet.reading().gaps[0]).not.toHaveProperty('permission');
});

test('an object that is listed twice stands once, as it was read last', () => {
  const sheet = open();
  sheet.add(parent, { id: 'a', name: 'a', config: { n: 1 } });
  sheet.add(parent, { id: 'a', name: 'a', config: { n: 2 } });
  expect(sheet.reading().resources.map(({ config }) => config)).toEqual([{ n: 2 }]);
});

test('a reading does not depend on the order of the answers', async () => {
  const read = async (ids: readonly string[]) => {
    const sheet = open();
    for (const id of ids) sheet.add(parent, { id, name: id, config: { n: 1 } });
    await sheet.each({ api: 'x:Get', types: [child], address: String }, ids, refuse);
    return sheet.reading();
  };
  expect(await read(['c', 'a', 'b'])).toEqual(await read(['b', 'c', 'a']));
});

test('a stopped sweep is no gap', async () => {
  const sheet = open();
  const stopped = () => Promise.reject(new DOMException('stopped', 'AbortError'));
  await expect(sheet.list({ api: 'x:List', types: [parent] }, stopped)).rejects.toMatchObject({ name: 'AbortError' });
  expect(sheet.reading().gaps).toEqual([]);
});
