import { Duration, Validations } from 'aws-cdk-lib';
import { EventSourceMapping, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { functionTraits, type FunctionName } from './functions.ts';

/** Queues that keep an order: of what is told in one channel, and of what is pressed about one group. */
export interface SlackQueues {
  readonly cards: Queue;
  readonly cardsDead: Queue;
  readonly clicks: Queue;
  readonly clicksDead: Queue;
}

export function slackQueuesIn(scope: Construct): SlackQueues {
  const [cardsDead, clicksDead] = [deadIn(scope, 'CardsDead'), deadIn(scope, 'ClicksDead')];
  return {
    cardsDead,
    clicksDead,
    cards: orderedIn(scope, 'Cards', { taker: 'notify', dead: cardsDead }),
    clicks: orderedIn(scope, 'Clicks', { taker: 'act', dead: clicksDead }),
  };
}

/** Takes one at a time, of one group one after the other. */
export function takeOrderedIn(
  scope: Construct,
  id: string,
  { queue, by, abreast }: { readonly queue: Queue; readonly by: LambdaFunction; readonly abreast: number },
): void {
  const mapping = new EventSourceMapping(scope, id, {
    target: by,
    eventSourceArn: queue.queueArn,
    batchSize: 1,
    reportBatchItemFailures: true,
    maxConcurrency: abreast,
  });
  Validations.of(mapping).acknowledge({
    id: 'Serverless-LambdaEventSourceMappingDestination',
    reason: 'A queue takes a failed message back, and hands it to its dead-letter queue in the end.',
  });
}

const sealed = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, fifo: true } as const;

function orderedIn(
  scope: Construct,
  id: string,
  { taker, dead }: { readonly taker: FunctionName; readonly dead: Queue },
): Queue {
  return new Queue(scope, id, {
    ...sealed,
    visibilityTimeout: Duration.seconds(functionTraits[taker].timeout.toSeconds() + 10),
    deadLetterQueue: { queue: dead, maxReceiveCount: 20 },
  });
}

function deadIn(scope: Construct, id: string): Queue {
  const queue = new Queue(scope, id, { ...sealed, retentionPeriod: Duration.days(14) });
  const reason = 'It is a dead-letter queue itself, and has an alarm.';
  for (const rule of ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy']) {
    Validations.of(queue).acknowledge({ id: rule, reason });
  }
  return queue;
}
