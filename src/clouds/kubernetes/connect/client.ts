import type { Gate } from '../../gate.ts';
import { isObject, textAt, type Json } from '../../json.ts';
import { MalformedAnswer } from '../../pages.ts';
import { keptOf } from '../documents/kept.ts';
import { connections, connectTo, type Endpoint, type EndpointOptions } from './endpoint.ts';
import { isRetryable, isThrottle, KubernetesRefusal } from './failure.ts';

/** What is asked for, and the entries of the `data` of ConfigMaps that are kept. */
interface Wanted {
  readonly query?: Readonly<Record<string, string>>;
  readonly data?: readonly string[] | undefined;
}

/** Reads one cluster's API. */
export interface Client {
  /**
   * The JSON object at a path, without what is never kept: no collector sees values of secrets. `api` is the permission
   * that it takes, such as `list pods`.
   */
  get(api: string, path: string, wanted?: Wanted): Promise<Json>;
  close(): Promise<void>;
}

export interface ClientSettings extends EndpointOptions {
  readonly gate: Gate;
  /** The address of the cluster. */
  readonly cluster: string;
  readonly endpoint: Endpoint;
  /** A bearer token that is good now. */
  readonly token: () => Promise<string>;
  readonly signal?: AbortSignal | undefined;
}

/** Attempts in vain after which nobody knocks any more where no call was ever answered: each may take its whole time. */
const mostInVain = 2 * connections;

/** Opens the way to an API; connections are made by the first call. Throws RefusedEndpoint. */
export function clientOf({ gate, cluster, endpoint, token, signal, ...options }: ClientSettings): Client {
  const { origin, agent } = connectTo(endpoint, options);
  let isAnswered = false;
  const inVain: unknown[] = [];

  /** Where nobody ever answered, what the last attempt ended with is what every other one would. */
  const knock = async <T>(attempt: () => Promise<T>, abort: AbortSignal): Promise<T> => {
    if (!isAnswered && inVain.length >= mostInVain) throw inVain.at(-1);
    try {
      const answer = await attempt();
      isAnswered = true;
      return answer;
    } catch (error) {
      // Its own end says nothing to others: they would be taken for stopped.
      inVain.push(abort.aborted ? new DOMException('No answer came in time.', 'TimeoutError') : error);
      throw error;
    }
  };

  const send = async (api: string, path: string, { query = {}, data }: Wanted, abort: AbortSignal): Promise<Json> => {
    const headers = { authorization: `Bearer ${await token()}`, accept: 'application/json' };
    const request = { origin, path, method: 'GET', query, headers, signal: abort } as const;
    const { statusCode, body } = await knock(() => agent.request(request), abort);
    const text = await body.text();
    if (statusCode >= 300 && statusCode < 400)
      throw new KubernetesRefusal(statusCode, 'The endpoint sends callers elsewhere: that is refused.', api);
    if (statusCode !== 200) throw new KubernetesRefusal(statusCode, messageOf(text, statusCode), api);
    const answer: unknown = JSON.parse(text);
    if (!isObject(answer)) throw new MalformedAnswer('The answer is no object.');
    return keptOf(answer, data);
  };

  return {
    get: (api, path, wanted = {}) =>
      gate.pass(
        { provider: 'kubernetes', account: cluster, region: '', api },
        (abort) => send(api, path, wanted, abort),
        { isThrottle, isRetryable, signal },
      ),
    // What was given up waits for nothing any more.
    close: () => agent.destroy(),
  };
}

/** What a `Status` says, or the beginning of an answer that is none. */
function messageOf(text: string, status: number): string {
  if (!text.startsWith('{')) return text.trim() === '' ? `The API answered ${status}.` : text;
  try {
    return textAt(JSON.parse(text), 'message') ?? `The API answered ${status}.`;
  } catch (error) {
    if (error instanceof SyntaxError) return `The API answered ${status}, and no JSON.`;
    throw error;
  }
}
