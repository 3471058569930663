import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typesNeeded } from '#engine/any-rule';
import { plural } from '#lib/text';
import { rules } from '#rules/catalog.gen';
import { accessKeyOf, generateAwsEstate } from '#test/sim/aws/generate';
import { startAws, type AwsSim } from '#test/sim/aws/server';
import { openDeskHere } from './desk-here.ts';
import type { Desk } from './run.ts';

/** What volumes name is found by them, too: their keys. */
const onVolumes = rules.filter((rule) =>
  typesNeeded(rule).some(({ reads }) => reads.includes('ec2:DescribeVolumes')),
).length;

const estate = generateAwsEstate({ seed: 3, clusters: 2, accounts: 1, regions: ['eu-west-1'] });
const [account = ''] = Object.keys(estate.accounts);
const cloud = '--providers aws --regions eu-west-1,us-west-2';

let desk: Desk;
let sim: AwsSim;
let sound: Readonly<Record<string, string>>;
beforeAll(async () => {
  desk = await openDeskHere({ 'redact.salt': '9f2c4d3b1a0e8f7766554433221100ff\n' });
  sim = await startAws({ estate });
  sound = environmentOf(sim);
});
afterAll(async () => {
  await sim.close();
  await desk.close();
});

const environmentOf = ({ url }: AwsSim): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: url,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: accessKeyOf(account),
  AWS_SECRET_ACCESS_KEY: 'secret',
});

interface Output {
  readonly targets: readonly { readonly id: string; readonly state: string }[];
  readonly findings: readonly { readonly resource: { readonly type: string } }[];
  readonly resources: readonly { readonly type: string; readonly name: string }[];
  readonly verdicts: readonly { readonly rule: string; readonly verdict: string; readonly severity: string }[];
  readonly interrupted?: true;
}
const wordOf = ({ rule, verdict, severity }: Output['verdicts'][number]): string => `${rule} ${verdict} ${severity}`;
/** How many of each verdict each rule gave, by grade. */
const tally = (out: string): readonly string[] =>
  [...Map.groupBy(parsed(out).verdicts, wordOf)].map(([word, all]) => `${word} ${all.length}`).sort();
const parsed = (out: string): Output => JSON.parse(out) as Output;

describe('a live cloud', () => {
  it.concurrent('collected into a file gives the verdicts that a scan gives', async () => {
    const live = desk.run(`scan ${cloud} --no-store --json --verdicts`, sound);
    const collected = await desk.run(`collect ${cloud} -o snap.json`, sound);
    expect(collected.last).toMatch(/^exit 0: snap\.json holds \d+ resources of 3 targets$/);
    const fromFile = await desk.run('scan --from snap.json --json --verdicts');
    const [here, there] = [parsed((await live).out), parsed(fromFile.out)];
    expect(here.verdicts.length).toBeGreaterThan(20);
    expect(there.verdicts).toEqual(here.verdicts);
    expect(there.targets).toEqual(here.targets);
  });

  it.concurrent('collected with pseudonyms it gives as many of each verdict, and holds no name', async () => {
    const live = desk.run(`scan ${cloud} --no-store --json --verdicts`, sound);
    const collected = await desk.run(`collect ${cloud} -o told.json --redact --salt redact.salt`, sound);
    expect(collected.last).toMatch(/^exit 0: told\.json holds \d+ resources of 3 targets, with pseudonyms$/);
    const fromFile = await desk.run('scan --from told.json --json --verdicts');
    expect(tally(fromFile.out)).toEqual(tally((await live).out));
    const told = await desk.read('told.json');
    expect(told).not.toContain(account);
    for (const { name } of parsed((await live).out).resources.filter(({ type }) => type === 'eks.cluster')) {
      expect(told).not.toContain(name);
    }
  });

  it.concurrent('pseudonyms need a secret, before anything is read', async () => {
    const { code, err } = await desk.run(`collect ${cloud} -o none.json --redact ids`, sound);
    expect(`${code} ${err}`).toMatch(/^2 [^]*needs a secret[^]*openssl rand -hex 32/);
    await expect(desk.read('none.json')).rejects.toThrow('ENOENT');
  });

  it.concurrent('a cloud that is asked for by name has to have credentials', async () => {
    const { code, last } = await desk.run(`scan --providers aws,gcp --regions us-west-2 --no-store --quiet`, sound);
    expect([code, last]).toEqual([2, 'exit 2: gcp asked for by name, and no credentials were found']);
  });

  it.concurrent('doctor finds nothing to cure where everything can be read', async () => {
    const { code, out, last } = await desk.run(`doctor ${cloud}`, sound);
    expect([code, last]).toEqual([0, 'exit 0: everything that a scan needs can be read']);
    expect(out).toContain(`✔ aws:${account}:eu-west-1`);
  });
});

