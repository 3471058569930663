import { createServer } from 'node:http';
import { OAuth2Client } from 'google-auth-library';
import { afterEach, describe, expect, test } from 'vitest';
import { workBy } from '#clouds/apply-hand';
import { awsApplies } from '#clouds/aws/apply';
import { clientsOf } from '#clouds/aws/clients';
import { writerOf as awsWriter } from '#clouds/aws/writer';
import { gateOf } from '#clouds/gate';
import { gcpApplies } from '#clouds/gcp/apply';
import { switchFirewall } from '#clouds/gcp/compute/firewall/actions';
import { firewall } from '#clouds/gcp/compute/firewall/resource';
import { writerOf as gcpWriter } from '#clouds/gcp/writer';
import { refOf, type Action } from '#model';
import { generateGcpEstate } from '../sim/gcp/generate.ts';
import { clusterWith } from '../support/aws/eks.ts';
import { make } from '../support/build.ts';
import { quickClock } from '../support/quick-clock.ts';
import { unenforcedClusters } from './aws/access.ts';
import { openEndpoints, region } from './aws/estate.ts';
import { awsStand } from './aws/stand.ts';
import { gcpStand } from './gcp/stand.ts';
import type { WorkingStand } from './stand.ts';

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const logs = { clusterLogging: [{ types: ['audit'], enabled: true }] };
const kinds: readonly (readonly [string, () => Promise<WorkingStand>, string, Pick<Action, 'action' | 'request'>])[] = [
  [
    'a cluster of EKS',
    () => awsStand(openEndpoints(), region),
    'eks.cluster',
    { action: 'eks.update-logging', request: logs },
  ],
  [
    'an add-on',
    () => awsStand(unenforcedClusters(), region),
    'eks.addon',
    { action: 'eks.update-addon', request: { configurationValues: '{}' } },
  ],
  [
    'a cluster of GKE',
    () => gcpStand(generateGcpEstate({ seed: 7, clusters: 4 })),
    'gke.cluster',
    { action: 'gke.update-release-channel', request: { desiredReleaseChannel: { channel: 'STABLE' } } },
  ],
];

describe.each(kinds)('what was begun for %s', (_, opening, type, change) => {
  const begun = async (isToFail: boolean) => {
    const stand = await opening();
    closers.push(() => stand.close());
    const subject = (await stand.read()).flatMap(({ resources }) => resources).find((it) => it.type === type)!;
    const action = { ...change, subject: refOf(subject) };
    if (isToFail) stand.fails('It came to nothing.');
    const sent = await stand.hand.send(action, subject, 'bob');
    if (sent.is !== 'unsettled' || sent.begun === undefined)
      throw new Error(`nothing was begun: ${JSON.stringify(sent)}`);
    const work = sent.begun;
    return { ask: (id = work) => stand.hand.workOf(id, action, subject, 'bob') };
  };

  test('is asked for by the name that the provider gave it, until it is done', async () => {
    const { ask } = await begun(false);
    expect((await ask())?.is).toMatch(/^(?:under-way|done)$/);
    expect(await ask()).toEqual({ is: 'done' });
  });

  test('has failed with what the provider says', async () => {
    const { ask } = await begun(true);
    await ask();
    const work = await ask();
    expect(work).toMatchObject({ is: 'failed', code: expect.stringMatching(/^(?:SubnetNotFound|9)$/) as string });
    expect(work).toMatchObject({ says: expect.stringContaining('It came to nothing.') as string });
  });

  test('is unknown by another name', async () => {
    const { ask } = await begun(false);
    expect(await ask('00000000-0000-4000-8000-000000000000')).toBeUndefined();
  });
});

test('every change that is waited for by its name can be asked for by it', () => {
  const waits = /^(?:eks:DescribeUpdate|container\.operations\.get|compute\.(?:global|region)Operations\.get)$/;
  const named = [...awsApplies, ...gcpApplies].map(({ action: { name, permissions }, look }) => ({
    name,
    isWaited: permissions.some((it) => waits.test(it)),
    isAsked: look !== undefined,
  }));
  expect(named.filter(({ isWaited }) => isWaited).length).toBeGreaterThan(15);
  expect(named.filter(({ isWaited, isAsked }) => isWaited !== isAsked)).toEqual([]);
});

/** A provider that gives one answer after the other, the last one for ever. */
async function answering(...answers: readonly (readonly [status: number, body: object])[]): Promise<string> {
  let given = 0;
  const server = createServer((_, response) => {
    const [status, body] = answers[Math.min(given, answers.length - 1)]!;
    given += 1;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closers.push(() => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
}

const clock = quickClock();
const gate = gateOf({ clock, attempts: 1 });
const denied = [403, { __type: 'AccessDeniedException', message: 'Not you.' }] as const;
const cluster = clusterWith({});
const endpoint = awsApplies.find(({ action }) => action.name === 'eks.update-endpoint')!;

function inAws(url: string) {
  const clients = clientsOf({ endpoint: url, region, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  closers.push(() => clients.close());
  return awsWriter({ account: '111122223333', region, clients, gate, clock });
}

test('a change that was taken is not refused because nobody may look at it', async () => {
  const url = await answering([200, { update: { id: 'u-1', status: 'InProgress' } }], denied);
  const ended = endpoint.apply(inAws(url), cluster, { endpointPrivateAccess: true });
  await expect(ended).rejects.toMatchObject({ reason: 'unsettled', begun: 'u-1' });
});

test('what nobody may ask for is unread, and is neither done nor failed', async () => {
  const action = { action: 'eks.update-endpoint', subject: cluster, request: {} };
  expect(await workBy(awsApplies, inAws(await answering(denied)), 'u-1', action, cluster)).toMatchObject({
    is: 'unread',
  });
});

test('an operation of Compute Engine that ended with an error has failed with its reason', async () => {
  const error = { errors: [{ code: 'CONDITION_NOT_MET', message: 'The rule is in use.' }] };
  const auth = new OAuth2Client();
  auth.setCredentials({ access_token: 'token' });
  const computeUrl = await answering(
    [200, { status: 'RUNNING' }],
    [200, { status: 'DONE', error }],
    [200, { status: 'DONE' }],
  );
  const at = gcpWriter({ project: 'shop', auth, gate, clock, computeUrl });
  const rule = make(firewall, '//compute.googleapis.com/projects/shop/global/firewalls/ssh', { name: 'ssh' });
  const ask = () => workBy(gcpApplies, at, 'op-1', switchFirewall(rule, { disabled: true }), rule);
  expect(await ask()).toEqual({ is: 'under-way' });
  expect(await ask()).toMatchObject({ is: 'failed', code: 'CONDITION_NOT_MET' });
  expect(await ask()).toEqual({ is: 'done' });
});
