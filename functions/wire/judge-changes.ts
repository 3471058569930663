import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { busy } from '#app/stack/alone';
import { judgeBatch } from '#app/stack/judge';
import type { ToJudge } from '#app/stack/orders';
import { ShoalwatchError } from '#model';
import { environmentNames, environmentOf } from './environment.ts';
import { jsonIn } from './json-in.ts';
import { deployedJudge, forOneCall, type JudgeParts } from './judge.ts';
import { logOf, type Log } from './log.ts';
import { queuesOf, type Queues } from './queues.ts';

/** What the function works with that judges changes. */
export interface Means {
  readonly stack: () => Promise<JudgeParts>;
  readonly queues: () => Queues;
  /** The queue that it is called by. */
  readonly queue: () => string;
  readonly log: () => Log;
}

/** Takes orders to announce and to judge in batches. */
export type JudgeHandler = (event: Pick<SQSEvent, 'Records'>) => Promise<SQSBatchResponse>;

/** When an order that came at a bad time is given again, in seconds. */
const later = 15;

export function judgeHandlerOf(means = usualMeans): JudgeHandler {
  let made: Promise<JudgeParts> | undefined;
  return async ({ Records }) => {
    made ??= means.stack();
    made.catch(() => (made = undefined));
    const stack = forOneCall(await made);
    const log = means.log();
    const failed = new Set<string>();
    const fail = (id: string, error: unknown): void => {
      log.error('has to be judged again', error, { message: id });
      failed.add(id);
    };
    const taken = Records.flatMap(({ messageId: id, body }) => {
      const order = orderIn(body);
      if (order) return [{ id, order }];
      fail(id, notAnOrder(body));
      return [];
    });
    const batch = taken.map(({ order }) => order);
    try {
      const came = await judgeBatch(stack, batch);
      if (came === busy) {
        // Given again, and not back: a queue gives up what it delivers too often.
        for (const order of batch) await means.queues().order(means.queue(), order, later);
        log.info('given-back', { orders: batch.length });
      } else {
        for (const [at, { id, order }] of taken.entries()) {
          const it = came[at];
          if (typeof it === 'object') fail(id, it.error);
          else log.info(it ?? '', { event: order.eventId, do: order.do });
        }
      }
    } catch (error) {
      for (const { id } of taken) fail(id, error);
    }
    return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

function orderIn(body: string): ToJudge | undefined {
  const { do: what, eventId, at } = Object(jsonIn(body)) as Readonly<Record<string, unknown>>;
  const isNamed = typeof eventId === 'string' && eventId !== '' && typeof at === 'string' && at !== '';
  return isNamed && (what === 'announce' || what === 'judge') ? { do: what, eventId, at } : undefined;
}

const notAnOrder = (body: string): ShoalwatchError =>
  new ShoalwatchError('input', `the message is no order to judge a change: ${body.slice(0, 200)}`, {
    cure: 'only the functions of the stack send them: look who else may send to the queue',
  });

const environment = () => environmentOf(environmentNames.judge);

const usualMeans: Means = {
  stack: () => deployedJudge(environment()),
  queues: () => queuesOf(),
  queue: () => environment().JUDGE_QUEUE,
  log: () => logOf('judge', {}),
};
