import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { permission, validationCode } from '#app/webhook/handshake';

/** Where events are taken over HTTP, and by whom. */
export interface Listening {
  readonly port: number;
  /** Every request has to carry it: whoever can reach the port could announce changes otherwise. */
  readonly token: string;
  /** Takes a document that was delivered. Answers why it, or parts of it, are no event; rejects to be sent it again. */
  readonly take: (document: unknown) => Promise<readonly string[]>;
  /** Hears of what is no event. */
  readonly refuse: (body: string, why: string) => void;
  /** Hears of a delivery that could not be taken: whoever sent it is asked to send it again. */
  readonly failed: (error: unknown) => void;
}

/** The largest delivery: Event Grid sends up to 1 MB at once, and the others less. */
const largest = 1024 * 1024;

/** Takes events on this machine alone. Answers the address that they are sent to. */
export async function listenFor(it: Listening): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    const end = ([status, body, headers]: Answer): void =>
      void response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(body));
    answerTo(it, request).then(end, (error: unknown) => {
      it.failed(error);
      end([503, {}, { 'retry-after': '30' }]);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(it.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/events?token=${it.token}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The reasons, each once and not too many. */
function summary(refused: readonly string[]): string {
  const reasons = [...new Set(refused)];
  const more = reasons.length > 3 ? ` and ${reasons.length - 3} more` : '';
  return `${reasons.slice(0, 3).join(' ')}${more}`;
}

/** The status of an answer, and what it holds. */
type Answer = readonly [status: number, body: object, headers?: Readonly<Record<string, string>>];

async function answerTo(it: Listening, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (url.pathname !== '/events') return [404, {}];
  if (!isToken(url.searchParams.get('token') ?? '', it.token)) return [401, {}];
  if (request.method === 'OPTIONS') return permitted(request);
  if (request.method !== 'POST') return [405, {}, { allow: 'POST, OPTIONS' }];
  const body = await bodyOf(request);
  if (body === undefined) {
    it.refuse('', `It is larger than ${largest} bytes.`);
    return [413, {}];
  }
  const document = parse(body);
  if (document === undefined) {
    it.refuse(body, 'It is not JSON.');
    return [400, {}];
  }
  const code = validationCode(document);
  if (code !== undefined) return [200, { validationResponse: code }];
  const refused = await it.take(document);
  if (refused.length > 0) it.refuse(body, summary(refused));
  // A delivery that was answered otherwise for what it holds would be sent again and again.
  return [202, {}];
}

const isToken = (given: string, token: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Whoever has the token may deliver, on whose behalf ever. */
function permitted({ headers }: IncomingMessage): Answer {
  const origin = headers['webhook-request-origin'];
  const asked = typeof origin === 'string' ? origin : undefined;
  const allowed = permission({ origin: asked, namesRate: 'webhook-request-rate' in headers });
  return allowed ? [200, {}, allowed] : [400, {}];
}

/** Undefined when it is too large. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largest) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
