import { spawn } from 'node:child_process';
import { chmod, readFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { follow, openDesk, type Desk, type Ended } from './run.ts';

const home = join(import.meta.dirname, '../..');

interface Step {
  readonly id: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run: string;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const manifest = `apiVersion: v1
kind: Pod
metadata: {name: job, namespace: shop}
spec:
  containers: [{name: main, image: "registry.example/main:1", securityContext: {privileged: true}}]
`;

let action: Action;
let desk: Desk;
beforeAll(async () => {
  action = parse(await readFile(join(home, 'action.yml'), 'utf8')) as Action;
  desk = await openDesk({ 'manifests/job.yaml': manifest });
});
afterAll(() => desk.close());

const stepOf = (id: string): Step => {
  const step = action.runs.steps.find((it) => it.id === id);
  if (!step) throw new Error(`no step ${id}`);
  return step;
};

/** Runs a step as a runner does: inputs that are not given have their default, and each step files of its own. */
async function runStep(id: string, inputs: Readonly<Record<string, string>>, path: readonly string[] = []) {
  await desk.write(`${id}.summary`, '');
  await desk.write(`${id}.outputs`, '');
  const { env = {}, run } = stepOf(id);
  const given = Object.entries(env).map(([name, value]): [string, string] => {
    const [, input = ''] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value) ?? [];
    return [name, inputs[input] ?? action.inputs[input]?.default ?? inputs[name] ?? ''];
  });
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
    cwd: desk.path,
    env: {
      ...{ HOME: desk.path, LANG: 'C.UTF-8', GITHUB_ACTION_PATH: home, RUNNER_TEMP: desk.path },
      PATH: [...path, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
      ...{ GITHUB_STEP_SUMMARY: desk.at(`${id}.summary`), GITHUB_OUTPUT: desk.at(`${id}.outputs`) },
      ...Object.fromEntries(given),
    },
  });
  return follow(child).ended;
}

const outputsOf = async (id: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await desk.read(`${id}.outputs`))
      .trimEnd()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

describe('the GitHub action', () => {
  let ended: Ended;
  beforeAll(async () => {
    ended = await runStep('gate', { from: 'manifests' });
  });

  it('fails the job for what is grave, and says why', () => {
    expect([ended.code, ended.last]).toEqual([3, expect.stringMatching(/^exit 3: \d+ new findings? at or above high/)]);
  });

  it('annotates what is new, gravest first', () => {
    const [first = ''] = ended.err.split('\n').filter((line) => line.startsWith('::'));
    expect(first).toMatch(/^::error title=high%3A k8s-privileged-container::/);
    expect(ended.err).toMatch(/^::notice title=low%3A /m);
  });

  it('writes a summary and the reports', async () => {
    const summary = await desk.read('gate.summary');
    expect(summary).toMatch(/^## Shoalwatch\n/);
    expect(summary).toContain('| high | k8s-privileged-container |');
    expect(await desk.read('shoalwatch-report/report.sarif')).toContain('"2.1.0"');
  });

  it('gives every output that it declares, and each comes from the step that is named', async () => {
    const outputs = await outputsOf('gate');
    expect(Object.keys(outputs).sort()).toEqual(Object.keys(action.outputs).sort());
    for (const [name, { value }] of Object.entries(action.outputs)) {
      expect(value).toBe(`\${{ steps.gate.outputs.${name} }}`);
    }
    expect(outputs).toMatchObject({ 'report-path': 'shoalwatch-report', new: outputs['open'] });
    expect(Number(outputs['open'])).toBeGreaterThan(3);
    expect(Number(outputs['coverage'])).toBeGreaterThan(0);
  });

  it('lets through what the baseline knows, and says how much that is', async () => {
    const { out } = await desk.run('scan --from manifests --json --quiet');
    await desk.write('base.json', out);
    const { code, err } = await runStep('gate', { from: 'manifests', baseline: 'base.json' });
    expect([code, err.split('\n').filter((line) => line.startsWith('::'))]).toEqual([0, []]);
    expect(await outputsOf('gate')).toMatchObject({ new: '0' });
    expect(await desk.read('gate.summary')).toMatch(/\n\n\d+ findings of the baseline not shown\. exit 0: /);
  });

  describe('comments', () => {
    /** GitHub's command with these comments on the pull request: it notes each call, and keeps what is written. */
    const gh = `#!/bin/bash
echo "$@" | head -n 1 >> gh.calls
case "$1 $2" in
  'pr view') cat gh.comments ;;
  *) from="\${@: -1}"; cp "\${from#body=@}" gh.body ;;
esac
`;
    const commented = async (comments: readonly object[]): Promise<string> => {
      await chmod(await desk.write('bin/gh', gh), 0o755);
      await desk.write('gh.comments', JSON.stringify({ comments }));
      await desk.write('gh.calls', '');
      const { code, err } = await runStep('comment', { PULL_REQUEST: '7', REPOSITORY: 'example/shop' }, [
        desk.at('bin'),
      ]);
      expect([code, err]).toEqual([0, '']);
      return (await desk.read('gh.calls')).trimEnd().split('\n').at(-1) ?? '';
    };
    const comment = (id: number, body: string, viewerDidAuthor = true) => ({
      ...{ body, viewerDidAuthor, url: `https://github.com/example/shop/pull/7#issuecomment-${id}` },
    });

    it('with the summary of the gate', async () => {
      await runStep('gate', { from: 'manifests' });
      expect(await commented([])).toMatch(/^pr comment 7 --repo example\/shop /);
      expect(await desk.read('gh.body')).toBe(`<!-- shoalwatch -->\n${await desk.read('gate.summary')}`);
    });
    it('once for a pull request: in its own comment, and never in that of another action or of somebody else', async () => {
      const mine = await desk.read('gh.body');
      const others = [comment(1, 'Coverage went up.'), comment(2, mine, false)];
      expect(await commented(others)).toMatch(/^pr comment 7 /);
      expect(await commented([...others, comment(31, mine), comment(4, 'Sizes are as they were.')])).toMatch(
        /^api --silent --method PATCH repos\/example\/shop\/issues\/comments\/31 /,
      );
      expect(await desk.read('gh.body')).toBe(mine);
    });
  });

  it('takes inputs as words, whatever stands in them', async () => {
    const { code, last } = await runStep('gate', {
      from: 'manifests',
      'fail-on': 'high"; touch owned; "$(touch owned)',
    });
    expect([code, last]).toEqual([2, expect.stringMatching(/^exit 2/)]);
    await expect(desk.read('owned')).rejects.toThrow('ENOENT');
  });

  it('names no expression in what a shell runs', () => {
    for (const { run } of action.runs.steps) expect(run).not.toContain('${{');
  });
});

it('the workflow of the documents gives inputs and reads outputs that the action has', async () => {
  const [, example = ''] = /```yaml\n([^`]*)```/.exec(await readFile(join(home, 'docs/ci.md'), 'utf8')) ?? [];
  const { jobs } = parse(example) as { jobs: { audit: { steps: { id?: string; with?: Record<string, unknown> }[] } } };
  const audit = jobs.audit.steps.find(({ id }) => id === 'audit');
  expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(audit?.with ?? {})));
  const read = [...example.matchAll(/steps\.audit\.outputs\.([\w-]+)/g)].map(([, name]) => name);
  expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(read));
  expect(read.length).toBeGreaterThan(0);
});

it('--github elsewhere is an error with its cure', async () => {
  const { code, err } = await desk.run('gate --from manifests --github');
  expect(code).toBe(2);
  expect(err).toContain('--github tells a job on GitHub, and this is none');
});
