import { randomUUID } from 'node:crypto';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBStreamEvent, SQSRecord } from 'aws-lambda';
import { besideOf } from '#app/config/beside';
import { liveOn } from '#app/policy/live';
import { scan } from '#app/scan';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import type { Clock, Memory } from '#model';
import { rules as shipped } from '#rules/catalog.gen';
import { newsPlace } from '#store/telling/news';
import { actHandlerOf, actingDesks } from '../../functions/wire/act.ts';
import { alertHandlerOf, dealingDesk } from '../../functions/wire/alert.ts';
import { callBySecret } from '../../functions/wire/slack-api.ts';
import type { DeskFile } from '../../functions/wire/desk.ts';
import { notifyHandlerOf, tellingDesk } from '../../functions/wire/notify.ts';
import { secretOf } from '../../functions/wire/secrets.ts';
import { ourApp, slackHandlerOf } from '../../functions/wire/slack.ts';
import { doorOf, ruleOf } from '../app/alert/alert-shop.ts';
import { aDoor, snapshot } from '../engine/shop.ts';
import { startAround, type AroundSim } from '../sim/aws/around.ts';
import { startFifo, type FifoSim, type Taken } from '../sim/aws/fifo.ts';
import { startS3 } from '../sim/s3/server.ts';
import { startSlack, type SlackStandIn } from '../sim/slack/server.ts';
import { demoWorkspace, type SlackMessage } from '../sim/slack/workspace.ts';
import { dynaliteStand } from '../store/drivers/dynamo-stand.ts';
import { s3ClientOf } from '../store/drivers/s3-stand.ts';
import { frontOf } from './slack-front.ts';

/** The stack between what was found and Slack, its functions called as AWS calls them. */
export interface SlackStack {
  readonly memory: Memory;
  readonly clock: Clock;
  readonly slack: SlackStandIn;
  readonly around: AroundSim;
  readonly fifo: FifoSim;
  /** Where Slack sends what people press and type. */
  readonly front: string;
  /** Metrics as they were counted, by their names. */
  readonly counts: Map<string, number[]>;
  /** Judges doors as they stand, by cluster, and calls the functions for what moved. */
  judge(open: Readonly<Record<string, boolean>>): Promise<void>;
  /** The minute of the clock: what the stream missed, and what fell due. */
  minute(): Promise<void>;
  /** What EventBridge says of an execution of the sweep's machine. */
  sweepEnded(detail: { readonly status: string; readonly input?: string; readonly cause?: string }): Promise<void>;
  /** Calls the functions until their queues hold nothing that can be taken, or nothing at all. */
  pump(how?: 'now' | 'all'): Promise<void>;
  /** Gives who acts a message once more, as a queue does whose receipt was lost. */
  actAgain(body: string): Promise<void>;
  /** What stands in a channel, as it was last drawn. */
  standing(channel: string): readonly SlackMessage[];
  close(): Promise<void>;
}

interface Options {
  /** Whether the stack has Slack. */
  readonly tells?: boolean;
  readonly notify?: object;
}

const people = { responders: { slackUsers: ['U0ANA'] } };
const hidden = 310_000;

