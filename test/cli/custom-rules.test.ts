import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDeskHere } from './desk-here.ts';
import type { Desk, Ended } from './run.ts';

const estate = join(import.meta.dirname, '../../examples/estate');

const config = (passWhen: string): string => `version: 1
policy:
  custom:
    - id: custom-team-label
      on: k8s.workload
      severity: medium
      title: Every workload names its team
      passWhen: ${passWhen}
      message: Nobody answers for it.
      fix: Add the label team.
`;

const named = 'has(config.metadata.labels) && has(config.metadata.labels.team)';

interface Printed {
  readonly scan: { readonly ruleCount: number; readonly rulesetDigest: string };
  readonly findings: readonly {
    readonly id: string;
    readonly rule: string;
    readonly message: string;
    readonly severity: string;
  }[];
  readonly verdicts: readonly { readonly rule: string; readonly verdict: string; readonly message?: string }[];
}

const scanned = async (desk: Desk, args: string): Promise<Printed> =>
  JSON.parse((await desk.run(`scan --from ${estate} --json --verdicts ${args}`)).out) as Printed;

let desk: Desk;
beforeAll(async () => {
  desk = await openDeskHere({
    'shoalwatch.yaml': config(named),
    'other.yaml': config('config.metadata.labels.team != ""'),
    'none.yaml': 'version: 1\n',
    'wrong.yaml': config('has(config.metadata.labels'),
  });
});
afterAll(() => desk.close());

describe('a custom rule of the config', () => {
  it.concurrent('judges the sample estate beside the rules that ship', async () => {
    const [withIt, without, other] = await Promise.all(
      ['shoalwatch.yaml', 'none.yaml', 'other.yaml'].map((file) => scanned(desk, `--config ${file}`)),
    );
    const own = (printed: Printed | undefined) =>
      printed?.verdicts.filter(({ rule }) => rule === 'custom-team-label') ?? [];
    const found = withIt?.findings.filter(({ rule }) => rule === 'custom-team-label') ?? [];
    expect(found.length).toBeGreaterThan(5);
    expect(new Set(found.map(({ message, severity }) => `${severity}: ${message}`))).toEqual(
      new Set(['medium: Nobody answers for it.']),
    );
    expect(own(withIt).filter(({ verdict }) => verdict === 'fail')).toHaveLength(found.length);
    expect(own(without)).toEqual([]);
    expect(own(other).filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    expect(own(other).map(({ message }) => message)).toContain(
      'The expression could not be answered: config.metadata.labels.team is not there; ask first with has(config.metadata.labels.team).',
    );
    expect(withIt?.scan.ruleCount).toBe((without?.scan.ruleCount ?? 0) + 1);
    expect(new Set([withIt, without, other].map((it) => it?.scan.rulesetDigest)).size).toBe(3);
  });
  it.concurrent('is listed and explained', async () => {
    const listed = JSON.parse((await desk.run('list rules --json')).out) as { rules: { id: string }[] };
    expect(listed.rules.find(({ id }) => id === 'custom-team-label')).toEqual({
      ...{
        id: 'custom-team-label',
        title: 'Every workload names its team',
        provider: 'kubernetes',
        severity: 'medium',
      },
      on: expect.arrayContaining(['k8s.pod', 'k8s.deployment']) as unknown,
      ...{ grades: [], category: 'custom', control: 'custom', aliases: [], peers: [], params: {}, remediation: null },
    });
    const { out } = await desk.run('explain custom-team-label');
    expect(out).toContain(`## Passes when\n\n    ${named}`);
    expect(out).toContain('## A finding says\n\nNobody answers for it.');
    expect((await desk.run('explain custom')).out).toContain('yours  custom-team-label: Every workload names its team');
  });
  it.concurrent(
    'that cannot be used stops a run before anything is read, and what ships is explained all the same',
    async () => {
      const { code, err, out } = await desk.run(`scan --from ${estate} --config wrong.yaml`);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain(
        'wrong.yaml:8:17: policy.custom.0.passWhen: the expression cannot be used: Expected ), got the end',
      );
      expect(err).toContain('    has(config.metadata.labels\n                              ^');
      expect((await desk.run('explain k8s-run-as-root --config wrong.yaml')).code).toBe(0);
    },
  );
  it.concurrent('is in the reports', async () => {
    await desk.run(`scan --from ${estate} --out reports --format sarif,csv,html,ocsf,junit`);
    const sarif = JSON.parse(await desk.read('reports/report.sarif')) as {
      runs: { tool: { driver: { rules: { id: string }[] } } }[];
    };
    expect(sarif.runs[0]?.tool.driver.rules.find(({ id }) => id === 'custom-team-label')).toEqual({
      id: 'custom-team-label',
      shortDescription: { text: 'Every workload names its team' },
      fullDescription: { text: 'Your policy asks for it.' },
      help: { text: 'Add the label team.' },
      properties: { 'security-severity': '5.5', tags: ['security', 'custom'] },
    });
    for (const file of ['report.csv', 'report.html', 'report.ocsf.json', 'report.junit.xml']) {
      expect(await desk.read(`reports/${file}`)).toContain('custom-team-label');
    }
  });
});

describe('a custom rule of a pushed policy', () => {
  let store: Desk;
  const runs: Ended[] = [];
  beforeAll(async () => {
    store = await openDeskHere({ 'shoalwatch.yaml': config(named), 'draft.yaml': config(`${named} || true`) });
    runs.push(await store.run(`scan --from ${estate} --store s`));
    await store.run('policy push --activate --store s');
    runs.push(await store.run('policy preview draft.yaml --store s'));
    runs.push(await store.run('policy push draft.yaml --activate --store s'));
  });
  afterAll(() => store.close());

  it('is tried, and then judged, on what is stored', () => {
    const [, preview, push] = runs;
    expect(preview?.last).toMatch(/it would open 0 and close [1-9]/);
    expect(push?.last).toMatch(/0 opened, [1-9]\d* closed$/);
  });
  it('says in a finding what it asked', async () => {
    const scan = JSON.parse((await store.run(`scan --from ${estate} --json --no-store`)).out) as Printed;
    const id = scan.findings.find(({ rule }) => rule === 'custom-team-label')?.id ?? '';
    const { out } = await store.run(`show ${id} --store s`);
    expect(out).toContain('rule       custom-team-label: Every workload names its team');
    expect(out).toContain('FIX  Add the label team.');
    expect(out).toMatch(/resolved {2}\(policy, /);
  });
});
