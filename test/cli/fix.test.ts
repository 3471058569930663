import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account, openEndpoints, region } from '#test/contract/aws/estate';
import { accessKeyOf } from '#test/sim/aws/generate';
import { startAws, type AwsSim } from '#test/sim/aws/server';
import { openDeskHere } from './desk-here.ts';
import type { Desk, Ended } from './run.ts';

const rule = 'eks-endpoint-public-cidr-open';
const config = (more: string): string => `version: 1
policy:
  rules: {${rule}: {params: {allowedCidrs: [198.51.100.0/24]}}}
${more}`;
const ready = `remediation: {enabled: true, level: approve, limits: {perTarget: 5}}
access:
  approvers: [{emails: [bob@example.com], impacts: [none, brief, disruptive]}]
`;

let desk: Desk;
let sim: AwsSim;
let ids: readonly string[];
beforeAll(async () => {
  desk = await openDeskHere({
    'shoalwatch.yaml': config(ready),
    'off.yaml': config(''),
    'nobody.yaml': config('remediation: {enabled: true, level: approve}\n'),
  });
  sim = await startAws({ estate: openEndpoints() });
  await run('scan --providers aws --quiet');
  await desk.run('report --store memory --format json --out r');
  const { findings } = JSON.parse(await desk.read('r/report.json')) as { findings: { id: string; rule: string }[] };
  ids = findings.filter((one) => one.rule === rule).map((one) => one.id);
}, 60_000);
afterAll(async () => {
  await sim.close();
  await desk.close();
});

const run = (args: string): Promise<Ended> =>
  desk.run(`${args}${args.startsWith('scan') ? ` --regions ${region}` : ''} --store memory`, {
    AWS_ENDPOINT_URL: sim.url,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyOf(account),
    AWS_SECRET_ACCESS_KEY: 'secret',
  });

const planIn = ({ last }: Ended): string => /p-[0-9a-z]{10}/.exec(last)?.[0] ?? '';

describe('fix', () => {
  it('shows what would be changed, and changes nothing', async () => {
    const calls = sim.calls.length;
    const shown = await run(`fix ${ids[0]} --as ana@example.com`);
    for (const said of ['→  198.51.100.0/24', 'disruptive', 'remediation.level', '! who called the API', 'Apply'])
      expect(shown.out).toContain(said);
    expect(shown.last).toMatch(/^exit 0: p-\w{10} changes nothing yet$/);
    expect(sim.calls.length).toBe(calls);
    const again = await run(`fix ${ids[0]} --as ana@example.com`);
    expect(planIn(again)).toBe(planIn(shown));
  }, 60_000);

  it('says that remediation is not enabled, and applies nothing then', async () => {
    const shown = await run(`fix ${ids[1]} --as ana@example.com --config off.yaml`);
    expect(shown.out).toContain('nothing is applied at the level propose');
    const tried = await run(`fix ${ids[1]} --apply --yes --as bob@example.com --config off.yaml`);
    expect([tried.code, tried.err]).toEqual([2, expect.stringContaining('the level of')]);
  }, 60_000);

  it('says what to write where no access section names anybody', async () => {
    const shown = await run(`fix ${ids[1]} --as ana@example.com --config nobody.yaml`);
    const tried = await run(`fix --approve ${planIn(shown)} --as bob@example.com --config nobody.yaml`);
    expect([tried.code, tried.err]).toEqual([
      2,
      expect.stringContaining('access: {approvers: [{emails: [bob@example.com]'),
    ]);
  }, 60_000);

  it('is approved by somebody else, applied, verified and undone', async () => {
    const plan = planIn(await run(`fix ${ids[0]} --as bob@example.com`));
    const own = await run(`fix --approve ${plan} --as bob@example.com`);
    expect([own.code, own.err]).toEqual([2, expect.stringContaining('approved by somebody else')]);
    const other = planIn(await run(`fix ${ids[0]} --as ana@example.com`));
    const stranger = await run(`fix --approve ${other} --as eve@example.com`);
    expect([stranger.code, stranger.err]).toEqual([2, expect.stringContaining('not named in access.approvers')]);
    const early = await run(`fix ${ids[0]} --apply --plan-id ${other} --as ana@example.com`);
    expect([early.code, early.err]).toEqual([2, expect.stringContaining('add --yes')]);
    await run(`fix --approve ${other} --as bob@example.com`);
    const twice = await run(`fix --approve ${other} --as bob@example.com`);
    expect([twice.code, twice.err]).toEqual([2, expect.stringContaining('was approved by bob@example.com already')]);

    const done = await run(`fix ${ids[0]} --apply --yes --plan-id ${other} --as ana@example.com`);
    expect(done.last).toMatch(/^exit 0: p-\w+ is done; it can be undone until /);
    expect((await run(`show ${ids[0]}`)).out).toMatch(/resolved[\s\S]*FIXES[\s\S]*done by shoalwatch/);
    const undone = await run(`fix ${ids[0]} --undo --yes --as bob@example.com`);
    expect(undone.last).toMatch(/^exit 0: p-\w+ is undone$/);
    expect((await run('fix --list')).out).toMatch(/undone +disruptive/);
    const listed = await run('list remediations --plain');
    expect(listed.out).toMatch(
      new RegExp(`^${other}\\tundone\\t.*\\t${ids[0]}\\t${rule}\\tdisruptive\\tana@example.com$`, 'm'),
    );
    expect(JSON.parse((await run('list remediations --json')).out)).toMatchObject({
      remediations: expect.arrayContaining([expect.objectContaining({ state: 'undone' })]) as unknown,
    });
  }, 120_000);

  it('stands still while it is paused', async () => {
    await run('fix --pause --as bob@example.com');
    const shown = await run(`fix ${ids[2]} --as ana@example.com`);
    expect(shown.last).toContain('bob@example.com paused remediation');
    expect((await run('fix --resume --as bob@example.com')).last).toMatch(/^exit 0: fixes are on since/);
  }, 60_000);

  it('names what is asked twice, and what is missing', async () => {
    const both = await run(`fix ${ids[0]} --plan --apply`);
    expect([both.code, both.err]).toEqual([2, expect.stringContaining('--plan and --apply are asked at once')]);
    const nothing = await run('fix');
    expect([nothing.code, nothing.err]).toEqual([2, expect.stringContaining('which finding?')]);
    const unknown = await run('fix f-none');
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('the store has no finding "f-none"')]);
  }, 60_000);
});
