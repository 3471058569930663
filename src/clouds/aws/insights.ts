import {
  CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
  type GetQueryResultsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Clock } from '#model';
import type { Gate } from '../gate.ts';
import { callAws } from './call.ts';
import type { ClientConfig } from './clients.ts';
import { MalformedAnswer } from './failure.ts';
import { keepingInvocation } from './invocation.ts';
import { transport } from './transport.ts';

/** Where logs are asked, and as whom. */
export interface LogsPlace {
  readonly account: string;
  readonly region: string;
  readonly config: ClientConfig;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

interface LogsQuery {
  readonly group: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

type Row = Readonly<Record<string, string>>;

/** Milliseconds between two looks at a query that runs, and how many there are. */
const pause = 1_000;
const looks = 60;

/**
 * Asks a log group by CloudWatch Logs Insights. Answers the rows, each a field by its name; undefined where the query has
 * not ended within a minute.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
 */
export async function queryLogs(at: LogsPlace, query: LogsQuery): Promise<readonly Row[] | undefined> {
  const { account, region, config, gate, clock, signal } = at;
  // The gate alone decides what is tried again. One cluster in a plan is asked for: no session keeps this client.
  const own = { ...config, region, maxAttempts: 1, requestHandler: transport };
  const client = keepingInvocation(new CloudWatchLogsClient(own));
  const called = (name: string) => ({ api: `logs:${name}`, account, region, signal });
  try {
    const begin = new StartQueryCommand(inputOf(query));
    const { queryId } = await callAws(gate, called('StartQuery'), () => client.send(begin));
    if (queryId === undefined) throw new MalformedAnswer('StartQuery answered no query id.');
    for (let left = looks; left > 0; left -= 1) {
      const ask = new GetQueryResultsCommand({ queryId });
      const answer = await callAws(gate, called('GetQueryResults'), () => client.send(ask));
      const { status = 'Unknown' } = answer;
      if (status === 'Complete') return rowsOf(answer);
      if (status !== 'Running' && status !== 'Scheduled') throw new MalformedAnswer(`The query ended as ${status}.`);
      await clock.sleep(pause, signal);
    }
    return undefined;
  } finally {
    client.destroy();
  }
}

const inputOf = ({ group, text, from, to }: LogsQuery) => ({
  ...{ logGroupName: group, queryString: text },
  ...{ startTime: Math.floor(from / 1000), endTime: Math.floor(to / 1000) },
});

function rowsOf({ results }: GetQueryResultsCommandOutput): readonly Row[] {
  if (!results) throw new MalformedAnswer('GetQueryResults answered no rows.');
  return results.map((row) => Object.fromEntries(row.map(({ field = '', value = '' }) => [field, value])));
}
