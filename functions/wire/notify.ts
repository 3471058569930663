import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { AlertDesk } from '#app/alert/desk';
import type { Happening } from '#app/alert/ports';
import { tellerOf, type Teller } from '#app/alert/tell';
import { forLogLine } from '#lib/escape/log-line';
import type { SlackMetricName } from '#app/watchdog/slack-metrics';
import { tellOrderIn } from './cards.ts';
import { slackOn } from '#notify/slack/send';
import { plainMessage } from '#notify/slack/plain-text';
import { render } from '#notify/slack/render';
import { deskFile, deskParts, type DeskFile, type DeskGiven } from './desk.ts';
import { environmentNames, environmentOf } from './environment.ts';
import { fallbackOn } from './fallback.ts';
import { logOf, type Log } from './log.ts';
import { hideFor } from './ordered.ts';
import { queueClient } from './queues.ts';
import { secretOf, type SecretsClient } from './secrets.ts';
import { slackBySecret } from './slack-api.ts';
import { countsOf, type Count } from './slack-counts.ts';

/** What the function works with that tells. */
export interface Means {
  readonly desk: () => Promise<AlertDesk>;
  readonly sqs: () => Pick<SQSClient, 'send'>;
  /** The queue that it is called by. */
  readonly queue: () => string;
  readonly count: () => Count;
  readonly log: (facts: Readonly<Record<string, string>>) => Log;
}

/** Takes orders to tell a channel. */
export type NotifyHandler = (event: Pick<SQSEvent, 'Records'>) => Promise<SQSBatchResponse>;

/** Nothing is begun after so long, in milliseconds: the function ends after five minutes. */
const longest = 240_000;

/** For so long a channel is waited for: where Slack wants more, the order waits on its queue and nobody with it. */
const patience = 10_000;

/** After so long without delivery it counts as undelivered, as it does at once where Slack refuses. */
const late = 15 * 60_000;

export function notifyHandlerOf(means = usualMeans): NotifyHandler {
  let made: Promise<{ readonly desk: AlertDesk; readonly teller: Teller }> | undefined;
  const make = async () => {
    const log = means.log({});
    const note: AlertDesk['note'] = (what, channel, why) => {
      const metric = counted[what];
      if (metric) means.count()(metric, 1);
      log[why === undefined ? 'info' : 'warn'](what, { channel, ...(why !== undefined && { why: forLogLine(why) }) });
    };
    const desk = { ...(await means.desk()), note };
    return { desk, teller: tellerOf(desk) };
  };
  return async ({ Records }) => {
    made ??= make();
    made.catch(() => (made = undefined));
    const { desk, teller } = await made;
    const failed: string[] = [];
    for (const record of Records) if (!(await tells(means, desk, teller, record))) failed.push(record.messageId);
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** Tells what is due in one channel. False where the order has to be given again. */
async function tells(means: Means, desk: AlertDesk, teller: Teller, record: SQSRecord): Promise<boolean> {
  const { clock } = desk;
  const end = clock.now() + longest;
  const log = means.log({ message: record.messageId });
  try {
    const order = tellOrderIn(record.body);
    const { channel } = order;
    for (;;) {
      const { left, next } = await teller.tell(patience, order);
      await countUndelivered(means.count(), desk, channel);
      const now = clock.now();
      log.info('told', { channel, left });
      // What is left without a time is found by the sweep of every minute.
      if (left === 0 || next === undefined) return true;
      if (next > now + patience || now + patience > end) {
        await hideFor(means.sqs(), means.queue(), record.receiptHandle, next - now);
        return false;
      }
    }
  } catch (error) {
    log.error('has to be told again', error);
    return false;
  }
}

async function countUndelivered(count: Count, { memory, clock }: AlertDesk, channel: string): Promise<void> {
  const failing = (await memory.alerts.channel(channel))?.channel.failing;
  const isLate = failing && (failing.told !== undefined || clock.now() - Date.parse(failing.since) >= late);
  count('SlackUndelivered', isLate ? 1 : 0);
}

const counted: Readonly<Partial<Record<Happening, SlackMetricName>>> = {
  posted: 'SlackSent',
  edited: 'SlackSent',
  'rate-limited': 'SlackRateLimited',
  'layout-refused': 'SlackPlainText',
};

/** The names that the function is told. */
export type NotifyNames = Readonly<Record<(typeof environmentNames.notify)[number], string>>;

/** The desk of the stack that the environment names; whatever of it is not the usual is given. */
export function tellingDesk(file: DeskFile, names: NotifyNames, given: DeskGiven & Clients = {}): AlertDesk {
  const parts = deskParts(file, names, given);
  const { clock, live } = parts;
  const url = file.config.slack?.apiUrl;
  const token = secretOf(names.SLACK_TOKEN_SECRET, clock.now, given.secrets);
  return {
    ...parts,
    slack: slackBySecret(token, (known) => slackOn({ token: known, url })),
    drawing: { render, plainMessage },
    fallback: fallbackOn({
      topic: names.FALLBACK_TOPIC,
      live,
      now: clock.now,
      ...(given.sns && { client: given.sns }),
    }),
  };
}

interface Clients {
  readonly secrets?: SecretsClient;
  readonly sns?: Pick<SNSClient, 'send'>;
}

const environment = (): NotifyNames => environmentOf(environmentNames.notify);

const usualMeans: Means = {
  desk: async () => tellingDesk(await deskFile(), environment()),
  sqs: queueClient,
  queue: () => environment().CARDS_QUEUE,
  count: () => countsOf(environment().STACK_NAME),
  log: (facts) => logOf('notify', facts),
};
