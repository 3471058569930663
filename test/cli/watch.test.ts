import { readdir } from 'node:fs/promises';
import { UpdateClusterConfigCommand } from '@aws-sdk/client-eks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientsOf } from '#clouds/aws/clients';
import { accessKeyOf, generateAwsEstate } from '../sim/aws/generate.ts';
import { startAws, type AwsSim } from '../sim/aws/server.ts';
import { bridged, trailRecord } from '../support/aws/trail.ts';
import { openDesk, type Desk, type Running } from './run.ts';

const region = 'eu-west-1';
const estate = generateAwsEstate({ seed: 3, clusters: 3, accounts: 1, regions: [region] });
const [account = ''] = Object.keys(estate.accounts);
const clusters = estate.accounts[account]!.regions[region]!.clusters;
const closed = clusters.find(({ resourcesVpcConfig: vpc }) => vpc?.endpointPublicAccess === false)!;
const resourcesVpcConfig = { endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] };

let desk: Desk;
let sim: AwsSim;
let watch: Running;
let url: string;
beforeAll(async () => {
  desk = await openDesk();
  sim = await startAws({ estate });
  const env = {
    AWS_ENDPOINT_URL: sim.url,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyOf(account),
    AWS_SECRET_ACCESS_KEY: 'secret',
  };
  watch = desk.start(`watch --providers aws --regions ${region} --port 0 --events inbox`, env);
  const said = await watch.told('sweep: 2 targets');
  expect(said).toMatch(
    /\n\d{4}-\d\d-\d\d \d\d:\d\d UTC {2}sweep: 2 targets, \d+ open findings, coverage 97 %, \d+ opened\n/,
  );
  url = /http:\S+/.exec(said)?.[0] ?? '';
});
afterAll(async () => {
  watch.child.kill('SIGKILL');
  await sim.close();
  await desk.close();
});

const event = (id: string): object => {
  const eventTime = new Date().toISOString();
  const fields = { eventTime, awsRegion: region, recipientAccountId: account, eventID: id };
  const request = { name: closed.name, resourcesVpcConfig };
  return { ...bridged(trailRecord('eks:UpdateClusterConfig', request, null, fields)), account };
};
const post = async (body: string, to = url): Promise<[number, unknown]> => {
  const answer = await fetch(to, { method: 'POST', body });
  return [answer.status, await answer.json()];
};

describe('watch', () => {
  it('takes events from nobody without its token, and no more than it can hold', async () => {
    expect(await post('{}', url.replace(/token=.*/, 'token=guessed'))).toEqual([401, {}]);
    expect(await post('{}', url.replace('/events', '/other'))).toEqual([404, {}]);
    expect((await fetch(url)).status).toBe(405);
    expect(await post('x'.repeat(1024 * 1024 + 1))).toEqual([413, {}]);
    expect(await post('{"a":')).toEqual([400, {}]);
    await watch.said('an event was refused: It is not JSON.');
  });

  it('takes what is no event without being asked again, and says so', async () => {
    expect(await post('{"hello":"world"}')).toEqual([202, {}]);
    await watch.said('an event was refused: It has the form of no audit record that is known.');
    const [kept = ''] = (await readdir(desk.at('.shoalwatch/refused'))).slice(-1);
    expect(JSON.parse(await desk.read(`.shoalwatch/refused/${kept}`))).toEqual({
      why: 'It has the form of no audit record that is known.',
      body: '{"hello":"world"}',
    });
    const reading = trailRecord('eks:ListClusters', null, null, { readOnly: true });
    expect(await post(JSON.stringify(reading))).toEqual([202, {}]);
    await watch.said('not tracked: eks:ListClusters');
  });

  it('answers the handshake of Event Grid', async () => {
    const eventType = 'Microsoft.EventGrid.SubscriptionValidationEvent';
    const answer = await post(JSON.stringify([{ eventType, data: { validationCode: 'abc' } }]));
    expect(answer).toEqual([200, { validationResponse: 'abc' }]);
  });

  it('answers the handshake of CloudEvents to whoever has its token', async () => {
    const ask = (to: string, headers: Record<string, string>) => fetch(to, { method: 'OPTIONS', headers });
    const origin = { 'webhook-request-origin': 'eventgrid.azure.net' };
    const granted = await ask(url, { ...origin, 'webhook-request-rate': '120' });
    const said = ['allow', 'webhook-allowed-origin', 'webhook-allowed-rate'].map((name) => granted.headers.get(name));
    expect([granted.status, ...said]).toEqual([200, 'POST', 'eventgrid.azure.net', '*']);
    expect((await ask(url, origin)).headers.get('webhook-allowed-rate')).toBeNull();
    const nobody = await ask(url, {});
    expect([nobody.status, nobody.headers.get('webhook-allowed-origin')]).toEqual([400, null]);
    const stranger = await ask(url.replace(/token=.*/, 'token=guessed'), origin);
    expect([stranger.status, stranger.headers.get('webhook-allowed-origin')]).toEqual([401, null]);
  });

  it('judges a change in a folder at once, and says who made it', async () => {
    const clients = clientsOf({
      ...{ endpoint: sim.url, region },
      credentials: { accessKeyId: accessKeyOf(account), secretAccessKey: 'secret' },
    });
    await clients.eks.send(new UpdateClusterConfigCommand({ name: closed.name, resourcesVpcConfig }));
    clients.close();
    await desk.write('inbox/.half.json', '{"a":');
    await desk.write('inbox/1.json', '{"a":');
    await desk.write('inbox/2.json', JSON.stringify(event('e-1')));
    const told = await watch.told('ABOUT TO HAPPEN');
    expect(told).toContain(`eks:UpdateClusterConfig  by arn:aws:sts::111122223333:assumed-role/Admin/mary (cli)`);
    expect(told).toMatch(/ {2}ABOUT TO HAPPEN {2}CRITICAL {2}\S+ {2}eks-endpoint-public-cidr-open {2}f-\w+\n {4}\S/);
    await watch.told('  OPENED  CRITICAL');
    await watch.said('eks:UpdateClusterConfig e-1: settled after');
    expect(await desk.read('inbox/taken/2.json')).toContain('e-1');
    expect(await desk.read('inbox/refused/1.json')).toBe('{"a":');
    expect(await desk.read('inbox/.half.json')).toBe('{"a":');
  });

  it('ends with Ctrl-C, and what it found stays', async () => {
    watch.child.kill('SIGINT');
    const { code, last } = await watch.ended;
    expect([code, last]).toEqual([0, 'exit 0: stopped after 1 sweep and 1 change']);
    const show = await desk.run('list targets');
    expect(show.code).toBe(0);
  });

  it('goes on after a restart from what it remembers', async () => {
    const scan = await desk.run('report --format json --out report');
    expect(scan.code).toBe(0);
    const report = JSON.parse(await desk.read('report/report.json')) as {
      readonly findings: readonly { readonly rule: string; readonly change?: { readonly actor: string } }[];
    };
    const found = report.findings.filter(({ change }) => change?.actor.endsWith('/mary'));
    expect(found.map(({ rule }) => rule)).toContain('eks-endpoint-public-cidr-open');
  });
});