export async function slackStack({
  tells = true,
  notify = { slack: { default: 'C0PLAT' } },
}: Options = {}): Promise<SlackStack> {
  const time = { now: Date.parse('2026-11-22T09:00:00.000Z') };
  const clock: Clock = {
    now: () => (time.now += 1),
    sleep: (ms) => {
      time.now += ms;
      return Promise.resolve();
    },
  };
  const [stand, s3, fifo, around] = await Promise.all([
    dynaliteStand(),
    startS3(),
    startFifo(() => time.now),
    startAround(),
  ]);
  const front = await frontOf((event) => ingress(event));
  const slack = await startSlack({ ...demoWorkspace, requestUrl: front.url }, { now: () => time.now });
  const bucket = `bucket-${randomUUID()}`;
  s3.buckets.set(bucket, new Map());
  const store = {
    ...{ STATE_TABLE: await stand.makeTable(), LEDGER_TABLE: await stand.makeTable() },
    ...{ WORK_TABLE: await stand.makeTable(), BUCKET: bucket, STACK_NAME: 'Shoalwatch' },
  };
  const names = {
    ...store,
    ...{ FINDINGS_BUS: 'shoalwatch-findings', FALLBACK_TOPIC: 'arn:aws:sns:eu-central-1:111122223333:alarms' },
    ...{ SLACK_TOKEN_SECRET: 'token', SLACK_SIGNING_SECRET: 'signing', SWEEP_MACHINE: 'arn:aws:states:m' },
    ...{ FIX_MACHINE: 'no-fixes', FIX_CLOUDS: 'no-fixes' },
    ...{ CARDS_QUEUE: tells ? fifo.queue('cards.fifo') : 'not-told', CLICKS_QUEUE: fifo.queue('clicks.fifo') },
  };
  around.secrets.set('token', [{ text: demoWorkspace.token, at: time.now }]);
  around.secrets.set('signing', [{ text: demoWorkspace.signingSecret, at: time.now }]);
  const { team, app } = demoWorkspace;
  const config = {
    ...{ version: 1, slack: { team, app, apiUrl: slack.apiUrl }, notify, access: people },
  };
  const dynamo = stand.client();
  const clients = { dynamo, s3: s3ClientOf(s3.url) };
  const at = {
    region: 'eu-central-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 's' },
  };
  const sqs = new SQSClient({ ...at, endpoint: fifo.url });
  const secrets = new SecretsManagerClient({ ...at, endpoint: around.url });
  const others = [
    new SNSClient({ ...at, endpoint: around.url }),
    new EventBridgeClient({ ...at, endpoint: around.url }),
    new SFNClient({ ...at, endpoint: around.url }),
  ] as const;
  const [sns, events, machines] = others;
  const given = { clients, clock, secrets, sns, events, machines };
  const file = JSON.parse(besideOf('notify', config, shipped).text) as DeskFile;
  const rules = [ruleOf('critical')];
  const live = (memory: Memory) => liveOn({ rules, file: file.policy, memory });
  const counts = new Map<string, number[]>();
  const count = (name: string, value: number): void => void counts.set(name, [...(counts.get(name) ?? []), value]);
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const means = { sqs: () => sqs, count: () => count, log: () => silent };

  const dealing = dealingDesk(file, names, given);
  const { memory } = dealing;
  const alert = alertHandlerOf({
    ...means,
    desk: () => Promise.resolve({ ...dealing, live: live(memory) }),
    cards: () => names.CARDS_QUEUE,
  });
  const telling = tellingDesk(file, names, given);
  const notifies = notifyHandlerOf({
    ...means,
    desk: () => Promise.resolve({ ...telling, live: live(telling.memory) }),
    queue: () => names.CARDS_QUEUE,
  });
  const acting = actingDesks(file, names, given);
  const acts = actHandlerOf({
    ...means,
    desk: () =>
      Promise.resolve({
        judge: acting.judge,
        acts: { ...acting.acts, live: live(memory) },
        alerts: { ...acting.alerts, live: live(memory) },
      }),
    cards: () => names.CARDS_QUEUE,
  });
  const token = secretOf('token', clock.now, secrets);
  const ingress = slackHandlerOf({
    ...{ our: ourApp(config), signing: secretOf('signing', clock.now, secrets), count, log: silent },
    ...{ call: callBySecret(token, slack.apiUrl), queue: names.CLICKS_QUEUE, sqs, now: () => time.now },
  });

  const takers = { 'clicks.fifo': acts, 'cards.fifo': notifies };
  const callOne = async (name: keyof typeof takers): Promise<boolean> => {
    const taken = fifo.take(name, hidden);
    if (!taken) return false;
    const { batchItemFailures } = await takers[name]({ Records: [recordOf(taken)] });
    if (batchItemFailures.length === 0) fifo.done(name, taken.id);
    return true;
  };
  const pump = async (how: 'now' | 'all' = 'all'): Promise<void> => {
    for (let calls = 0; calls < 200; calls += 1) {
      if ((await callOne('clicks.fifo')) || (await callOne('cards.fifo'))) continue;
      const next = Math.min(fifo.next('clicks.fifo') ?? Infinity, fifo.next('cards.fifo') ?? Infinity);
      if (next === Infinity || how === 'now') return;
      time.now = Math.max(time.now, next);
    }
    throw new Error('the functions call each other without an end');
  };
  const cleared = (): void => void (time.now += 61_000);

  return {
    ...{ memory, clock, slack, around, fifo, counts, pump, front: front.url },
    async judge(open) {
      cleared();
      const startedAt = new Date(clock.now()).toISOString();
      const doors = Object.entries(open).map(([cluster, isOpen]) => aDoor(doorOf(cluster), { open: isOpen }));
      const read = { ...snapshot(doors), startedAt };
      const { policy } = await live(memory)(startedAt);
      await scan({ snapshots: snapshotsOf([read], typesOf(rules)), ...{ rules, policy, memory, clock, startedAt } });
      const woken = await newsThatIsDue();
      if (woken) await alert(woken);
      await pump('now');
    },
    async minute() {
      cleared();
      await alert({});
      await pump('now');
    },
    async sweepEnded(detail) {
      cleared();
      await alert({ detail });
      await pump('now');
    },
    async actAgain(body) {
      await acts({ Records: [recordOf({ id: randomUUID(), body, group: '', receipt: '', receives: 2 })] });
    },
    standing: (channel) =>
      slack.state.messages.filter((it) => it.channel === channel && !it.ephemeralTo && !it.deleted),
    async close() {
      for (const it of [sqs, secrets, ...others]) it.destroy();
      memory.close();
      await Promise.all([stand.close(), s3.close(), fifo.close(), around.close(), slack.close(), front.close()]);
    },
  };

  /** What the stream hands the function, by the filter of the template. */
  async function newsThatIsDue(): Promise<DynamoDBStreamEvent | undefined> {
    const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: names.STATE_TABLE }));
    const due = Items.filter((it) => it['partition']?.S === newsPlace && it['due']?.S !== undefined);
    if (due.length === 0) return undefined;
    return { Records: due.slice(0, 10).map((_, at) => ({ dynamodb: { SequenceNumber: `${at + 1}` } })) };
  }
}

const recordOf = ({ id, body, receipt, receives }: Taken): SQSRecord =>
  ({
    ...{ messageId: id, body, receiptHandle: receipt },
    attributes: { ApproximateReceiveCount: `${receives}` },
  }) as SQSRecord;
