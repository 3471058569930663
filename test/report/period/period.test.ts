import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forJson } from '#lib/escape/json';
import type { HistoryEntry, Run } from '#model';
import { severities } from '#model';
import { periodCsv } from '#report/period/csv';
import { periodDocument } from '#report/period/document';
import { forHtmlPeriod } from '#report/period/html';
import { forMarkdownPeriod } from '#report/period/markdown';
import { periodOf, type Period } from '#report/period/model';
import type { PeriodSource } from '#report/period/source';
import { hostileStrings } from '../../support/hostile.ts';
import { cellsOf } from '../../lib/escape/readers.ts';
import { day, kindsOfMove, move } from './moves.ts';

const run = (of: number, coverage?: number): Run => ({
  ...{ id: `r-${of}`, kind: 'sweep', startedAt: day(of, 11), finishedAt: day(of), policyVersion: null },
  ...{ policyDigest: 'p', rulesetDigest: 'r', ruleCount: 1 },
  ...(coverage !== undefined && { standing: { coverage, open: { critical: 1, high: 0, medium: 0, low: 0 } } }),
});
const september: PeriodSource = {
  ...{ from: day(10, 0), to: day(20, 0), histories: [], revoked: new Map(), decisions: [] },
  runs: [run(12, 1), run(14, 0.99)],
  firstRun: day(1),
};
const periodWith = (histories: PeriodSource['histories'], more: Partial<PeriodSource> = {}): Period =>
  periodOf({ ...september, histories, ...more });
const critical = (...histories: HistoryEntry[][]) => periodWith(histories).balance.critical;

describe('what came and went in a period', () => {
  it('begins with what was open before it, and ends with what stands', () => {
    const counts = critical([move(2, 'opened')], [move(11, 'opened')], [move(3, 'opened'), move(12, 'resolved')]);
    expect(counts).toMatchObject({ before: 2, opened: 1, resolved: 1, after: 2 });
  });
  it('does not count what moved before it, and nothing that moved after it', () => {
    const counts = critical([move(2, 'opened'), move(5, 'resolved')], [move(2, 'opened'), move(25, 'resolved')]);
    expect(counts).toMatchObject({ before: 1, opened: 0, resolved: 0, after: 1 });
  });
  it('tells apart how a finding left, and how it came back', () => {
    const left = (['resolved', 'gone', 'no-longer-applies', 'waived'] as const).map((kind) => [
      ...[move(2, 'opened'), move(12, kind), ...(kind === 'resolved' ? [move(15, 'reopened')] : [])],
    ]);
    expect(critical(...left)).toEqual({
      ...{ before: 4, opened: 0, reopened: 1, unwaived: 0, regraded: 0 },
      ...{ resolved: 1, gone: 1, noLongerApplies: 1, waived: 1, after: 1 },
    });
  });
  it('moves a finding that became graver from one line to the other', () => {
    const { balance } = periodWith([[move(2, 'opened', { severity: 'low' }), move(12, 'changed')]]);
    expect(balance.low).toMatchObject({ before: 1, regraded: -1, after: 0 });
    expect(balance.critical).toMatchObject({ before: 0, regraded: 1, after: 1 });
  });
  it('counts an accepted finding again from the second on in which its waiver ends, whenever a run wrote it down', () => {
    const waiver = { id: 'w-1', until: day(13) };
    const history = [move(2, 'opened'), move(3, 'waived', { waiver })];
    expect(critical(history)).toMatchObject({ before: 0, unwaived: 1, after: 1 });
    expect(critical([...history, move(15, 'unwaived')])).toMatchObject({ before: 0, unwaived: 1, after: 1 });
    const { steps } = periodWith([[...history, move(15, 'unwaived')]]);
    expect(steps.map(({ at, kind, cause }) => [at, kind, cause])).toEqual([[day(13), 'unwaived', 'time']]);
    const late = { id: 'w-1', until: day(25) };
    const revoked = new Map([['w-1', day(14)]]);
    const accepted = [move(2, 'opened'), move(3, 'waived', { waiver: late })];
    expect(periodWith([accepted]).balance.critical).toMatchObject({ unwaived: 0, after: 0 });
    expect(periodWith([accepted], { revoked }).balance.critical).toMatchObject({ unwaived: 1, after: 1 });
  });
  it('adds up, whatever findings went through', () => {
    const entry = fc.record({
      of: fc.integer({ min: 1, max: 29 }),
      kind: fc.constantFrom(...kindsOfMove),
      severity: fc.constantFrom(...severities),
      until: fc.integer({ min: 1, max: 29 }),
    });
    const histories = fc.array(fc.array(entry, { maxLength: 6 }), { maxLength: 5 });
    fc.assert(
      fc.property(histories, (made) => {
        const all = made.map((history) =>
          history
            .toSorted((a, b) => a.of - b.of)
            .filter(({ of }) => of < 20)
            .map(({ of, kind, severity, until }) => {
              const waiver = kind === 'waived' ? { waiver: { id: 'w', until: day(Math.max(of, until), 13) } } : {};
              return move(of, kind, { severity, ...waiver });
            }),
        );
        const { balance } = periodWith(all);
        for (const severity of severities) {
          const { before, opened, reopened, unwaived, regraded, resolved, gone, noLongerApplies, waived, after } =
            balance[severity];
          const left = resolved + gone + noLongerApplies + waived;
          expect(before + opened + reopened + unwaived + regraded - left).toBe(after);
          const standing = all
            .flatMap((history) => history.at(-1) ?? [])
            .filter(({ finding }) => {
              const ended = finding.status === 'waived' && (finding.waiver?.until ?? '') <= september.to;
              return finding.severity === severity && (finding.status === 'open' || ended);
            });
          expect(after).toBe(standing.length);
        }
      }),
    );
  });
});

