import { describe, expect, it } from 'vitest';
import type { Finding, GapReason, Judgement, Run } from '#model';
import { forHtml } from '#report/html';
import { reportOf, type Report } from '#report/model';
import { pastOf as pastFrom, type PastSource } from '#report/period/past';
import { rules } from '#rules/catalog.gen';
import { frameworks } from '#rules/frameworks.gen';
import { findingWith, scanWith } from './sample.ts';

const at = '2026-11-21T00:00:00.000Z';
const day = 86_400_000;
const ago = (days: number): string => new Date(Date.parse(at) - days * day).toISOString();

const pageOf = (findings: readonly Finding[], more: Partial<Report> = {}): string =>
  forHtml({ ...reportOf(scanWith(findings, { finishedAt: at }), rules, frameworks), ...more });
const chartOf = (page: string, label: string): string | undefined =>
  new RegExp(`<svg role="img" aria-label="${label}[^"]*".*?</svg>`, 's').exec(page)?.[0];
const wordsIn = (svg = ''): readonly string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, it = '']) => it);
const tableAfter = (page: string, label: string): readonly (readonly string[])[] => {
  const rest = page.slice(page.indexOf(`aria-label="${label}`));
  const body = /<tbody>(.*?)<\/tbody>/s.exec(rest)?.[1] ?? '';
  return [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>([^<]*)</g)].map(([, cell = '']) => cell),
  );
};
const numbersOf = (svg: string, name: string, className: string): readonly number[] =>
  [...svg.matchAll(new RegExp(`class="${className}"[^>]* ${name}="([\\d.]+)"`, 'g'))].map(([, it]) => Number(it));

const run = (daysAgo: number, critical: number, high: number): Run => ({
  ...{ id: `r-${daysAgo}`, kind: 'sweep', startedAt: ago(daysAgo), finishedAt: ago(daysAgo), policyVersion: null },
  ...{ policyDigest: 'p', rulesetDigest: 'r', ruleCount: 1 },
  standing: { coverage: 0.995, open: { critical, high, medium: 0, low: 0 } },
});
const pastOf = (more: Partial<PastSource>) => pastFrom({ from: ago(90), to: at, runs: [], ...more });

describe('the ages of what is open', () => {
  const ages = (...days: readonly number[]) => days.map((it, i) => findingWith(`f-${i}`, { firstSeen: ago(it) }));
  const label = 'Open findings by age';

  it('are counted by severity and age, and the table says the same', () => {
    const page = pageOf([...ages(0.5, 1, 6.9, 7, 400), findingWith('f-w', { status: 'waived' })]);
    expect(wordsIn(chartOf(page, label)).slice(0, 7)).toEqual([
      ...['critical', '1', '1', '1', '1', '1', '5 open findings'],
    ]);
    expect(tableAfter(page, label)).toEqual([
      ['critical', '1', '1', '1', '1', '0', '0', '0', '0', '1', '5', 'no deadline'],
    ]);
  });
  it('are no chart while all are of one day, unless there are deadlines', () => {
    expect(chartOf(pageOf(ages(0.1, 0.9)), label)).toBeUndefined();
    expect(chartOf(pageOf(ages(0.1, 1)), label)).toBeDefined();
    expect(chartOf(pageOf(ages(0.1), { deadlines: { sla: { critical: 60 }, at } }), label)).toBeDefined();
  });
  it('stand against the deadline: what is overdue is right of it', () => {
    const deadlines = { sla: { critical: 7 * 24 * 60 }, at };
    const page = pageOf(ages(1, 6.9, 7, 8), { deadlines });
    const svg = chartOf(page, label) ?? '';
    const [line = 0] = numbersOf(svg, 'x1', 'due');
    const heights = numbersOf(svg, 'height', 'critical');
    const places = numbersOf(svg, 'x', 'critical');
    const full = places.filter((_, i) => (heights[i] ?? 0) > 0);
    expect(full.length).toBe(1);
    expect(full.every((x) => x > line)).toBe(true);
    expect(svg).toContain('2 overdue, due within 7d');
    expect(tableAfter(page, label)[0]?.at(-1)).toBe('2');
  });
  it('are left out where nobody knows since when findings stand, and where none is open', () => {
    const unknown = forHtml(reportOf(scanWith(ages(1), { followed: false }), rules));
    expect([chartOf(unknown, label), chartOf(pageOf([]), label)]).toEqual([undefined, undefined]);
  });
});

