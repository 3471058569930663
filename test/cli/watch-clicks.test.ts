import { UpdateClusterConfigCommand } from '@aws-sdk/client-eks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientsOf } from '#clouds/aws/clients';
import { accessKeyOf, generateAwsEstate } from '../sim/aws/generate.ts';
import { startAws, type AwsSim } from '../sim/aws/server.ts';
import { startSlack, type SlackStandIn } from '../sim/slack/server.ts';
import { demoWorkspace, type SlackMessage } from '../sim/slack/workspace.ts';
import { bridged, trailRecord } from '../support/aws/trail.ts';
import { openDesk, type Desk, type Running } from './run.ts';

const region = 'eu-west-1';
const estate = generateAwsEstate({ seed: 3, clusters: 3, accounts: 1, regions: [region] });
const [account = ''] = Object.keys(estate.accounts);
const { clusters } = estate.accounts[account]!.regions[region]!;
const closed = clusters.find(({ resourcesVpcConfig: vpc }) => vpc?.endpointPublicAccess === false)!;
const credentials = { accessKeyId: accessKeyOf(account), secretAccessKey: 'secret' };
const door: { url?: string } = {};

let desk: Desk;
let sim: AwsSim;
let slack: SlackStandIn;
let watch: Running;

beforeAll(async () => {
  sim = await startAws({ estate });
  slack = await startSlack({
    ...demoWorkspace,
    get requestUrl() {
      return door.url ?? '';
    },
  });
  desk = await openDesk({
    'shoalwatch.yaml': `version: 1
slack: {team: ${demoWorkspace.team}, app: ${demoWorkspace.app}, apiUrl: "${slack.apiUrl}"}
notify: {slack: {default: C0PLAT, routes: [{when: {rule: [eks-endpoint-public-cidr-open]}, channel: C0ONCALL}]}}
access: {responders: {slackGroups: [S0SRE]}, approvers: [{slackUsers: [U0BEN]}]}
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
  await slack.close();
  await sim.close();
  await desk.close();
});

async function open(): Promise<void> {
  const clients = clientsOf({ endpoint: sim.url, region, credentials });
  const resourcesVpcConfig = { endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] };
  await clients.eks.send(new UpdateClusterConfigCommand({ name: closed.name, resourcesVpcConfig }));
  clients.close();
  const url = /events are taken at (http:\S+)/.exec(await watch.told('events are taken at'))?.[1] ?? '';
  const fields = {
    eventTime: new Date().toISOString(),
    awsRegion: region,
    recipientAccountId: account,
    eventID: 'e-1',
  };
  const event = {
    ...bridged(trailRecord('eks:UpdateClusterConfig', { name: closed.name, resourcesVpcConfig }, null, fields)),
    account,
  };
  await fetch(url, { method: 'POST', body: JSON.stringify(event) });
}

const card = (): SlackMessage | undefined =>
  slack.state.messages.findLast(
    ({ channel, versions, ephemeralTo }) =>
      channel === 'C0ONCALL' && ephemeralTo === undefined && JSON.stringify(versions.at(-1)).includes(closed.name!),
  );
const shows = (): string => JSON.stringify(card()?.versions.at(-1)?.payload ?? {});
const told = (user: string): readonly string[] =>
  slack.state.messages
    .filter((it) => it.ephemeralTo === user)
    .map(({ versions }) => String(versions[0]?.payload['text']));

describe('a watch that is pressed', () => {
  it('snoozes a card for whoever may, and shows it on the card', async () => {
    await expect.poll(() => slack.state.messages.length, { timeout: 10_000 }).toBeGreaterThan(0);
    await open();
    await expect.poll(shows, { timeout: 20_000 }).toContain('"action_id":"snooze"');
    const option = /"value":"(v1\.g-[^"]+\.1h)"/.exec(shows())?.[1] ?? '';
    const press = { channel: 'C0ONCALL', ts: card()!.ts, action: 'snooze', option };
    await slack.press({ ...press, user: 'U0CISO' });
    await expect.poll(() => told('U0CISO'), { timeout: 10_000 }).toEqual(['You are not named in access.responders.']);
    await slack.press({ ...press, user: 'U0ANA' });
    await expect.poll(shows, { timeout: 10_000 }).toContain('"action_id":"unsnooze"');
    expect(told('U0ANA')).toEqual([expect.stringMatching(/^\*eks-endpoint-public-cidr-open in .+\* sleeps until/)]);
    await slack.press({ channel: 'C0ONCALL', ts: press.ts, action: 'unsnooze', user: 'U0ANA' });
  }, 60_000);

  it('opens a form in time, and files what was sent', async () => {
    await expect.poll(shows, { timeout: 20_000 }).toContain('"action_id":"more"');
    const option = /"value":"(v1\.g-[^"]+\.assign)"/.exec(shows())?.[1] ?? '';
    const { status } = await slack.press({
      channel: 'C0ONCALL',
      ts: card()!.ts,
      action: 'more',
      option,
      user: 'U0BEN',
    });
    expect(status).toBe(200);
    await expect.poll(() => JSON.stringify(slack.state.views), { timeout: 10_000 }).toContain('"assignee"');
    const [form] = slack.state.views;
    await slack.submit(form!.id, { assignee: { assignee: { type: 'users_select', selected_user: 'U0ANA' } } });
    await expect
      .poll(() => told('U0BEN'), { timeout: 10_000 })
      .toContainEqual(expect.stringMatching(/is with <@U0ANA>\.$/));
    await expect.poll(shows, { timeout: 10_000 }).toContain('U0ANA');
  }, 60_000);

  it('answers what is typed, and lets an approver throw the kill switch', async () => {
    await slack.command({ user: 'U0BEN', channel: 'C0PLAT', text: 'pause remediation' });
    await expect
      .poll(() => told('U0BEN'), { timeout: 10_000 })
      .toContainEqual(expect.stringMatching(/^Fixes are paused/));
    await slack.command({ user: 'U0BEN', channel: 'C0PLAT', text: 'status' });
    await expect
      .poll(() => told('U0BEN'), { timeout: 10_000 })
      .toContainEqual(expect.stringMatching(/Fixes are paused since/));
  }, 30_000);

  it('turns away what Slack has not signed', async () => {
    const { status } = await fetch(`${door.url}/slack/commands`, { method: 'POST', body: 'team_id=T0SHOAL' });
    expect(status).toBe(401);
    await watch.said('a request was turned away');
  });
});
