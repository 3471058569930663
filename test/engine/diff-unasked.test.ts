import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diff, isOpen, type Comparison, type Followed } from '#engine/diff';
import type { Finding, Judgement, Waiver } from '#model';
import { defineRule, pass } from '#rule';
import { about } from './shop.ts';

const rule = defineRule({ ...about, id: 'door-closed', evaluate: () => pass() });
const resource = { type: 'door', id: 'a', name: 'a', target: 'aws:1:eu' };
const judged = (verdict: Judgement['verdict'], snapshot = 's1'): Judgement => ({
  ...{ rule: rule.id, resource, severity: 'high', verdict, snapshots: [snapshot] },
  ...(verdict === 'fail' && { message: 'open', evidence: [] }),
});
const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T00:00:00Z`;
const waiver: Waiver = {
  ...{ id: 'EX-1', rule: rule.id, resource: 'a', owner: 'lab', approver: 'ciso', reason: 'no data' },
  until: at(10),
};

const step = (before: readonly Finding[], judgements: readonly Judgement[], more: Partial<Comparison> = {}): Followed =>
  diff({
    ...{ before, judgements, rules: [rule], waivers: [], at: at(2), gone: new Set() },
    since: { policy: true, ruleset: false },
    ...more,
  });
const off = { rules: [] };
const gone = { gone: new Set(['a']) };
const kinds = ({ changes }: Followed): string[] => changes.map(({ kind, cause }) => `${kind} by ${cause}`);
const opened = step([], [judged('fail')], { at: at(1) }).findings;
const unasked = step(opened, [], off).findings;
const unread = [[], [judged('unknown', 's2')]];

describe('a finding whose rule is not asked any more', () => {
  it('stays closed while nobody asks', () => {
    expect(unasked).toMatchObject([{ status: 'no-longer-applies' }]);
    expect(step(unasked, [], off)).toEqual({ findings: unasked, changes: [] });
  });
  it('stands again once its rule is asked and nothing was read, as it stood', () => {
    for (const judgements of unread) {
      const again = step(unasked, judgements);
      expect(kinds(again)).toEqual(['reopened by policy']);
      expect(again.findings).toEqual(opened);
      expect(step(again.findings, judgements).changes).toEqual([]);
    }
  });
  it('stands again by the rules where those came back, and by time where an exception ended', () => {
    const by = (since: Comparison['since']): string[] => kinds(step(unasked, [], { since }));
    expect(by({ policy: false, ruleset: true })).toEqual(['reopened by ruleset']);
    expect(by({ policy: false, ruleset: false })).toEqual(['reopened by time']);
  });
  it('stands again under the waivers of then', () => {
    const waived = step(opened, [judged('fail')], { waivers: [waiver] }).findings;
    const closed = step(waived, [], { ...off, waivers: [waiver] }).findings;
    expect(kinds(step(closed, [], { waivers: [waiver] }))).toEqual(['reopened by policy', 'waived by policy']);
    const bare = step(closed, []);
    expect(kinds(bare)).toEqual(['reopened by policy']);
    expect(bare.findings).toEqual(opened);
  });
  it('reopens by a fail', () => {
    const again = step(unasked, [judged('fail', 's2')]);
    expect(kinds(again)).toEqual(['reopened by read']);
    expect(again.findings[0]).not.toHaveProperty('unasked');
  });
  it('is closed for good by what a read answers once it is asked again', () => {
    const answers: [Judgement[], Partial<Comparison>, string][] = [
      [[judged('pass', 's2')], {}, 'resolved by read'],
      [[judged('not-applicable', 's2')], {}, 'no-longer-applies by read'],
      [[], gone, 'gone by policy'],
    ];
    for (const [judgements, more, told] of answers) {
      const settled = step(unasked, judgements, more);
      expect(kinds(settled)).toEqual([told]);
      for (const later of [judgements, ...unread])
        expect(step(settled.findings, later)).toEqual({ findings: settled.findings, changes: [] });
    }
  });
  it('is gone with its resource while nobody asks', () => {
    const left = step(unasked, [], { ...off, ...gone });
    expect(kinds(left)).toEqual(['gone by policy']);
    expect(step(left.findings, []).changes).toEqual([]);
  });
  it('does not come back where it was announced only', () => {
    const announced = opened.map((it) => ({ ...it, status: 'announced' as const }));
    const withdrawn = step(announced, [], off);
    expect(kinds(withdrawn)).toEqual(['withdrawn by policy']);
    expect(step(withdrawn.findings, []).changes).toEqual([]);
  });
});

describe('a finding that a read closed', () => {
  it('is not brought back by a rule that is asked again', () => {
    for (const answer of [judged('pass', 's2'), judged('not-applicable', 's2')]) {
      const closed = step(opened, [answer]).findings;
      const later = step(closed, [], off).findings;
      expect(later).toEqual(closed);
      for (const judgements of unread) expect(step(later, judgements).changes).toEqual([]);
    }
  });
  it('that closed in a store from before this was told apart stays closed', () => {
    const old = unasked.map(({ unasked: _, ...it }) => it);
    for (const judgements of unread) expect(step(old, judgements).changes).toEqual([]);
  });
});

describe('a finding that reopens under a waiver', () => {
  it('is told of as reopened and as waived', () => {
    const closed = step(opened, [judged('pass')]).findings;
    const again = step(closed, [judged('fail', 's3')], { waivers: [waiver] });
    expect(kinds(again)).toEqual(['reopened by read', 'waived by read']);
    expect(again.findings).toMatchObject([{ status: 'waived', waiver: { id: 'EX-1' } }]);
  });
});

describe('any history in which a rule is switched off and on', () => {
  const word = fc.constantFrom('pass', 'fail', 'unknown', 'not-applicable', 'silent', 'off', 'gone');
  it('stands exactly where the last answer was a fail and the rule is asked, and what is told is what is kept', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 14 }), (history) => {
        let findings: readonly Finding[] = [];
        let kept: readonly Finding[] = [];
        let isFailing = false;
        for (const one of history) {
          const judgements = one === 'silent' || one === 'off' || one === 'gone' ? [] : [judged(one)];
          const more = one === 'off' ? off : one === 'gone' ? gone : {};
          if (one === 'fail') isFailing = true;
          if (one === 'pass' || one === 'not-applicable' || one === 'gone') isFailing = false;
          const followed = step(findings, judgements, more);
          expect(followed.findings.some(isOpen)).toBe(isFailing && one !== 'off');
          for (const { finding } of followed.changes) kept = [finding];
          expect(kept.map(({ status, unasked: mark }) => [status, mark])).toEqual(
            followed.findings.map(({ status, unasked: mark }) => [status, mark]),
          );
          findings = followed.findings;
          expect(step(findings, judgements, more).changes).toEqual([]);
        }
      }),
    );
  });
});
