import type { Action, ActionType } from './action.ts';
import type { Instant } from './rule.ts';
import type { Provider } from './target.ts';

/** What a change was made with, as far as the audit record tells. */
export type Origin = 'console' | 'cli' | 'terraform' | 'cloudformation' | 'sdk' | 'provider' | 'unknown';

/** An object that a change may have altered; without an id any of its type in the target. */
export interface Touched {
  readonly target: string;
  readonly type: string;
  readonly id?: string;
}

/** A cloud audit-log event, normalised: who, what call, which resources, when, from where. */
export interface Change {
  /** The provider's own id of the event: the same one twice is one change. */
  readonly eventId: string;
  readonly provider: Provider;
  /** ARN, sign-in name or address of whoever called. */
  readonly actor: string;
  /** The call in the provider's own words, as `changedBy` of the types names it. */
  readonly call: string;
  readonly at: Instant;
  readonly origin: Origin;
  readonly touched: readonly Touched[];
}

/** What the request of a change will do once the provider has carried it out: an action that can be simulated. */
export interface Announced {
  readonly type: ActionType;
  readonly action: Action;
}

/** What an audit record says: a change of something that rules read, or why nothing has to be read again. */
export type Notice =
  | { readonly is: 'change'; readonly change: Change; readonly announced: readonly Announced[] }
  | { readonly is: 'not-tracked'; readonly call: string; readonly why: string }
  | { readonly is: 'malformed'; readonly why: string };

/** Reads the audit records of one provider. Only the envelope is trusted; nothing in a record is written to any state. */
export interface EventReader {
  readonly provider: Provider;
  /** The records that a delivered document holds; undefined when it is not of a form in which this provider delivers. */
  read(document: unknown): readonly Notice[] | undefined;
}
