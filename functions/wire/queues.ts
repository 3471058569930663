import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ShoalwatchError } from '#model';
import { usualPatience } from './patience.ts';

/** Puts messages on queues. */
export interface Queues {
  /** As JSON, to be delivered so many seconds from now, 900 at most. */
  order(url: string, message: object, seconds: number): Promise<void>;
  /** A body as it came, with why it was put aside. */
  putAside(url: string, body: string, why: string): Promise<void>;
}

/** The longest delay that SQS takes, in seconds. */
const longest = 900;

let made: SQSClient | undefined;

/** The client of this process, made when it is first asked for. */
export const queueClient = (): SQSClient =>
  (made ??= new SQSClient({ retryMode: 'standard', maxAttempts: 5, ...usualPatience }));

export function queuesOf(client: SQSClient = queueClient()): Queues {
  const send = async (command: SendMessageCommand): Promise<void> => {
    try {
      await client.send(command);
    } catch (cause) {
      const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
      throw new ShoalwatchError('store', `the queue ${command.input.QueueUrl ?? ''} took no message: ${why}`, {
        cure: 'grant sqs:SendMessage on it and kms:GenerateDataKey on its key; what was delivered is delivered again',
        cause,
      });
    }
  };
  return {
    order: (QueueUrl, message, seconds) =>
      send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody: JSON.stringify(message),
          DelaySeconds: Math.min(Math.max(0, Math.ceil(seconds)), longest),
        }),
      ),
    putAside: (QueueUrl, MessageBody, why) =>
      send(
        new SendMessageCommand({
          ...{ QueueUrl, MessageBody },
          MessageAttributes: { reason: { DataType: 'String', StringValue: plain(why) } },
        }),
      ),
  };
}

/** SQS refuses some characters in an attribute, and an empty one. */
const plain = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 500) || 'It is no event.';
