import { describe, expect, it } from 'vitest';
import { tellingBy } from '#engine/components';
import { isNamedCve } from '#engine/risk/risk-flaws';
import { defineType, wire, type Component, type ComponentKind, type ImageScan } from '#model';
import { gap, places, snapshot } from './shop.ts';

const typeOf = (name: string, kinds: readonly ComponentKind[], scope: 'aws-region' | 'aws-global' = 'aws-region') =>
  defineType({
    ...{ name, scope, reads: [], changedBy: [], config: wire<readonly Component[]>(), home: () => undefined },
    components: { kinds, read: (config) => config },
  });
const crate = typeOf('crate', ['image']);
const scan = typeOf('scan', ['scan']);
const far = typeOf('far', ['machine'], 'aws-global');
const silent = defineType({
  ...{ name: 'silent', scope: 'aws-region', reads: [], changedBy: [], config: wire<object>(), home: () => undefined },
});
const maker = defineType({
  ...{ name: 'maker', scope: 'aws-region', reads: [], changedBy: [], config: wire<object>(), home: () => undefined },
  components: { kinds: ['version'], read: () => [], beside: { type: 'silent', read: () => [version] } },
});
const version: Component = { kind: 'version', of: 'kubernetes', version: '1.33', part: 'control plane', cluster: 'c' };
const types = [crate, scan, far, silent, maker];
const sha = (letter: string): string => `sha256:${letter.repeat(64)}`;
const scanned = (more: Partial<ImageScan> = {}): ImageScan => ({
  ...{ kind: 'scan', digest: sha('a'), by: 'Shop', flaws: [] },
  ...more,
});
const flaw = (id: string, ...aliases: readonly string[]) => ({ id, aliases, packages: [{ name: 'zlib' }] });
const object = (type: string, config: unknown) => ({ type, id: `${type}-1`, name: type, target: places.one, config });
const all = ['crate', 'scan', 'far', 'silent', 'maker'];

const telling = (
  objects: readonly { readonly type: string; readonly config: unknown }[],
  options: Parameters<typeof snapshot>[1] = {},
) =>
  tellingBy(types)(
    snapshot(
      objects.map(({ type, config }) => object(type, config)),
      { complete: all, ...options },
    ),
  );
const scansOf = (...scans: readonly ImageScan[]) => telling([{ type: 'scan', config: scans }]).components.scans;

describe('what a snapshot tells of components', () => {
  it('is what its objects tell, with where it was read and when', () => {
    const image: Component = { kind: 'image', digest: sha('a'), repository: 'r', reference: 'r:1', workloads: [] };
    const parts: Component = { kind: 'image-parts', digest: sha('b'), parts: [{ digest: sha('a') }] };
    expect(telling([{ type: 'crate', config: [image, parts] }]).components).toStrictEqual({
      ...{ target: places.one, provider: 'aws', readAt: '2026-11-01T00:00:00Z', scans: [], unread: [] },
      told: [{ type: 'crate', id: 'crate-1', name: 'crate', component: image }],
      parts: [parts],
    });
  });
  it('names the environment of its target where there is one', () => {
    const one = snapshot([], { complete: all });
    const shop = { ...one, target: { ...one.target, environment: 'prod' } };
    expect(tellingBy(types)(shop).components.environment).toBe('prod');
    expect(tellingBy(types)(one).components).not.toHaveProperty('environment');
  });
  it('is nothing of types that tell of none, but for what others know of them', () => {
    expect(telling([{ type: 'silent', config: {} }]).components.told).toMatchObject([
      { type: 'silent', component: version },
    ]);
    expect(telling([{ type: 'unknown', config: {} }]).components.told).toStrictEqual([]);
    const { components } = tellingBy([silent])(snapshot([object('silent', {})], { complete: [] }));
    expect([components.told, components.unread]).toStrictEqual([[], []]);
  });
});

