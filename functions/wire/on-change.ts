import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { takeDeliveries } from '#app/stack/deliveries';
import type { SweepCloud } from '#app/sweep/shapes';
import { environmentNames, environmentOf } from './environment.ts';
import { eventReaders } from './events.ts';
import { deployedParts, forOneCall, type StackParts } from './judge.ts';
import { logOf, type Log } from './log.ts';
import { queuesOf, type Queues } from './queues.ts';

/** What the function works with that hears of changes. */
export interface Means {
  readonly stack: () => Promise<StackParts>;
  readonly queues: () => Queues;
  /** Where re-reads of each cloud are ordered, and where that goes which is no event. */
  readonly urls: () => Readonly<Record<SweepCloud | 'dead', string>>;
  readonly log: () => Log;
}

/** Takes audit events in batches. */
export type OnChangeHandler = (event: Pick<SQSEvent, 'Records'>) => Promise<SQSBatchResponse>;

/** What stands for the queue of a cloud that the stack does not read. */
const notRead = 'not-read';

export function onChangeHandlerOf(means = usualMeans): OnChangeHandler {
  let made: Promise<StackParts> | undefined;
  return async ({ Records }) => {
    made ??= means.stack();
    made.catch(() => (made = undefined));
    const stack = forOneCall(await made);
    const [queues, urls, log] = [means.queues(), means.urls(), means.log()];
    const batch = Records.map(({ messageId: id, body, attributes }) => ({
      ...{ id, body },
      times: Number(attributes.ApproximateReceiveCount),
    }));
    const again = await takeDeliveries(
      stack,
      {
        readers: eventReaders,
        async order(cloud, look, seconds) {
          if (urls[cloud] === notRead) log.warn('nobody reads this cloud', { cloud, event: look.eventId });
          else await queues.order(urls[cloud], look, seconds);
        },
        async putAside(body, why) {
          log.warn('no event', { why });
          await queues.putAside(urls.dead, body, why);
        },
        said: (what, more) => log.info(what, more),
        failed: (id, error) => log.error('has to be delivered again', error, { delivery: id }),
      },
      batch,
    );
    return { batchItemFailures: again.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

const environment = () => environmentOf(environmentNames['on-change']);

const usualMeans: Means = {
  stack: () => deployedParts(environment()),
  queues: () => queuesOf(),
  urls() {
    const names = environment();
    return {
      ...{ aws: names.REREAD_AWS_QUEUE, azure: names.REREAD_AZURE_QUEUE, gcp: names.REREAD_GCP_QUEUE },
      dead: names.CHANGES_DEAD_QUEUE,
    };
  },
  log: () => logOf('on-change', {}),
};
