import { describe, expect, it } from 'vitest';
import { effectivePolicy, holds, isLaid, type Layers } from '#engine/effective-policy';
import type { OverlayEntry, OverlaySetting, PolicyDocument, WaiverRecord } from '#model';

const at = '2026-11-22T12:00:00.000Z';
const before = '2026-11-22T11:59:59.999Z';
const after = '2026-11-22T12:00:00.001Z';
const empty: PolicyDocument = { rules: {}, components: { allow: {}, deny: {} }, waivers: [] };
const laid = (entry: OverlaySetting, more: Partial<OverlayEntry> = {}): OverlayEntry => ({
  ...{ id: 'o-1', author: 'ana', at: before, reason: 'kernel flaw', entry },
  ...more,
});
const stack = (more: Partial<Layers>) =>
  effectivePolicy({ version: 3, document: empty, overlay: [], waivers: [], at, ...more });

const ami: OverlaySetting = { is: 'deny', list: 'vmImages', item: { id: 'ami-1' } };
const owner: OverlaySetting = { is: 'allow', list: 'vmImageOwners', item: '111122223333' };
const off: OverlaySetting = { is: 'rule', rule: 'door-closed', setting: { enabled: false } };

describe('the policy that counts', () => {
  it('is the document with its version, where nothing lies over it', () => {
    const document: PolicyDocument = { ...empty, rules: { 'door-closed': { severity: 'low' } }, owners: [] };
    expect(stack({ document })).toEqual({ version: 3, ...document });
    expect(stack({ document, version: null }).version).toBeNull();
  });
  it('denies what was laid over it after what it denies itself, with the reason and the end', () => {
    const document: PolicyDocument = {
      ...empty,
      components: { allow: {}, deny: { vmImages: [{ id: 'ami-0', reason: 'old' }], cves: [] } },
    };
    expect(stack({ document, overlay: [laid(ami), laid(ami, { until: after })] }).components).toEqual({
      allow: {},
      deny: {
        vmImages: [
          { id: 'ami-0', reason: 'old' },
          { id: 'ami-1', reason: 'kernel flaw' },
          { id: 'ami-1', reason: 'kernel flaw', until: after },
        ],
        cves: [],
      },
    });
  });
  it('denies by a list that the document has not', () => {
    expect(stack({ overlay: [laid(ami)] }).components.deny).toEqual({
      vmImages: [{ id: 'ami-1', reason: 'kernel flaw' }],
    });
  });
  it('leaves the end of a denial to the moment of judging, so that it changes no policy', () => {
    expect(stack({ overlay: [laid(ami, { until: before })] }).components.deny.vmImages).toEqual([
      { id: 'ami-1', reason: 'kernel flaw', until: before },
    ]);
  });
  it('allows what was laid over it until its end', () => {
    const document: PolicyDocument = { ...empty, components: { allow: { vmImageOwners: ['amazon'] }, deny: {} } };
    const allowed = (until?: string) =>
      stack({ document, overlay: [laid(owner, until === undefined ? {} : { until })] }).components;
    expect(allowed()).toEqual({ allow: { vmImageOwners: ['amazon', '111122223333'] }, deny: {} });
    expect(allowed(after).allow.vmImageOwners).toHaveLength(2);
    expect(allowed(at).allow.vmImageOwners).toEqual(['amazon']);
    expect(stack({ overlay: [laid(owner)] }).components.allow).toEqual({ vmImageOwners: ['111122223333'] });
  });
  it('sets a rule as it was laid, over what the document sets, until the end of that', () => {
    const document: PolicyDocument = {
      ...empty,
      rules: {
        'door-closed': { severity: 'low', params: { a: 1, b: 2 }, reason: 'first' },
        other: { severity: 'high' },
      },
    };
    const set: OverlaySetting = { is: 'rule', rule: 'door-closed', setting: { enabled: true, params: { b: 3 } } };
    expect(stack({ document, overlay: [laid(set)] }).rules).toEqual({
      'door-closed': { enabled: true, severity: 'low', params: { a: 1, b: 3 }, reason: 'kernel flaw' },
      other: { severity: 'high' },
    });
    expect(stack({ document, overlay: [laid(set, { until: at })] }).rules).toEqual(document.rules);
    expect(stack({ overlay: [laid(off)] }).rules).toEqual({ 'door-closed': { enabled: false, reason: 'kernel flaw' } });
    expect(stack({ document, overlay: [laid(off)] }).rules['door-closed']?.params).toEqual({ a: 1, b: 2 });
  });
  it('takes of two settings of one rule the later one', () => {
    const low: OverlaySetting = { is: 'rule', rule: 'door-closed', setting: { severity: 'low' } };
    const high: OverlaySetting = { is: 'rule', rule: 'door-closed', setting: { severity: 'high' } };
    expect(stack({ overlay: [laid(low), laid(high)] }).rules['door-closed']?.severity).toBe('high');
  });
  it('has the waivers of the document and those of the store', () => {
    const waiver = { id: 'EX-1', rule: 'r', resource: 'a', owner: 'o', approver: 'p', reason: 'q', until: after };
    const granted = {
      requester: 'x',
      requestedAt: before,
      owner: 'o',
      reason: 'q',
      until: after,
      upTo: 'high' as const,
    };
    const record: WaiverRecord = {
      ...{ id: 'w-1', rule: 'r', scope: { resource: 'b' }, renewals: 0 },
      granted: { ...granted, approver: 'p', approvedAt: before },
    };
    const { waivers } = stack({ document: { ...empty, waivers: [waiver] }, waivers: [record] });
    expect(waivers.map(({ id }) => id)).toEqual(['EX-1', 'w-1']);
  });
});

