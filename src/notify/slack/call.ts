import { valueIn } from './payload.ts';

/** What a method of the Web API answered. */
export type Called =
  | { readonly ok: true; readonly data: unknown; readonly scopes: readonly string[] }
  | { readonly ok: false; readonly error: string; readonly needed?: string };

/** Calls a method of the Web API. Rejects where nothing could be reached. */
export type Call = (method: string, args: Readonly<Record<string, unknown>>) => Promise<Called>;

export interface CallParts {
  readonly token: string;
  /** Where the Web API is; Slack's own unless said. */
  readonly url?: string | undefined;
  readonly fetch: typeof fetch;
  /** How long an answer is waited for, in milliseconds. */
  readonly patience?: number;
}

const usualPatience = 2_500;

/**
 * A few methods of the Web API without a client: whatever answers a click has to start within milliseconds. Reading methods
 * take forms alone.
 * Source: https://docs.slack.dev/apis/web-api
 */
export function callOn({
  token,
  url = 'https://slack.com/api/',
  fetch: send,
  patience = usualPatience,
}: CallParts): Call {
  const base = url.endsWith('/') ? url : `${url}/`;
  return async (method, args) => {
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(args)) {
      if (value !== undefined) form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
    }
    const answer = await send(new URL(method, base), {
      method: 'POST',
      redirect: 'error',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: form.toString(),
      signal: AbortSignal.timeout(patience),
    });
    if (answer.status === 429) return { ok: false, error: 'ratelimited' };
    if (!answer.ok) return { ok: false, error: `HTTP ${answer.status}` };
    const data: unknown = await answer.json();
    const scopes = (answer.headers.get('x-oauth-scopes') ?? '').split(',').map((it) => it.trim());
    if (valueIn(data, 'ok') === true) return { ok: true, data, scopes: scopes.filter((it) => it !== '') };
    const [error, needed] = [valueIn(data, 'error'), valueIn(data, 'needed')];
    return {
      ok: false,
      error: typeof error === 'string' ? error : 'unknown_error',
      ...(typeof needed === 'string' && { needed }),
    };
  };
}
