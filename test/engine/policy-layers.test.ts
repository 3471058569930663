import { describe, expect, it } from 'vitest';
import { effectivePolicy, holds, isLaid } from '#engine/effective-policy';
import type { OverlayEntry, OverlaySetting, PolicyDocument } from '#model';

const at = '2026-11-22T12:00:00.000Z';
const empty: PolicyDocument = { rules: {}, components: { allow: {}, deny: {} }, waivers: [] };
const entry = (setting: OverlaySetting, more: Partial<OverlayEntry> = {}): OverlayEntry => ({
  ...{ id: 'o-1', author: 'ana', at, reason: 'kernel flaw', entry: setting },
  ...more,
});
const over = (document: PolicyDocument, ...overlay: readonly OverlayEntry[]) =>
  effectivePolicy({ version: 1, document, overlay, waivers: [], at });
const deny: OverlaySetting = { is: 'deny', list: 'vmImages', item: { id: 'ami-1' } };
const most = (params?: object): OverlaySetting => ({
  ...{ is: 'rule', rule: 'door-closed' },
  setting: { severity: 'low', ...(params && { params: { ...params } }) },
});

describe('a setting that lies over a document', () => {
  it('touches no list of components', () => {
    expect(over(empty, entry(most())).components).toStrictEqual(empty.components);
  });
  it('brings its parameters where the document has none', () => {
    expect(over(empty, entry(most({ most: 5 }))).rules['door-closed']).toStrictEqual({
      ...{ severity: 'low', params: { most: 5 }, reason: 'kernel flaw' },
    });
  });
  it('keeps the parameters of the document that it does not set', () => {
    const document = { ...empty, rules: { 'door-closed': { params: { most: 3, least: 1 } } } };
    expect(over(document, entry(most())).rules['door-closed']?.params).toEqual({ most: 3, least: 1 });
    expect(over(document, entry(most({ most: 5 }))).rules['door-closed']?.params).toEqual({ most: 5, least: 1 });
  });
  it('has no parameters where neither has', () => {
    expect(over(empty, entry(most())).rules['door-closed']).not.toHaveProperty('params');
  });
  it('touches no rule where it is about components', () => {
    expect(over(empty, entry(deny)).rules).toStrictEqual({});
  });
});

describe('a denial that lies over a document', () => {
  it('has an end where one was given, and none otherwise', () => {
    const [first] = over(empty, entry(deny)).components.deny.vmImages ?? [];
    expect(first).not.toHaveProperty('until');
    const [second] = over(empty, entry(deny, { until: at })).components.deny.vmImages ?? [];
    expect(second).toHaveProperty('until', at);
  });
  it('is in the document where that denies as long', () => {
    const held = (own: string | undefined, asked: string | undefined): boolean => {
      const item = { id: 'ami-1', reason: 'old', ...(own !== undefined && { until: own }) };
      const document = { ...empty, components: { allow: {}, deny: { vmImages: [item] } } };
      return holds(document, entry(deny, asked === undefined ? {} : { until: asked }));
    };
    expect([held(undefined, undefined), held(undefined, at), held(at, at)]).toEqual([true, true, true]);
    expect([held('2026-11-23', at), held('2026-11-21', at), held(at, undefined)]).toEqual([true, false, false]);
    expect([held('never', at), held(at, 'never'), held('never', 'never')]).toEqual([false, false, false]);
  });
});

it('an entry runs until its end, and on where a moment cannot be read', () => {
  expect([isLaid({}, at), isLaid({ until: 'never' }, at), isLaid({ until: at }, 'some day')]).toEqual([
    ...[true, true, true],
  ]);
  expect([isLaid({ until: at }, at), isLaid({ until: '2026-11-23' }, at)]).toEqual([false, true]);
});
