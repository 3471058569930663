import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { takeDeliveries } from '#app/stack/deliveries';
import type { Stack } from '#app/stack/stack';
import type { SweepCloud } from '#app/sweep/shapes';
import { awsTypes } from '#clouds/aws/types';
import { azureTypes } from '#clouds/azure/types';
import { eventReaders } from '#clouds/event-readers';
import { gcpTypes } from '#clouds/gcp/types';
import { clusterTypes } from '#clouds/kubernetes/types';
import { environmentNames, environmentOf } from './environment.ts';
import { logOf, type Log } from './log.ts';
import { queuesOf, type Queues } from './queues.ts';
import { stackOf } from './stack.ts';

/** What the function works with that hears of changes. */
export interface Means {
  readonly stack: () => Stack;
  readonly queues: () => Queues;
  /** Where re-reads of each cloud and judgements are ordered, and where that goes which is no event. */
  readonly urls: () => Readonly<Record<SweepCloud | 'judge' | 'dead', string>>;
  readonly log: () => Log;
}

/** Takes audit events in batches. */
export type OnChangeHandler = (event: Pick<SQSEvent, 'Records'>) => Promise<SQSBatchResponse>;

/** Every type that is read, whichever rules ask for it. */
export const allTypes = [...awsTypes, ...azureTypes, ...gcpTypes, ...clusterTypes];

/** What stands for the queue of a cloud that the stack does not read. */
const notRead = 'not-read';

export function onChangeHandlerOf(means = usualMeans): OnChangeHandler {
  let made: Stack | undefined;
  return async ({ Records }) => {
    made ??= means.stack();
    const [queues, urls, log] = [means.queues(), means.urls(), means.log()];
    const batch = Records.map(({ messageId: id, body }) => ({ id, body }));
    const again = await takeDeliveries(
      made,
      {
        readers: eventReaders,
        async order(cloud, look, seconds) {
          if (urls[cloud] === notRead) log.warn('nobody reads this cloud', { cloud, event: look.eventId });
          else await queues.order(urls[cloud], look, seconds);
        },
        judge: (order, seconds) => queues.order(urls.judge, order, seconds),
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
  stack: () => stackOf(allTypes, environment()),
  queues: () => queuesOf(),
  urls() {
    const names = environment();
    return {
      ...{ aws: names.REREAD_AWS_QUEUE, azure: names.REREAD_AZURE_QUEUE, gcp: names.REREAD_GCP_QUEUE },
      ...{ judge: names.JUDGE_QUEUE, dead: names.CHANGES_DEAD_QUEUE },
    };
  },
  log: () => logOf('on-change', {}),
};