describe('an overlay entry', () => {
  it('runs until its end, and without one for ever', () => {
    expect([undefined, after, at, before].map((until) => isLaid(until === undefined ? {} : { until }, at))).toEqual([
      ...[true, true],
      ...[false, false],
    ]);
  });
  it('whose end cannot be read runs on', () => {
    expect(isLaid({ until: 'soon' }, at)).toBe(true);
    expect(isLaid({ until: before }, 'now')).toBe(true);
  });
  it.each<[string, OverlaySetting, Partial<PolicyDocument>, boolean]>([
    [
      'denied by the document',
      ami,
      { components: { allow: {}, deny: { vmImages: [{ id: 'ami-1', reason: 'x' }] } } },
      true,
    ],
    [
      'denied there only until an end',
      ami,
      { components: { allow: {}, deny: { vmImages: [{ id: 'ami-1', reason: 'x', until: after }] } } },
      false,
    ],
    [
      'denied there by another id',
      ami,
      { components: { allow: {}, deny: { vmImages: [{ id: 'ami-2', reason: 'x' }] } } },
      false,
    ],
    [
      'denied there by another list',
      ami,
      { components: { allow: {}, deny: { cves: [{ id: 'ami-1', reason: 'x' }] } } },
      false,
    ],
    [
      'allowed by the document',
      owner,
      { components: { allow: { vmImageOwners: ['a', '111122223333'] }, deny: {} } },
      true,
    ],
    ['not allowed by the document', owner, { components: { allow: { vmImageOwners: ['a'] }, deny: {} } }, false],
    ['not allowed by a document without the list', owner, {}, false],
    ['set by the document', off, { rules: { 'door-closed': { enabled: false, reason: 'x', severity: 'low' } } }, true],
    ['set otherwise by the document', off, { rules: { 'door-closed': { enabled: true } } }, false],
    ['not set by the document', off, {}, false],
    [
      'of a parameter that the document sets, too',
      { is: 'rule', rule: 'r', setting: { params: { a: [1] }, reason: 'y' } },
      { rules: { r: { params: { b: 2, a: [1] } } } },
      true,
    ],
    [
      'of a parameter that the document sets otherwise',
      { is: 'rule', rule: 'r', setting: { params: { a: [1] } } },
      { rules: { r: { params: { a: [2] } } } },
      false,
    ],
    [
      'of a parameter that the document does not set',
      { is: 'rule', rule: 'r', setting: { params: { a: [1] } } },
      { rules: { r: {} } },
      false,
    ],
  ])('%s', (_, entry, document, held) => {
    expect(holds({ ...empty, ...document }, laid(entry))).toBe(held);
  });
  it('denied until an end is held by a document that denies it as long', () => {
    const denying = (until?: string): PolicyDocument => ({
      ...empty,
      components: { allow: {}, deny: { vmImages: [{ id: 'ami-1', reason: 'x', ...(until && { until }) }] } },
    });
    const held = (until?: string) => holds(denying(until), laid(ami, { until: '2027-01-31T00:00:00.000Z' }));
    expect([undefined, '2027-01-31', '2027-02-01T00:00:00+01:00'].map(held)).toEqual([true, true, true]);
    expect(['2027-01-30', 'soon'].map(held)).toEqual([false, false]);
  });
  it('allowed or set until an end is held by no document: that has none', () => {
    const allowing: PolicyDocument = { ...empty, components: { allow: { vmImageOwners: ['111122223333'] }, deny: {} } };
    const setting: PolicyDocument = { ...empty, rules: { 'door-closed': { enabled: false } } };
    expect([holds(allowing, laid(owner)), holds(setting, laid(off))]).toEqual([true, true]);
    expect(holds(allowing, laid(owner, { until: after }))).toBe(false);
    expect(holds(setting, laid(off, { until: after }))).toBe(false);
  });
});
