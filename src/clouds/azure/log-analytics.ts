import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
} from '@azure/core-rest-pipeline';
import type { Gate } from '../gate.ts';
import { isObject, listAt, objectAt, textAt, type Json } from '../json.ts';
import { MalformedAnswer } from '../pages.ts';
import { subscriptionOf } from './address.ts';
import { callerOf } from './reader.ts';
import { answerTo, wordsOf } from './rest.ts';
import type { AzureClientOptions, Session } from './session.ts';

/** Where workspaces are asked, and as whom. */
export interface LogsPlace {
  readonly session: Pick<Session, 'credential' | 'endpoint' | 'groups'>;
  readonly gate: Gate;
  readonly clientOptions?: AzureClientOptions | undefined;
  /** For tests; otherwise the public one. */
  readonly logsUrl?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface LogsQuery {
  /** The ARM id of the workspace. */
  readonly workspace: string;
  /** In the Kusto query language. */
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

export interface LogsAnswer {
  /** Each row of the first table, by the names of its columns. */
  readonly rows: readonly Json[];
  /** Why it is only a part of the answer; absent where it is whole. */
  readonly partial?: string;
}

/** Source: https://learn.microsoft.com/azure/azure-monitor/logs/api/access-api */
const publicUrl = 'https://api.loganalytics.azure.com';
const scopes = 'https://api.loganalytics.io/.default';

/**
 * Asks a Log Analytics workspace, which the API knows by an id of its own. An error that did not end the query stands
 * beside its rows. Sources: https://learn.microsoft.com/azure/azure-monitor/logs/api/request-format,
 * https://learn.microsoft.com/azure/azure-monitor/logs/api/response-format
 */
export async function queryLogs(at: LogsPlace, { workspace, text, from, to }: LogsQuery): Promise<LogsAnswer> {
  const { session, gate, clientOptions, logsUrl = publicUrl, signal } = at;
  const { call } = callerOf(gate, subscriptionOf(workspace)?.slice('azure:'.length) ?? '', signal);
  const customer = await call('Microsoft.OperationalInsights/workspaces/read', ({ abortSignal }) => {
    const url = `${session.endpoint}${workspace}?api-version=2023-09-01`;
    const request = createPipelineRequest({ url, method: 'GET', headers: acceptJson(), abortSignal });
    return answerTo((it) => session.groups.sendRequest(it), request);
  });
  const id = textAt(customer, 'properties', 'customerId');
  if (id === undefined) throw new MalformedAnswer('The workspace has no properties.customerId.');
  // The gate alone decides what is tried again. One cluster in a plan is asked for: no session keeps this pipeline.
  const pipeline = createPipelineFromOptions({ ...clientOptions, retryOptions: { maxRetries: 0 } });
  pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential: session.credential, scopes }));
  const client = clientOptions?.httpClient ?? createDefaultHttpClient();
  const answer = await call('Microsoft.OperationalInsights/workspaces/query/read', ({ abortSignal }) => {
    const url = `${logsUrl}/v1/workspaces/${encodeURIComponent(id)}/query`;
    const timespan = `${new Date(from).toISOString()}/${new Date(to).toISOString()}`;
    const headers = acceptJson();
    headers.set('content-type', 'application/json');
    const body = JSON.stringify({ query: text, timespan });
    const request = createPipelineRequest({ url, method: 'POST', headers, body, abortSignal });
    return answerTo((it) => pipeline.sendRequest(client, it), request);
  });
  const partial = answer['error'] === undefined ? undefined : (wordsOf(objectAt(answer, 'error')) ?? 'no word of why');
  return { rows: rowsOf(answer), ...(partial !== undefined && { partial }) };
}

const acceptJson = () => createHttpHeaders({ accept: 'application/json' });

function rowsOf(answer: Json): readonly Json[] {
  const [table] = listAt(answer, 'tables');
  if (!isObject(table)) throw new MalformedAnswer('The answer has no table.');
  const names = listAt(table, 'columns').map((it) => textAt(it, 'name') ?? '');
  return listAt(table, 'rows').map((row) => {
    if (!Array.isArray(row)) throw new MalformedAnswer('A row of the answer is no list.');
    return Object.fromEntries(names.map((name, at): [string, unknown] => [name, row[at]]));
  });
}
