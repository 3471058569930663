import type { Gate } from '../gate.ts';
import { unknownBy, type Standing } from '../standing.ts';
import { gcpFailure } from './failure.ts';
import { callerOf, type Paged } from './reader.ts';
import type { Session } from './session.ts';

/** Source: https://cloud.google.com/logging/docs/reference/v2/rest/v2/projects.sinks */
interface LogSink {
  readonly name?: string;
  readonly destination?: string;
  readonly filter?: string;
  readonly disabled?: boolean;
}

interface Sinks extends Paged {
  readonly sinks?: readonly LogSink[];
}

const api = 'logging.sinks.list';
const topics = 'pubsub.googleapis.com/';

/**
 * Whether a sink of a project hands its audit log to Pub/Sub. Without one nothing is known: a folder or the organisation
 * above may have a sink for all its projects.
 */
export async function sinkStanding(
  { session, gate }: { readonly session: Pick<Session, 'logging'>; readonly gate: Gate },
  project: string,
): Promise<Standing> {
  const toTopics: LogSink[] = [];
  try {
    await callerOf(gate, project).pages<Sinks, LogSink>({
      ...{ api, get: session.logging, path: `projects/${project}/sinks`, query: {} },
      items: ({ sinks }) => sinks,
      add: (it) => {
        if (it.destination?.startsWith(topics)) toTopics.push(it);
      },
    });
  } catch (error) {
    return unknownBy(api, gcpFailure(error));
  }
  const sink = toTopics.find((it) => it.disabled !== true && isOfAudit(it));
  if (sink) {
    const topic = sink.destination?.slice(topics.length) ?? '';
    return { state: 'there', detail: `${sink.name ?? 'A sink'} hands the audit log to ${topic}.` };
  }
  const others = toTopics.map((it) => `${it.name ?? 'one'} ${it.disabled === true ? 'is disabled' : 'leaves it out'}`);
  const why = others.length === 0 ? '' : ` (${others.join(', ')})`;
  return {
    state: 'unknown',
    detail: `No sink of the project hands its audit log to Pub/Sub${why}; one of a folder or the organization above may.`,
  };
}

/** Whether a filter has room for the audit log; what else it asks of an entry is not worked out. */
const isOfAudit = ({ filter = '' }: LogSink): boolean =>
  filter.trim() === '' || filter.includes('cloudaudit.googleapis.com');
