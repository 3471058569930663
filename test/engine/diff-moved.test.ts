import { describe, expect, it } from 'vitest';
import { diff, type Comparison, type Followed } from '#engine/diff';
import type { ChangedBy, Finding, Judgement, Waiver } from '#model';
import { defineRule, pass } from '#rule';
import { about } from './shop.ts';

const rule = defineRule({ ...about, id: 'door-closed', evaluate: () => pass() });
const resource = { type: 'door', id: 'a', name: 'a', target: 'aws:1:eu' };
const judged = (verdict: Judgement['verdict'], snapshot = 's1', more: Partial<Judgement> = {}): Judgement => ({
  ...{ rule: rule.id, resource, severity: 'high', verdict, snapshots: [snapshot] },
  ...(verdict === 'fail' && { message: 'open', evidence: [] }),
  ...more,
});
const at = '2026-11-02T00:00:00Z';
const step = (before: readonly Finding[], judgements: readonly Judgement[], more: Partial<Comparison> = {}): Followed =>
  diff({
    ...{ before, judgements, rules: [rule], waivers: [], at, gone: new Set() },
    since: { policy: false, ruleset: false },
    ...more,
  });
const kinds = ({ changes }: Followed): string[] => changes.map(({ kind, cause }) => `${kind} by ${cause}`);
const opened = step([], [judged('fail')]).findings;
const announced = opened.map((it): Finding => ({ ...it, status: 'announced' }));
const ids = new Set(opened.map(({ id }) => id));
const change: ChangedBy = { eventId: 'e-1', actor: 'ana', call: 'shop:SetDoor', at, origin: 'cli' };
const other: ChangedBy = { ...change, eventId: 'e-0', actor: 'bob' };

describe('what was announced', () => {
  it('is not withdrawn while its change is looked after', () => {
    expect(step(announced, [judged('pass')], { awaited: ids }).findings).toEqual(announced);
    expect(step(announced, [], { awaited: ids, gone: new Set(['a']) }).findings).toEqual(announced);
    expect(kinds(step(announced, [judged('pass', 's2')], { awaited: new Set() }))).toEqual(['withdrawn by read']);
    expect(kinds(step(announced, [judged('pass', 's2')]))).toEqual(['withdrawn by read']);
  });
  it('holds nothing back that is open', () => {
    expect(kinds(step(opened, [judged('pass', 's2')], { awaited: ids }))).toEqual(['resolved by read']);
  });
});

describe('what a read after a change moves', () => {
  it('was moved by that change', () => {
    const { changes, findings } = step(opened, [judged('pass', 's2')], { change });
    expect(changes).toMatchObject([{ kind: 'resolved', cause: 'change', finding: { change } }]);
    expect(findings).toMatchObject([{ status: 'resolved', change }]);
  });
  it('was moved by it where the address is gone, although nothing was read there', () => {
    expect(kinds(step(opened, [], { change, gone: new Set(['a']) }))).toEqual(['gone by change']);
    expect(kinds(step(announced, [], { change, gone: new Set(['a']) }))).toEqual(['withdrawn by change']);
  });
  it('keeps who announced it, and nobody else', () => {
    const by = (before: readonly Finding[]) =>
      step(
        before.map((it) => ({ ...it, change: other })),
        [judged('fail', 's2', { message: 'wide open' })],
        { change },
      ).findings[0]?.change;
    expect([by(announced), by(opened)]).toEqual([other, change]);
    expect(step(announced, [judged('fail', 's2')], { change }).findings[0]?.change).toEqual(change);
  });
  it('leaves alone what it did not move', () => {
    const { changes, findings } = step(opened, [judged('fail', 's2')], { change });
    expect(changes).toEqual([]);
    expect(findings[0]).not.toHaveProperty('change');
  });
});

describe('a waiver in the place of another', () => {
  const waiver = (id: string, until = '2026-12-01T00:00:00Z'): Waiver => ({
    ...{ id, rule: rule.id, resource: 'a', owner: 'lab', approver: 'ciso', reason: 'x', until },
  });
  const waived = step(opened, [judged('fail')], { waivers: [waiver('EX-1')] }).findings;
  it('is told of, as one that goes on until another day', () => {
    const laid = (one: Waiver) => kinds(step(waived, [judged('fail')], { waivers: [one] }));
    expect(laid(waiver('EX-1'))).toEqual([]);
    expect(laid(waiver('EX-2'))).toEqual(['waived by time']);
    expect(laid(waiver('EX-1', '2026-12-02T00:00:00Z'))).toEqual(['waived by time']);
  });
  it('is a matter of policy where that is new, whatever was read', () => {
    const since = { policy: true, ruleset: false };
    expect(kinds(step(opened, [judged('fail', 's2')], { waivers: [waiver('EX-1')], since }))).toEqual([
      'waived by policy',
    ]);
  });
});