describe('a scan', () => {
  it('is told without its flaws, and with the end of it where there is one', () => {
    expect(scansOf(scanned())).toStrictEqual([{ digest: sha('a') }]);
    expect(scansOf(scanned({ at: '2026-10-01T00:00:00Z', unread: 'half of it' }))).toStrictEqual([
      { digest: sha('a'), at: '2026-10-01T00:00:00Z', unread: 'half of it' },
    ]);
  });
  it('of a flaw alone says nothing of others', () => {
    expect(scansOf(scanned({ alone: true }))).toStrictEqual([]);
  });
  it('that gives a flaw no CVE id may not list them all', () => {
    const unread = 'its scan lists flaws that it gives no CVE id';
    expect(scansOf(scanned({ flaws: [flaw('GHSA-1')] }))).toStrictEqual([{ digest: sha('a'), unread }]);
    expect(scansOf(scanned({ flaws: [flaw('GHSA-1'), flaw('CVE-1')] }))).toStrictEqual([{ digest: sha('a'), unread }]);
    expect(scansOf(scanned({ flaws: [flaw('GHSA-1', 'CVE-1')] }))).toStrictEqual([{ digest: sha('a') }]);
    const alone = scanned({ alone: true, flaws: [flaw('GHSA-1')] });
    expect(scansOf(scanned(), alone)).toStrictEqual([{ digest: sha('a'), unread }]);
    expect(scansOf(scanned({ digest: sha('b') }), alone)).toStrictEqual([{ digest: sha('b') }]);
    expect(scansOf(scanned({ unread: 'half of it' }), alone)).toStrictEqual([
      { digest: sha('a'), unread: 'half of it' },
    ]);
  });
  it('that is told elsewhere is whole where that was read', () => {
    const elsewhere = (options: Parameters<typeof snapshot>[1]) =>
      telling([{ type: 'crate', config: [scanned({ unread: 'elsewhere' })] }], options).components.scans;
    const missed = [{ digest: sha('a'), unread: 'what Amazon Inspector found was not read' }];
    expect(elsewhere({})).toStrictEqual([{ digest: sha('a') }]);
    expect(elsewhere({ gaps: [gap(['scan'])] })).toStrictEqual(missed);
    expect(elsewhere({ complete: ['crate', 'silent', 'maker'] })).toStrictEqual(missed);
    expect(elsewhere({ gaps: [gap(['crate'])] })).toStrictEqual([{ digest: sha('a') }]);
    expect(elsewhere({ gaps: [gap(['scan'], `repo@${sha('b')}`)] })).toStrictEqual([{ digest: sha('a') }]);
  });
  it('has its flaws by the image, since its end or the read of one that goes on', () => {
    const flaws = [flaw('CVE-1', 'GHSA-1')];
    const objects = [
      { type: 'scan', config: [scanned({ flaws }), scanned({ flaws, at: '2026-10-01T00:00:00Z', alone: true })] },
      { type: 'silent', config: {} },
    ];
    const told = { digest: sha('a'), by: 'Shop', target: places.one, ...flaws[0] };
    expect(telling(objects).flaws).toStrictEqual([
      { ...told, at: '2026-11-01T00:00:00Z' },
      { ...told, at: '2026-10-01T00:00:00Z' },
    ]);
  });
});

describe('what a target should have told of and did not', () => {
  const unread = (options: Parameters<typeof snapshot>[1]) => telling([], options).components.unread;
  it('is nothing where all was listed', () => {
    expect(unread({})).toStrictEqual([]);
  });
  it('is what was not listed, of the types that are in it', () => {
    expect(unread({ complete: ['scan', 'maker', 'silent'] })).toStrictEqual([
      { kinds: ['image'], why: 'crate was not read' },
    ]);
    expect(unread({ complete: ['crate', 'scan', 'maker'], scopes: ['aws-region', 'aws-global'] })).toStrictEqual([
      { kinds: ['machine'], why: 'far was not read' },
    ]);
  });
  it('is what was refused, and the image that it is about', () => {
    expect(unread({ complete: ['scan', 'maker'], gaps: [gap(['crate'])] })).toStrictEqual([
      { kinds: ['image'], why: 'It was refused.' },
    ]);
    expect(unread({ gaps: [gap(['scan'], `repo@${sha('c')}`), gap(['silent'])] })).toStrictEqual([
      { kinds: ['scan'], why: 'It was refused.', digest: sha('c') },
    ]);
  });
});

it.each([
  ['CVE-2026-1', [], true],
  ['cve-2026-1', [], true],
  ['TEMP-0841856-B18BAF', [], true],
  ['GHSA-1', ['CVE-2026-1'], true],
  ['GHSA-1', [], false],
  ['XCVE-1', [], false],
])('%s with %j is a CVE by name: %s', (id, aliases, is) => {
  expect(isNamedCve({ id, aliases })).toBe(is);
});
