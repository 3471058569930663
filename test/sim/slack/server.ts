import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { portOf } from '../listening.ts';
import { commanded, pressed, responseOrigin, submitted, type Press, type Sent } from './interactions.ts';
import { isRecord } from './json-checks.ts';
import { refusedMessage } from './layout.ts';
import { answer, newTs, rateLimited, type Answered } from './methods.ts';
import { showPage } from './page.ts';
import { slackState, type SlackFault, type SlackState, type Workspace } from './workspace.ts';

/** A Slack of one's own, on the loopback address. */
export interface SlackStandIn {
  readonly url: string;
  /** What a client is given as the address of the Web API. */
  readonly apiUrl: string;
  readonly state: SlackState;
  /** Makes the next calls go wrong. */
  fail(fault: SlackFault): void;
  /** Presses a button of a message, and answers what the app answered. */
  press(press: Press): Promise<Delivered>;
  submit(view: string, values: object): Promise<Delivered>;
  command(asked: { readonly user: string; readonly channel: string; readonly text: string }): Promise<Delivered>;
  close(): Promise<void>;
}

/** What the app answered. */
export interface Delivered {
  readonly status: number;
  readonly body: string;
}

/** Listens until it is closed. `now` in milliseconds. */
export async function startSlack(
  workspace: Workspace,
  { port = 0, now = Date.now }: { readonly port?: number; readonly now?: () => number } = {},
): Promise<SlackStandIn> {
  const state = slackState(workspace, now());
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    serve({ state, now, deliver }, request, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
    });
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((listening) => {
    server.listen(port, '127.0.0.1', listening);
  });
  const url = `http://127.0.0.1:${portOf(server.address())}`;
  responseOrigin.set(state, url);

  async function deliver({ path, headers, body }: Sent): Promise<Delivered> {
    const to = workspace.requestUrl;
    if (to === undefined) throw new Error('no request URL is configured: nothing can be pressed');
    // Slack gives up after three seconds.
    const response = await fetch(`${to}${path}`, { method: 'POST', headers, body, signal: AbortSignal.timeout(3000) });
    return { status: response.status, body: await response.text() };
  }

  return {
    url,
    apiUrl: `${url}/api/`,
    state,
    fail: (fault) => void state.faults.push({ fault, left: fault.times ?? 1 }),
    press: (press) => deliver(pressed(state, press, now())),
    submit: async (view, values) => {
      const answered = await deliver(submitted(state, view, values, now()));
      const isKept = /"response_action":"(errors|update|push)"/.test(answered.body);
      const at = state.views.findIndex(({ id }) => id === view);
      if (!isKept && at >= 0) state.views.splice(at, 1);
      return answered;
    },
    command: (asked) => deliver(commanded(state, asked, now())),
    close: () =>
      new Promise((closed) => {
        server.close(() => {
          closed();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

interface Serving {
  readonly state: SlackState;
  readonly now: () => number;
  readonly deliver: (sent: Sent) => Promise<Delivered>;
}

async function serve(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { state, now } = serving;
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const body = await bodyOf(request);
  const end = (status: number, type: string, text: string, headers: Readonly<Record<string, string>> = {}): void =>
    void response.writeHead(status, { 'content-type': type, ...headers }).end(text);
  if (url.pathname.startsWith('/api/')) {
    const method = url.pathname.slice('/api/'.length);
    const answered = answerCall(serving, method, argumentsIn(request, url, body), request.headers.authorization);
    if (answered === 'never') return;
    const scopes = { 'x-oauth-scopes': state.workspace.scopes.join(',') };
    end(answered.status, 'application/json; charset=utf-8', JSON.stringify(answered.body), {
      ...scopes,
      ...answered.headers,
    });
    return;
  }
  if (url.pathname.startsWith('/actions/')) {
    const id = url.pathname.slice('/actions/'.length);
    const { status, text } = respond(state, id, argumentsIn(request, url, body), now());
    end(status, 'text/plain', text);
    return;
  }
  if (url.pathname === '/state') {
    const { workspace, messages, calls, views } = state;
    end(
      200,
      'application/json',
      JSON.stringify({ team: workspace.team, channels: workspace.channels, messages, calls, views }),
    );
    return;
  }
  if (url.pathname === '/faults' && request.method === 'POST') {
    const fault = JSON.parse(body) as SlackFault;
    state.faults.push({ fault, left: fault.times ?? 1 });
    end(200, 'application/json', '{"ok":true}');
    return;
  }
  if (request.method === 'POST' && ['/press', '/submit', '/command'].includes(url.pathname)) {
    const said = await act(serving, url.pathname, new URLSearchParams(body)).catch((error: unknown) => String(error));
    end(303, 'text/plain', '', { location: `/?said=${encodeURIComponent(said.slice(0, 300))}` });
    return;
  }
  if (url.pathname === '/') {
    end(200, 'text/html; charset=utf-8', showPage(state, url.searchParams.get('said') ?? ''));
    return;
  }
  end(404, 'text/plain', 'not found');
}

/** What a person did on the page, and what came of it. */
async function act({ state, now, deliver }: Serving, path: string, form: URLSearchParams): Promise<string> {
  const at = (name: string): string => form.get(name) ?? '';
  const user = at('user');
  if (path === '/command') {
    const answered = await deliver(commanded(state, { user, channel: at('channel'), text: at('text') }, now()));
    return `${answered.status} ${answered.body}`;
  }
  if (path === '/press') {
    const option = form.get('option');
    const press = { user, channel: at('channel'), ts: at('ts'), action: at('action') };
    const answered = await deliver(pressed(state, { ...press, ...(option !== null && { option }) }, now()));
    return `${answered.status} ${answered.body}`;
  }
  const values = JSON.parse(at('values')) as object;
  const answered = await deliver(submitted(state, at('view'), values, now()));
  const kept = answered.body.includes('"response_action":"errors"');
  const found = state.views.findIndex(({ id }) => id === at('view'));
  if (!kept && found >= 0) state.views.splice(found, 1);
  return `${answered.status} ${answered.body}`;
}

function answerCall(
  { state, now }: Serving,
  method: string,
  it: Readonly<Record<string, unknown>>,
  authorization: string | undefined,
): Answered | 'never' {
  const channel = typeof it['channel'] === 'string' ? it['channel'] : undefined;
  const note = (answered: Answered): Answered => {
    const error = answered.body['error'];
    const more = { ...(channel !== undefined && { channel }), ...(typeof error === 'string' && { error }) };
    state.calls.push({ at: now(), method, ok: answered.body['ok'] === true, ...more });
    return answered;
  };
  const refusal = (error: string): Answered => note({ status: 200, body: { ok: false, error } });
  const fault = takeFault(state, method, channel);
  if (fault?.kind === 'down') return note({ status: 503, body: { ok: false, error: 'service_unavailable' } });
  if (fault?.kind === 'timeout') {
    note({ status: 0, body: { ok: false, error: 'timeout' } });
    return 'never';
  }
  const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? it['token'];
  if (token === undefined || token === '') return refusal('not_authed');
  if (token !== state.workspace.token) return refusal('invalid_auth');
  if (fault?.kind === 'rate-limit') return note(rateLimited(fault.retryAfter ?? 1));
  if (fault?.kind === 'error') return refusal(fault.error ?? 'internal_error');
  const answered = note(answer(state, method, it, now()));
  return fault?.kind === 'lost-answer' ? 'never' : answered;
}

function takeFault({ faults }: SlackState, method: string, channel: string | undefined): SlackFault | undefined {
  const at = faults.findIndex(
    ({ fault }) => (fault.method ?? method) === method && (fault.channel === undefined || fault.channel === channel),
  );
  const found = faults[at];
  if (!found) return undefined;
  found.left -= 1;
  if (found.left <= 0) faults.splice(at, 1);
  return found.fault;
}

/** A click may be answered five times, within half an hour. */
function respond(
  state: SlackState,
  id: string,
  it: Readonly<Record<string, unknown>>,
  now: number,
): { readonly status: number; readonly text: string } {
  const found = state.responses.get(id);
  if (!found || now - found.at > 30 * 60_000 || found.uses >= 5) return { status: 404, text: 'expired_url' };
  found.uses += 1;
  const refused = refusedMessage(it);
  if (refused) return { status: 400, text: refused.error };
  const payload = { ...it };
  const inChannel = it['response_type'] === 'in_channel';
  const ts = newTs(state, now);
  const { channel, user } = found;
  state.messages.push({ channel, ts, ...(!inChannel && { ephemeralTo: user }), versions: [{ at: now, payload }] });
  return { status: 200, text: 'ok' };
}

/** Bodies are forms, in which lists and objects are JSON, or JSON. */
function argumentsIn({ headers }: IncomingMessage, url: URL, body: string): Readonly<Record<string, unknown>> {
  if ((headers['content-type'] ?? '').startsWith('application/json')) {
    const document: unknown = body === '' ? {} : JSON.parse(body);
    return isRecord(document) ? document : {};
  }
  const fields = [...url.searchParams, ...new URLSearchParams(body)];
  return Object.fromEntries(fields.map(([name, value]) => [name, nested.has(name) ? parsed(value) : value]));
}

const nested: ReadonlySet<string> = new Set(['blocks', 'attachments', 'view', 'metadata']);

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch (error) {
    if (error instanceof SyntaxError) return value;
    throw error;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
