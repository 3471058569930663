import { describe, expect, it } from 'vitest';
import { compare, type Compared } from '#app/compare';
import { comparedDocument } from '#app/compared-document';
import type { Finding, Judgement } from '#model';
import { outputOf } from '#report/output';
import { findingWith, scanWith } from '#test/report/sample';

const judged = (finding: Finding, verdict: Judgement['verdict'], key?: string): Judgement => ({
  ...{ rule: finding.rule, resource: finding.resource, severity: 'high', verdict, snapshots: [] },
  ...(key !== undefined && { key }),
});
/** Its findings were judged again where nothing else is said of it. */
const scanOf = (
  findings: readonly Finding[],
  judgements: readonly Judgement[] = findings.map((it) => judged(it, 'fail', it.key)),
): Compared => scanWith(findings, { judgements });
const one = findingWith('f-1');
const idsOf = (findings: readonly { readonly id: string }[]): readonly string[] => findings.map(({ id }) => id);

describe('a comparison', () => {
  it('names what opened, and counts what stands', () => {
    const { opened, unchanged } = compare(scanOf([one]), scanOf([findingWith('f-2'), one]));
    expect([idsOf(opened), unchanged]).toEqual([['f-2'], 1]);
  });
  it('takes a finding as resolved only where its pair was read', () => {
    const read = compare(scanOf([one]), scanOf([], [judged(one, 'pass')]));
    expect([idsOf(read.resolved), idsOf(read.unread)]).toEqual([['f-1'], []]);
    const unread = compare(scanOf([one]), scanOf([], []));
    expect([idsOf(unread.resolved), idsOf(unread.unread)]).toEqual([[], ['f-1']]);
  });
  it('takes a finding that the store keeps open, and nothing confirms, as not read again', () => {
    const kept = compare(scanOf([one]), scanOf([one], [judged(one, 'unknown')]));
    expect([idsOf(kept.unread), idsOf(kept.opened), kept.unchanged]).toEqual([['f-1'], [], 0]);
    const other = compare(scanOf([one]), scanOf([one], [judged(one, 'fail', 'b')]));
    expect([idsOf(other.unread), other.unchanged]).toEqual([['f-1'], 0]);
  });
  it('takes a key that is gone as resolved only while no other key is unknown', () => {
    const other = judged(one, 'fail', 'b');
    expect(idsOf(compare(scanOf([one]), scanOf([], [other])).resolved)).toEqual(['f-1']);
    expect(idsOf(compare(scanOf([one]), scanOf([], [other, judged(one, 'unknown', 'c')])).unread)).toEqual(['f-1']);
  });
  it.each([{ severity: 'low' }, { status: 'waived' }, { message: 'another' }] as const)(
    'sees %o as a change',
    (more) => {
      const { changed, unchanged } = compare(scanOf([one]), scanOf([{ ...one, ...more }]));
      expect([changed.length, unchanged]).toEqual([1, 0]);
    },
  );
});

describe('a document of a scan', () => {
  const scan = scanWith([one], { judgements: [judged(one, 'fail')] });
  it('compares as the scan itself does', () => {
    const document = comparedDocument(JSON.stringify(outputOf(scan, { verdicts: true })), 'a.json');
    expect(compare(scan, document)).toMatchObject({ opened: [], resolved: [], unread: [], changed: [], unchanged: 1 });
    expect(compare(document, scanOf([], [judged(one, 'pass')])).resolved).toHaveLength(1);
  });
  it('needs its verdicts, and to be one at all', () => {
    const bare = JSON.stringify(outputOf(scan, { verdicts: false }));
    expect(() => comparedDocument(bare, 'a.json')).toThrow(
      'a.json is no output of shoalwatch scan --json --verdicts at verdicts',
    );
    expect(() => comparedDocument('{', 'a.json')).toThrow('a.json does not parse as JSON');
    expect(() => comparedDocument('[]', 'a.json')).toThrow('a.json is no output');
  });
  it('may hold fields of a later version', () => {
    const later = { ...outputOf(scan, { verdicts: true }), novelty: 1 };
    expect(comparedDocument(JSON.stringify(later), 'a.json').findings).toHaveLength(1);
  });
});
