import { Ajv2020 } from 'ajv/dist/2020.js';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { outputSchema } from '#app/output-schema';
import { refused, smallEstate } from './estate.ts';
import { openDesk, type Desk } from './run.ts';

const manyPods = Array.from(
  { length: 25 },
  (_, i) => `---
apiVersion: v1
kind: Pod
metadata: {name: a-rather-long-name-of-a-workload-${i}, namespace: shop}
spec:
  containers: [{name: main, image: "x:1", securityContext: {runAsUser: 0}}]
`,
);

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({
    ...smallEstate,
    'partly/a/cluster.json': smallEstate['estate/cluster.json'],
    'partly/b/eks.ListClusters_1.json': refused,
    'refused/eks.ListClusters_1.json': refused,
    'many/pods.yaml': manyPods.join(''),
    'broken/good.yaml': smallEstate['estate/web.yaml'],
    'broken/deep.json': `${'['.repeat(5000)}${']'.repeat(5000)}`,
    'broken/cut.json': '{"cluster": {"name": "x"',
    'broken/bomb.yaml': `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from('bcdefgh', (to, i) => `${to}: &${to} [${`*${'abcdefg'[i]},`.repeat(9)}]\n`).join('')}`,
  });
  await desk.write('broken/noise.bin', new Uint8Array([0, 1, 2, 3, 0]));
});
afterAll(() => desk.close());

const check = new Ajv2020({ strict: false, validateFormats: false }).compile(z.toJSONSchema(outputSchema));

describe('streams', () => {
  it.concurrent(
    '--json prints one document that meets its schema, and everything else goes to standard error',
    async () => {
      const { code, out, err, last } = await desk.run('scan --from estate --json --verdicts');
      const document: unknown = JSON.parse(out);
      expect(check(document), JSON.stringify(check.errors)).toBe(true);
      expect(document).toMatchObject({ findings: [{ severity: 'high' }, { severity: 'critical' }], targets: [{}, {}] });
      expect(out).not.toContain('firstSeen');
      expect(err).toContain('aws:111122223333:eu-west-1   1 resource   ✔');
      expect([code, last]).toEqual([0, 'exit 0: no gate set (use --fail-on high in CI)']);
    },
  );
  it.concurrent('--quiet leaves only the reason of the exit', async () => {
    const { out, err, last } = await desk.run('scan --from broken --quiet');
    expect(err).toBe(`${last}\n`);
    expect(out).toContain('k8s-run-as-root');
  });
  it.concurrent('a reader that leaves early, as head does, is no failure', async () => {
    const { child, ended } = desk.start('scan --from many --json --verdicts --fail-on high');
    child.stdout?.destroy();
    const { code, last } = await ended;
    expect([code, last]).toEqual([3, 'exit 3: 25 findings at or above high (use --fail-on none to report only)']);
  });
  it.concurrent('a note that nobody reads is no failure either', async () => {
    const { child } = desk.start('scan --from estate');
    child.stderr?.destroy();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

describe('the gate', () => {
  it.concurrent.each([
    ['--from estate --fail-on high', 3, 'exit 3: 2 findings at or above high (use --fail-on none to report only)'],
    [
      '--from estate --fail-on critical',
      3,
      'exit 3: 1 finding at or above critical (use --fail-on none to report only)',
    ],
    ['--from partly --allow-incomplete --fail-coverage-below 99', 4, 'exit 4: coverage is 50 %, below 99 %'],
    ['--from partly --fail-on low', 4, 'exit 4: aws:files:b is failed (use --allow-incomplete to accept that)'],
    ['--from partly --fail-on low --allow-incomplete', 3, undefined],
    ['--from refused --fail-on low', 2, 'exit 2: nothing could be read'],
    // What is shown never changes what is judged.
    ['--from estate --fail-on high --severity low', 3, undefined],
  ])('scan %s ends with %d', async (args, code, last) => {
    const ended = await desk.run(`scan ${args} --quiet`);
    expect(ended.code).toBe(code);
    expect(ended.last).toMatch(/^exit \d+: ./);
    if (last !== undefined) expect(ended.last).toBe(last);
  });
});

describe('what a terminal shows', () => {
  it.concurrent.each([60, 80, 120])('keeps to %d columns', async (width) => {
    const { out } = await desk.run('scan --from many', { COLUMNS: String(width) });
    const tooLong = out.split('\n').filter((line) => line.length > width);
    expect(tooLong).toEqual([]);
    expect(out).toContain('… 5 more (high 5): --wide');
  });
  it.concurrent('is ASCII where the locale is', async () => {
    const { out, err } = await desk.run('scan --from many', { LANG: 'C', COLUMNS: '90' });
    expect(out + err).toMatch(/^[\n\x20-\x7e]*$/);
    expect(out).toMatch(/a-rathe\S*~\S*load-\d/);
  });
  it.concurrent.each([
    ['', { FORCE_COLOR: '1' }, true],
    ['', { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    ['--color always', { NO_COLOR: '1' }, true],
    ['--color never', { FORCE_COLOR: '1' }, false],
  ])('colours: %s %o', async (option, env, coloured) => {
    const { out } = await desk.run(`scan --from estate ${option}`, env);
    expect(out.includes('\u001b[31mCRITICAL\u001b[0m')).toBe(coloured);
  });
  it.concurrent('shows only the severities that are asked for', async () => {
    const { out } = await desk.run('scan --from estate --severity high');
    expect(out).not.toContain('CRITICAL');
    expect(out).toContain('2 open');
  });
});

it.concurrent('broken files are named with the reason, and the rest is audited', async () => {
  const { code, out, err } = await desk.run('scan --from broken --json', { COLUMNS: '200' });
  const { unreadable, findings } = JSON.parse(out) as {
    unreadable: { path: string; reason: string }[];
    findings: object[];
  };
  expect(unreadable.map(({ path, reason }) => [path, reason])).toEqual([
    ['bomb.yaml', 'too-many-aliases'],
    ['cut.json', 'malformed'],
    ['deep.json', 'too-deep'],
    ['noise.bin', 'binary'],
  ]);
  expect(err).toMatch(/! bomb\.yaml {3}too-many-aliases/);
  expect(err).toContain('4 documents not inventoried: binary 1, malformed 1, too-deep 1, too-many-aliases 1');
  expect([code, findings.length]).toEqual([0, 1]);
});

it.concurrent('a gate does not take a folder with broken files for read in full', async () => {
  const { code, last } = await desk.run('gate --from broken --fail-on none --fail-coverage-below 1');
  expect([code, last]).toEqual([4, expect.stringMatching(/ is partial \(use --allow-incomplete to accept that\)$/)]);
});

it.concurrent('--format writes the reports that it names', async () => {
  const { out } = await desk.run('scan --from estate --format html,csv,json --out made');
  expect(out).toContain('report   made/report.html');
  const [json, csv, html] = await Promise.all(['json', 'csv', 'html'].map((one) => desk.read(`made/report.${one}`)));
  expect(check(JSON.parse(json ?? ''))).toBe(true);
  expect(csv).toContain('eks-endpoint-public-cidr-open');
  expect(html).toContain('<!doctype html>');
});

it.concurrent('without any credentials each cloud is skipped with a note, and nothing could be read', async () => {
  const { code, out, err, last } = await desk.run('scan --no-store');
  expect([code, out, last]).toEqual([2, '', 'exit 2: nothing could be read']);
  for (const provider of ['aws', 'azure', 'gcp', 'kubernetes']) {
    expect(err).toMatch(new RegExp(`^ {2}${provider} +skipped: .`, 'm'));
  }
});
