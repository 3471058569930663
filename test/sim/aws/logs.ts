import { createServer, request as requestOf, type IncomingMessage, type ServerResponse } from 'node:http';
import { listening, readBody } from '../listening.ts';

/** A record of a log stream; a message is text, as the control plane writes it. */
export interface LogRecord {
  readonly stream: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly message: string;
}

interface LogsSettings {
  readonly groups: Readonly<Record<string, readonly LogRecord[]>>;
  /** Answers of `GetQueryResults` before the last one. */
  readonly running?: number;
  /** Who is refused, by the name of the operation. */
  readonly denied?: string;
  /** How the query ends. */
  readonly ends?: string;
  /** Whose calls are let in; everybody's without it. */
  readonly may?: (accessKey: string, sessionToken: string | undefined) => boolean;
  /** Where calls of other services are handed on to. */
  readonly others?: string;
}

/**
 * CloudWatch Logs Insights as far as callers are asked for: it takes the commands of that query alone, checks that the
 * call is signed for the service, and runs the patterns that it was sent over the records that it holds.
 */
export async function startLogs({ groups, running = 1, denied, ends = 'Complete', may, others }: LogsSettings) {
  const calls: string[] = [];
  const queries = new Map<string, { looks: number; rows: readonly object[] }>();
  const answer = (name: string, input?: Readonly<Record<string, unknown>>): readonly [number, object] => {
    if (name === denied || !input)
      return [400, { __type: 'AccessDeniedException', message: `not authorized to perform: logs:${name}` }];
    if (name === 'StartQuery') {
      const records = groups[String(input['logGroupName'])];
      if (!records) return [400, { __type: 'ResourceNotFoundException', message: 'The log group does not exist.' }];
      const queryId = `q-${queries.size + 1}`;
      const [from, to] = [Number(input['startTime']) * 1000, Number(input['endTime']) * 1000];
      const inTime = records.filter(({ at }) => at >= from && at <= to);
      queries.set(queryId, { looks: 0, rows: run(String(input['queryString']), inTime) });
      return [200, { queryId }];
    }
    const query = queries.get(String(input['queryId']));
    if (name !== 'GetQueryResults' || !query)
      return [400, { __type: 'InvalidParameterException', message: 'No such query.' }];
    query.looks += 1;
    const isOver = query.looks > running;
    return [200, { status: isOver ? ends : 'Running', results: isOver ? query.rows : [] }];
  };
  const server = createServer((request, response) => {
    readBody(request, (body) => {
      const target = String(request.headers['x-amz-target']);
      if (others !== undefined && !ofQueries.test(target)) {
        handOn(others, request, body, response);
        return;
      }
      const name = target.replace(/^Logs_20140328\./, '');
      calls.push(name);
      const why = whyRefused(request);
      const isLetIn = may?.(...signerOf(request)) ?? true;
      const [status, said] =
        why === undefined
          ? answer(name, isLetIn ? (JSON.parse(body) as Readonly<Record<string, unknown>>) : undefined)
          : ([403, { __type: 'InvalidSignatureException', message: why }] as const);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(said));
    });
  });
  const { url, close } = await listening(server);
  return { url, calls, close };
}

/** The calls that it answers itself. */
const ofQueries = /^Logs_\d+\.(?:StartQuery|GetQueryResults)$/;

function whyRefused({ method, headers }: IncomingMessage): string | undefined {
  if (method !== 'POST' || headers['content-type'] !== 'application/x-amz-json-1.1') return 'It is no call.';
  const scope = /Credential=[^/]+\/\d{8}\/[a-z0-9-]+\/logs\/aws4_request/;
  return scope.test(headers.authorization ?? '') ? undefined : 'It is not signed for logs.';
}

function signerOf({ headers }: IncomingMessage): [accessKey: string, sessionToken: string | undefined] {
  const token = headers['x-amz-security-token'];
  const [, key = ''] = /Credential=([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  return [key, typeof token === 'string' ? token : undefined];
}

/** Hands a call on as it came. */
function handOn(to: string, { method, headers, url }: IncomingMessage, body: string, response: ServerResponse): void {
  const onward = requestOf(new URL(url ?? '/', to), { ...(method && { method }), headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.end(body);
}

/** Runs the commands of a query in turn; one that it does not know is refused by throwing. */
function run(text: string, records: readonly LogRecord[]): readonly object[] {
  const [streams, parse, names, stats, sort, limit, ...more] = text.split(' | ');
  const stream = patternIn(streams, /^filter @logStream like \/(.+)\/$/);
  const address = patternIn(parse, /^parse @message \/(.+)\/$/);
  const isKnown =
    names === 'filter ispresent(address) and ispresent(user.username) and user.username != "system:anonymous"' &&
    stats === 'stats latest(user.username) as who, min(@timestamp) as first, max(@timestamp) as last by address' &&
    sort === 'sort last desc' &&
    more.length === 0;
  if (!isKnown) throw new Error(`unknown query: ${text}`);
  const by = new Map<string, { who: string; first: number; last: number }>();
  for (const { stream: of, at, message } of records.toSorted((a, b) => a.at - b.at)) {
    const from = address.exec(message)?.groups?.['address'];
    const who = (JSON.parse(message) as { user?: { username?: string } }).user?.username;
    if (!stream.test(of) || from === undefined || who === undefined || who === 'system:anonymous') continue;
    by.set(from, { who, first: by.get(from)?.first ?? at, last: at });
  }
  return [...by]
    .toSorted(([, a], [, b]) => b.last - a.last)
    .slice(0, Number(/^limit (\d+)$/.exec(limit ?? '')?.[1]))
    .map(([from, { who, first, last }]) =>
      Object.entries({ address: from, who, first, last }).map(([field, value]) => ({ field, value: String(value) })),
    );
}

function patternIn(command: string | undefined, shape: RegExp): RegExp {
  const found = shape.exec(command ?? '')?.[1];
  if (found === undefined) throw new Error(`unknown command: ${command ?? ''}`);
  return new RegExp(found);
}
