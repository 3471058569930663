import type { Severity } from './verdict.ts';

/** What a finding has to be for a route to hold: everything that is named has to fit. */
export interface RouteWhen {
  readonly severity?: readonly Severity[];
  readonly control?: readonly string[];
  readonly rule?: readonly string[];
  /** Patterns in which `*` stands for any text. */
  readonly target?: string;
  readonly cluster?: string;
  readonly environment?: string;
  readonly owner?: string;
}

/** Where findings are told of, and how. The first route that holds counts. */
export interface Route {
  readonly when: RouteWhen;
  /** A channel id; absent for the owner's channel, or the default one. */
  readonly channel?: string;
  /** Told of in the digest alone. */
  readonly digest?: 'daily' | undefined;
  /** Told of in reports alone. */
  readonly none?: true | undefined;
  /** User or user-group ids to call, by severity. Nobody is called unless this says so. */
  readonly mention?: Readonly<Partial<Record<Severity, string>>>;
  /** Whether cards of a channel have buttons; they do unless this is false. */
  readonly buttons?: boolean;
  readonly detail?: 'brief' | 'full';
}

/** What of a finding puts it on a card together with others. */
export const groupParts = ['rule', 'target', 'cluster'] as const;

export type GroupPart = (typeof groupParts)[number];

/** When the digest is told: local time of the organisation. */
export interface DigestTimes {
  /** `09:00` */
  readonly at?: string;
  readonly days?: 'mon-fri' | 'daily';
  readonly skipIfQuiet?: boolean;
  /** Tells once a week that all is quiet. */
  readonly heartbeat?: 'weekly' | 'never';
}

/** For how long a finding can be put to sleep. */
export const snoozeChoices = ['1h', '8h', '1d', '7d'] as const;

export type SnoozeLength = (typeof snoozeChoices)[number];

/** What Slack is told, and where. Channels and people are Slack's ids. */
export interface SlackNotify {
  /** Where everything goes that no route sends elsewhere. */
  readonly default: string;
  /** Where Shoalwatch speaks about itself: failed sweeps, coverage; the default channel unless said. */
  readonly operations?: string;
  readonly routes?: readonly Route[];
  readonly groupBy?: readonly GroupPart[];
  /** More new groups than this in a channel within a minute become one message. */
  readonly storm?: { readonly newGroupsPerMinute?: number };
  readonly digest?: DigestTimes;
  /** The longest that a finding may be put to sleep, by severity; a critical one for a day, others for seven, unless less is said. */
  readonly snoozeAtMost?: Readonly<Partial<Record<Severity, SnoozeLength>>>;
}

/** Who is told of what. */
export interface Notify {
  readonly slack?: SlackNotify;
  /** Who is told when Slack cannot be. */
  readonly fallback?: { readonly sns?: boolean };
}
