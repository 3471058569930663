import { UpdateClusterConfigCommand, type VpcConfigRequest } from '@aws-sdk/client-eks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientsOf } from '#clouds/aws/clients';
import { accessKeyOf, generateAwsEstate } from '../sim/aws/generate.ts';
import { startAws, type AwsSim } from '../sim/aws/server.ts';
import { startSlack, type SlackStandIn } from '../sim/slack/server.ts';
import { demoWorkspace } from '../sim/slack/workspace.ts';
import { bridged, trailRecord } from '../support/aws/trail.ts';
import { openDesk, type Desk, type Running } from './run.ts';

const region = 'eu-west-1';
const estate = generateAwsEstate({ seed: 3, clusters: 3, accounts: 1, regions: [region] });
const [account = ''] = Object.keys(estate.accounts);
const { clusters } = estate.accounts[account]!.regions[region]!;
const closed = clusters.find(({ resourcesVpcConfig: vpc }) => vpc?.endpointPublicAccess === false)!;
const credentials = { accessKeyId: accessKeyOf(account), secretAccessKey: 'secret' };
const token = demoWorkspace.token;

let desk: Desk;
let sim: AwsSim;
let slack: SlackStandIn;
let watch: Running;

const start = (env: Readonly<Record<string, string>> = { SHOALWATCH_SLACK_TOKEN: token }): Running =>
  desk.start(`watch --providers aws --regions ${region} --port 0`, {
    ...{ AWS_ENDPOINT_URL: sim.url, AWS_REGION: region, ...env },
    ...{ AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey },
  });

beforeAll(async () => {
  sim = await startAws({ estate });
  slack = await startSlack(demoWorkspace);
  desk = await openDesk({
    'shoalwatch.yaml': [
      'version: 1',
      'targets:',
      `  aws: [{account: "${account}", name: payments, environment: prod}]`,
      `slack: {team: ${demoWorkspace.team}, app: ${demoWorkspace.app}, apiUrl: "${slack.apiUrl}"}`,
      'notify: {slack: {default: C0PLAT, routes: [{when: {rule: [eks-endpoint-public-cidr-open]}, channel: C0ONCALL}]}}',
      '',
    ].join('\n'),
  });
});

afterAll(async () => {
  watch.child.kill('SIGKILL');
  await slack.close();
  await sim.close();
  await desk.close();
});

/** Changes a cluster, and sends the event of it. */
async function change(eventId: string, resourcesVpcConfig: VpcConfigRequest): Promise<void> {
  const clients = clientsOf({ endpoint: sim.url, region, credentials });
  await clients.eks.send(new UpdateClusterConfigCommand({ name: closed.name, resourcesVpcConfig }));
  clients.close();
  const url = /http:\S+/.exec(await watch.told('events are taken at'))?.[0] ?? '';
  const fields = {
    eventTime: new Date().toISOString(),
    awsRegion: region,
    recipientAccountId: account,
    eventID: eventId,
  };
  const request = { name: closed.name, resourcesVpcConfig };
  const event = { ...bridged(trailRecord('eks:UpdateClusterConfig', request, null, fields)), account };
  const { status } = await fetch(url, { method: 'POST', body: JSON.stringify(event) });
  expect(status).toBe(202);
}

const texts = (channel: string): readonly string[] =>
  slack.state.messages
    .filter((it) => it.channel === channel)
    .map(({ versions }) => String(versions.at(-1)?.payload['text']));

const oncall = (): readonly string[] => texts('C0ONCALL').filter((text) => text.includes(closed.name!));

describe('a watch that tells Slack', () => {
  it('says once that nobody is told where there is no token', async () => {
    watch = start({});
    const said = await watch.said('SHOALWATCH_SLACK_TOKEN is not set');
    expect(said.match(/nobody is told/g)).toHaveLength(1);
    watch.child.kill('SIGKILL');
    await watch.ended;
  });
  it('shows the life of a finding: the first scan, about to happen, open, resolved', async () => {
    watch = start();
    await watch.told('sweep: 2 targets');
    await expect
      .poll(() => texts('C0PLAT'), { timeout: 10_000 })
      .toEqual([expect.stringMatching(/^First scan finished/)]);
    await change('e-open', { endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] });
    await expect.poll(oncall, { timeout: 20_000 }).toEqual([expect.stringMatching(/^CRITICAL in /)]);
    const [card] = slack.state.messages.filter(
      (it) =>
        JSON.stringify(it).includes('eks-endpoint-public-cidr-open') &&
        it.channel === 'C0ONCALL' &&
        it.versions.some(({ payload }) => JSON.stringify(payload).includes(closed.name!)),
    );
    expect(String(card?.versions[0]?.payload['text'])).toMatch(/about to happen/i);
    await change('e-close', { endpointPublicAccess: false });
    await expect.poll(oncall, { timeout: 30_000 }).toEqual([expect.stringMatching(/^Resolved/)]);
  }, 60_000);
  it('goes on where it stood in the next process', async () => {
    watch.child.kill('SIGKILL');
    await watch.ended;
    const before = slack.state.messages.length;
    watch = start();
    await watch.told('sweep: 2 targets');
    await change('e-again', { endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] });
    await expect
      .poll(oncall, { timeout: 20_000 })
      .toEqual([expect.stringMatching(/^Resolved/), expect.stringMatching(/^CRITICAL is back/)]);
    expect(texts('C0PLAT').filter((it) => it.startsWith('First scan'))).toHaveLength(1);
    expect(slack.state.messages.length).toBeGreaterThan(before);
  }, 60_000);
});
