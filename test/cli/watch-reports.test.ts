import { readdir, rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessKeyOf, generateAwsEstate } from '../sim/aws/generate.ts';
import { startAws, type AwsSim } from '../sim/aws/server.ts';
import { startSlack, type SlackStandIn } from '../sim/slack/server.ts';
import { demoWorkspace } from '../sim/slack/workspace.ts';
import { openDesk, type Desk } from './run.ts';

const region = 'eu-west-1';
const estate = generateAwsEstate({ seed: 3, clusters: 1, accounts: 1, regions: [region] });
const [account = ''] = Object.keys(estate.accounts);

let desk: Desk;
let sim: AwsSim;
let slack: SlackStandIn;
beforeAll(async () => {
  sim = await startAws({ estate });
  slack = await startSlack(demoWorkspace);
  desk = await openDesk({
    'shoalwatch.yaml': `version: 1
reports:
  - {framework: cis-eks-1.8, every: monthly, formats: [html, csv]}
  - {every: daily, prefix: audit/all, formats: [md], deliver: {slack: C0ONCALL}}
slack: {team: ${demoWorkspace.team}, app: ${demoWorkspace.app}, apiUrl: "${slack.apiUrl}"}
notify: {slack: {default: C0PLAT}}
`,
  });
});
afterAll(async () => {
  await slack.close();
  await sim.close();
  await desk.close();
});

/** One watch until it says something, and something else holds; then it is stopped. */
async function watched(text: string, env = {}, holds: () => boolean = () => true): Promise<string> {
  const watch = desk.start(`watch --providers aws --regions ${region} --port 0`, {
    ...{ AWS_ENDPOINT_URL: sim.url, AWS_REGION: region, ...env },
    ...{ AWS_ACCESS_KEY_ID: accessKeyOf(account), AWS_SECRET_ACCESS_KEY: 'secret' },
  });
  await watch.told('sweep: ');
  await watch.said(text);
  await expect.poll(holds, { timeout: 10_000 }).toBe(true);
  watch.child.kill('SIGINT');
  return (await watch.ended).err;
}

const runsIn = (folder: string) => readdir(desk.at(`.shoalwatch/reports/${folder}`));

it('a watch writes each report once in its period, into the store', async () => {
  await watched('audit/all');
  const [first = '', ...more] = await runsIn('cis-eks-1.8-monthly');
  expect([first, more]).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\d_r-/), []]);
  expect((await runsIn(`cis-eks-1.8-monthly/${first}`)).sort()).toEqual(['report.csv', 'report.html']);
  // The second report is looked at after the first: once it is written again, the first was passed over.
  await rm(desk.at('.shoalwatch/reports/audit'), { recursive: true });
  expect(await watched('audit/all')).not.toContain('cis-eks-1.8-monthly');
  expect(await runsIn('cis-eks-1.8-monthly')).toEqual([first]);
  expect(await runsIn('audit/all')).toHaveLength(1);
});

const told = (): readonly string[] =>
  slack.state.messages.filter(({ channel }) => channel === 'C0ONCALL').map((it) => JSON.stringify(it.versions.at(-1)));

it('a report that was written is told of in its channel, and without a token to nobody, then or later', async () => {
  await rm(desk.at('.shoalwatch'), { recursive: true });
  await watched('audit/all');
  const token = { SHOALWATCH_SLACK_TOKEN: demoWorkspace.token };
  await watched('aws:', token);
  expect(told()).toEqual([]);
  await rm(desk.at('.shoalwatch/reports/audit'), { recursive: true });
  await watched('audit/all', token, () => told().length === 1);
  const [folder = ''] = await runsIn('audit/all');
  expect(told()).toEqual([expect.stringContaining(`.shoalwatch/reports/audit/all/${folder}`)]);
});

it('a config with an edition that does not ship is refused before anything is read', async () => {
  await desk.write('other.yaml', 'version: 1\nreports: [{framework: cis-eks-9, every: daily}]\n');
  const { code, err } = await desk.run('watch --config other.yaml --port 0');
  expect([code, err]).toEqual([2, expect.stringContaining('reports.0.framework: no framework is called cis-eks-9')]);
});
