import { describe, expect, it } from 'vitest';
import { baselineOf, isNew } from '#app/baseline';
import { exitOf } from '#app/exit';
import { forJson } from '#lib/escape/json';
import { reportOf } from '#report/model';
import { outputOf } from '#report/output';
import { findingWith, scanWith } from '../report/sample.ts';

const scan = scanWith([findingWith('f-1'), findingWith('f-2', { severity: 'medium' })], { gaps: [], targets: [] });
const done = { ...scan, targets: [{ id: 'aws:1:eu', provider: 'aws' as const, state: 'done' as const }] };
const known = baselineOf(forJson(outputOf(done, { verdicts: false })), 'base.json');

describe('a baseline', () => {
  it('knows what was open, and how grave it was', () => {
    expect([...known]).toEqual([
      ['f-1', 'critical'],
      ['f-2', 'medium'],
    ]);
  });
  it('calls a finding new that was not there, or that is graver now', () => {
    expect(isNew({ id: 'f-3', severity: 'low' }, known)).toBe(true);
    expect(isNew({ id: 'f-2', severity: 'high' }, known)).toBe(true);
    expect(isNew({ id: 'f-2', severity: 'medium' }, known)).toBe(false);
    expect(isNew({ id: 'f-1', severity: 'low' }, known)).toBe(false);
  });
  it.each([
    ['{', 'is no baseline'],
    ['{}', 'it is not what shoalwatch scan --json prints'],
    ['[]', 'it is not what shoalwatch scan --json prints'],
  ])('refuses %s', (text, words) => {
    expect(() => baselineOf(text, 'base.json')).toThrow(words);
  });
});

describe('the gate', () => {
  it('is passed by what the baseline knew', () => {
    const report = reportOf(done, []);
    expect(exitOf(report, { failOn: 'medium', known }).code).toBe(0);
    const { code, why } = exitOf(report, { failOn: 'medium' });
    expect([code, why.startsWith('2 findings at or above medium')]).toEqual([3, true]);
  });
  it('is not passed by what is new', () => {
    const more = reportOf({ ...done, findings: [...done.findings, findingWith('f-9', { severity: 'high' })] }, []);
    expect(exitOf(more, { failOn: 'high', known })).toEqual({
      code: 3,
      why: '1 new finding at or above high (use --fail-on none to report only)',
    });
    expect(exitOf(more, { failOn: 'critical', known }).code).toBe(0);
  });
});
