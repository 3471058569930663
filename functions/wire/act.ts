import type { SFNClient } from '@aws-sdk/client-sfn';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { ActDesk } from '#app/acts/desk';
import { takeIntent } from '#app/acts/take-intent';
import type { AlertDesk } from '#app/alert/desk';
import { notingDue } from '#app/alert/noting-due';
import { dueByChannel } from '#app/alert/tell';
import { policyDigestOf } from '#app/scan';
import { forLogLine } from '#lib/escape/log-line';
import { ShoalwatchError } from '#model';
import { answersOn } from '#notify/slack/answers';
import { directoryOn } from '#notify/slack/directory';
import type { Intent } from '#notify/slack/intent';
import { orderCards } from './cards.ts';
import { deskFile, deskParts, sendsNothing, type DeskFile, type DeskGiven } from './desk.ts';
import { jsonIn } from './json-in.ts';
import { noFixes } from './fix-machine.ts';
import { stackFixes } from './fixes.ts';
import { environmentNames, environmentOf } from './environment.ts';
import { logOf, type Log } from './log.ts';
import { queueClient } from './queues.ts';
import { secretOf, type SecretsClient } from './secrets.ts';
import { callBySecret } from './slack-api.ts';
import { countsOf, type Count } from './slack-counts.ts';
import { judgeOrderOn, sweepOrderOn } from './sweep-order.ts';

/** The desk at which people's acts are done, and what is needed to find the channels that have to hear of them. */
export interface Acting {
  /** Has the fleet judged again by what stands; the stamp tells what that is. */
  readonly judge: (stamp: string) => Promise<void>;
  readonly acts: ActDesk;
  readonly alerts: AlertDesk;
}

/** What the function works with that acts. */
export interface Means {
  readonly desk: () => Promise<Acting>;
  readonly sqs: () => Pick<SQSClient, 'send'>;
  /** Where channels are ordered to be told. */
  readonly cards: () => string;
  readonly count: () => Count;
  readonly log: (facts: Readonly<Record<string, string>>) => Log;
}

/** Takes what people want, as the function that Slack sends to put it there. */
export type ActHandler = (event: Pick<SQSEvent, 'Records'>) => Promise<SQSBatchResponse>;

export function actHandlerOf(means = usualMeans): ActHandler {
  let made: Promise<Acting> | undefined;
  return async ({ Records }) => {
    made ??= means.desk();
    made.catch(() => (made = undefined));
    const desks = await made;
    const failed: string[] = [];
    for (const { messageId, body } of Records) {
      const log = means.log({ message: messageId });
      try {
        await done(means, desks, intentIn(body), log);
      } catch (error) {
        log.error('has to be done again', error);
        failed.push(messageId);
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

async function done(means: Means, { acts, alerts, judge }: Acting, intent: Intent, log: Log): Promise<void> {
  const { memory, due } = notingDue(acts.memory);
  const { is, says } = await takeIntent({ ...acts, memory }, intent);
  if (is === 'refused') means.count()('SlackRefusedActs', 1);
  const { user, delivery } = intent;
  const what = intent.is === 'command' ? 'command' : intent.is === 'form' ? intent.pressed.act : intent.act;
  log[is === 'refused' ? 'warn' : 'info'](is, {
    what,
    user,
    delivery,
    ...(is === 'refused' && { why: forLogLine(says) }),
  });
  await judgedAnew(acts, judge);
  if (due().length === 0) return;
  // Where this fails the sweep of every minute finds what is due.
  const channels = await dueByChannel({ ...alerts, memory }, due());
  await orderCards(means.sqs(), means.cards(), channels, acts.clock.now());
}

/** What was pressed may have changed the policy, also an earlier time: whoever died then ordered nothing. */
async function judgedAnew({ memory, live, clock }: ActDesk, judge: Acting['judge']): Promise<void> {
  const [last] = await memory.runs(1);
  if (!last) return;
  const { policy } = await live(new Date(clock.now()).toISOString());
  if (last.policyDigest !== policyDigestOf(policy)) await judge(await memory.policies.stamp());
}

/** Only the function that verified it puts messages there: its form is that of what it parsed. */
function intentIn(body: string): Intent {
  const intent = Object(jsonIn(body)) as Intent;
  if (['press', 'form', 'command'].includes(intent.is) && typeof intent.delivery === 'string') return intent;
  throw new ShoalwatchError('input', 'the message is nothing that a person wants', {
    cure: 'only the function that takes clicks sends them: look who else may send to the queue',
  });
}

/** The names that the function is told. */
export type ActNames = Readonly<Record<(typeof environmentNames.act)[number], string>>;

/** The desks of the stack that the environment names; whatever of them is not the usual is given. */
export function actingDesks(file: DeskFile, names: ActNames, given: DeskGiven & Clients = {}): Acting {
  const parts = deskParts(file, names, given);
  const { memory, live, clock } = parts;
  const { now } = clock;
  const call = callBySecret(secretOf(names.SLACK_TOKEN_SECRET, now, given.secrets), file.config.slack?.apiUrl);
  const acts: ActDesk = {
    ...{ memory, live, clock, file: file.policy, ...answersOn(call, fetch) },
    directory: directoryOn({ call, now }),
    sweep: sweepOrderOn({ machine: names.SWEEP_MACHINE, now, ...(given.machines && { client: given.machines }) }),
    ...(names.FIX_MACHINE !== noFixes && { fixes: stackFixes(file, names, { ...given, clock, memory }) }),
  };
  const judge = judgeOrderOn({ machine: names.SWEEP_MACHINE, ...(given.machines && { client: given.machines }) });
  return { acts, judge, alerts: { ...parts, ...sendsNothing } };
}

interface Clients {
  readonly secrets?: SecretsClient;
  readonly machines?: Pick<SFNClient, 'send'>;
}

const environment = (): ActNames => environmentOf(environmentNames.act);

const usualMeans: Means = {
  desk: async () => actingDesks(await deskFile(), environment()),
  sqs: queueClient,
  cards: () => environment().CARDS_QUEUE,
  count: () => countsOf(environment().STACK_NAME),
  log: (facts) => logOf('act', facts),
};
