import { describe, expect, it } from 'vitest';
import { auditOf, type AuditInput } from '#engine/waivers/waiver-audit';
import { approve, deny, request, revoke } from '#engine/waivers/waiver-life';
import { registerOf, type RegisterInput } from '#engine/waivers/waiver-register';
import type { Finding, Severity, Waiver, WaiverRecord, WaiverScope } from '#model';

const at = '2026-11-22T08:00:00.000Z';
const target = 'aws:111122223333:eu';
const found = (id: string, more: Partial<Finding> = {}): Finding => ({
  ...{ id, rule: 'door-closed', severity: 'high', status: 'open', message: '', evidence: [], firstSeen: at },
  ...{ snapshots: [], resource: { type: 'door', id: `door-${id}`, name: id, target } },
  ...more,
});
const coded = (more: Partial<Waiver> & WaiverScope): Waiver => ({
  ...{ id: 'EX-1', rule: 'door-closed', owner: 'lab', approver: 'ciso', reason: 'x', until: '2027-01-01' },
  ...more,
});
const asked = (scope: WaiverScope, upTo: Severity = 'high', until = '2027-01-10', owner = 'lab'): WaiverRecord =>
  request(undefined, { rule: 'door-closed', scope, owner, reason: 'x', until, upTo }, { by: 'ana', at }).waiver;
const stored = (...terms: Parameters<typeof asked>): WaiverRecord =>
  approve(asked(...terms), { by: 'bob', at, why: '' }).waiver;

const register = (input: Partial<RegisterInput>) =>
  registerOf({ file: [], stored: [], findings: [found('f-1')], at, ...input });
const audit = (input: Partial<RegisterInput>, more: Partial<AuditInput> = {}) =>
  auditOf({
    ...{ register: register(input), findings: input.findings ?? [found('f-1')], at: input.at ?? at },
    ...{ rules: new Map([['door-closed', true]]), idleSince: new Map() },
    ...more,
  }).map(({ waiver, issue, message }) => `${waiver.replace(/^w-.*/, 'w')} ${issue}: ${message}`);

