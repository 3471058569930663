import { describe, expect, it } from 'vitest';
import { frameworkPages, type Standing } from '#report/requirements';
import type { Framework, Judgement, Requirement } from '#model';
import { findingWith, scanWith } from './sample.ts';

const judged = (rule: string, verdict: Judgement['verdict'], target = 'aws:1:eu'): Judgement => ({
  ...{ rule, verdict, severity: 'high', snapshots: [] },
  resource: { type: 't', id: `${rule} of ${target}`, name: rule, target },
});

const page = (requirement: Requirement, judgements: readonly Judgement[], more: Partial<Framework> = {}) => {
  const framework = {
    ...{ id: 'f', title: 'F', edition: '1', related: false, sources: [{ source: 's' }] },
    ...{ requirements: [requirement], ...more },
  };
  const waived = judgements
    .filter(({ rule }) => rule.startsWith('waived'))
    .map(({ rule, resource }) => findingWith(rule, { rule, resource, status: 'waived' }));
  return frameworkPages({ ...scanWith(waived), judgements }, [framework])[0];
};

describe('the standing of a requirement', () => {
  it.each<[string, readonly Judgement[], Standing, string]>([
    ['is met when everything passed', [judged('a', 'pass'), judged('b', 'pass')], 'met', ''],
    ['is not met as soon as one failed', [judged('a', 'fail'), judged('b', 'unknown')], 'not met', 'unknown: 1 checks'],
    [
      'is not assessed while anything is unknown',
      [judged('a', 'pass'), judged('b', 'unknown')],
      'not assessed',
      'unknown: 1 checks',
    ],
    [
      'is not assessed when a rule judged nothing',
      [judged('a', 'pass')],
      'not assessed',
      'nothing judged, or switched off: b',
    ],
    [
      'is not assessed when nothing applies',
      [judged('a', 'not-applicable'), judged('b', 'not-applicable')],
      'not assessed',
      'not applicable',
    ],
    [
      'is met when one passed and the other does not apply',
      [judged('a', 'pass'), judged('b', 'not-applicable')],
      'met',
      '',
    ],
  ])('%s', (_, judgements, standing, why) => {
    const row = page({ id: '1', rules: ['a', 'b'] }, judgements)?.rows[0];
    expect([row?.standing, row?.why]).toEqual([standing, why]);
  });
  it('is waived when its only fails are', () => {
    const requirement = { id: '1', rules: ['waived-a', 'b'] };
    const waived = page(requirement, [judged('waived-a', 'fail'), judged('b', 'pass')]);
    expect(waived?.rows[0]).toMatchObject({ standing: 'waived', waived: 1, failed: 0, passed: 1 });
    expect(page(requirement, [judged('waived-a', 'fail'), judged('b', 'fail')])?.counts['not met']).toBe(1);
  });
  it('is not assessed while rules are still to come, whatever passed', () => {
    const row = page({ id: '1', rules: ['a'], planned: ['z'] }, [judged('a', 'pass')])?.rows[0];
    expect([row?.standing, row?.why]).toEqual(['not assessed', 'planned: z']);
  });
  it('is manual where only a person can say', () => {
    expect(page({ id: '1', manual: 'a file on the node' }, [])?.rows[0]).toMatchObject({
      standing: 'manual',
      why: 'a file on the node',
    });
  });
});

it('a framework of one cloud does not hear of the others', () => {
  const judgements = [judged('a', 'fail', 'gcp:p'), judged('a', 'pass', 'k8s:arn:aws:eks')];
  const only = page({ id: '1', rules: ['a'] }, judgements, { targets: ['aws:', 'k8s:arn:'] });
  expect(only?.rows[0]).toMatchObject({ standing: 'met', passed: 1, failed: 0 });
});
it('a framework of related links has no page', () => {
  expect(page({ id: '1', rules: ['a'] }, [], { related: true })).toBeUndefined();
});