describe('how long it took to put findings right', () => {
  const hours = (n: number): number => n * 3600;
  it('runs from when it last opened, mean, median and longest', () => {
    const { repairs } = periodWith([
      [move(10, 'opened'), move(12, 'resolved')],
      [move(1, 'opened'), move(2, 'resolved'), move(10, 'reopened'), move(14, 'resolved', {}, 'change')],
      [move(4, 'opened'), move(13, 'resolved')],
    ]);
    expect(repairs.critical).toEqual({
      ...{ repaired: 3, meanSeconds: hours(24 * 5), medianSeconds: hours(24 * 4), longestSeconds: hours(24 * 9) },
    });
    expect(repairs.low).toEqual({ repaired: 0 });
    const two = periodWith([
      [move(10, 'opened'), move(12, 'resolved')],
      [move(10, 'opened'), move(16, 'resolved')],
    ]);
    expect(two.repairs.critical.medianSeconds).toBe(hours(24 * 4));
  });
  it('counts nothing that the policy closed, that is gone, or that was put right at another time', () => {
    const { repairs } = periodWith([
      [move(2, 'opened'), move(12, 'resolved', {}, 'policy')],
      [move(2, 'opened'), move(12, 'resolved', {}, 'ruleset')],
      [move(2, 'opened'), move(12, 'gone')],
      [move(2, 'opened'), move(3, 'resolved')],
    ]);
    expect(repairs.critical.repaired).toBe(0);
  });
});

describe('coverage over a period', () => {
  it('has the last run of each day, and days on which nobody looked', () => {
    const { days } = periodWith([], { runs: [run(12, 1), { ...run(12, 0.9), id: 'r-x' }, run(14)] });
    expect(days.map(({ day: name, runs, coverage }) => [name.slice(8), runs, coverage])).toEqual([
      ...[
        ['10', 0, undefined],
        ['11', 0, undefined],
        ['12', 2, 0.9],
        ['13', 0, undefined],
        ['14', 1, undefined],
      ],
      ...['15', '16', '17', '18', '19', '20'].map((name) => [name, 0, undefined]),
    ]);
  });
  it('says where the store begins later than the period', () => {
    expect(periodWith([]).knownSince).toBeUndefined();
    expect(periodWith([], { firstRun: day(12) }).knownSince).toBe(day(12));
  });
  it('never rounds up to everything, and says that nobody looked', () => {
    const page = forHtmlPeriod(periodWith([], { runs: [run(12, 0.999)] }));
    expect(page).toContain('99 %');
    expect(page).not.toContain('100 %');
    expect(forMarkdownPeriod(periodWith([], { runs: [] }))).toContain('nobody looked');
  });
});

