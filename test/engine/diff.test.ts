import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diff, isOpen, type Comparison, type Followed } from '#engine/diff';
import type { Finding, Judgement, Waiver } from '#model';
import { defineRule, pass } from '#rule';
import { about } from './shop.ts';

const rule = defineRule({ ...about, id: 'door-closed', evaluate: () => pass() });
const resource = { type: 'door', id: 'a', name: 'a', target: 'aws:1:eu' };
const judged = (verdict: Judgement['verdict'], more: Partial<Judgement> = {}): Judgement => ({
  ...{ rule: rule.id, resource, severity: 'high', verdict, snapshots: ['s1'] },
  ...(verdict === 'fail' && { message: 'open', evidence: [{ at: 'open', actual: true }] }),
  ...more,
});
const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T00:00:00Z`;

const step = (before: readonly Finding[], judgements: readonly Judgement[], more: Partial<Comparison> = {}): Followed =>
  diff({
    ...{ before, judgements, rules: [rule], waivers: [], at: at(2), gone: new Set() },
    since: { policy: false, ruleset: false },
    ...more,
  });
const kinds = ({ changes }: Followed): string[] => changes.map(({ kind, cause }) => `${kind} by ${cause}`);
const opened = (more: Partial<Comparison> = {}) => step([], [judged('fail')], { at: at(1), ...more }).findings;

describe('a finding over time', () => {
  it('opens by a fail, with the moment it was first seen', () => {
    const first = step([], [judged('fail')], { at: at(1) });
    expect(kinds(first)).toEqual(['opened by read']);
    expect(first.findings).toMatchObject([{ status: 'open', firstSeen: at(1), message: 'open', severity: 'high' }]);
    expect(first.findings[0]?.id).toMatch(/^f-[0-9a-z]{10}$/);
  });
  it('says nothing of a key or a stamp that its judgement has not', () => {
    const [plain] = step([], [judged('fail')]).findings;
    const [keyed] = step([], [judged('fail', { key: 'x', created: 'c1' })]).findings;
    expect(Object.keys(keyed!).filter((name) => !Object.keys(plain!).includes(name))).toEqual(['created', 'key']);
  });
  it('does not change while the same fail is read again', () => {
    const again = step(opened(), [judged('fail', { snapshots: ['s2'] })]);
    expect(again.changes).toEqual([]);
    expect(again.findings[0]?.firstSeen).toBe(at(1));
  });
  it('changes with its message, its evidence or its severity', () => {
    for (const more of [{ message: 'wide open' }, { evidence: [] }, { severity: 'low' as const }]) {
      expect(kinds(step(opened(), [judged('fail', { snapshots: ['s2'], ...more })]))).toEqual(['changed by read']);
    }
  });
  it('is resolved by a pass', () => {
    const resolved = step(opened(), [judged('pass', { snapshots: ['s2'] })]);
    expect(kinds(resolved)).toEqual(['resolved by read']);
    expect(resolved.findings).toMatchObject([{ status: 'resolved', snapshots: ['s2'] }]);
  });
  it('is resolved by a pass in one folder, whatever does not apply in another', () => {
    const folders = [judged('not-applicable', { snapshots: ['x'] }), judged('pass', { snapshots: ['y'] })];
    expect(kinds(step(opened(), folders))).toEqual(['resolved by read']);
    expect(kinds(step(opened(), folders.toReversed()))).toEqual(['resolved by read']);
  });
  it('once closed stays as it was closed', () => {
    const closed = step(opened(), [judged('pass', { snapshots: ['s2'] })]).findings;
    const later: Followed[] = [
      step(closed, [], { gone: new Set(['a']) }),
      step(closed, [], { rules: [] }),
      step(closed, [judged('not-applicable')]),
      step(closed, [judged('pass', { snapshots: ['s3'] })]),
    ];
    for (const followed of later) expect(followed).toEqual({ findings: closed, changes: [] });
  });
  it('that was announced stands, and nothing happens to it until it is judged', () => {
    const announced = opened().map((it) => ({ ...it, status: 'announced' as const }));
    expect(announced.every(isOpen)).toBe(true);
    for (const judgements of [[], [judged('unknown')]]) {
      expect(step(announced, judgements)).toEqual({ findings: announced, changes: [] });
    }
    expect(kinds(step(announced, [judged('pass')]))).toEqual(['withdrawn by time']);
    expect(kinds(step(announced, [], { gone: new Set(['a']) }))).toEqual(['withdrawn by time']);
    const came = step(announced, [judged('fail', { snapshots: ['s2'] })]);
    expect(kinds(came)).toEqual(['opened by read']);
    expect(came.findings).toMatchObject([{ status: 'open', firstSeen: at(1) }]);
  });
  it('is neither opened nor resolved by unknown, nor by silence', () => {
    expect(step([], [judged('unknown')]).findings).toEqual([]);
    for (const judgements of [[judged('unknown')], []]) {
      const kept = step(opened(), judgements);
      expect(kept.changes).toEqual([]);
      expect(kept.findings).toMatchObject([{ status: 'open' }]);
    }
  });
  it('closes as no-longer-applies, never as fixed', () => {
    expect(kinds(step(opened(), [judged('not-applicable', { snapshots: ['s2'] })]))).toEqual([
      'no-longer-applies by read',
    ]);
    const other = defineRule({ ...about, id: 'other', evaluate: () => pass() });
    for (const rules of [[], [other]]) {
      expect(kinds(step(opened(), [], { rules, since: { policy: true, ruleset: false } }))).toEqual([
        'no-longer-applies by policy',
      ]);
    }
  });
  it('is gone only when its own address said so', () => {
    expect(kinds(step(opened(), [], { gone: new Set(['a']) }))).toEqual(['gone by time']);
    expect(kinds(step(opened(), [], { gone: new Set(['b']) }))).toEqual([]);
  });
  it('reopens, as first seen then', () => {
    const closed = step(opened(), [judged('pass')]).findings;
    const again = step(closed, [judged('fail', { snapshots: ['s3'] })], { at: at(3) });
    expect(kinds(again)).toEqual(['reopened by read']);
    expect(again.findings[0]?.firstSeen).toBe(at(3));
    expect(step(closed, [judged('pass')]).changes).toEqual([]);
  });
  it('is another one when the resource was made anew', () => {
    const old = step([], [judged('fail', { created: 'c1' })], { at: at(1) }).findings;
    const anew = step(old, [judged('fail', { created: 'c2' })]);
    expect(anew.changes.map(({ kind }) => kind)).toEqual(['gone', 'opened']);
    expect(anew.changes[0]?.finding).toMatchObject({ created: 'c1', status: 'gone' });
    expect(anew.findings).toMatchObject([{ created: 'c2', firstSeen: at(2) }]);
  });
  it('keeps its id when the rule is renamed', () => {
    const renamed = defineRule({ ...about, id: 'door-shut', aliases: ['door-closed'], evaluate: () => pass() });
    const after = step(opened(), [judged('fail', { rule: 'door-shut' })], { rules: [renamed] });
    expect(after.findings.map(({ id }) => id)).toEqual(opened().map(({ id }) => id));
    expect(after.changes).toEqual([]);
  });
  it('refuses a judgement of a rule that nobody asked', () => {
    expect(() => step([], [judged('fail', { rule: 'other' })])).toThrow('other');
  });
});

describe('keys', () => {
  const two = [judged('fail', { key: 'x' }), judged('fail', { key: 'y' })];
  it('are findings of their own', () => {
    const { findings } = step([], two);
    expect(new Set(findings.map(({ id }) => id)).size).toBe(2);
    expect(findings.map(({ key }) => key)).toEqual(['x', 'y']);
  });
  it('resolve when they are gone and the same answer holds no unknown', () => {
    const before = step([], two).findings;
    const without = step(before, [judged('fail', { key: 'y' })]);
    expect(without.changes.map(({ kind, finding }) => `${kind} ${finding.key}`)).toEqual(['resolved x']);
    expect(step(before, [judged('fail', { key: 'y' }), judged('unknown')]).changes).toEqual([]);
  });
});

describe('the cause of a change', () => {
  const change = { eventId: 'e1', actor: 'ana', call: 'shop:SetDoor', at: at(2), origin: 'console' } as const;
  it('is the change that a read looked after, for all that it moved', () => {
    const both = [judged('pass', { snapshots: ['s2'] }), judged('fail', { resource: { ...resource, id: 'b' } })];
    const after = step(opened(), both, { change });
    expect(kinds(after)).toEqual(['opened by change', 'resolved by change']);
    expect(after.findings.map((it) => it.change)).toEqual([change, change]);
    expect(after.changes.map(({ finding }) => finding.change)).toEqual([change, change]);
  });
  it('stays with an open finding, not with what did not move and not with what opens again', () => {
    const [still] = step(opened(), [judged('fail')], { change }).findings;
    expect(still).not.toHaveProperty('change');
    const mine = step([], [judged('fail')], { change }).findings;
    expect(step(mine, [judged('fail', { snapshots: ['s2'] })]).findings).toMatchObject([{ change }]);
    const closed = step(mine, [judged('pass')]).findings;
    expect(step(closed, [judged('fail', { snapshots: ['s3'] })]).findings[0]).not.toHaveProperty('change');
  });
  it('is the policy, the ruleset or time when the same snapshots were judged', () => {
    const before = opened();
    const changed = [judged('fail', { severity: 'low' })];
    expect(kinds(step(before, changed, { since: { policy: true, ruleset: true } }))).toEqual(['changed by policy']);
    expect(kinds(step(before, changed, { since: { policy: false, ruleset: true } }))).toEqual(['changed by ruleset']);
    expect(kinds(step(before, changed))).toEqual(['changed by time']);
  });
});

describe('a waiver', () => {
  const waiver: Waiver = {
    ...{ id: 'EX-1', rule: rule.id, resource: 'a', owner: 'lab', approver: 'ciso', reason: 'no data' },
    until: at(10),
  };
  it('is laid over a finding, and ends by itself', () => {
    const waived = step(opened(), [judged('fail')], { waivers: [waiver], since: { policy: true, ruleset: false } });
    expect(kinds(waived)).toEqual(['waived by policy']);
    expect(waived.findings[0]?.status).toBe('waived');
    const ended = step(waived.findings, [judged('fail')], { waivers: [waiver], at: at(10) });
    expect(kinds(ended)).toEqual(['unwaived by time']);
    expect(ended.findings[0]).toMatchObject({ status: 'open', firstSeen: at(1) });
  });
  it('covers a new finding from its first moment', () => {
    expect(step([], [judged('fail')], { waivers: [waiver] }).changes.map(({ kind }) => kind)).toEqual([
      'opened',
      'waived',
    ]);
  });
  it('covers its own rule, resource and key only', () => {
    const others = [
      { ...waiver, rule: 'other' },
      { ...waiver, resource: 'b' },
      { ...waiver, key: 'x' },
    ];
    for (const other of others)
      expect(step([], [judged('fail')], { waivers: [other] }).findings[0]?.status).toBe('open');
    const keyed = step([], [judged('fail', { key: 'x' })], { waivers: [{ ...waiver, key: 'x' }] });
    expect(keyed.findings[0]?.status).toBe('waived');
  });
  it('lets a waived finding resolve, and does not wake a closed one', () => {
    const waived = step(opened(), [judged('fail')], { waivers: [waiver] }).findings;
    const resolved = step(waived, [judged('pass')], { waivers: [waiver] });
    expect(resolved.findings[0]?.status).toBe('resolved');
    expect(step(resolved.findings, [judged('pass')], { waivers: [waiver] }).changes).toEqual([]);
  });
});

describe('any history', () => {
  const verdict = fc.constantFrom('pass', 'fail', 'unknown', 'not-applicable', 'silent');
  it('never resolves on an unknown, and a repeated answer changes nothing', () => {
    fc.assert(
      fc.property(fc.array(verdict, { maxLength: 12 }), (verdicts) => {
        let findings: readonly Finding[] = [];
        for (const one of verdicts) {
          const judgements = one === 'silent' ? [] : [judged(one)];
          const before = findings.filter(isOpen).length;
          const followed = step(findings, judgements);
          const after = followed.findings.filter(isOpen).length;
          if (one === 'unknown' || one === 'silent') expect(after).toBe(before);
          if (one === 'fail') expect(after).toBe(1);
          if (one === 'pass') expect(after).toBe(0);
          findings = followed.findings;
          expect(step(findings, judgements).changes).toEqual([]);
        }
      }),
    );
  });
});

describe('a judgement of what was read before', () => {
  const again = { policy: true, ruleset: false, read: false };
  it('opens, reopens, changes and closes by the policy, whatever snapshot a finding was last seen in', () => {
    expect(kinds(step([], [judged('fail')], { since: again }))).toEqual(['opened by policy']);
    const closed = step(opened(), [judged('pass', { snapshots: ['s2'] })], { since: again });
    expect(kinds(closed)).toEqual(['resolved by policy']);
    expect(kinds(step(closed.findings, [judged('fail', { snapshots: ['s3'] })], { since: again }))).toEqual([
      'reopened by policy',
    ]);
    expect(kinds(step(opened(), [judged('fail', { severity: 'low', snapshots: ['s2'] })], { since: again }))).toEqual([
      'changed by policy',
    ]);
  });
  it('is caused by the rules or by the passing of time where the policy is the same', () => {
    const since = { policy: false, ruleset: true, read: false };
    expect(kinds(step([], [judged('fail')], { since }))).toEqual(['opened by ruleset']);
    expect(kinds(step([], [judged('fail')], { since: { ...since, ruleset: false } }))).toEqual(['opened by time']);
  });
});