describe('the times that it took to put findings right', () => {
  it('are drawn to the median and the longest, and told in the table', () => {
    const repaired = [2, 10].map((days, i) => {
      const finding = findingWith(`f-${i}`);
      const common = { cause: 'read' as const, run: 'r' };
      return [
        { ...common, at: ago(days), kind: 'opened' as const, finding },
        { ...common, at, kind: 'resolved' as const, finding: { ...finding, status: 'resolved' as const } },
      ];
    });
    const page = pageOf([], { past: pastOf({ histories: repaired }) });
    expect(tableAfter(page, 'Time to put findings right')).toEqual([['critical', '2', '6 d', '6 d', '10 d']]);
    const svg = chartOf(page, 'Time to put findings right') ?? '';
    const [median = 0] = numbersOf(svg, 'width', 'critical');
    const [longest = 0] = numbersOf(svg, 'width', 'critical faint');
    expect([median > 160, median < 240, longest > 240, longest < 320]).toEqual([true, true, true, true]);
  });
  it('are left out where nothing was put right', () => {
    expect(chartOf(pageOf([], { past: pastOf({ histories: [] }) }), 'Time to put')).toBeUndefined();
  });
});

describe('open findings over time', () => {
  const label = 'Open critical and high findings by day';
  const page = pageOf([], { past: pastOf({ runs: [run(5, 2, 4), run(4, 3, 4), run(1, 1, 0)] }) });

  it('are lines that break where nobody looked, which is shaded', () => {
    const svg = chartOf(page, label) ?? '';
    const [critical = ''] = [...svg.matchAll(/class="curve critical" d="([^"]*)"/g)].map(([, d]) => d ?? '');
    expect(critical).toMatch(/^M[\d. ]+L[\d. ]+$/);
    // A day between two on which nobody looked is no line: it is a dot that can be seen.
    expect(numbersOf(svg, 'r', 'critical')).toEqual([3.5]);
    expect(numbersOf(svg, 'r', 'high')).toEqual([3.5]);
    expect(numbersOf(svg, 'x', 'unread faint')).toHaveLength(3);
    expect(wordsIn(svg)).toEqual(expect.arrayContaining(['1 critical', '0 high', '2026-11-16', '2026-11-21']));
  });
  it('are the same in the table, from the first run on', () => {
    expect(tableAfter(page, label)).toEqual([
      ['2026-11-16', '2', '4', '99 %', '1'],
      ['2026-11-17', '3', '4', '99 %', '1'],
      ['2026-11-18', '?', '?', 'no run', '0'],
      ['2026-11-19', '?', '?', 'no run', '0'],
      ['2026-11-20', '1', '0', '99 %', '1'],
      ['2026-11-21', '?', '?', 'no run', '0'],
    ]);
  });
  it('tell every share that is kept as it is, two decimals of it', () => {
    const shares = Array.from({ length: 88 }, (_, i) => (i + 1) / 100);
    const runs = shares.map((coverage, i) => ({ ...run(i, 0, 0), standing: { ...run(i, 0, 0).standing!, coverage } }));
    const told = tableAfter(pageOf([], { past: pastOf({ runs: runs.toReversed() }) }), label).map(([, , , it]) => it);
    expect(told.toReversed()).toEqual(shares.map((_, i) => `${i + 1} %`));
  });
  it('need two days to compare', () => {
    expect(chartOf(pageOf([], { past: pastOf({ runs: [run(5, 2, 4)] }) }), label)).toBeUndefined();
  });
});

describe('the strip of a framework', () => {
  it('has a square with its mark for every requirement, beside a table of them', () => {
    const page = pageOf([findingWith('f-1')]);
    const [eks] = reportOf(scanWith([findingWith('f-1')]), rules, frameworks).frameworks.filter(
      ({ id }) => id === 'cis-eks-1.8',
    );
    const svg = chartOf(page, `Requirements of ${eks?.title ?? ''}`) ?? '';
    const marks = wordsIn(svg).join('');
    expect(marks).toHaveLength(eks?.rows.length ?? 0);
    expect(marks.replaceAll(/[^✕]/g, '')).toHaveLength(eks?.counts['not met'] ?? 0);
    expect([...svg.matchAll(/M\d/g)]).toHaveLength(eks?.rows.length ?? 0);
  });
  it('is left out where nothing of the framework was judged', () => {
    expect(chartOf(pageOf([findingWith('f-1')]), 'Requirements of CIS Google')).toBeUndefined();
  });
});

