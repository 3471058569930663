import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { functionTraits } from './functions.ts';
import type { CloudName } from './settings.ts';

/** The queues that lead from a change to its re-reads. */
export interface ChangeQueues {
  readonly changes: Queue;
  readonly changesDead: Queue;
  readonly rereads: Readonly<Partial<Record<CloudName, Queue>>>;
  /** Orders to announce and to judge. */
  readonly judge: Queue;
  /** What looks and judgements gave up. */
  readonly rereadsDead: Queue;
}

/** Where what could not be delivered waits for a person. */
export function deadQueueIn(scope: Construct, id: string): Queue {
  const queue = new Queue(scope, id, { ...sealed, retentionPeriod: Duration.days(14) });
  const reason = 'It is a dead-letter queue itself, and has an alarm.';
  for (const rule of ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy']) {
    Validations.of(queue).acknowledge({ id: rule, reason });
  }
  return queue;
}

export function changeQueuesIn(scope: Construct, clouds: readonly CloudName[]): ChangeQueues {
  const changesDead = deadQueueIn(scope, 'ChangesDead');
  const rereadsDead = deadQueueIn(scope, 'RereadsDead');
  const rereads = clouds.map((cloud) => {
    const { id, timeout } = functionTraits[`reread-${cloud}`];
    const queue = new Queue(scope, `${id}Queue`, {
      ...sealed,
      visibilityTimeout: past(timeout),
      deadLetterQueue: { queue: rereadsDead, maxReceiveCount: 20 },
    });
    return [cloud, queue] as const;
  });
  const judge = new Queue(scope, 'JudgeQueue', {
    ...sealed,
    visibilityTimeout: past(functionTraits.judge.timeout),
    deadLetterQueue: { queue: rereadsDead, maxReceiveCount: 20 },
  });
  const changes = new Queue(scope, 'Changes', {
    ...sealed,
    visibilityTimeout: past(functionTraits['on-change'].timeout),
    // What is no event is put aside at once. Others fail as long as a store or a young account takes no more calls.
    deadLetterQueue: { queue: changesDead, maxReceiveCount: 20 },
  });
  return { changes, changesDead, rereads: Object.fromEntries(rereads), judge, rereadsDead };
}

const sealed = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true } as const;

/** A message that failed comes back then, and not while the function that took it may still be at work. */
const past = (timeout: Duration): Duration => Duration.seconds(timeout.toSeconds() + 10);
