import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { signalOfInvocation } from './invocation.ts';
import { queryText, type Query } from './sign.ts';

/** A request as the SDK hands it on, with its body in one piece. */
export interface Outgoing {
  readonly protocol?: string;
  readonly hostname?: string;
  readonly port?: number | undefined;
  readonly method?: string;
  readonly path?: string;
  readonly query?: Query | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
}

/** An answer with its whole body. */
export interface Incoming {
  readonly statusCode: number;
  readonly reason: string;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** Milliseconds until a connection has to stand. */
const patience = 5000;

/** A connection that no call has used for this many milliseconds is closed. */
const pool = { keepAlive: true, timeout: 15_000 };

const http = new HttpAgent(pool);
const https = new HttpsAgent(pool);

/**
 * How the clients of all accounts and regions reach AWS: over the same connections, where the SDK would open new ones
 * for each client. The signal of the invocation aborts it where none is handed over.
 */
export const transport = {
  metadata: { handlerProtocol: 'http/1.1' },
  handle: async (request: Outgoing, options: { readonly abortSignal?: AbortSignal } = {}) => ({
    response: await answerTo(request, options.abortSignal ?? signalOfInvocation()),
  }),
};

function answerTo(request: Outgoing, signal: AbortSignal | undefined): Promise<Incoming> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(aborted());
      return;
    }
    const secure = request.protocol === 'https:';
    const { hostname = '', port, method = 'GET', headers, body } = request;
    // An IPv6 address stands in brackets in an address only.
    const host = hostname.replace(/^\[(.*)\]$/, '$1');
    const agent = secure ? https : http;
    const sent = (secure ? httpsRequest : httpRequest)({ agent, host, port, method, path: pathOf(request), headers });
    const stop = (): void => {
      sent.destroy();
      reject(aborted());
    };
    signal?.addEventListener('abort', stop, { once: true });
    sent.once('close', () => signal?.removeEventListener('abort', stop));
    sent.once('error', reject);
    sent.once('socket', (socket) => {
      if (socket.connecting) giveUpConnecting(sent, socket);
    });
    sent.once('response', (answer) => {
      answer.once('error', reject);
      collect(answer, resolve);
    });
    sent.end(body);
  });
}

function giveUpConnecting(sent: ClientRequest, socket: Socket): void {
  const late = Object.assign(new Error(`No connection stood within ${patience / 1000} s.`), { name: 'TimeoutError' });
  const timer = setTimeout(() => {
    sent.destroy(late);
  }, patience);
  const over = (): void => {
    clearTimeout(timer);
  };
  socket.once('connect', over);
  sent.once('close', over);
}

function collect(answer: IncomingMessage, done: (answer: Incoming) => void): void {
  const parts: Buffer[] = [];
  answer.on('data', (part: Buffer) => parts.push(part));
  answer.once('end', () => {
    const { statusCode = 0, statusMessage: reason = '' } = answer;
    const [only = Buffer.alloc(0)] = parts;
    done({ statusCode, reason, headers: oneLineEach(answer), body: parts.length > 1 ? Buffer.concat(parts) : only });
  });
}

function oneLineEach({ headers }: IncomingMessage): Record<string, string> {
  const lines: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) lines[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return lines;
}

function pathOf({ path = '/', query }: Outgoing): string {
  const text = queryText(query);
  return text === '' ? path : `${path}?${text}`;
}

const aborted = (): Error => Object.assign(new Error('Request aborted'), { name: 'AbortError' });
