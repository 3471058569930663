import type { Gate } from '../gate.ts';
import { isListOfObjects, textAt, type Json } from '../json.ts';
import { MalformedAnswer } from '../pages.ts';
import { callerOf } from './reader.ts';
import type { Session } from './session.ts';

/** Where log entries are asked for, and as whom. */
export interface EntriesPlace {
  readonly session: Pick<Session, 'askLogging'>;
  readonly gate: Gate;
  readonly project: string;
  readonly signal?: AbortSignal | undefined;
  /** Answers that may still be asked for: whoever searches a large log has to end. */
  readonly budget: { left: number };
}

export interface EntriesQuery {
  /** In the Logging query language. */
  readonly filter: string;
  readonly orderBy: 'timestamp asc' | 'timestamp desc';
  readonly pageSize: number;
}

/** The first entries that match, and whether there are no others. */
export interface SomeEntries {
  readonly entries: readonly Json[];
  readonly isAll: boolean;
}

/**
 * Searches the logs of a project until the first entries come. An empty answer with a token says that the search is not at
 * its end; where answers run out before that, there are no entries and they are not all.
 * Source: https://cloud.google.com/logging/docs/reference/v2/rest/v2/entries/list
 */
export async function firstEntries(at: EntriesPlace, query: EntriesQuery): Promise<SomeEntries> {
  const { session, gate, project, signal, budget } = at;
  const { call } = callerOf(gate, project, signal);
  let pageToken: string | undefined;
  while (budget.left > 0) {
    budget.left -= 1;
    const question = {
      resourceNames: [`projects/${project}`],
      ...query,
      ...(pageToken !== undefined && { pageToken }),
    };
    const answer = await call('logging.logEntries.list', (abort) =>
      session.askLogging<Json>('entries:list', question, abort),
    );
    const { entries = [] } = answer;
    if (!isListOfObjects(entries)) throw new MalformedAnswer('The entries of the answer are no list of objects.');
    pageToken = textAt(answer, 'nextPageToken');
    if (entries.length > 0 || pageToken === undefined) return { entries, isAll: pageToken === undefined };
  }
  return { entries: [], isAll: false };
}