it('the method names every rule that judged, its answers, the deadlines and the words', () => {
  const page = pageOf([findingWith('f-1')], { deadlines: { sla: { critical: 60 }, at } });
  const method = page.slice(page.indexOf('<h2>Method</h2>'));
  expect(method).toContain('<dt>Waived</dt>');
  expect(method).toContain('<td>1h after it last opened</td>');
  expect(method).toMatch(
    /eks-endpoint-public-cidr-open<\/th><td>[^<]+<\/td><td>0<\/td><td>1<\/td><td>0<\/td><td>0<\/td>/,
  );
});

describe('what was read of each target', () => {
  const label = 'Checks judged, and not judged by cause, by target';
  const target = (id: string, state: 'done' | 'failed' = 'done') => ({ id, provider: 'aws', state }) as const;
  const unknown = (on: string, reason: GapReason): Judgement => ({
    ...{ rule: 'eks-control-plane-logging', severity: 'medium', verdict: 'unknown', reason, snapshots: [] },
    resource: { type: 'eks.cluster', id: `arn:${on}:${reason}`, name: 'it', target: on },
  });
  const passed = (on: string): Judgement => ({ ...unknown(on, 'denied'), verdict: 'pass' });
  const pageWith = (
    judgements: readonly Judgement[],
    targets = [target('aws:1'), target('aws:2'), target('aws:3', 'failed')],
  ) => forHtml(reportOf(scanWith([], { judgements, targets, finishedAt: at }), rules, frameworks));

  it('is a bar of what was judged and of each cause that kept something from it, the commonest first', () => {
    const page = pageWith([
      ...[passed('aws:1'), passed('aws:1'), unknown('aws:1', 'throttled')],
      ...[unknown('aws:2', 'denied'), unknown('aws:2', 'denied'), passed('aws:2')],
    ]);
    const svg = chartOf(page, label) ?? '';
    expect(wordsIn(svg).filter((it) => it.length > 1)).toEqual([
      ...['aws:2', '1 judged, 2 a', 'aws:1', '2 judged, 1 b', 'aws:3', 'nothing was read'],
    ]);
    expect(page).toContain('Not judged because of: a denied, b throttled.');
    expect(svg.match(/<title>[^<]*/g)).toEqual([
      ...['<title>aws:2: 1 judged', '<title>aws:2: 2 a', '<title>aws:1: 2 judged', '<title>aws:1: 1 b'],
    ]);
    const [judged = 0, cause = 0] = numbersOf(svg.replaceAll('unread cause-0', 'ok'), 'width', 'ok');
    expect(cause).toBeCloseTo(2 * judged);
    expect(page).toContain('<th scope="col">Unknown</th><th scope="col">denied</th><th scope="col">throttled</th>');
    expect(tableAfter(page, label)).toEqual([
      ['aws:1', 'done', '2', '1', '0', '1', '0'],
      ['aws:2', 'done', '1', '2', '2', '0', '0'],
      ['aws:3', 'failed', '0', '0', '0', '0', '0'],
    ]);
  });
  it('tells rare causes together, and adds up', () => {
    const rare = ['denied', 'throttled', 'timeout', 'unreachable', 'stale', 'malformed'] as const;
    const page = pageWith([...rare.map((it) => unknown('aws:1', it)), unknown('aws:1', 'denied')], [target('aws:1')]);
    expect(page).toContain('Not judged because of: a denied, b malformed, c stale, d throttled, e other causes.');
    const [[, , , all, ...causes] = []] = tableAfter(page, label);
    expect([all, ...causes]).toEqual(['7', '2', '1', '1', '1', '2', '0']);
  });
  it('has no causes where everything was judged, and a bar with words alone where nothing was', () => {
    const page = pageWith([passed('aws:1')], [target('aws:1'), target('aws:2')]);
    expect(page).not.toContain('Not judged because');
    expect(wordsIn(chartOf(page, label))).toEqual(['aws:1', '1 judged', 'aws:2', 'nothing to judge']);
  });
});
