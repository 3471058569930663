import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ClientRequest, IncomingMessage } from 'node:http';
import type { HeardDate } from '#app/clock-skew';

/** Does something, and hears meanwhile what time those say who answer this process, whichever client asks them. */
export async function hearingDates<T>(
  now: () => number,
  work: () => Promise<T>,
): Promise<{ readonly done: T; readonly heard: readonly HeardDate[] }> {
  const heard: HeardDate[] = [];
  const add = (host: string, date: string | undefined): void => {
    if (date !== undefined) heard.push({ host, date, receivedAt: now() });
  };
  // Source: https://nodejs.org/api/diagnostics_channel.html#built-in-channels
  const byHttp = (message: unknown): void => {
    const { request, response } = Object(message) as Readonly<Record<string, unknown>>;
    if (!(request instanceof ClientRequest) || !(response instanceof IncomingMessage)) return;
    add(String(request.getHeader('host')), response.headers.date);
  };
  // Source: https://undici.nodejs.org/#/docs/api/DiagnosticsChannel
  const byFetch = (message: unknown): void => {
    const { request, response } = Object(message) as Readonly<Record<string, unknown>>;
    const { origin } = Object(request) as { readonly origin?: unknown };
    const { headers } = Object(response) as { readonly headers?: unknown };
    if (Array.isArray(headers)) add(String(origin), dateAmong(headers.map(String)));
  };
  subscribe('http.client.response.finish', byHttp);
  subscribe('undici:request:headers', byFetch);
  try {
    return { done: await work(), heard };
  } finally {
    unsubscribe('http.client.response.finish', byHttp);
    unsubscribe('undici:request:headers', byFetch);
  }
}

/** Names and values in turn. */
function dateAmong(headers: readonly string[]): string | undefined {
  const at = headers.findIndex((it, place) => place % 2 === 0 && it.toLowerCase() === 'date');
  return at < 0 ? undefined : headers[at + 1];
}
