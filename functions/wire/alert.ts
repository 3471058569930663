import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { agenda } from '#app/alert/agenda';
import { deal } from '#app/alert/deal';
import type { AlertDesk } from '#app/alert/desk';
import { notingDue } from '#app/alert/noting-due';
import { tellOfSweep } from '#app/alert/bulletins/scan-failed';
import { dueByChannel } from '#app/alert/tell';
import { forLogLine } from '#lib/escape/log-line';
import type { DueCard } from '#model';
import { notTold, orderCards } from './cards.ts';
import { deskFile, deskParts, sendsNothing, withoutSlack, type DeskFile, type DeskGiven } from './desk.ts';
import { environmentNames, environmentOf } from './environment.ts';
import { findingsBusOn } from './findings-bus.ts';
import { jsonIn } from './json-in.ts';
import { logOf, type Log } from './log.ts';
import { queueClient } from './queues.ts';

/** What the function works with that deals with news. */
export interface Means {
  readonly desk: () => Promise<AlertDesk>;
  readonly sqs: () => Pick<SQSClient, 'send'>;
  /** Where channels are ordered to be told; `not-told` where the stack has no Slack. */
  readonly cards: () => string;
  readonly log: () => Log;
}

/** Called by the stream of the state table with what moved, and by the clock with nothing. */
export type AlertHandler = (event: Partial<DynamoDBStreamEvent> & SweepEnded) => Promise<DynamoDBBatchResponse>;

/** What EventBridge says of an execution of the sweep's state machine. */
interface SweepEnded {
  readonly detail?: { readonly status?: string; readonly input?: string | null; readonly cause?: string | null };
}

/**
 * Deals with all news that there is: what called says only that there is some. By the clock it also looks at what falls due
 * by itself. What fails is called for again: by the stream at once, by the clock in a minute.
 */
export function alertHandlerOf(means = usualMeans): AlertHandler {
  let made: Promise<AlertDesk> | undefined;
  return async ({ Records, detail }) => {
    const log = means.log();
    try {
      made ??= means.desk();
      made.catch(() => (made = undefined));
      const desk = await made;
      const tells = means.cards() !== notTold;
      const { memory, due } = notingDue(desk.memory);
      const noting = { ...desk, memory, ...(!tells && { live: withoutSlack(desk.live) }) };
      // What cannot be dealt with keeps nobody from being told of the rest.
      const [dealt] = await Promise.allSettled([deal(noting)]);
      const [fell] = await Promise.allSettled([Records || detail ? undefined : agenda(noting)]);
      const [told] = await Promise.allSettled([detail && sweepEnded(noting, detail)]);
      const channels = tells ? await dueByChannel(noting, due()) : new Map<string, readonly DueCard[]>();
      await orderCards(means.sqs(), means.cards(), channels, desk.clock.now());
      if (dealt.status === 'rejected') throw dealt.reason;
      if (fell.status === 'rejected') throw fell.reason;
      if (told.status === 'rejected') throw told.reason;
      log.info('dealt', { news: dealt.value, channels: [...channels.keys()] });
      return { batchItemFailures: [] };
    } catch (error) {
      log.error('has to be dealt with again', error);
      const first = Records?.[0]?.dynamodb?.SequenceNumber;
      if (first === undefined) throw error;
      return { batchItemFailures: [{ itemIdentifier: first }] };
    }
  };
}

/** A sweep that failed is told of, and one that comes to its end again; a judgement by another policy is no sweep. */
async function sweepEnded(
  desk: AlertDesk,
  { status = '', input, cause }: NonNullable<SweepEnded['detail']>,
): Promise<void> {
  const { mode } = Object(jsonIn(input ?? '{}')) as { readonly mode?: unknown };
  if (mode === 'evaluate') return;
  const says = cause ? forLogLine(cause) : `the state machine of the sweep ended as ${status}`;
  await tellOfSweep(desk, status === 'SUCCEEDED' ? undefined : { kind: status, says });
}

/** The names that the function is told. */
export type AlertNames = Readonly<Record<(typeof environmentNames.alert)[number], string>>;

/** The desk of the stack that the environment names; whatever of it is not the usual is given. */
export function dealingDesk(file: DeskFile, names: AlertNames, given: DeskGiven & BusGiven = {}): AlertDesk {
  const parts = deskParts(file, names, given);
  return { ...parts, ...sendsNothing, bus: findingsBusOn(names.FINDINGS_BUS, parts.version, given.events) };
}

interface BusGiven {
  readonly events?: Pick<EventBridgeClient, 'send'>;
}

const environment = (): AlertNames => environmentOf(environmentNames.alert);

const usualMeans: Means = {
  desk: async () => dealingDesk(await deskFile(), environment()),
  sqs: queueClient,
  cards: () => environment().CARDS_QUEUE,
  log: () => logOf('alert', {}),
};
