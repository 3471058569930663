import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listening } from '../listening.ts';

/** A message that was taken, as a function is given it. */
export interface Taken {
  readonly id: string;
  readonly body: string;
  readonly group: string;
  readonly receipt: string;
  readonly receives: number;
}

/** Queues that keep an order in each group, behind the JSON protocol of SQS. */
export interface FifoSim {
  readonly url: string;
  queue(name: string): string;
  /** What lies on a queue, what was taken and not done with among it. */
  on(name: string): readonly { readonly group: string; readonly body: string }[];
  /** Takes the first message whose group has none under way, and hides it for so many milliseconds. */
  take(name: string, hidden: number): Taken | undefined;
  done(name: string, id: string): void;
  /** When the next message can be taken; undefined where there is none. */
  next(name: string): number | undefined;
  /** The next so many calls are refused. */
  refuse(times: number): void;
  close(): Promise<void>;
}

interface Kept {
  readonly id: string;
  readonly body: string;
  readonly group: string;
  receipt: string;
  visible: number;
  receives: number;
}

type Input = Readonly<Record<string, unknown>>;
type Answer = readonly [status: number, body: object];

/** Five minutes: the same deduplication id is taken and delivered once within them. */
const deduplicated = 300_000;

/** Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const idForm = /^[A-Za-z0-9!-/:-@[-`{-~]{1,128}$/;

/** Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html */
export async function startFifo(now: () => number): Promise<FifoSim> {
  const queues = new Map<string, Kept[]>();
  const seen = new Map<string, number>();
  let refusals = 0;
  const on = (name: string): Kept[] => {
    const known = queues.get(name) ?? [];
    queues.set(name, known);
    return known;
  };
  const invalid = (message: string): Answer => [400, { __type: 'com.amazonaws.sqs#InvalidParameterValue', message }];

  const send = (name: string, input: Input): Answer => {
    const { MessageBody: body, MessageGroupId: group, MessageDeduplicationId: once } = input;
    if (typeof body !== 'string' || body === '' || Buffer.byteLength(body) > 262_144) return invalid('no body');
    if (typeof group !== 'string' || !idForm.test(group)) return invalid('no message group');
    if (typeof once !== 'string' || !idForm.test(once)) return invalid('no deduplication id');
    if ('DelaySeconds' in input) return invalid('a FIFO queue delays no single message');
    const answer = { MessageId: randomUUID(), MD5OfMessageBody: createHash('md5').update(body).digest('hex') };
    const last = seen.get(`${name} ${once}`);
    if (last !== undefined && now() - last < deduplicated) return [200, answer];
    seen.set(`${name} ${once}`, now());
    on(name).push({ id: answer.MessageId, body, group, receipt: '', visible: now(), receives: 0 });
    return [200, answer];
  };
  const hide = (name: string, { ReceiptHandle, VisibilityTimeout: seconds }: Input): Answer => {
    const kept = on(name).find(({ receipt }) => receipt !== '' && receipt === ReceiptHandle);
    if (!kept || kept.visible <= now()) return [400, { __type: 'com.amazonaws.sqs#MessageNotInflight', message: '' }];
    if (typeof seconds !== 'number' || seconds < 0 || seconds > 43_200) return invalid('no such time');
    kept.visible = now() + seconds * 1000;
    return [200, {}];
  };
  const answerTo = (operation: string, input: Input): Answer => {
    if (refusals > 0) {
      refusals -= 1;
      return [400, { __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'The queue does not exist.' }];
    }
    const name = String(input['QueueUrl']).split('/').at(-1) ?? '';
    if (!name.endsWith('.fifo')) return invalid('a FIFO queue is named so');
    if (operation === 'SendMessage') return send(name, input);
    return operation === 'ChangeMessageVisibility' ? hide(name, input) : invalid(operation);
  };

  const server = createServer((request, response) => void handle(request, response, answerTo));
  const { url, close } = await listening(server);
  const free = (name: string): readonly Kept[] => {
    const busy = new Set(on(name).flatMap((it) => (it.visible > now() ? [it.group] : [])));
    return on(name).filter(({ group }) => !busy.has(group));
  };
  return {
    ...{ url, on, close },
    queue: (name) => `${url}/111122223333/${name}`,
    take(name, hidden) {
      const [first] = free(name);
      if (!first) return undefined;
      Object.assign(first, { visible: now() + hidden, receives: first.receives + 1, receipt: randomUUID() });
      return { ...first };
    },
    done: (name, id) =>
      void queues.set(
        name,
        on(name).filter((it) => it.id !== id),
      ),
    next(name) {
      const visible = on(name).map((it) => it.visible);
      return visible.length === 0 ? undefined : Math.min(...visible);
    },
    refuse: (times) => {
      refusals = times;
    },
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  answerTo: (operation: string, input: Input) => Answer,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const operation = String(request.headers['x-amz-target']).replace('AmazonSQS.', '');
  const [status, body] = answerTo(operation, JSON.parse(Buffer.concat(parts).toString('utf8')) as Input);
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
}
