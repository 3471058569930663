import { openJournal, type SimControls, type SimOptions } from '../journal.ts';
import { startJsonServer, type Dialect, type SimReply, type SimRequest } from '../json-server.ts';
import { parseObject, textAt } from '../json.ts';
import { createAuthority } from '../tls.ts';
import { answerOf, type Tables } from './kusto.ts';
import { armError } from './refuse.ts';

export interface LogAnalyticsOptions extends SimOptions {
  /** What workspaces hold, by their own ids. */
  readonly workspaces: Readonly<Record<string, Tables>>;
  /** Whether a bearer token is let in: one for Azure Resource Manager is none for logs. */
  readonly lets?: (token: string) => boolean;
  /** Says so beside what it found. */
  readonly partial?: string;
}

/** The token that is let in where a test says nothing else. */
export const logsToken = 'logs-test-token';

export interface LogAnalytics extends SimControls {
  /** Stands for api.loganalytics.azure.com. */
  readonly url: string;
  readonly ca: string;
  readonly close: () => Promise<void>;
}

/**
 * Answers the query API of Log Analytics. Its errors are written as Azure's are. Sources:
 * https://learn.microsoft.com/azure/azure-monitor/logs/api/request-format,
 * https://learn.microsoft.com/azure/azure-monitor/logs/api/response-format,
 * https://learn.microsoft.com/azure/azure-monitor/logs/api/errors
 */
export async function startLogAnalytics(options: LogAnalyticsOptions): Promise<LogAnalytics> {
  const journal = openJournal(options);
  const authority = createAuthority('Log Analytics simulator');
  const tls = authority.issue(['localhost', '127.0.0.1']);
  const server = await startJsonServer({ dialect: dialectOf(options), journal, tls });
  return {
    ...{ url: `https://127.0.0.1:${server.port}`, ca: authority.pem },
    ...{ calls: journal.calls, setFaults: journal.setFaults, trace: journal.trace, close: server.close },
  };
}

const dialectOf = ({ workspaces, partial, lets = (it) => it === logsToken }: LogAnalyticsOptions): Dialect => ({
  route: (request) => {
    const [, id = ''] = /^\/v1\/workspaces\/([^/]+)\/query$/.exec(request.url.pathname) ?? [];
    if (request.method !== 'POST' || id === '') return armError(404, 'PathNotFoundError', 'The path does not exist.');
    if (!lets(request.headers.authorization?.replace(/^Bearer /, '') ?? '')) return invalidToken();
    return {
      operation: 'loganalytics:query',
      quota: id,
      page: 1,
      answer: () => queried(request, workspaces[id], partial),
    };
  },
  refuse: (fault) => {
    switch (fault) {
      case 'denied':
        return insufficient();
      case 'throttled':
        return armError(429, 'TooManyRequests', 'Too many requests.', { 'retry-after': '1' });
      case 'server-error':
        return armError(500, 'InternalServerError', 'An unexpected error occurred.');
      case 'expired-credentials':
        return invalidToken();
      case 'not-found':
        return noWorkspace();
    }
  },
});

function queried({ body, headers }: SimRequest, tables: Tables | undefined, partial: string | undefined): SimReply {
  if (!tables) return noWorkspace();
  const question = headers['content-type'] === 'application/json' ? parseObject(body) : undefined;
  const text = textAt(question, 'query');
  const [from = '', to = ''] = textAt(question, 'timespan')?.split('/') ?? [];
  if (text === undefined) return failed('BadArgumentError', 'The request had some invalid properties');
  const found = answerOf(text, tables, { from: Date.parse(from), to: Date.parse(to) });
  if ('refused' in found) {
    const innererror = { code: 'SemanticError', message: 'A semantic error occurred.', innererror: found.refused };
    return failed('BadArgumentError', 'The request had some invalid properties', innererror);
  }
  const error = { code: 'PartialError', message: 'There were some errors when processing your query.' };
  const inner = { ...error, innererror: { code: 'PartialQueryFailure', message: partial } };
  return { status: 200, body: { tables: [found.table], ...(partial !== undefined && { error: inner }) } };
}

const failed = (code: string, message: string, innererror?: object): SimReply => ({
  status: 400,
  body: { error: { message, code, ...(innererror && { innererror }) } },
});

const invalidToken = (): SimReply =>
  armError(401, 'InvalidTokenError', 'The provided authentication is not valid for this resource');

const noWorkspace = (): SimReply => armError(404, 'WorkspaceNotFoundError', 'The workspace could not be found');

function insufficient(): SimReply {
  const message = 'The provided credentials have insufficient access to perform the requested operation';
  return armError(403, 'InsufficientAccessError', message);
}
