import { describe, expect, it } from 'vitest';
import { sampleCsv, sampleOf } from '#report/sample';
import { forJson } from '#lib/escape/json';
import type { Framework, Judgement, Scan } from '#model';
import { rules } from '#rules/catalog.gen';
import { cellsOf } from '../lib/escape/readers.ts';
import { hostileStrings } from '../support/hostile.ts';
import { findingWith, scanWith } from './sample.ts';

const rule = 'eks-endpoint-public-cidr-open';
const framework: Framework = {
  ...{ id: 'own-1', title: 'Own', edition: '1', related: false, sources: [], targets: ['aws:'] },
  requirements: [
    { id: '1.1', rules: [rule] },
    { id: '1.2', rules: ['eks-secrets-kms-encryption'] },
    { id: '1.3', manual: 'A person says so.' },
  ],
};
const judged = (name: string, verdict: Judgement['verdict'] = 'pass', more: Partial<Judgement> = {}): Judgement => ({
  ...{ rule, severity: 'high', verdict, snapshots: [] },
  resource: { type: 'eks.cluster', id: `arn:${name}`, name, target: 'aws:1:eu-west-1' },
  ...more,
});
const known = new Map(rules.map((it) => [it.id, it]));
const target = { id: 'aws:1:eu-west-1', provider: 'aws', state: 'done', stateDigest: 'd', snapshot: 's-1' } as const;
const drawn = (judgements: readonly Judgement[], count = 3, seed = 'q3', more: Partial<Scan> = {}) =>
  sampleOf(scanWith([], { judgements, ...more }), known, {
    ...{ framework, requirement: '1.1', count, seed, targets: [{ ...target, readAt: '2026-11-02T00:00:00.000Z' }] },
  });
const names = (sample: ReturnType<typeof drawn>) => sample.drawn.map(({ resource }) => resource.name);
const many = Array.from({ length: 40 }, (_, i) => judged(`c${i}`));

describe('a sample of a requirement', () => {
  it('is drawn the same from the same seed, in whatever order the scan stands', () => {
    expect(drawn(many.toReversed())).toEqual(drawn(many));
    expect(new Set(names(drawn(many))).size).toBe(3);
  });
  it('is another one with another seed, of checks that any can be', () => {
    expect(names(drawn(many, 3, 'q4'))).not.toEqual(names(drawn(many)));
    const seeds = Array.from({ length: 200 }, (_, i) => names(drawn(many, 3, `${i}`)));
    expect(new Set(seeds.flat()).size).toBe(40);
  });
  it('begins as a smaller one of its seed does, and is everything where there is less', () => {
    expect(names(drawn(many, 10)).slice(0, 3)).toEqual(names(drawn(many)));
    expect(names(drawn(many, 100))).toHaveLength(40);
  });
  it('is of checks that its rules judged or could not, where the framework means the target', () => {
    const sample = drawn(
      [
        ...[judged('a'), judged('b', 'fail'), judged('c', 'unknown'), judged('d', 'not-applicable')],
        judged('e', 'pass', { rule: 'eks-secrets-kms-encryption' }),
        judged('f', 'pass', { resource: { type: 'eks.cluster', id: 'f', name: 'f', target: 'azure:1' } }),
      ],
      25,
    );
    expect(names(sample).sort()).toEqual(['a', 'b', 'c']);
    expect(sample.population).toEqual({ pass: 1, fail: 1, waived: 0, unknown: 1 });
  });
  it('says of a fail which finding it is and whether it is accepted, and where its target was read', () => {
    const failed = judged('b', 'fail');
    const waived = findingWith('f-1', { resource: failed.resource, status: 'waived' });
    const [one] = drawn([failed], 1, 'q3', { findings: [waived] }).drawn;
    expect(one).toMatchObject({ place: 1, standing: 'waived', snapshot: 's-1', readAt: '2026-11-02T00:00:00.000Z' });
    expect(one?.finding).toMatch(/^f-/);
    expect(drawn([judged('a')], 1).drawn[0]?.finding).toBeUndefined();
  });
  it('begins no formula, breaks no row and stays one document', () => {
    for (const text of hostileStrings()) {
      const sample = drawn([judged(text, 'fail', { key: text, message: text })], 1, text);
      const rows = cellsOf(sampleCsv(sample).replaceAll('\r\n', '\n'), ',', true).filter((row) => row.length > 1);
      expect(
        rows.map((row) => row.length),
        text,
      ).toEqual([18, 18]);
      expect(
        rows.flat().filter((cell) => /^[\s"]*[=+\-@＝＋－＠]|^[\t\r]/.test(cell)),
        text,
      ).toEqual([]);
      expect(() => JSON.parse(forJson(sample)) as unknown).not.toThrow();
    }
  });
});
