import type { Clock, Instant, Memory, PolicyDocument } from '#model';
import type { Filled } from '#notify/slack/answers';
import type { Intent, Place, PressIntent } from '#notify/slack/intent';
import type { Live } from '../policy/live.ts';
import type { Fixes } from './fixes.ts';

/** Something that could not be looked up, and what would cure it. */
export interface Unreadable {
  readonly unreadable: string;
}

/** What Slack knows of a person. */
export interface PersonFacts {
  readonly email?: string;
  readonly isGuest: boolean;
  readonly isGone: boolean;
  readonly isBot: boolean;
}

/** Who is who in the workspace. What cannot be asked is a value. */
export interface Directory {
  person(user: string): Promise<PersonFacts | Unreadable>;
  members(group: string): Promise<readonly string[] | Unreadable>;
}

/** Where an answer goes that one person alone sees. */
export interface To {
  readonly channel: string;
  readonly user: string;
  readonly respond?: string | undefined;
}

/** What came of something that a person wanted, for a count: an alarm stands on some of it. */
export type Happened = 'done' | 'told' | 'refused' | 'out-of-date' | 'used' | 'orphan' | 'repeated' | 'unanswered';

/** What people's acts need. */
export interface ActDesk {
  readonly memory: Memory;
  readonly live: Live;
  /** What the config file says; once a version of the policy is active, its own counts. */
  readonly file: PolicyDocument;
  readonly clock: Pick<Clock, 'now'>;
  readonly directory: Directory;
  /** Tells one person. Rejects where that cannot be done. */
  readonly answer: (to: To, text: string) => Promise<void>;
  /** Tells a channel. */
  readonly announce: (channel: string, text: string) => Promise<void>;
  /** Tells one person in a conversation of his own. False where the app may not. */
  readonly direct?: ((user: string, text: string) => Promise<boolean>) | undefined;
  /** Takes a message away. */
  readonly remove: (place: Place) => Promise<void>;
  /** Fills a form that was opened empty. */
  readonly fill: (
    view: string,
    filled: Filled,
    pressed: Pick<PressIntent, 'act' | 'about' | 'nonce' | 'place'>,
  ) => Promise<void>;
  readonly fixes?: Fixes | undefined;
  /** Orders a sweep of a target, and says what will happen. */
  readonly sweep?: ((target: string, by: string) => Promise<string>) | undefined;
  /** Hears that a card has to be looked at. */
  readonly wake?: (() => void) | undefined;
  readonly note?: ((what: Happened, intent: Intent, why: string) => void) | undefined;
}

/** What came of it, and what the person was told. */
export interface Outcome {
  readonly is: Happened;
  readonly says: string;
}

export const instantOf = ({ clock }: Pick<ActDesk, 'clock'>): Instant => new Date(clock.now()).toISOString();

/** An instant so many milliseconds from now. */
export const instantIn = ({ clock }: Pick<ActDesk, 'clock'>, ms: number): Instant =>
  new Date(clock.now() + ms).toISOString();
