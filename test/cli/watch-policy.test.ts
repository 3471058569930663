import { UpdateClusterConfigCommand } from '@aws-sdk/client-eks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientsOf } from '#clouds/aws/clients';
import { openEmbedded } from '#store/embedded';
import { accessKeyOf, generateAwsEstate } from '../sim/aws/generate.ts';
import { startAws, type AwsSim } from '../sim/aws/server.ts';
import { bridged, trailRecord } from '../support/aws/trail.ts';
import { openDesk, type Desk, type Running } from './run.ts';

const region = 'eu-west-1';
const estate = generateAwsEstate({ seed: 3, clusters: 3, accounts: 1, regions: [region] });
const [account = ''] = Object.keys(estate.accounts);
const { clusters } = estate.accounts[account]!.regions[region]!;
const closed = clusters.find(({ resourcesVpcConfig: vpc }) => vpc?.endpointPublicAccess === false)!;
const resourcesVpcConfig = { endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] };
const credentials = { accessKeyId: accessKeyOf(account), secretAccessKey: 'secret' };

let desk: Desk;
let sim: AwsSim;
let watch: Running;
const start = (): Running =>
  desk.start(`watch --providers aws --regions ${region} --port 0`, {
    ...{ AWS_ENDPOINT_URL: sim.url, AWS_REGION: region },
    ...{ AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey },
  });
beforeAll(async () => {
  desk = await openDesk();
  sim = await startAws({ estate });
  watch = start();
  await watch.told('sweep: 2 targets');
});
afterAll(async () => {
  watch.child.kill('SIGKILL');
  await sim.close();
  await desk.close();
});

/** How many changes are still looked after. */
async function followed(): Promise<number> {
  const memory = openEmbedded(desk.at('.shoalwatch'), 'read');
  const left = await memory.following();
  memory.close();
  return left.length;
}

const policy = (text: string): string => `version: 1\npolicy:\n  rules:\n    eks-control-plane-logging:\n${text}`;

describe('a policy that is pushed while a watch holds the store', () => {
  it('closes and opens findings at once, without a call to any cloud', async () => {
    const calls = sim.calls.length;
    await desk.write('shoalwatch.yaml', policy('      enabled: false\n      reason: logs go elsewhere\n'));
    const pushed = await desk.run('policy push --activate --as ana');
    expect(pushed).toMatchObject({ code: 0 });
    expect(await watch.told('judged again by policy version 1: ')).toMatch(
      /\n\d{4}-\d\d-\d\d \d\d:\d\d UTC {2}judged again by policy version 1: \d+ no-longer-applies\n/,
    );
    await desk.write('shoalwatch.yaml', policy('      severity: critical\n'));
    expect(await desk.run('policy push --activate --as ana')).toMatchObject({ code: 0 });
    expect(await watch.told('judged again by policy version 2: ')).toMatch(/policy version 2: \d+ reopened\n/);
    expect(sim.calls.length).toBe(calls);
  });
});

describe('an event that was answered with 202', () => {
  it('is followed by the next process when the one that took it is killed', async () => {
    const url = /http:\S+/.exec(await watch.told('events are taken at'))?.[0] ?? '';
    const fields = {
      ...{ eventTime: new Date().toISOString(), awsRegion: region },
      ...{ recipientAccountId: account, eventID: 'e-killed' },
    };
    const request = { name: closed.name, resourcesVpcConfig };
    const event = { ...bridged(trailRecord('eks:UpdateClusterConfig', request, null, fields)), account };
    const { status } = await fetch(url, { method: 'POST', body: JSON.stringify(event) });
    watch.child.kill('SIGKILL');
    expect(status).toBe(202);
    await watch.ended;
    const memory = openEmbedded(desk.at('.shoalwatch'), 'read');
    const left = await memory.following();
    memory.close();
    expect(left.map(({ change, requests }) => [change.eventId, requests?.map(({ action }) => action)])).toEqual([
      ['e-killed', ['eks.update-endpoint']],
    ]);

    const clients = clientsOf({ endpoint: sim.url, region, credentials });
    await clients.eks.send(new UpdateClusterConfigCommand({ name: closed.name, resourcesVpcConfig }));
    clients.close();
    watch = start();
    await watch.told('sweep: 2 targets');
    await expect.poll(followed, { timeout: 50_000, interval: 500 }).toBe(0);
    watch.child.kill('SIGINT');
    expect(await watch.ended).toMatchObject({ code: 0 });
    expect(await desk.run('report --format json --out report')).toMatchObject({ code: 0 });
    const { findings } = JSON.parse(await desk.read('report/report.json')) as {
      readonly findings: readonly { readonly rule: string; readonly change?: { readonly eventId: string } }[];
    };
    const its = findings.filter(({ change }) => change?.eventId === 'e-killed').map(({ rule }) => rule);
    expect(its).toContain('eks-endpoint-public-cidr-open');
  });
});
