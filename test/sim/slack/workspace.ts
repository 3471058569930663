import { tokenBucket, type TokenBucket } from '../token-bucket.ts';

export interface SlackUser {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  /** A guest of the workspace. */
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
}

export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  /** Whether the bot may post there. */
  readonly member: boolean;
  readonly archived?: boolean;
  readonly private?: boolean;
}

/** What the stand-in is: one workspace with one installed app. */
export interface Workspace {
  readonly team: string;
  readonly app: string;
  readonly enterprise?: string;
  readonly botUser: string;
  /** The token that the app was given. */
  readonly token: string;
  /** What it may do. */
  readonly scopes: readonly string[];
  readonly signingSecret: string;
  /** What clicks are sent to; each path is laid below it. */
  readonly requestUrl?: string;
  readonly channels: readonly SlackChannel[];
  readonly users: readonly SlackUser[];
  readonly groups: Readonly<Record<string, readonly string[]>>;
}

/** A message with all that it ever was, the newest last. */
export interface SlackMessage {
  readonly channel: string;
  readonly ts: string;
  /** Whom alone it is shown to. */
  readonly ephemeralTo?: string;
  readonly versions: readonly { readonly at: number; readonly payload: Readonly<Record<string, unknown>> }[];
  readonly deleted?: true;
  /** The message that it answers. */
  readonly thread?: string;
  /** An answer that is shown in the channel, too. */
  readonly broadcast?: true;
}

export interface SlackCall {
  readonly at: number;
  readonly method: string;
  readonly channel?: string;
  readonly ok: boolean;
  readonly error?: string;
}

/** What goes wrong next: with one method or all, in one channel or all, so many times. */
export interface SlackFault {
  readonly method?: string;
  readonly channel?: string;
  /** `error` answers it; `rate-limit` says when to come back; `lost-answer` does it and never answers; `down` answers 503. */
  readonly kind: 'error' | 'rate-limit' | 'lost-answer' | 'timeout' | 'down';
  readonly error?: string;
  readonly retryAfter?: number;
  /** Once unless said. */
  readonly times?: number;
}

export interface OpenView {
  readonly id: string;
  readonly hash: string;
  readonly user: string;
  readonly view: Readonly<Record<string, unknown>>;
}

/** All that the stand-in remembers. It has no deduplication: a message that is sent twice stands twice. */
export interface SlackState {
  readonly workspace: Workspace;
  readonly messages: SlackMessage[];
  readonly calls: SlackCall[];
  readonly faults: { fault: SlackFault; left: number }[];
  readonly views: OpenView[];
  /** The triggers that a modal may be opened with: each once, within three seconds. */
  readonly triggers: Map<string, { readonly user: string; readonly at: number; used: boolean }>;
  /** Where an answer to a click may be sent to. */
  readonly responses: Map<
    string,
    { readonly channel: string; readonly user: string; readonly at: number; uses: number }
  >;
  /** When the first message of a minute of posting may be sent. */
  readonly postRates: Map<string, TokenBucket>;
  readonly updateRate: TokenBucket;
  /** Numbers what is made. */
  next: number;
}

export const slackState = (workspace: Workspace, now: number): SlackState => ({
  workspace,
  messages: [],
  calls: [],
  faults: [],
  views: [],
  triggers: new Map(),
  responses: new Map(),
  postRates: new Map(),
  // Tier 3: fifty a minute.
  updateRate: tokenBucket({ burst: 50, perSecond: 50 / 60 }, now),
  next: 1,
});

/** One message a second, and a short burst of one more. */
export function mayPost({ postRates }: SlackState, channel: string, now: number): boolean {
  const rate = postRates.get(channel) ?? tokenBucket({ burst: 2, perSecond: 1 }, now);
  postRates.set(channel, rate);
  return rate.take(now);
}

/** The workspace that tests and the local stand-in use unless they say otherwise. */
export const demoWorkspace: Workspace = {
  team: 'T0SHOAL',
  app: 'A0SHOAL',
  botUser: 'U0BOT',
  token: 'xoxb-stand-in-token',
  scopes: ['chat:write', 'commands', 'users:read', 'users:read.email', 'usergroups:read'],
  signingSecret: 'stand-in-signing-secret',
  channels: [
    { id: 'C0PLAT', name: 'platform', member: true },
    { id: 'C0ONCALL', name: 'oncall', member: true },
    { id: 'C0PAY', name: 'payments', member: true },
    { id: 'C0OPS', name: 'shoalwatch-ops', member: true },
    { id: 'C0STRANGE', name: 'random', member: false },
  ],
  users: [
    { id: 'U0ANA', name: 'ana', email: 'ana@example.com' },
    { id: 'U0BEN', name: 'ben', email: 'ben@example.com' },
    { id: 'U0CISO', name: 'cleo', email: 'cleo@example.com' },
    { id: 'U0GUEST', name: 'guest', email: 'guest@example.org', is_restricted: true },
    { id: 'U0GONE', name: 'gone', email: 'gone@example.com', deleted: true },
    { id: 'U0BOT', name: 'shoalwatch', is_bot: true },
  ],
  groups: { S0SRE: ['U0ANA', 'U0BEN'] },
};
