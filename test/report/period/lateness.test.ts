import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from '#model';
import { severities } from '#model';
import { periodCsv } from '#report/period/csv';
import { periodDocument } from '#report/period/document';
import { forHtmlPeriod } from '#report/period/html';
import { forMarkdownPeriod } from '#report/period/markdown';
import { periodOf } from '#report/period/model';
import type { PeriodSource } from '#report/period/source';
import { day, kindsOfMove, move } from './moves.ts';

const days = 24 * 60;
const sla = { critical: 3 * days, high: 10 * days };
const source: PeriodSource = {
  ...{ from: day(10, 0), to: day(20, 0), histories: [], revoked: new Map(), decisions: [], runs: [], sla },
};
const periodWith = (...histories: HistoryEntry[][]) => periodOf({ ...source, histories });
const critical = (...histories: HistoryEntry[][]) => periodWith(...histories).deadlines?.bySeverity.critical;

describe('deadlines in a period', () => {
  it('are late at the start, in it, or not at all', () => {
    expect(
      critical(
        [move(5, 'opened')],
        [move(9, 'opened')],
        [move(18, 'opened')],
        [move(2, 'opened'), move(6, 'resolved')],
        [move(9, 'opened'), move(11, 'resolved')],
      ),
    ).toEqual({ minutes: 3 * days, before: 1, became: 1, putRight: 0, otherwise: 0, after: 2, inTime: 1 });
  });
  it('tell what was put right late from what ended otherwise', () => {
    const ends = [move(15, 'resolved'), move(15, 'gone'), move(15, 'waived'), move(15, 'resolved', {}, 'policy')];
    expect(critical(...ends.map((end) => [move(11, 'opened'), end]))).toMatchObject({
      ...{ became: 4, putRight: 1, otherwise: 3, after: 0, inTime: 0 },
    });
  });
  it('are not broken by what is put right at the very second', () => {
    expect(critical([move(11, 'opened'), move(14, 'resolved')])).toMatchObject({ became: 0, inTime: 1 });
  });
  it('go on for what was accepted, and count again from the end of it', () => {
    const waiver = { id: 'w', until: day(17) };
    const period = periodWith([move(11, 'opened'), move(12, 'waived', { waiver })]);
    expect(period.deadlines?.breaches).toEqual([
      expect.objectContaining({ due: day(14), since: day(17), putRight: false }),
    ]);
    expect(critical([move(11, 'opened'), move(12, 'waived', { waiver: { id: 'w', until: day(25) } })])).toMatchObject({
      ...{ became: 0, after: 0 },
    });
  });
  it('count again from the instant at which a waiver ends, however the config wrote it', () => {
    const breachesBy = (until: string) =>
      periodWith([move(2, 'opened'), move(3, 'waived', { waiver: { id: 'w', until } })]).deadlines?.breaches.map(
        ({ since }) => since,
      );
    // 04:00 UTC on the day on which the period ends at midnight.
    expect(breachesBy('2026-09-19T23:00:00-05:00')).toEqual([]);
    expect(breachesBy('2026-09-20T01:00:00+05:00')).toEqual([day(19, 20)]);
    expect(breachesBy('2026-09-13')).toEqual([day(13, 0)]);
  });
  it('are those of the severity that a finding has then', () => {
    const graver = periodWith([move(5, 'opened', { severity: 'high' }), move(12, 'changed')]);
    expect(graver.deadlines?.bySeverity.critical).toMatchObject({ became: 1, after: 1 });
    expect(graver.deadlines?.breaches).toEqual([expect.objectContaining({ due: day(8), since: day(12) })]);
    const milder = periodWith([move(5, 'opened'), move(12, 'changed', { severity: 'low' })]);
    expect(milder.deadlines?.bySeverity.critical).toMatchObject({ before: 1, otherwise: 1, after: 0 });
    expect(Object.keys(milder.deadlines?.bySeverity ?? {})).toEqual(['critical', 'high']);
  });
  it('run anew for what came back', () => {
    const again = [move(1, 'opened'), move(2, 'resolved'), move(18, 'reopened')];
    expect(critical(again)).toMatchObject({ before: 0, became: 0, after: 0 });
    expect(critical([move(11, 'opened'), move(15, 'gone'), move(15, 'opened')])).toMatchObject({ became: 2, after: 1 });
  });
  it('add up, whatever findings went through', () => {
    const entry = fc.record({
      of: fc.integer({ min: 1, max: 19 }),
      kind: fc.constantFrom(...kindsOfMove),
      severity: fc.constantFrom(...severities),
      until: fc.integer({ min: 1, max: 29 }),
    });
    fc.assert(
      fc.property(fc.array(fc.array(entry, { maxLength: 6 }), { maxLength: 5 }), (made) => {
        const histories = made.map((history) =>
          history
            .toSorted((a, b) => a.of - b.of)
            .map(({ of, kind, severity, until }) =>
              move(of, kind, {
                ...{ severity, firstSeen: day(1) },
                ...(kind === 'waived' && { waiver: { id: 'w', until: day(Math.max(of, until), 13) } }),
              }),
            ),
        );
        const { deadlines, balance } = periodOf({ ...source, histories });
        for (const severity of ['critical', 'high'] as const) {
          const {
            before = 0,
            became = 0,
            putRight = 0,
            otherwise = 0,
            after = -1,
          } = deadlines?.bySeverity[severity] ?? {};
          expect(before + became - putRight - otherwise).toBe(after);
          expect(after).toBeLessThanOrEqual(balance[severity].after);
          expect(after).toBe(
            deadlines?.breaches.filter((it) => it.finding.severity === severity && it.until === undefined).length,
          );
        }
      }),
    );
  });
});

describe('deadlines of a period in its formats', () => {
  const told = periodWith([move(5, 'opened'), move(15, 'resolved')], [move(9, 'opened')]);
  const none = periodOf({
    from: source.from,
    to: source.to,
    histories: [],
    revoked: new Map(),
    decisions: [],
    runs: [],
  });

  it('are told with every breach', () => {
    const document = JSON.parse(JSON.stringify(periodDocument(told))) as { deadlines: { breaches: object[] } };
    expect(document.deadlines.breaches).toEqual([
      expect.objectContaining({ finding: 'f-1', due: day(8), since: day(8), until: day(15), putRight: true }),
      expect.objectContaining({ finding: 'f-1', due: day(12), since: day(12) }),
    ]);
    expect(forMarkdownPeriod(told)).toContain('| critical | 3d | 1 | 1 | 1 | 0 | 1 | 0 |');
    const page = forHtmlPeriod(told);
    expect(page).toContain('<h2>Deadlines</h2>');
    expect(page).toContain('<td>put right 2026-09-15 12:00 UTC</td>');
    expect(page).toContain('<td>overdue at the end</td>');
    expect(periodCsv(told)['period-deadlines.csv']?.split('\r\n')).toHaveLength(4);
  });
  it('are nowhere where the policy has none', () => {
    expect(periodDocument(none)).toMatchObject({ deadlines: null });
    expect(forMarkdownPeriod(none)).toContain('no deadlines by severity');
    expect(forHtmlPeriod(none)).not.toContain('<h2>Deadlines</h2>');
    expect(periodCsv(none)).not.toHaveProperty('period-deadlines.csv');
  });
});
