import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
  LogLevel,
} from '@slack/web-api';
import { clip } from '#lib/text';
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
  const sent = (place: Standing, work: Promise<{ channel?: string; ts?: string }>): Promise<Outcome> =>
    work.then(({ channel = place.channel, ts = place.ts }) => {
      if (ts === undefined) return { is: 'unanswered', why: 'it does not say where the message stands' };
      return { is: 'sent', channel, ts };
    }, outcomeOf);
  return {
    post: (channel: string, message: Message, thread?: string): Promise<Outcome> => {
      const answers = thread === undefined ? {} : { thread_ts: thread };
      return sent({ channel }, client.chat.postMessage({ channel, ...bodyOf(message), ...unfolded, ...answers }));
    },
    update: (
      { channel, ts }: { readonly channel: string; readonly ts: string },
      message: Message,
      how?: { readonly broadcast: boolean },
    ): Promise<Outcome> => {
      const shown = how?.broadcast ? { reply_broadcast: true } : {};
      return sent({ channel, ts }, client.chat.update({ channel, ts, ...bodyOf(message), ...plainly, ...shown }));
    },
    remove: ({ channel, ts }: { readonly channel: string; readonly ts: string }): Promise<Outcome> =>
      sent({ channel, ts }, client.chat.delete({ channel, ts })),
    ephemeral: (channel: string, user: string, message: Message): Promise<Outcome> =>
      client.chat
        .postEphemeral({ channel, user, ...bodyOf(message), ...plainly })
        .then(({ message_ts: ts = '' }) => ({ is: 'sent', channel, ts }), outcomeOf),
  };
}

/** Where a message is to stand, or stands. */
interface Standing {
  readonly channel: string;
  readonly ts?: string;
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
const lost = new Set([
  ...['message_not_found', 'cant_update_message', 'edit_window_closed', 'cant_delete_message'],
  // What was to be answered, or shown in the channel, cannot be.
  ...['thread_not_found', 'thread_locked', 'cannot_reply_to_message', 'cant_broadcast_message'],
]);
const forAll = new Set([
  ...['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired', 'missing_scope'],
  ...['org_login_required', 'ekm_access_denied', 'no_permission', 'team_access_not_granted', 'access_denied'],
  ...['accesslimited', 'enterprise_is_restricted', 'message_limit_exceeded', 'not_allowed_token_type'],
  ...['two_factor_setup_required', 'unknown_method', 'method_deprecated', 'deprecated_endpoint'],
]);
const ofChannel =
  /^(?:channel_.*|not_in_channel|user_not_in_channel|is_archived|is_inactive|restricted_action.*|messages_tab_disabled|slack_connect_.*|posting_to_general_channel_denied)$/;
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
  if (error instanceof WebAPIHTTPError) {
    // Slack may have taken it before it broke; whoever forbids it has not.
    return { is: error.statusCode < 500 ? 'down' : 'unanswered', why: `HTTP ${error.statusCode}` };
  }
  if (error instanceof WebAPIRequestError) {
    const why = reasonOf(error.original);
    return neverLeft.test(why) ? { is: 'down', why } : { is: 'unanswered', why };
  }
  const why = error instanceof Error ? error.message : String(error);
  return why.startsWith('Retry header') ? { is: 'later', after: 30_000 } : unanswered(why);
}

/** Something else spoke in place of Slack, or Slack as nobody knows it: whether it was taken is not known. */
const unanswered = (why: string): Outcome => ({ is: 'unanswered', why: clip(`no answer of Slack: ${why}`, 200) });

/** What is said of a code that nobody knows is said of the message: another one may be taken. */
function outcomeOfCode(code: unknown): Outcome {
  if (typeof code !== 'string' || !/^[a-z][a-z0-9_]{1,79}$/.test(code)) return unanswered(said(code));
  if (code === 'ratelimited' || code === 'rate_limited') return { is: 'later', after: 30_000 };
  if (layout.test(code)) return { is: 'layout', why: code };
  if (lost.has(code)) return { is: 'lost', why: code };
  if (passing.has(code)) return { is: 'unanswered', why: code };
  const isForAll = forAll.has(code);
  if (isForAll || ofChannel.test(code)) return { is: 'refused', why: code, forAll: isForAll };
  return { is: 'layout', why: code };
}

const said = (answer: unknown): string => (typeof answer === 'string' ? answer : 'it names no error');

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