const decision = (text: string, at = day(12)) => ({
  ...{ at, on: 'waiver' as const, act: 'approved', by: text, about: text, why: text },
});

it('who decided what is in the period alone, in order', () => {
  const decisions = [decision('late', day(21)), decision('b', day(13)), decision('a'), decision('early', day(9))];
  expect(periodWith([], { decisions }).decisions.map(({ by }) => by)).toEqual(['a', 'b']);
});

const writers: Readonly<Record<string, (period: Period) => string>> = {
  html: forHtmlPeriod,
  json: (period) => forJson(periodDocument(period)),
  csv: (period) => Object.values(periodCsv(period)).join('\n'),
  md: forMarkdownPeriod,
};

describe('a period in every format', () => {
  const told = (text: string, name = text): Period => {
    const resource = { type: 'eks.cluster', id: `arn:${name}`, name, target: name };
    const change = { ...{ eventId: text, actor: text, call: text, at: day(11) }, origin: 'cli' as const };
    const histories = [[move(11, 'opened', { resource, key: text, message: text, change }, 'change')]];
    return periodWith(histories, { decisions: [decision(text)] });
  };
  const count = (text: string, what: RegExp): number => [...text.matchAll(what)].length;

  it.each(Object.entries(writers))('%s: who decided what and what moved stand in it', (_, write) => {
    const page = write(told('ana'));
    expect(page).toContain('approved');
    expect(page).toContain('ana');
  });
  it.each(Object.entries(writers))('%s: tokens in it are unreadable', (_, write) => {
    expect(write(told('ghp_0123456789abcdefghij', 'payments'))).not.toContain('ghp_0123456789abcdefghij');
  });
  it('HTML holds no markup of others and asks for nothing from outside', () => {
    const own = forHtmlPeriod(told('harmless'));
    expect(own).toContain('default-src &#39;none&#39;');
    expect(/(?:src|href)=|url\(/.test(own)).toBe(false);
    for (const text of hostileStrings()) {
      const page = forHtmlPeriod(told(text));
      for (const what of [/<[a-z!/]/gi, /\son\w+=/gi, /<!--/g]) expect(count(page, what), text).toBe(count(own, what));
    }
  });
  it('Markdown keeps its rows and holds no HTML, link, image or mention', () => {
    const lines = forMarkdownPeriod(told('harmless')).split('\n').length;
    for (const text of hostileStrings()) {
      const page = forMarkdownPeriod(told(text));
      expect(page.split('\n').length, text).toBe(lines);
      expect(/(?<!\\)<[a-z!/]|(?<!\\)!\[|(?<!\\)\]\(|:\/\/|@[\p{L}\p{N}]/iu.test(page), text).toBe(false);
    }
  });
  it('CSV begins no formula and breaks no row', () => {
    for (const text of hostileStrings()) {
      for (const csv of Object.values(periodCsv(told(text)))) {
        const rows = cellsOf(csv.replaceAll('\r\n', '\n'), ',', true);
        expect(new Set(rows.filter((row) => row.length > 1).map((row) => row.length)).size, text).toBe(1);
        expect(
          rows.flat().filter((cell) => /^[\s"]*[=+@＝＋－＠]|^[\t\r]|^-(?!\d+$)/.test(cell)),
          text,
        ).toEqual([]);
      }
    }
  });
  it('JSON stays one document', () => {
    for (const text of hostileStrings()) {
      const json = forJson(periodDocument(told(text)));
      expect(/[\u0000-\u001f\u2028\u2029\u202a-\u202e]/.test(json), text).toBe(false);
      expect(() => JSON.parse(json) as unknown).not.toThrow();
    }
  });
});
