import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
  LogLevel,
} from '@slack/web-api';
import { habits, type Message } from './message.ts';

/** What Slack came to with a message. Expected refusals are values. */
export type Outcome =
  | { readonly is: 'sent'; readonly channel: string; readonly ts: string }
  | { readonly is: 'later'; readonly after: number }
  | { readonly is: 'layout' | 'lost' | 'down' | 'unanswered'; readonly why: string }
  | { readonly is: 'refused'; readonly why: string; readonly forAll: boolean };

export interface SlackApi {
  readonly token: string;
  /** Where the Web API is; Slack's own unless said. */
  readonly url?: string | undefined;
  /** How long an answer is waited for, in milliseconds. */
  readonly patience?: number;
}

const usualPatience = 10_000;

/** The part of the Web API that tells people. Nothing is tried again here: whoever sends knows what has become of it. */
export function slackOn({ token, url, patience = usualPatience }: SlackApi) {
  const client = new WebClient(token, {
    ...(url !== undefined && { slackApiUrl: url.endsWith('/') ? url : `${url}/` }),
    ...{ rejectRateLimitedCalls: true, retryConfig: { retries: 0 }, timeout: patience },
    ...{ allowAbsoluteUrls: false, logLevel: LogLevel.ERROR, logger: silent },
  });
  const sent = (place: string, work: Promise<{ channel?: string; ts?: string }>): Promise<Outcome> =>
    work.then(({ channel = place, ts = '' }) => ({ is: 'sent', channel, ts }), outcomeOf);
  return {
    post: (channel: string, message: Message): Promise<Outcome> =>
      sent(channel, client.chat.postMessage({ channel, ...bodyOf(message), ...unfolded })),
    update: ({ channel, ts }: { readonly channel: string; readonly ts: string }, message: Message) =>
      sent(channel, client.chat.update({ channel, ts, ...bodyOf(message), ...plainly })),
    remove: ({ channel, ts }: { readonly channel: string; readonly ts: string }): Promise<Outcome> =>
      sent(channel, client.chat.delete({ channel, ts })),
    ephemeral: (channel: string, user: string, message: Message): Promise<Outcome> =>
      client.chat
        .postEphemeral({ channel, user, ...bodyOf(message), ...plainly })
        .then(({ message_ts: ts = '' }) => ({ is: 'sent', channel, ts }), outcomeOf),
  };
}

const { link_names, parse, ...unfurl } = habits;
const plainly = { link_names, parse };
const unfolded = { ...plainly, ...unfurl };

/** An edit that leaves out blocks or attachments keeps those of before: both are always said. */
const bodyOf = ({ text, blocks, attachments }: Message) => ({
  text,
  blocks: [...blocks],
  attachments: attachments.map((it) => ({ ...it, blocks: [...it.blocks] })),
});

/** Errors of https://docs.slack.dev/reference/methods/chat.postMessage and chat.update, by what has to be done. */
const layout =
  /^(?:invalid_blocks.*|invalid_attachments|msg_blocks_too_long|msg_too_long|too_many_attachments|attachment_payload_limit_exceeded)$/;
const lost = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed', 'cant_delete_message']);
const forAll = new Set([
  ...['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired', 'missing_scope'],
  ...['org_login_required', 'ekm_access_denied', 'no_permission', 'team_access_not_granted'],
]);
const passing = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);

function outcomeOf(error: unknown): Outcome {
  if (error instanceof WebAPIRateLimitedError) return { is: 'later', after: Math.max(1, error.retryAfter) * 1000 };
  if (error instanceof WebAPIPlatformError) return outcomeOfCode(error.data.error);
  // Slack may have taken it before it broke.
  if (error instanceof WebAPIHTTPError) return { is: 'unanswered', why: `HTTP ${error.statusCode}` };
  if (error instanceof WebAPIRequestError) {
    const why = reasonOf(error.original);
    return neverLeft.test(why) ? { is: 'down', why } : { is: 'unanswered', why };
  }
  throw error;
}

function outcomeOfCode(code: string): Outcome {
  if (code === 'ratelimited' || code === 'rate_limited') return { is: 'later', after: 30_000 };
  if (layout.test(code)) return { is: 'layout', why: code };
  if (lost.has(code)) return { is: 'lost', why: code };
  if (passing.has(code)) return { is: 'unanswered', why: code };
  return { is: 'refused', why: code, forAll: forAll.has(code) };
}

/** Nothing was sent where no connection came about. */
const neverLeft =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_|_CERT|ERR_TLS/;

/** What stood in the way: `fetch` hides it below its own words. */
function reasonOf(error: Error): string {
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code === '' ? error.message : `${code}: ${error.message}`;
}

const nothing = (): undefined => undefined;

/** What happens is said by whoever sends: a log of the client could hold a token. */
const silent = {
  ...{ debug: nothing, info: nothing, warn: nothing, error: nothing, setLevel: nothing, setName: nothing },
  getLevel: () => LogLevel.ERROR,
};
