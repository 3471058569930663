import { describe, expect, it } from 'vitest';
import type { AllWays } from '#engine/ways';
import type { Finding, Judgement, Remediation } from '#model';
import { forHtml } from '#report/html';
import { reportOf, type Report } from '#report/model';
import { rules } from '#rules/catalog.gen';
import { controls } from '#rules/controls';
import { hostileStrings } from '../support/hostile.ts';
import { findingWith, scanWith } from './sample.ts';

const report = (findings: readonly Finding[], more: Partial<Report> = {}): Report => ({
  ...reportOf(scanWith(findings), rules),
  ...more,
});
const sectionOf = (page: string, title: string): string | undefined =>
  new RegExp(`<section><h2>${title}</h2>.*?</section>`, 's').exec(page)?.[0];
const textOf = (markup = ''): string =>
  markup
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

describe('the top risks', () => {
  const risksOf = (...findings: readonly Finding[]) => sectionOf(forHtml(report(findings)), 'Top risks');

  it('are open critical and high findings, with why, who changed it and how it is fixed', () => {
    const change = { eventId: 'e', actor: 'ana@example.com', call: 'eks:Update', at: '2026-11-01T09:12:00.000Z' };
    const text = textOf(risksOf(findingWith('shop', { change: { ...change, origin: 'console' } })));
    expect(text).toMatch(
      /^Top risks CRITICAL shop shop : The API endpoint is open to the whole internet\. Whoever reaches/,
    );
    expect(text).toContain('Changed by ana@example.com, 2026-11-01 09:12 UTC, by console.');
    expect(text).toContain('Fix Turn private access on');
  });

  it('are not what is low, or accepted', () => {
    const low = findingWith('a', { severity: 'low' });
    expect(risksOf(low, findingWith('b', { status: 'waived' }))).toBeUndefined();
  });

  it('are one card for one rule in one place, and nine at the most', () => {
    const inside = (name: string) => ({ type: 'k8s.pod', id: `p/${name}`, name, target: 'k8s:arn/shop' });
    const pods = ['a', 'b', 'c'].map((name) =>
      findingWith(name, { rule: 'k8s-privileged-container', resource: inside(name) }),
    );
    expect(textOf(risksOf(...pods))).toContain('whole internet. 2 more of the kind.');
    const many = risksOf(...Array.from({ length: 12 }, (_, i) => findingWith(`f-${i}`)));
    expect([...(many ?? '').matchAll(/<article/g)]).toHaveLength(9);
    expect(textOf(many)).toContain('and 3 more critical or high findings, below');
  });
});

it('findings beyond the static ones are data, in which what their rule says stands once', () => {
  const page = forHtml(report(Array.from({ length: 503 }, (_, i) => findingWith(`f-${i}`))));
  const [, island = ''] = /id="more">(.*?)<\/script>/s.exec(page) ?? [];
  const { rules: told, rows } = JSON.parse(island) as {
    readonly rules: Readonly<Record<string, readonly (readonly [string, string])[]>>;
    readonly rows: readonly { readonly rule: string; readonly facts: readonly (readonly [string, string])[] }[];
  };
  expect(rows).toHaveLength(3);
  for (const { rule, facts } of rows) {
    expect(facts.map(([term]) => term)).toEqual(expect.arrayContaining(['Resource', 'First seen', 'Finding']));
    expect(told[rule]?.map(([term]) => term)).toEqual(expect.arrayContaining(['Rule', 'Why', 'Fix', 'Reference']));
  }
});

