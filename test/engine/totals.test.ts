import { describe, expect, it } from 'vitest';
import { coverageOf, totalsOf } from '#engine/totals';
import type { Finding, Judgement } from '#model';
import { gap } from './shop.ts';

const judged = (id: string, verdict: Judgement['verdict'], rule = 'r', target = 't'): Judgement => ({
  ...{ rule, resource: { type: 'door', id, name: id, target }, severity: 'high', verdict, snapshots: [] },
});
const finding = (id: string, status: Finding['status']): Finding => ({
  ...{
    id: `f-${id}-${status}`,
    rule: 'r',
    severity: 'high',
    status,
    message: '',
    evidence: [],
    firstSeen: '',
    snapshots: [],
  },
  resource: { type: 'door', id, name: id, target: 't' },
});
const totals = (pass: number, fail: number, unknown: number) => ({ pass, fail, unknown, notApplicable: 0, waived: 0 });

describe('totals', () => {
  it('count a pair of rule and resource once, by its worst verdict', () => {
    const all = [judged('a', 'pass'), judged('a', 'fail'), judged('a', 'unknown'), judged('b', 'not-applicable')];
    expect(totalsOf([...all, judged('b', 'pass')], [])).toEqual({ ...totals(1, 1, 0) });
  });
  it('tell rules, resources and targets apart', () => {
    const all = [
      judged('a', 'pass'),
      judged('b', 'pass'),
      judged('a', 'unknown', 'q'),
      judged('a', 'not-applicable', 'r', 'u'),
    ];
    expect(totalsOf(all, [])).toEqual({ ...totals(2, 0, 1), notApplicable: 1 });
  });
  it('count a pair as waived when each of its fails is', () => {
    const fails = [judged('a', 'fail'), judged('b', 'fail')];
    const some = [finding('a', 'waived'), finding('b', 'waived'), finding('b', 'open')];
    expect(totalsOf(fails, some)).toEqual({ ...totals(0, 2, 0), waived: 1 });
  });
});

describe('coverage', () => {
  it('is the judged share, rounded down to two decimals', () => {
    expect(coverageOf(totals(1, 1, 1), [])).toBe(0.66);
    expect(coverageOf(totals(999, 0, 1), [])).toBe(0.99);
    expect(coverageOf(totals(2, 1, 0), [])).toBe(1);
    expect(coverageOf(totals(29, 0, 71), [])).toBe(0.29);
  });
  it('is below 1 while any gap exists', () => {
    expect(coverageOf(totals(5, 0, 0), [gap(['lock'])])).toBe(0.99);
    expect(coverageOf(totals(1, 0, 1), [gap(['lock'])])).toBe(0.5);
  });
  it('is 1 with nothing to judge, or 0 while a gap exists', () => {
    expect(coverageOf(totals(0, 0, 0), [])).toBe(1);
    expect(coverageOf(totals(0, 0, 0), [gap(['lock'])])).toBe(0);
  });
});