describe('an audit of waivers', () => {
  it('finds nothing in one that hides what it should', () => {
    expect(audit({ file: [coded({ resource: 'door-f-1' })] })).toEqual([]);
    expect(audit({ stored: [stored({ resource: 'door-f-1', finding: 'f-1' })] })).toEqual([]);
  });
  it('names what hides nothing, and since when', () => {
    const file = [coded({ resource: 'door-x' })];
    expect(audit({ file })).toEqual(['EX-1 unused: It has never hidden anything.']);
    const idleSince = new Map([['EX-1', '2026-11-03T00:00:00.000Z']]);
    expect(audit({ file }, { idleSince })).toEqual(['EX-1 unused: It hides nothing since 2026-11-03.']);
    expect(audit({ stored: [stored({ resource: 'door-x' })] })).toEqual([
      'w unused: It has hidden nothing since it was approved on 2026-11-22.',
    ]);
  });
  it('names what hides more than 20 findings, or findings of more than 10 resources', () => {
    const many = (count: number, resources: number): Finding[] =>
      Array.from({ length: count }, (_, i) =>
        found(`f-${i}`, { resource: { type: 'door', id: `door-${i % resources}`, name: '', target } }),
      );
    const broad = (count: number, resources: number) =>
      audit({ file: [coded({ target })], findings: many(count, resources) });
    expect([broad(20, 10), broad(10, 10)]).toEqual([[], []]);
    expect(broad(21, 10)).toEqual(['EX-1 too-broad: It hides 21 findings of 10 resources.']);
    expect(broad(11, 11)).toEqual(['EX-1 too-broad: It hides 11 findings of 11 resources.']);
  });
  it('names what ends within 14 days, and whether somebody asked to go on', () => {
    const ending = (until: string) => audit({ file: [coded({ resource: 'door-f-1', until })] });
    expect(ending('2026-12-06T08:00:00Z')).toEqual(['EX-1 expiring: It ends on 2026-12-06.']);
    expect(ending('2026-12-06T08:00:00.001Z')).toEqual([]);
    const old = stored({ resource: 'door-f-1', finding: 'f-1' }, 'high', '2026-12-01');
    const { waiver } = request(old, { ...old, ...old.granted!, until: '2027-01-01' }, { by: 'ana', at });
    expect(audit({ stored: [waiver] })).toEqual(['w expiring: It ends on 2026-12-01; a request to go on waits.']);
  });
  it('names what has ended while its finding is open and critical', () => {
    const file = [coded({ target, until: '2026-11-22T08:00:00Z' })];
    expect(audit({ file })).toEqual([]);
    const grave = [found('f-1', { severity: 'critical' }), found('f-2', { severity: 'critical' })];
    expect(audit({ file, findings: grave })).toEqual([
      'EX-1 expired-critical: It ended on 2026-11-22; f-1 and 1 more are open and critical.',
    ]);
    expect(audit({ file, findings: grave.map((it) => ({ ...it, status: 'resolved' })) })).toEqual([]);
  });
  it('names one finding by itself, and none of other rules, places or statuses', () => {
    const file = [coded({ resource: 'door-f-1', until: '2026-11-22T08:00:00Z' })];
    const grave = (id: string, more: Partial<Finding> = {}) => found(id, { severity: 'critical', ...more });
    const others = [grave('f-2'), grave('f-1', { rule: 'door-locked' }), grave('f-1', { status: 'waived' })];
    expect(audit({ file, findings: others })).toEqual([]);
    expect(audit({ file, findings: [grave('f-1'), ...others] })).toEqual([
      'EX-1 expired-critical: It ended on 2026-11-22; f-1 is open and critical.',
    ]);
  });
  it('names what ends within a week as what ends later', () => {
    expect(audit({ file: [coded({ resource: 'door-f-1', until: '2026-11-25' })] })).toEqual([
      'EX-1 expiring: It ends on 2026-11-25.',
    ]);
    expect(audit({ file: [coded({ resource: 'door-x', until: '2026-11-25' })] })).toEqual([
      'EX-1 expiring: It ends on 2026-11-25.',
      'EX-1 unused: It has never hidden anything.',
    ]);
  });
  it('says nothing of a stored one that the file overrules', () => {
    const scope = { resource: 'door-f-1' };
    expect(audit({ file: [coded(scope)], stored: [stored(scope)] })).toEqual([]);
  });
  it('says of what has ended that it is over, and not that it was outgrown', () => {
    const one = stored({ resource: 'door-f-1', finding: 'f-1' }, 'high', '2026-12-01');
    const findings = [found('f-1', { severity: 'critical' })];
    expect(audit({ stored: [one], findings, at: '2026-12-02T00:00:00Z' })).toEqual([
      'w expired-critical: It ended on 2026-12-01; f-1 is open and critical.',
    ]);
  });
  it('leaves the end of a stored one to those who approved it', () => {
    const one = stored({ resource: 'door-f-1', finding: 'f-1' });
    const far = { ...one, ...(one.granted && { granted: { ...one.granted, until: '2030-01-01T00:00:00Z' } }) };
    expect(audit({ stored: [far] })).toEqual([]);
  });
  it('names who approved his own risk, however the name is written', () => {
    expect(audit({ file: [coded({ resource: 'door-f-1', owner: 'CISO ' })] })).toEqual([
      'EX-1 own-approval: CISO  owns the risk and approved it.',
    ]);
    expect(audit({ stored: [asked({ resource: 'door-f-1', finding: 'f-1' }, 'high', '2027-01-01', 'bob')] })).toEqual(
      [],
    );
  });
  it('names rules that are switched off or unknown', () => {
    const file = [coded({ resource: 'door-f-1' })];
    expect(audit({ file }, { rules: new Map([['door-closed', false]]) })).toEqual([
      'EX-1 rule-off: The rule door-closed is switched off.',
    ]);
    expect(audit({ file }, { rules: new Map() })).toEqual(['EX-1 rule-unknown: No rule is called door-closed.']);
  });
  it('names resources, clusters and targets that the last run saw nothing of', () => {
    const seen = { resources: new Set(['door-f-1', 'cluster-1']), targets: [target, 'k8s:cluster-2'], unread: 0 };
    const places = [{ resource: 'door-f-1' }, { cluster: 'cluster-1' }, { cluster: 'cluster-2' }, { target }];
    for (const place of [...places, { target: 'aws:111122223333' }]) {
      expect(audit({ file: [coded(place)] }, { seen }).filter((it) => it.includes('resource-unknown'))).toEqual([]);
    }
    const unseen = (place: WaiverScope, unread = 0) =>
      audit({ file: [coded(place)] }, { seen: { ...seen, unread } })[0];
    expect(unseen({ resource: 'door-x' })).toBe('EX-1 resource-unknown: The last run saw no door-x.');
    expect(unseen({ cluster: 'cluster-3' })).toBe('EX-1 resource-unknown: The last run saw no cluster-3.');
    expect(unseen({ target: 'aws:111122223333:e' }, 2)).toBe(
      'EX-1 resource-unknown: The last run saw no aws:111122223333:e, and 2 targets could not be read wholly.',
    );
  });
  it('names what has become graver than what was accepted', () => {
    const one = stored({ resource: 'door-f-1', finding: 'f-1' });
    expect(audit({ stored: [one], findings: [found('f-1', { severity: 'critical' })] })).toEqual([
      'w outgrown: It was accepted as high; f-1 is critical now, and is open.',
      'w unused: It has hidden nothing since it was approved on 2026-11-22.',
    ]);
  });
  it('names a waiver of the file that ends later than it could be asked for', () => {
    const file = [coded({ resource: 'door-f-1', until: '2027-01-21T08:00:00.001Z' })];
    expect(audit({ file })).toEqual([
      'EX-1 too-long: It ends on 2027-01-21; f-1 is high, which is accepted for 60 days at the most.',
    ]);
    expect(audit({ file: [coded({ resource: 'door-f-1', until: '2027-01-21T08:00:00Z' })] })).toEqual([]);
  });
  it('leaves alone what was denied or revoked', () => {
    const scope = { resource: 'door-x' };
    const denied = deny(asked(scope), { by: 'bob', at, why: '' }).waiver;
    const revoked = revoke(stored(scope), { by: 'eve', at, why: '' }).waiver;
    expect(audit({ stored: [denied, revoked] }, { rules: new Map() })).toEqual([]);
  });
  it('tells the gravest first', () => {
    const file = [coded({ resource: 'x', owner: 'ciso' }), coded({ id: 'EX-2', resource: 'y', owner: 'CISO' })];
    expect(audit({ file }).map((it) => it.split(':')[0])).toEqual([
      ...['EX-1 own-approval', 'EX-2 own-approval', 'EX-1 unused', 'EX-2 unused'],
    ]);
  });
});

