import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';

/** One attempt on its way: the operation as the service knows it, and the body where it is text. */
export interface Attempt {
  readonly operation: string;
  readonly body: string;
  /** Where it stands among all attempts, from 1. */
  readonly nth: number;
}

/** What happens to an attempt: `send` lets it through. Whatever it throws the client sees as the wire's. */
export type Wire = (attempt: Attempt, send: () => Promise<void>) => Promise<void>;

/** Puts something between a client and its server, beneath the client's retries. */
export function onWire(client: DynamoDBClient | S3Client, wire: Wire): void {
  let nth = 0;
  // The two clients' stacks differ in types that are not looked at here.
  const stack: DynamoDBClient['middlewareStack'] = client.middlewareStack as DynamoDBClient['middlewareStack'];
  stack.add(
    (next, context) => async (args) => {
      nth += 1;
      let result: Awaited<ReturnType<typeof next>> | undefined;
      const attempt = { operation: operationOf(context), body: bodyOf(args.request), nth };
      await wire(attempt, async () => {
        result = await next(args);
      });
      if (!result) throw new TypeError('the wire neither sent nor failed');
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'wire' },
  );
}

const operationOf = ({ commandName = '' }: { readonly commandName?: string }): string =>
  commandName.replace(/Command$/, '');

function bodyOf(request: unknown): string {
  const body: unknown = typeof request === 'object' && request !== null && 'body' in request ? request.body : '';
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : typeof body === 'string' ? body : '';
}

/** How a socket ends whose other side has gone. */
export const reset = (): Error => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

/** A refusal of the service, as its client throws it. */
export const refusal = (name: string, status = 400): Error =>
  Object.assign(new Error(`${name}: no`), { name, $fault: 'client', $metadata: { httpStatusCode: status } });
