import { DescribeClusterCommand, UpdateClusterConfigCommand } from '@aws-sdk/client-eks';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { clientsOf } from '#clouds/aws/clients';
import { accessKeyOf, generateAwsEstate } from '../sim/aws/generate.ts';
import { startAws, type AwsSim } from '../sim/aws/server.ts';
import { startSlack, type SlackStandIn } from '../sim/slack/server.ts';
import { demoWorkspace, type SlackMessage } from '../sim/slack/workspace.ts';
import { bridged, trailRecord } from '../support/aws/trail.ts';
import { bodyOf, looksOf, textOf } from '../support/fix-office.ts';
import { openDesk, type Desk, type Running } from './run.ts';

const region = 'eu-west-1';
const channel = 'C0ONCALL';
const estate = generateAwsEstate({ seed: 3, clusters: 3, accounts: 1, regions: [region] });
const [account = ''] = Object.keys(estate.accounts);
const { clusters } = estate.accounts[account]!.regions[region]!;
const { name = '' } = clusters.find(({ resourcesVpcConfig: vpc }) => vpc?.endpointPublicAccess === false)!;
const credentials = { accessKeyId: accessKeyOf(account), secretAccessKey: 'secret' };
const door: { url?: string } = {};

let desk: Desk;
let sim: AwsSim;
let slack: SlackStandIn;
let watch: Running;
let eks: ReturnType<typeof clientsOf>;

beforeAll(async () => {
  sim = await startAws({ estate });
  eks = clientsOf({ endpoint: sim.url, region, credentials });
  slack = await startSlack({
    ...demoWorkspace,
    get requestUrl() {
      return door.url ?? '';
    },
  });
  desk = await openDesk({
    'shoalwatch.yaml': `version: 1
slack: {team: ${demoWorkspace.team}, app: ${demoWorkspace.app}, apiUrl: "${slack.apiUrl}"}
notify: {slack: {default: C0PLAT, routes: [{when: {rule: [eks-endpoint-public-cidr-open]}, channel: ${channel}}]}}
policy: {rules: {eks-endpoint-public-cidr-open: {params: {allowedCidrs: [203.0.113.0/24]}}}}
remediation: {enabled: true, level: approve}
access:
  responders: {slackUsers: [U0ANA]}
  approvers: [{slackUsers: [U0BEN], impacts: [none, brief, disruptive]}]
`,
  });
  watch = desk.start(`watch --providers aws --regions ${region} --port 0 --slack-port 0`, {
    ...{ AWS_ENDPOINT_URL: sim.url, AWS_REGION: region },
    ...{ AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey },
    ...{ SHOALWATCH_SLACK_TOKEN: demoWorkspace.token, SHOALWATCH_SLACK_SIGNING_SECRET: demoWorkspace.signingSecret },
  });
  door.url = /clicks are taken at (http:\S+)/.exec(await watch.told('clicks are taken at http'))?.[1] ?? '';
  await watch.told('sweep: 2 targets');
}, 60_000);

afterAll(async () => {
  watch.child.kill('SIGKILL');
  eks.close();
  await slack.close();
  await sim.close();
  await desk.close();
});

/** Somebody opens the endpoint, and the audit log tells of it. */
async function opens(): Promise<void> {
  const resourcesVpcConfig = { endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] };
  await eks.eks.send(new UpdateClusterConfigCommand({ name, resourcesVpcConfig }));
  const url = /events are taken at (http:\S+)/.exec(await watch.told('events are taken at'))?.[1] ?? '';
  const now = new Date().toISOString();
  const fields = { eventTime: now, awsRegion: region, recipientAccountId: account, eventID: 'e-1' };
  const record = trailRecord('eks:UpdateClusterConfig', { name, resourcesVpcConfig }, null, fields);
  await fetch(url, { method: 'POST', body: JSON.stringify({ ...bridged(record), account }) });
}

const cidrs = async (): Promise<readonly string[] | undefined> =>
  (await eks.eks.send(new DescribeClusterCommand({ name }))).cluster?.resourcesVpcConfig?.publicAccessCidrs;
const here = () => slack.state.messages.filter((it) => it.channel === channel && it.ephemeralTo === undefined);
const findingCards = (): readonly SlackMessage[] =>
  here().filter((it) => it.thread === undefined && bodyOf(it).includes(name));
const fixCard = (): SlackMessage | undefined => here().findLast((it) => it.thread !== undefined);
const shown = (wanted: () => void): Promise<void> => vi.waitFor(wanted, { timeout: 40_000, interval: 100 });
const press = (user: string, card: SlackMessage | undefined, action: string) =>
  slack.press({ user, channel, ts: card?.ts ?? '', action });

it('a watch shows the whole life: the event, the card, the fix that two people made, green, and its undo', async () => {
  await opens();
  await shown(() => expect(looksOf(findingCards()[0])).toMatchObject({ colour: '#B3261E' }));
  await shown(() => expect(looksOf(findingCards()[0]).buttons).toContain('propose'));

  await press('U0ANA', findingCards()[0], 'propose');
  await shown(() => expect(looksOf(fixCard()).buttons).toEqual(['approve', 'reject']));
  expect(fixCard()?.thread).toBe(findingCards()[0]?.ts);
  await shown(() => expect(looksOf(findingCards()[0]).colour).toBe('#C77700'));

  await press('U0ANA', fixCard(), 'approve');
  await shown(() => expect(here().length).toBeGreaterThan(1));
  await press('U0BEN', fixCard(), 'approve');
  await shown(() => expect(looksOf(fixCard())).toEqual({ colour: '#2E7D32', buttons: ['undo'] }));
  expect(await cidrs()).toEqual(['203.0.113.0/24']);
  await shown(() => expect(looksOf(findingCards()[0]).colour).toBe('#2E7D32'));
  expect(bodyOf(findingCards()[0])).toContain('Shoalwatch, plan');

  await press('U0BEN', fixCard(), 'undo');
  await shown(() => expect(textOf(fixCard()!)).toMatch(/^Fix undone in /));
  expect(await cidrs()).toEqual(['0.0.0.0/0']);
  await shown(() => expect(findingCards().map((it) => looksOf(it).colour)).toEqual(['#2E7D32', '#B3261E']));
  expect(await watch.said('undone')).toMatch(/p-\w+ {2}proposed|p-\w+ {2}begun/);
}, 120_000);
