import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { AwsError } from '../aws/operation.ts';
import { faultScript, type Fault, type FaultLine } from '../faults.ts';
import { listening } from '../listening.ts';
import { denied, s3Operations, type S3Operation, type S3World, type Stored } from './operations.ts';
import { readInput, writeError, writeOutput, type S3Answer, type S3Request } from './rest-xml.ts';

/** One attempt that reached the simulator. */
export interface S3Call {
  readonly operation: string;
  readonly key: string;
  /** 0 when no answer was sent. */
  readonly status: number;
}

export interface S3Sim {
  readonly url: string;
  readonly calls: S3Call[];
  readonly buckets: Map<string, Map<string, Stored>>;
  setFaults(lines: readonly FaultLine[]): void;
  /** The next `times` puts meet another write of the same key that is under way. */
  cross(times: number): void;
  /** Takes the right to list from the caller, or gives it back. */
  allowListing(allowed: boolean): void;
  close(): Promise<void>;
}

/** Answers S3 on one address of this machine, path-style, for whoever signs. */
export async function startS3(...names: readonly string[]): Promise<S3Sim> {
  const buckets = new Map(names.map((name) => [name, new Map<string, Stored>()]));
  const calls: S3Call[] = [];
  let faults = faultScript([]);
  let crossings = 0;
  let listing = true;
  const world: S3World = { buckets, mayList: () => listing };

  const answer = (request: S3Request): { readonly answer: S3Answer; readonly fault: Fault | undefined } => {
    const operation = operationOf(request);
    const { name } = operation.shape;
    const identity = request.headers['amz-sdk-invocation-id'];
    const fault = faults.decide(`s3:${name}`, typeof identity === 'string' ? identity : undefined);
    try {
      if (!String(request.headers['authorization']).includes('/s3/aws4_request')) throw denied();
      refuse(fault);
      if (name === 'PutObject' && crossings > 0) {
        crossings -= 1;
        throw new AwsError('ConditionalRequestConflict', 'A conflicting operation is under way.', 409);
      }
      const input = readInput(request, operation.shape);
      return { answer: writeOutput(operation.shape, { ...operation.handle(input, world) }), fault };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return { answer: writeError(request.method, error.code, error.message, error.status), fault: undefined };
    }
  };

  const server = createServer((incoming, response) => {
    read(incoming, (body) => {
      const { method = 'GET', url: target = '/', headers } = incoming;
      const request = { method, target, headers, body };
      const answered = answer(request);
      const key = decodeURIComponent((target.split('?')[0] ?? '').split('/').slice(2).join('/'));
      const sent = answered.fault === 'timeout' || answered.fault === 'reset' ? 0 : answered.answer.status;
      calls.push({ operation: operationOf(request).shape.name, key, status: sent });
      send(answered.answer, answered.fault, response);
    });
  });
  const { url, close } = await listening(server);

  return {
    url,
    calls,
    buckets,
    setFaults: (lines) => {
      faults = faultScript(lines);
    },
    cross: (times) => {
      crossings = times;
    },
    allowListing: (allowed) => {
      listing = allowed;
    },
    close,
  };
}

/** Finds the operation by method and query. Throws where the simulator does not answer it: a test asks for too much. */
function operationOf({ method, target }: S3Request): S3Operation {
  const query = (target.split('?')[1] ?? '').split('&');
  const own = s3Operations.filter(({ shape }) => shape.http?.[0] === method);
  const operation = own.find(({ mark }) => mark === '' || query.includes(mark));
  if (!operation) throw new TypeError(`the simulator does not answer ${method} ${target}`);
  return operation;
}

function refuse(fault: Fault | undefined): void {
  if (fault === 'denied') throw denied();
  if (fault === 'throttled') throw new AwsError('SlowDown', 'Please reduce your request rate.', 503);
  if (fault === 'server-error') throw new AwsError('InternalError', 'We encountered an internal error.', 500);
  if (fault === 'expired-credentials') throw new AwsError('ExpiredToken', 'The provided token has expired.');
  if (fault === 'not-found') throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
}

function send({ status, headers, body }: S3Answer, fault: Fault | undefined, response: ServerResponse): void {
  // Held until the caller gives up or the simulator closes.
  if (fault === 'timeout') return;
  if (fault === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  // What has changed on its way is as long as it was.
  const bytes = fault === 'malformed-body' ? Buffer.from(body.map((byte) => byte ^ 0x55)) : body;
  const length = headers['content-length'] ?? String(bytes.length);
  response.writeHead(status, { ...headers, 'content-length': length, 'x-amz-request-id': 'C0FFEE' });
  if (fault === 'truncated-body') {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
      response.socket?.destroy();
    });
    return;
  }
  response.end(bytes);
}

function read(request: IncomingMessage, done: (body: Buffer) => void): void {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    done(Buffer.concat(parts));
  });
}
