import { UpdateClusterConfigCommand } from '@aws-sdk/client-eks';
import { setTimeout as wait } from 'node:timers/promises';
import { clientsOf } from '#clouds/aws/clients';
import { openDesk } from '../../cli/run.ts';
import { accessKeyOf, generateAwsEstate } from '../../sim/aws/generate.ts';
import { startAws } from '../../sim/aws/server.ts';
import { startSlack, type SlackStandIn } from '../../sim/slack/server.ts';
import { demoWorkspace } from '../../sim/slack/workspace.ts';
import { bridged, trailRecord } from '../../support/aws/trail.ts';
import { round, within, type Figure, type Options } from '../figures.ts';

const region = 'eu-west-1';
const events = { quick: 5, usual: 30, full: 100 };
/** Events of the first moments, which warm the process up; the first is shown, none is counted. */
const warming = 2;
/** A small estate: judging a large one takes its own time, which P7 measures. */
const clusters = 3;
const bounds = { p50: 15, p99: 60 };
const channel = 'C0PAY';

/**
 * From the bytes of an event to the bytes at Slack: a `watch` of its own process with its store on disk, the simulated AWS,
 * and the stand-in. What is measured is told of before any cloud is asked: the change is announced.
 */
export async function p9({ size, say }: Options): Promise<Figure> {
  const estate = generateAwsEstate({ seed: 3, clusters, accounts: 1, regions: [region] });
  const [account = ''] = Object.keys(estate.accounts);
  const all = estate.accounts[account]?.regions[region]?.clusters ?? [];
  const name = all.find(({ resourcesVpcConfig: vpc }) => vpc?.endpointPublicAccess === false)?.name ?? '';
  const slack = await startSlack(demoWorkspace, { now });
  const sim = await startAws({ estate });
  const route = `{when: {rule: [eks-endpoint-public-cidr-open]}, channel: ${channel}}`;
  const config = [
    ...['version: 1', `slack: {team: T0SHOAL, app: A0SHOAL, apiUrl: "${slack.apiUrl}"}`],
    ...[`notify: {slack: {default: C0PLAT, routes: [${route}]}}`, ''],
  ];
  const desk = await openDesk({ 'shoalwatch.yaml': config.join('\n') });
  const credentials = { accessKeyId: accessKeyOf(account), secretAccessKey: 'secret' };
  const watch = desk.start(`watch --providers aws --regions ${region} --port 0 --quiet`, {
    ...{ AWS_ENDPOINT_URL: sim.url, AWS_REGION: region, SHOALWATCH_SLACK_TOKEN: demoWorkspace.token },
    ...{ AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey },
  });
  const clients = clientsOf({ endpoint: sim.url, region, credentials });
  try {
    await watch.told('sweep: ');
    const url = /http:\S+/.exec(await watch.told('events are taken at'))?.[0] ?? '';
    await quiet(slack);
    const took: number[] = [];
    for (let at = 0; at < events[size] + warming; at += 1) {
      const sending = {
        url,
        slack,
        account,
        name,
        set: (vpc: Vpc) => clients.eks.send(new UpdateClusterConfigCommand({ name, resourcesVpcConfig: vpc })),
      };
      took.push(await oneLife(sending, at));
      say(`P9: event ${at + 1}`);
    }
    const counted = took.slice(warming).sort((a, b) => a - b);
    const [p50, p99] = [quantile(counted, 0.5), quantile(counted, 0.99)];
    return {
      id: 'P9',
      counts: { p50Ms: round(p50, 1), p99Ms: round(p99, 1), events: counted.length },
      table: [
        ['events', 'p50 ms', 'bound', 'p99 ms', 'bound', 'first ms'],
        [
          ...[counted.length, round(p50, 1), within(p50, bounds.p50)],
          ...[round(p99, 1), within(p99, bounds.p99), round(took[0] ?? 0, 1)],
        ],
      ],
      notes: [
        `at most ${bounds.p50} and ${bounds.p99} ms, from the request with the event to the call that Slack reads`,
        `the process that watches is another one, its store is on disk; ${clusters} clusters`,
      ],
      missed: counted.length === events[size] ? [] : [`only ${counted.length} of ${events[size]} events were told of`],
    };
  } finally {
    clients.close();
    watch.child.kill('SIGKILL');
    await watch.ended;
    await Promise.all([slack.close(), sim.close(), desk.close()]);
  }
}

interface Vpc {
  readonly endpointPublicAccess: boolean;
  readonly publicAccessCidrs?: string[];
}

interface Sending {
  readonly url: string;
  readonly slack: SlackStandIn;
  readonly account: string;
  readonly name: string;
  readonly set: (vpc: Vpc) => Promise<unknown>;
}

/** Opens an endpoint and closes it. Milliseconds from the event of the opening to its card. */
async function oneLife({ url, slack, account, name, set }: Sending, at: number): Promise<number> {
  const bytesOf = (eventId: string, vpc: Vpc): Buffer => {
    const fields = {
      eventTime: new Date().toISOString(),
      awsRegion: region,
      recipientAccountId: account,
      eventID: eventId,
    };
    const record = trailRecord('eks:UpdateClusterConfig', { name, resourcesVpcConfig: vpc }, null, fields);
    return Buffer.from(JSON.stringify({ ...bridged(record), account }));
  };
  const send = async (body: Buffer): Promise<void> => {
    await fetch(url, { method: 'POST', body: new Uint8Array(body) });
  };
  const open = { endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] };
  await set(open);
  const opening = bytesOf(`e-open-${at}`, open);
  const start = now();
  const card = () => slack.state.messages.find((it) => it.channel === channel && (it.versions[0]?.at ?? 0) > start);
  const says = (): string => String(card()?.versions.at(-1)?.payload['text']);
  await send(opening);
  await until(() => card() !== undefined && !/about to happen/i.test(says()));
  await set({ endpointPublicAccess: false });
  await send(bytesOf(`e-close-${at}`, { endpointPublicAccess: false }));
  await until(() => says().startsWith('Resolved'));
  // A channel takes one message a second.
  await wait(1500);
  return (card()?.versions[0]?.at ?? now()) - start;
}

/** Waits until nothing more is told: nothing for two seconds. */
async function quiet(slack: SlackStandIn): Promise<void> {
  for (let before = -1; slack.state.calls.length === 0 || slack.state.calls.length !== before;) {
    before = slack.state.calls.length;
    await wait(2000);
  }
}

const now = (): number => performance.timeOrigin + performance.now();

async function until(holds: () => boolean): Promise<void> {
  for (let left = 3000; !holds(); left -= 1) {
    if (left === 0) throw new Error('nothing came');
    await wait(10);
  }
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
