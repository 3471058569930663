import { describe, expect, it } from 'vitest';
import { reportOf } from '#report/model';
import { relatedPages } from '#report/related';
import type { Framework, Requirement } from '#model';
import { findingWith, scanWith } from './sample.ts';

const sources = [{ source: 'a tool', rules: ['a', 'b'] }];
const frameworkWith = (...requirements: readonly Requirement[]): Framework => ({
  ...{ id: 'f', title: 'F', edition: '1', related: true, sources, requirements },
});

const found = scanWith([
  findingWith('f-1', { rule: 'a' }),
  findingWith('f-2', { rule: 'a' }),
  findingWith('f-3', { rule: 'b' }),
  findingWith('f-4', { rule: 'b', status: 'waived' }),
  findingWith('f-5', { rule: 'b', status: 'resolved' }),
]);
const [fail] = found.judgements;
const scan = {
  ...found,
  judgements: [
    ...found.judgements,
    { ...fail!, rule: 'b', verdict: 'unknown' as const },
    { ...fail!, rule: 'c', verdict: 'unknown' as const },
  ],
};
const rowOf = (requirement: Requirement) => relatedPages(scan, [frameworkWith(requirement)])[0]?.rows[0];

describe('a requirement of a related framework', () => {
  it('counts the open findings of its rules together and rule by rule, and what is waived or unknown', () => {
    expect(rowOf({ id: '1', rules: ['a', 'b'] })).toEqual({
      ...{ id: '1', open: 3, waived: 1, unknown: 1, planned: [] },
      rules: [
        { id: 'a', open: 2, judged: true },
        { id: 'b', open: 1, judged: true },
      ],
    });
  });
  it('has no findings where its rules found nothing, and says what is unknown', () => {
    expect(rowOf({ id: '1', rules: ['c'] })).toEqual({
      ...{ id: '1', open: 0, waived: 0, unknown: 1, planned: [] },
      rules: [{ id: 'c', open: 0, judged: true }],
    });
  });
  it('names the rules that are still to come, and those that judged nothing', () => {
    expect(rowOf({ id: '1', rules: ['a', 'silent'], planned: ['z'] })).toMatchObject({
      ...{ open: 2, planned: ['z'] },
      rules: [{ id: 'a' }, { id: 'silent', open: 0, judged: false }],
    });
  });
  it('has no rules where only a person can say', () => {
    expect(rowOf({ id: '1', manual: 'a contract' })).toMatchObject({ open: 0, rules: [], planned: [] });
  });
});

it('a related page says where its links come from, and has no standing', () => {
  const [page] = relatedPages(scan, [frameworkWith({ id: '1', rules: ['a'] })]);
  expect(page).toMatchObject({ id: 'f', title: 'F', edition: '1', sources });
  expect(JSON.stringify(page)).not.toContain('met');
});
it('a framework that is satisfied or not has no related page', () => {
  expect(relatedPages(scan, [{ ...frameworkWith(), related: false }])).toEqual([]);
});
it('an export labels a finding with what its rule answers, not with what is only related', () => {
  const related = frameworkWith({ id: '1', rules: ['a'] });
  const answered = { ...related, id: 'cis', related: false };
  const labels = reportOf(found, [], [related, answered]).rows.map(({ finding, requirements }) => [
    finding.id,
    requirements,
  ]);
  expect(labels.filter(([, own]) => own!.length > 0)).toEqual([
    ['f-1', ['cis 1']],
    ['f-2', ['cis 1']],
  ]);
});
