import { Agent, request } from 'undici';
import { type JsonObject, parseObject } from './json.ts';

export interface CallerAnswer {
  readonly status: number;
  /** Undefined when it is not a JSON object. */
  readonly body: JsonObject | undefined;
}

export interface CallerRequest {
  readonly body?: object;
  readonly type?: string;
  readonly signal?: AbortSignal;
}

/** Calls a simulator's JSON API through undici, trusting only its certificate authority and following no redirect. */
export function jsonCaller(
  sim: { readonly url: string; readonly ca: string },
  headers: () => Promise<Record<string, string>>,
) {
  const dispatcher = new Agent({ connect: { ca: sim.ca } });
  return {
    close: () => dispatcher.destroy(),
    send: async (
      method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
      path: string,
      sent: CallerRequest = {},
    ): Promise<CallerAnswer> => {
      const { body, type = 'application/json', signal } = sent;
      const answer = await request(sim.url + path, {
        method,
        dispatcher,
        headers: { ...(await headers()), ...(body && { 'content-type': type }) },
        ...(body && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
      });
      return { status: answer.statusCode, body: parseObject(await answer.body.text()) };
    },
  };
}
