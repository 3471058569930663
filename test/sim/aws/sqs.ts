import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listening } from '../listening.ts';

/** A message on a queue, or under way to whoever was given it. */
export interface Queued {
  readonly id: string;
  readonly body: string;
  /** Why it was put aside, where whoever sent it said so. */
  readonly reason?: string;
  /** When it can be taken, in milliseconds since 1970. */
  visible: number;
  receives: number;
}

/** Queues behind the JSON protocol of SQS: what the product sends reaches them, and tests deliver from them. */
export interface SqsSim {
  readonly url: string;
  /** The url of a queue. */
  queue(name: string): string;
  /** Calls that arrived so far. */
  readonly calls: string[];
  /** What stands on a queue, what was taken and not done with among it. */
  on(name: string): readonly Queued[];
  /** Puts a message on a queue, as a service of AWS does. */
  put(name: string, body: string): void;
  /** Takes what can be taken now; it is hidden for so many milliseconds. */
  take(name: string, most: number, hidden: number): readonly Queued[];
  done(name: string, id: string): void;
  /** The next so many calls are refused. */
  refuse(times: number): void;
  close(): Promise<void>;
}

interface Sent {
  readonly QueueUrl?: string;
  readonly MessageBody?: string;
  readonly DelaySeconds?: number;
  readonly MessageAttributes?: { readonly reason?: { readonly StringValue?: string } };
}

/**
 * Source of the forms: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html and the
 * Smithy model of the client, protocol awsJson1_0.
 */
export async function startSqs(now: () => number): Promise<SqsSim> {
  const queues = new Map<string, Queued[]>();
  const calls: string[] = [];
  let refusals = 0;
  const on = (name: string): Queued[] => {
    const known = queues.get(name) ?? [];
    queues.set(name, known);
    return known;
  };
  const put = (name: string, body: string, delay = 0, reason?: string): string => {
    const id = randomUUID();
    on(name).push({ id, body, visible: now() + delay * 1000, receives: 0, ...(reason !== undefined && { reason }) });
    return id;
  };
  const answerTo = (operation: string, input: Sent): readonly [status: number, body: object] => {
    calls.push(operation);
    if (refusals > 0) {
      refusals -= 1;
      return [400, { __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'The queue does not exist.' }];
    }
    const { QueueUrl = '', MessageBody = '', DelaySeconds = 0, MessageAttributes } = input;
    if (operation !== 'SendMessage' || MessageBody === '' || !(DelaySeconds >= 0 && DelaySeconds <= 900))
      return [400, { __type: 'com.amazonaws.sqs#InvalidParameterValue', message: `${operation} is not taken so.` }];
    const reason = MessageAttributes?.reason?.StringValue;
    const MessageId = put(QueueUrl.split('/').at(-1) ?? '', MessageBody, DelaySeconds, reason);
    return [200, { MessageId, MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') }];
  };

  const server = createServer((request, response) => void handle(request, response, answerTo));
  const { url, close } = await listening(server);
  return {
    ...{ url, calls, on },
    queue: (name) => `${url}/111122223333/${name}`,
    put: (name, body) => void put(name, body),
    take(name, most, hidden) {
      const taken = on(name)
        .filter(({ visible }) => visible <= now())
        .slice(0, most);
      for (const it of taken) {
        it.visible = now() + hidden;
        it.receives += 1;
      }
      return taken;
    },
    done(name, id) {
      queues.set(
        name,
        on(name).filter((it) => it.id !== id),
      );
    },
    refuse: (times) => {
      refusals = times;
    },
    close,
  };
}

type Answering = (operation: string, input: Sent) => readonly [status: number, body: object];

async function handle(request: IncomingMessage, response: ServerResponse, answerTo: Answering): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const operation = String(request.headers['x-amz-target']).replace('AmazonSQS.', '');
  const [status, body] = answerTo(operation, JSON.parse(Buffer.concat(parts).toString('utf8')) as Sent);
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
}
