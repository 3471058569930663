import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { ShoalwatchError } from '#model';

/** A message on a queue that keeps the order within each group, and takes the same id once in five minutes. */
export interface Ordered {
  readonly group: string;
  readonly id: string;
  readonly message: object;
}

type Client = Pick<SQSClient, 'send'>;

/** Puts a message behind those of its group. Throws a store error where the queue does not take it. */
export async function putInOrder(client: Client, QueueUrl: string, { group, id, message }: Ordered): Promise<void> {
  const command = new SendMessageCommand({
    ...{ QueueUrl, MessageBody: JSON.stringify(message) },
    ...{ MessageGroupId: group, MessageDeduplicationId: id },
  });
  await asked(`the queue ${QueueUrl} took no message`, 'grant sqs:SendMessage on it', () => client.send(command));
}

/** Hides a message that was taken for so long from now on; with it those behind it in its group. */
export async function hideFor(client: Client, QueueUrl: string, ReceiptHandle: string, ms: number): Promise<void> {
  const VisibilityTimeout = Math.min(Math.max(1, Math.ceil(ms / 1000)), longest);
  const command = new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout });
  await asked(`the queue ${QueueUrl} does not hide a message`, 'grant sqs:ChangeMessageVisibility on it', () =>
    client.send(command),
  );
}

/** The longest that SQS hides a message, in seconds. */
const longest = 12 * 60 * 60;

async function asked(what: string, cure: string, ask: () => Promise<unknown>): Promise<void> {
  try {
    await ask();
  } catch (cause) {
    const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new ShoalwatchError('store', `${what}: ${why}`, { cure, cause });
  }
}
