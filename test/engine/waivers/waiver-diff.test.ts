import { describe, expect, it } from 'vitest';
import { diff, type Comparison } from '#engine/diff';
import type { ChangedBy, Finding, Judgement, Severity, Waiver } from '#model';
import { defineRule, pass } from '#rule';
import { about } from '../shop.ts';

const rule = defineRule({ ...about, id: 'door-closed', evaluate: () => pass() });
const resource = { type: 'door', id: 'a', name: 'a', target: 'aws:1:eu' };
const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T00:00:00Z`;
const waiver: Waiver = {
  ...{ id: 'EX-1', rule: rule.id, resource: 'a', owner: 'lab', approver: 'ciso', reason: 'no data' },
  until: at(10),
};
const change: ChangedBy = { actor: 'eve', call: 'OpenDoor', at: at(2), origin: 'console', eventId: 'e' };

const failing = (snapshot: string, severity: Severity = 'high', created = 'c1'): Judgement => ({
  ...{
    rule: rule.id,
    resource,
    severity,
    created,
    verdict: 'fail',
    message: 'open',
    evidence: [],
    snapshots: [snapshot],
  },
});
const step = (before: readonly Finding[], judgement: Judgement, more: Partial<Comparison> = {}) =>
  diff({
    ...{ before, judgements: [judgement], rules: [rule], waivers: [waiver], at: at(2), gone: new Set() },
    since: { policy: false, ruleset: false },
    ...more,
  });
const kinds = ({ changes }: ReturnType<typeof step>) => changes.map(({ kind, cause }) => `${kind} by ${cause}`);
const waived = step([], failing('s1')).findings;

describe('the end of a waiver', () => {
  it('is the work of time, and of nobody whose change was read in the same moment', () => {
    const ended = step(waived, failing('s2'), { at: at(10), change });
    expect(kinds(ended)).toEqual(['unwaived by time']);
    expect(ended.findings[0]?.change).toBeUndefined();
  });
  it('is the work of policy where the waiver was taken back', () => {
    const since = { policy: true, ruleset: false };
    expect(kinds(step(waived, failing('s2'), { waivers: [], since }))).toEqual(['unwaived by policy']);
  });
  it('is the work of a change where the finding has become graver than what was accepted', () => {
    const accepted: Waiver = { ...waiver, upTo: 'high' };
    const graver = step(step([], failing('s1'), { waivers: [accepted] }).findings, failing('s2', 'critical'), {
      ...{ waivers: [accepted], change },
    });
    expect(kinds(graver)).toEqual(['unwaived by change']);
    expect(graver.findings[0]?.change).toEqual(change);
  });
});

describe('a waiver that goes on', () => {
  it('is told of once, with its new end', () => {
    const longer = [{ ...waiver, until: at(20) }];
    const since = { policy: true, ruleset: false };
    const again = step(waived, failing('s1'), { waivers: longer, since });
    expect(kinds(again)).toEqual(['waived by policy']);
    expect(again.findings[0]?.waiver).toEqual({ id: 'EX-1', until: at(20) });
    expect(step(again.findings, failing('s2'), { waivers: longer }).changes).toEqual([]);
  });
});

describe('an object that was made again', () => {
  it('is waived anew by a waiver that knows no stamp, and open where it knows one', () => {
    expect(kinds(step(waived, failing('s2', 'high', 'c2')))).toEqual([
      'gone by read',
      'opened by read',
      'waived by read',
    ]);
    const stamped: Waiver = { ...waiver, created: 'c1' };
    const before = step([], failing('s1'), { waivers: [stamped] }).findings;
    expect(before[0]?.status).toBe('waived');
    const again = step(before, failing('s2', 'high', 'c2'), { waivers: [stamped] });
    expect(kinds(again)).toEqual(['gone by read', 'opened by read']);
    expect(again.findings[0]?.status).toBe('open');
  });
});
