import { describe, expect, it } from 'vitest';
import { exitOf, type Gate } from '#app/exit';
import type { Scan, TargetState } from '#model';
import { reportOf } from '#report/model';
import { findingWith, scanWith } from '#test/report/sample';

const done: TargetState = { id: 'aws:1:eu-west-1', provider: 'aws', state: 'done' };
const partial: TargetState = { ...done, id: 'aws:1:us-east-1', state: 'partial' };
const failed: TargetState = { ...done, id: 'aws:2:eu-west-1', state: 'failed' };
const findings = [findingWith('f-1'), findingWith('f-2', { severity: 'medium' })];

const codeOf = (gate: Gate, more: Partial<Scan> = {}): number =>
  exitOf(reportOf(scanWith(findings, { targets: [done], gaps: [], coverage: 0.9, ...more }), []), gate).code;
const whyOf = (gate: Gate, more: Partial<Scan> = {}): string =>
  exitOf(reportOf(scanWith(findings, { targets: [done], gaps: [], coverage: 0.9, ...more }), []), gate).why;

describe('the gate', () => {
  it('is not there unless it is asked for', () => {
    expect(codeOf({}, { targets: [done, partial, failed] })).toBe(0);
    expect(codeOf({ failOn: 'none' }, { targets: [done, partial] })).toBe(0);
    expect(whyOf({})).toBe('no gate set (use --fail-on high in CI)');
  });
  it('fails by open findings at or above a severity', () => {
    expect(whyOf({ failOn: 'high' })).toBe('1 finding at or above high (use --fail-on none to report only)');
    expect(whyOf({ failOn: 'low' })).toBe('2 findings at or above low (use --fail-on none to report only)');
    expect(codeOf({ failOn: 'high' })).toBe(3);
    expect(codeOf({ failOn: 'high' }, { findings: [findingWith('f-1', { status: 'waived' })] })).toBe(0);
    expect(codeOf({ failOn: 'critical' }, { findings: [findingWith('f-2', { severity: 'high' })] })).toBe(0);
  });
  it('does not accept a target that was partly read or not at all, unless it is told to', () => {
    expect(codeOf({ failOn: 'critical' }, { targets: [done, partial], findings: [] })).toBe(4);
    expect(whyOf({ failOn: 'critical' }, { targets: [done, failed] })).toBe(
      'aws:2:eu-west-1 is failed (use --allow-incomplete to accept that)',
    );
    expect(codeOf({ failOn: 'critical', allowIncomplete: true }, { targets: [done, failed], findings: [] })).toBe(0);
  });
  it('holds coverage to a percentage, also where an incomplete read is accepted', () => {
    expect(codeOf({ failCoverageBelow: 90 })).toBe(0);
    expect(codeOf({ failCoverageBelow: 91, allowIncomplete: true }, { targets: [done, partial] })).toBe(4);
    expect(whyOf({ failCoverageBelow: 91 })).toBe('coverage is 90 %, below 91 %');
  });
  it.each([0.07, 0.14, 0.28, 0.29, 0.55, 0.57, 0.58])('passes coverage %s at its own percentage', (coverage) => {
    expect(codeOf({ failCoverageBelow: Number((coverage * 100).toFixed(0)) }, { coverage })).toBe(0);
  });
  it('says one reason when several apply: 130, then 2, 4, 3', () => {
    const gate: Gate = { failOn: 'low', failCoverageBelow: 99 };
    const all: Partial<Scan> = { targets: [failed], interrupted: true };
    expect(codeOf(gate, all)).toBe(130);
    expect(codeOf(gate, { targets: [failed] })).toBe(2);
    expect(codeOf(gate, { targets: [] })).toBe(2);
    expect(codeOf({ ...gate, withoutCredentials: ['gcp'] }, { targets: [done, partial] })).toBe(2);
    expect(codeOf(gate, { targets: [done, partial] })).toBe(4);
    expect(codeOf({ ...gate, allowIncomplete: true }, { targets: [done, partial] })).toBe(4);
    expect(codeOf({ failOn: 'low', allowIncomplete: true }, { targets: [done, partial] })).toBe(3);
  });
  it('fails for a cloud that was asked for by name and has no credentials', () => {
    expect(whyOf({ withoutCredentials: ['gcp'] })).toBe('gcp asked for by name, and no credentials were found');
  });
});