it('a cluster that was deleted is gone, and so are the findings on it', async () => {
  const held = estate.accounts[account]!;
  const region = held.regions['eu-west-1']!;
  const without = { ...region, clusters: [], nodegroups: [] };
  const emptied = await startAws({
    estate: { ...estate, accounts: { [account]: { ...held, regions: { ...held.regions, 'eu-west-1': without } } } },
  });
  const before = await desk.run(`scan ${cloud} --store lived --json`, sound);
  const onClusters = parsed(before.out).findings.filter(({ resource }) => resource.type === 'eks.cluster');
  expect(onClusters.length).toBeGreaterThan(0);
  const after = await desk.run(`scan ${cloud} --store lived`, environmentOf(emptied));
  const [, gone] = /since the last scan: .*?(\d+) gone/.exec(after.out) ?? [];
  expect(Number(gone)).toBeGreaterThanOrEqual(onClusters.length);
  await emptied.close();
});

describe('a refused call', () => {
  it('is a missing grant to doctor, with its cure, and a gap that a gate does not accept', async () => {
    const refusing = await startAws({
      estate,
      faults: [{ operation: 'ec2:DescribeVolumes', fault: 'denied', position: 'all' }],
    });
    const [doctor, gate] = await Promise.all([
      desk.run(`doctor ${cloud}`, { ...environmentOf(refusing), COLUMNS: '80' }),
      desk.run(`scan ${cloud} --no-store --quiet --fail-on low`, environmentOf(refusing)),
    ]);
    expect(doctor.code).toBe(4);
    expect(doctor.last).toBe(`exit 4: 1 grant is missing, ${plural(onVolumes, 'rule')} cannot be judged everywhere`);
    expect(doctor.out).toContain(`✘ ec2:DescribeVolumes on aws:${account}:eu-west-1: denied`);
    expect(doctor.out).toContain(
      `${plural(onVolumes, 'rule')} ${onVolumes === 1 ? 'stays' : 'stay'} unknown there until then`,
    );
    expect(doctor.out).toContain(`fix   aws:${account} lacks ec2:DescribeVolumes`);
    expect(doctor.out).toMatch(/^ {6}aws iam put-role-policy .+aws-reader-policy\.gen\.json'$/m);
    expect([gate.code, gate.last]).toEqual([
      4,
      `exit 4: aws:${account}:eu-west-1 is partial (use --allow-incomplete to accept that)`,
    ]);
    await refusing.close();
  });
});

describe('Ctrl-C', () => {
  it('shows what was read, marks it as partial, and leaves the store as it was', async () => {
    expect((await desk.run(`scan ${cloud} --store kept --quiet`, sound)).code).toBe(0);
    const hanging = await startAws({
      estate,
      faults: [{ operation: 'iam:GetAccountAuthorizationDetails', fault: 'timeout', position: 'all' }],
    });
    const slow = desk.start(`scan ${cloud} --store kept --json`, environmentOf(hanging));
    await Promise.all([slow.said(`aws:${account}:eu-west-1`), slow.said(`aws:${account}:us-west-2`)]);
    slow.child.kill('SIGINT');
    const { code, out, err, last } = await slow.ended;
    expect([code, last]).toEqual([130, 'exit 130: interrupted, the result is partial']);
    expect(err).toContain('stopping: what was read so far is shown');
    expect(parsed(out)).toMatchObject({ interrupted: true });
    expect(parsed(out).targets.map(({ id }) => id)).not.toContain(`aws:${account}:global`);
    await hanging.close();

    const again = await desk.run(`scan ${cloud} --store kept`, sound);
    expect(again.out).toMatch(/since the last scan: \d+ unchanged/);
    expect((await desk.run('diff --store kept')).last).toBe('exit 0: 0 opened, 0 resolved');
  });
});