describe('the clusters', () => {
  const cluster = findingWith('shop').resource;
  const judged = (rule: string, verdict: Judgement['verdict'], more: Partial<Judgement> = {}): Judgement => ({
    ...{ rule, resource: cluster, severity: 'high', verdict, snapshots: [] },
    ...more,
  });
  const clustersOf = (...judgements: readonly Judgement[]) => {
    const scan = scanWith([], { resources: [cluster], judgements });
    const page = forHtml({ ...reportOf(scan, rules), controls });
    return [...(sectionOf(page, 'Clusters') ?? '').matchAll(/<td>(.*?)<\/td>/gs)].map(([, cell]) => textOf(cell));
  };
  const categories = [...new Set(controls.map(({ category }) => category))];
  const cell = (cells: readonly string[], category: string) => cells[1 + categories.indexOf(category)];

  it('say by category what fails, what is unknown, and what passes', () => {
    const support = 'Standard support of Kubernetes 1.35 ends on 2027-03-27.';
    const cells = clustersOf(
      judged('eks-version-unsupported', 'pass', { message: support }),
      judged('eks-endpoint-public-cidr-open', 'fail'),
      judged('eks-endpoint-public-access', 'unknown'),
      judged('eks-secrets-kms-encryption', 'pass'),
    );
    expect(cells[0]).toBe(support);
    expect(cell(cells, 'control-plane-exposure')).toBe('✕ 1 ? 1');
    expect([cell(cells, 'encryption'), cell(cells, 'workload')]).toEqual(['✓', '–']);
  });

  it('count what is inside of them, and nothing of others', () => {
    const inside = { type: 'k8s.pod', id: 'p', name: 'p', target: `k8s:${cluster.id}` };
    const cells = clustersOf(
      judged('k8s-privileged-container', 'fail', { resource: inside }),
      judged('k8s-privileged-container', 'fail', { resource: { ...inside, target: `k8s:${cluster.id}-2` } }),
    );
    expect(cell(cells, 'workload')).toBe('✕ 1');
  });

  it('are left out where nobody named the controls', () => {
    expect(sectionOf(forHtml(reportOf(scanWith([], { resources: [cluster] }), rules)), 'Clusters')).toBeUndefined();
  });
});

const ways = (text: string): AllWays => {
  const of = { type: 'ec2.security-group', id: text, name: text, target: text };
  const way = { to: text, protocols: ['tcp'], ports: [{ from: 22, end: 23 }], from: [text], through: text } as const;
  return {
    ways: [{ of, ...way, internet: true, exposed: true }],
    unread: [{ of, types: [text], why: { verdict: 'unknown', reason: 'denied', message: text } }],
  };
};

describe('the ways in', () => {
  it('are told with what was not read, where they were worked out', () => {
    const section = textOf(sectionOf(forHtml(report([], { ways: ways('x') })), 'Ways in'));
    expect(section).toContain('1 way in, 1 of them from the internet; unknown in 1 place.');
    expect(section).toContain('x TCP 22 x x yes x');
    expect(sectionOf(forHtml(report([])), 'Ways in')).toBeUndefined();
  });
});

const remediation = (text: string): Remediation => {
  const resource = { type: 'eks.cluster', id: text, name: text, target: text };
  const plan = { id: text, finding: text, rule: text, resource, steps: [{}, {}], proposedBy: text };
  const said = { by: text, at: '2026-11-01T00:00:00.000Z' };
  return {
    plan: { ...plan, proposedAt: said.at },
    ...{ state: 'done', approved: said, made: 2, finishedAt: said.at, why: text },
  } as unknown as Remediation;
};

describe('the fixes', () => {
  it('are told with who proposed, who approved and what was made', () => {
    const section = textOf(sectionOf(forHtml(report([], { remediations: [remediation('x')] })), 'Fixes'));
    expect(section).toContain(
      'x done: x x (x) x x, 2026-11-01 00:00 UTC approved by x, 2026-11-01 00:00 UTC 2 of 2 steps, 2026-11-01 00:00 UTC',
    );
    expect(sectionOf(forHtml(report([])), 'Fixes')).toBeUndefined();
  });
});

it('hostile strings add no tag to any of them', () => {
  const pageOf = (text: string): string => {
    const change = {
      eventId: 'e',
      actor: text,
      call: text,
      at: '2026-11-01T09:12:00.000Z',
      origin: 'console',
    } as const;
    const resource = { type: 'eks.cluster', id: text, name: text, target: 'aws:1:eu-west-1' };
    const finding = findingWith('f', { message: text, change, resource });
    return forHtml(report([finding], { controls, ways: ways(text), remediations: [remediation(text)] }));
  };
  const tags = (page: string): number => [...page.matchAll(/<[a-z!/]/gi)].length;
  const own = tags(pageOf('harmless'));
  expect(hostileStrings().filter((text) => tags(pageOf(text)) !== own)).toEqual([]);
});
