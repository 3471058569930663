import { beforeEach, describe, expect, it } from 'vitest';
import { smallEstate, twoRules } from './estate.ts';
import { openDeskHere } from './desk-here.ts';
import type { Desk } from './run.ts';

const cluster = 'arn:aws:eks:eu-west-1:111122223333:cluster/shop';
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

let desk: Desk;
beforeEach(async () => {
  desk = await openDeskHere(smallEstate);
  await desk.run('scan --from estate --store memory');
  return () => desk.close();
});

const run = (args: string, env?: Readonly<Record<string, string>>) => desk.run(`${args} --store memory`, env);

interface Line {
  readonly id: string;
  readonly status: string;
  readonly origin: string;
  readonly hides: number;
  readonly findings: readonly string[];
  readonly scope: object;
}

const register = async (): Promise<readonly Line[]> =>
  (JSON.parse((await run('waiver list --json')).out) as { waivers: Line[] }).waivers;

/** The finding of a rule, and where it stands, as the last scan and `show` have it. */
async function findingOf(rule: string): Promise<{ id: string; status: string }> {
  const { out } = await desk.run('report --store memory --format json --out r');
  const { findings } = JSON.parse(await desk.read(out.trim())) as {
    findings: { id: string; rule: string; status: string }[];
  };
  const found = findings.find((it) => it.rule === rule);
  if (!found) throw new Error(`no finding of ${rule}`);
  const shown = JSON.parse((await run(`show ${found.id} --json`)).out) as { finding: { status: string } };
  expect(shown.finding.status).toBe(found.status);
  return found;
}

const ask = (finding: string, more = '', env = {}) =>
  run(`waiver request ${finding} --until ${day(10)} --owner team-lab --as ana ${more}`, {
    ...{ SHOALWATCH_REASON: 'a lab without data', ...env },
  });

describe('waiver', () => {
  it('hides a finding once somebody else has approved it, and no longer than until it is revoked', async () => {
    const rule = 'eks-endpoint-public-cidr-open';
    const { id } = await findingOf(rule);
    const asked = await ask(id, '--ticket SEC-41', { SHOALWATCH_CONTROL: 'tokens of 15 minutes' });
    const [line] = await register();
    const waiver = line?.id ?? '';
    expect(waiver).toMatch(/^w-[0-9a-z]{10}$/);
    expect(asked.last).toBe(`exit 0: ${waiver} waits for somebody else than ana to approve it`);
    expect(asked.out).toContain('it would hide 1 open finding');
    expect((await findingOf(rule)).status).toBe('open');

    const own = await run(`waiver approve ${waiver} --as ana`);
    expect([own.code, own.err]).toEqual([2, expect.stringContaining('was requested by ana, who cannot approve it')]);
    expect((await findingOf(rule)).status).toBe('open');

    const approved = await run(`waiver approve ${waiver} --as bob`);
    expect(approved.last).toBe(`exit 0: ${waiver} is approved by bob, until ${day(10)} 00:00 UTC`);
    expect(approved.out).toContain('no cloud was called');
    expect((await findingOf(rule)).status).toBe('waived');
    expect((await run(`show ${id}`)).out).toContain(`waived by ${waiver}, until ${day(10)} 00:00 UTC`);

    await desk.run('report --store memory --out html');
    const page = await desk.read('html/report.html');
    for (const said of ['<h2>Waiver register</h2>', waiver, 'a lab without data', 'tokens of 15 minutes', 'SEC-41'])
      expect(page).toContain(said);

    const again = await desk.run('scan --from estate --store memory --fail-on critical');
    expect(again.last).toBe('exit 0: the gate is passed');

    const revoked = await run(`waiver revoke ${waiver} --as eve`, { SHOALWATCH_REASON: 'it has data now' });
    expect(revoked.last).toBe(`exit 0: ${waiver} is revoked by eve`);
    expect((await findingOf(rule)).status).toBe('open');
    expect((await run(`show ${id}`)).out).toMatch(/opened.*\n.*waived {2}\(policy.*\n.*unwaived {2}\(policy/);
    expect(await register()).toMatchObject([{ id: waiver, status: 'revoked', hides: 0 }]);
  }, 60_000);

  it('is refused without an end that is near enough, a reason that says something, or a finding', async () => {
    const { id } = await findingOf('eks-endpoint-public-cidr-open');
    const refusals: readonly (readonly [string, string])[] = [
      [
        `waiver request ${id} --owner o --as ana --until ${day(15)}`,
        'a critical finding is accepted for 14 days at the most',
      ],
      [`waiver request ${id} --owner o --as ana --until soon`, '"soon" is not a date'],
      [`waiver request ${id} --owner o --as ana`, 'required option "--until <date>" not specified'],
      [`waiver request f-none --owner o --as ana --until ${day(3)}`, 'the store has no finding "f-none"'],
      [`waiver request ${id} --owner o --as ana --until ${day(3)} --scope everything`, 'unknown scope "everything"'],
      ['waiver approve w-none --as ana', 'the store has no waiver "w-none"'],
    ];
    const ended = await Promise.all(refusals.map(([args]) => run(args, { SHOALWATCH_REASON: 'a lab' })));
    for (const [i, { code, err }] of ended.entries())
      expect([code, err]).toEqual([2, expect.stringContaining(refusals[i]?.[1] ?? '')]);
    const blank = await run(`waiver request ${id} --owner o --until ${day(3)} --as ana`, { SHOALWATCH_REASON: '  ' });
    expect([blank.code, blank.err]).toEqual([2, expect.stringContaining('--reason says nothing')]);
    expect(await register()).toEqual([]);
  }, 60_000);

  it('of the config counts as code from its second to its second, and is changed there', async () => {
    const coded = (until: string): string =>
      `${twoRules}waivers:\n  - {id: EX-7, rule: eks-endpoint-public-cidr-open, cluster: "${cluster}", until: "${until}", owner: team-lab, approver: Team-Lab, reason: a lab}\n`;
    const { id } = await findingOf('eks-endpoint-public-cidr-open');
    await desk.write('shoalwatch.yaml', coded(day(10)));
    await desk.run('scan --from estate --store memory');
    expect((await findingOf('eks-endpoint-public-cidr-open')).status).toBe('waived');
    expect(await register()).toMatchObject([
      { id: 'EX-7', origin: 'as code', hides: 1, findings: [id], scope: { cluster } },
    ]);
    const twice = await ask(id, '--scope cluster');
    expect([twice.code, twice.err]).toEqual([2, expect.stringContaining('EX-7 accepts the same as code')]);
    expect((await run('waiver audit')).out).toMatch(/EX-7 +own-approval .*\nEX-7 +expiring /);

    await desk.write('shoalwatch.yaml', coded(day(0)));
    await desk.run('scan --from estate --store memory');
    expect((await findingOf('eks-endpoint-public-cidr-open')).status).toBe('open');
    const audited = JSON.parse((await run('waiver audit --json')).out) as { schemaVersion: number; audit: unknown };
    expect(audited).toMatchObject({
      schemaVersion: 1,
      audit: [{ waiver: 'EX-7', issue: 'expired-critical' }, { issue: 'own-approval' }],
    });
  }, 60_000);
});
