import {
  createServer as createHttpServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type Fault, garble } from './faults.ts';
import type { Attempt, Journal, SimCall } from './journal.ts';
import { listening, readBody, type Listening } from './listening.ts';
import type { IssuedCertificate } from './tls.ts';

/** One request that reached a simulated cloud. */
export interface SimRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What goes back: a JSON body, or a string that is sent as it is. */
export interface SimReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Faults that only a page can have: its items are withheld, or its token leads back to itself. */
export type PageFault = 'empty-page-with-token' | 'repeated-token';

/** A request that the cloud understands: its operation, its page (from 1) and how to answer it. */
export interface Routed extends Attempt {
  readonly page: number;
  readonly by?: string | undefined;
  answer(fault?: PageFault): SimReply;
}

/** How one cloud reads requests and words its refusals. */
export interface Dialect {
  /** Finds the operation, or refuses what the cloud itself would refuse (unknown path, no token). */
  route(request: SimRequest): Routed | SimReply;
  refuse(fault: Refusal, routed: Routed, request: SimRequest): SimReply;
}

/** Faults that the cloud answers in its own words. */
export type Refusal = 'denied' | 'throttled' | 'server-error' | 'not-found' | 'expired-credentials';

export interface JsonServerOptions {
  readonly dialect: Dialect;
  readonly journal: Journal;
  /** Without a certificate the server speaks plain HTTP. */
  readonly tls?: IssuedCertificate;
}

/** Answers JSON over HTTP(S) on the loopback address, with scripted faults between the dialect and the socket. */
export async function startJsonServer(options: JsonServerOptions): Promise<Listening> {
  const listener = (incoming: IncomingMessage, response: ServerResponse): void => {
    readBody(incoming, (body) => {
      handle(options, requestOf(incoming, body), response);
    });
  };
  const server = options.tls ? createHttpsServer(options.tls, listener) : createHttpServer(listener);
  return listening(server);
}

function handle(options: JsonServerOptions, request: SimRequest, response: ServerResponse): void {
  const routed = options.dialect.route(request);
  if (!('operation' in routed)) {
    options.journal.note({ operation: 'unknown', page: 1, status: routed.status });
    send(response, routed);
    return;
  }
  const fault = options.journal.decide(routed);
  const note = (status: number): void => {
    options.journal.note(callOf(routed, status, fault));
  };
  switch (fault) {
    case 'timeout':
      note(0);
      return;
    case 'reset':
      note(0);
      response.socket?.destroy();
      return;
    case 'truncated-body':
      note(0);
      sendHalf(response, routed.answer());
      return;
    case 'malformed-body':
      note(200);
      send(response, { status: 200, body: garble(textOf(routed.answer()) ?? '') });
      return;
    case 'empty-page-with-token':
    case 'repeated-token':
    case undefined: {
      const reply = routed.answer(fault);
      note(reply.status);
      send(response, reply);
      return;
    }
    case 'denied':
    case 'throttled':
    case 'server-error':
    case 'not-found':
    case 'expired-credentials': {
      const reply = options.dialect.refuse(fault, routed, request);
      note(reply.status);
      send(response, reply);
    }
  }
}

function callOf({ operation, page, identity, by }: Routed, status: number, fault: Fault | undefined): SimCall {
  const more = { ...(identity !== undefined && { identity }), ...(by !== undefined && { by }) };
  return { operation, page, status, ...(fault && { fault }), ...more };
}

function send(response: ServerResponse, reply: SimReply): void {
  response.writeHead(reply.status, headersOf(reply));
  response.end(textOf(reply));
}

function sendHalf(response: ServerResponse, reply: SimReply): void {
  const text = textOf(reply) ?? '';
  response.writeHead(reply.status, { ...headersOf(reply), 'content-length': String(Buffer.byteLength(text)) });
  response.write(text.slice(0, Math.floor(text.length / 2)), () => {
    response.socket?.destroy();
  });
}

function headersOf(reply: SimReply): Record<string, string> {
  return { ...(reply.body === undefined ? {} : json), ...reply.headers };
}

const json = { 'content-type': 'application/json; charset=utf-8' };

function textOf(reply: SimReply): string | undefined {
  if (reply.body === undefined || typeof reply.body === 'string') return reply.body;
  return JSON.stringify(reply.body);
}

function requestOf(incoming: IncomingMessage, body: string): SimRequest {
  const scheme = 'encrypted' in incoming.socket ? 'https' : 'http';
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', `${scheme}://${incoming.headers.host ?? '127.0.0.1'}`),
    headers: incoming.headers,
    body,
  };
}