describe('the register', () => {
  it('holds the waivers of the file as approved by whoever merged them', () => {
    expect(register({ file: [coded({ resource: 'door-f-1', control: 'a wall' })] })).toStrictEqual([
      {
        ...{ id: 'EX-1', rule: 'door-closed', approver: 'ciso', origin: 'as code', status: 'active', renewals: 0 },
        ...{ scope: { resource: 'door-f-1' }, hidden: [found('f-1')] },
        said: { owner: 'lab', reason: 'x', until: '2027-01-01', control: 'a wall' },
      },
    ]);
    const status = (until: string) => register({ file: [coded({ target, until })] })[0]?.status;
    expect([status('2026-11-29T08:00:00Z'), status(at)]).toEqual(['expiring', 'expired']);
  });
  it('keeps the key, the ticket and the bound of a waiver of the file', () => {
    const more = { resource: 'door-f-1', key: 'k', ticket: 'SEC-1', upTo: 'high' } as const;
    expect(register({ file: [coded(more)] })).toMatchObject([
      { scope: { resource: 'door-f-1', key: 'k' }, said: { ticket: 'SEC-1', upTo: 'high' } },
    ]);
    const [plain] = register({ file: [coded({ resource: 'door-f-1' })] });
    expect(plain?.said).toStrictEqual({ owner: 'lab', reason: 'x', until: '2027-01-01' });
  });
  it('hides nothing that is announced and not seen yet', () => {
    const findings = [found('f-1', { status: 'announced' })];
    expect(register({ file: [coded({ resource: 'door-f-1' })], findings })[0]?.hidden).toEqual([]);
  });
  it('counts what a stored one hides in its last days', () => {
    const one = stored({ resource: 'door-f-1', finding: 'f-1' }, 'high', '2026-12-01');
    const [line] = register({ stored: [one], at: '2026-11-30T00:00:00Z' });
    expect(line).toMatchObject({ status: 'expiring', hidden: [{ id: 'f-1' }] });
  });
  it('says of a first request no more than what was asked', () => {
    const [first] = register({ stored: [asked({ resource: 'door-f-1' })] });
    for (const name of ['approver', 'approvedAt', 'ended', 'renewal', 'overruledBy']) {
      expect(first).not.toHaveProperty(name);
    }
    expect(register({ stored: [stored({ resource: 'a' })] })[0]).not.toHaveProperty('renewal');
  });
  it('says of a request after the end who asked, and not who approved before', () => {
    const old = stored({ resource: 'door-f-1' }, 'high', '2026-12-01');
    const late = { by: 'eve', at: '2026-12-02T00:00:00Z' };
    const { waiver } = request(old, { ...old, ...old.granted!, until: '2027-01-01' }, late);
    const [line] = register({ stored: [waiver], at: late.at });
    expect(line).toMatchObject({ status: 'requested', requester: 'eve' });
    expect(line).not.toHaveProperty('approver');
    expect(line).not.toHaveProperty('renewal');
  });
  it('says who asked, who approved and what of each stored one', () => {
    const [line] = register({ stored: [stored({ resource: 'door-f-1', finding: 'f-1' })] });
    expect(line).toMatchObject({
      ...{ origin: 'store', status: 'active', requester: 'ana', requestedAt: at, approver: 'bob', approvedAt: at },
      ...{ said: { upTo: 'high', until: '2027-01-10T00:00:00.000Z' }, hidden: [{ id: 'f-1' }] },
    });
  });
  it('counts what a request would hide, and nothing of what is over', () => {
    const scope = { resource: 'door-f-1', finding: 'f-1' };
    const denied = deny(asked(scope), { by: 'bob', at, why: 'no' }).waiver;
    const revoked = revoke(stored(scope), { by: 'eve', at, why: 'no' }).waiver;
    const hides = (it: WaiverRecord, now = at) =>
      register({ stored: [it], at: now }).map(({ hidden }) => hidden.length);
    expect([hides(asked(scope)), hides(denied), hides(revoked)]).toEqual([[1], [0], [0]]);
    expect(hides(stored(scope), '2027-01-10T00:00:00Z')).toEqual([0]);
    expect(register({ stored: [asked(scope)], findings: [found('f-1', { status: 'resolved' })] })[0]?.hidden).toEqual(
      [],
    );
  });
  it('says who turned a request down, and what was asked', () => {
    const denied = deny(asked({ resource: 'a' }), { by: 'bob', at, why: 'no' }).waiver;
    expect(register({ stored: [denied] })[0]).toMatchObject({
      ...{ status: 'denied', requester: 'ana', ended: { by: 'bob', why: 'no' }, said: { owner: 'lab' } },
    });
    expect(register({ stored: [denied] })[0]).not.toHaveProperty('approver');
  });
  it('marks what the file overrules, which hides nothing by itself', () => {
    const scope = { resource: 'door-f-1' };
    const [, line] = register({ file: [coded({ ...scope, until: '2026-11-01' })], stored: [stored(scope)] });
    expect(line).toMatchObject({ overruledBy: 'EX-1', hidden: [] });
  });
  it('shows a request to go on beside what runs', () => {
    const scope = { resource: 'door-f-1', finding: 'f-1' };
    const old = stored(scope, 'high', '2026-12-01');
    const { waiver } = request(old, { ...old, ...old.granted!, until: '2027-01-01' }, { by: 'eve', at });
    expect(register({ stored: [waiver] })[0]).toMatchObject({
      ...{ status: 'active', requester: 'ana', said: { until: '2026-12-01T00:00:00.000Z' } },
      renewal: { requester: 'eve', until: '2027-01-01T00:00:00.000Z' },
    });
  });
});
