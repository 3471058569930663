import type { Action, ActionType, TypedAction } from './action.ts';
import type { Instant } from './rule.ts';
import type { Provider } from './target.ts';

/** What a finding keeps of the change that moved it. */
export type ChangedBy = Pick<Change, 'eventId' | 'actor' | 'call' | 'at' | 'origin'>;

/** What a change was made with, as far as the audit record tells. */
export const origins = ['console', 'cli', 'terraform', 'cloudformation', 'sdk', 'provider', 'unknown'] as const;

export type Origin = (typeof origins)[number];

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
  /** The address that the call came from, where the record has one; no finding and no card carries it. */
  readonly from?: string;
  readonly touched: readonly Touched[];
}

/** What a finding keeps of a change. */
export const changedBy = ({ eventId, actor, call, at, origin }: Change): ChangedBy => ({
  ...{ eventId, actor, call, at, origin },
});

/** What came of a change: the risk that it added and took away. Findings stand as their ids, the first 300 of each list. */
export interface ChangeRecord {
  readonly change: Change;
  /** When it was heard of, by the own clock: that of whoever tells of it may be off. Absent in records of before it was kept. */
  readonly heardAt?: Instant;
  /** Whether the answers show it: not yet, yes, not in the time given, or nobody watches what it touched. */
  readonly state: 'following' | 'settled' | 'unsettled' | 'outside';
  /** Reads that looked after it. */
  readonly reads: number;
  /** What was open on the objects that it touched, before and after it. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What it moved, on other objects too. */
  readonly announced: readonly string[];
  readonly opened: readonly string[];
  readonly closed: readonly string[];
  /** While it is followed: what its request asks for, so that another process announces it too. */
  readonly requests?: readonly Action[];
  /** While it is followed: a digest, per target, of how that stood which it touched when it was heard of. */
  readonly stood?: Readonly<Record<string, string>>;
}

/**
 * What an audit record says: a change of something that rules read, or why nothing has to be read again. `announced` is
 * what the request will do once the provider has carried it out.
 */
export type Notice =
  | { readonly is: 'change'; readonly change: Change; readonly announced: readonly TypedAction[] }
  | { readonly is: 'not-tracked'; readonly call: string; readonly why: string }
  | { readonly is: 'malformed'; readonly why: string };

/** Reads the audit records of one provider. Only the envelope is trusted; nothing in a record is written to any state. */
export interface EventReader {
  readonly provider: Provider;
  /** Every action that a request in its records can be announced as. */
  readonly announces: readonly ActionType[];
  /** The records that a delivered document holds; undefined when it is not of a form in which this provider delivers. */
  read(document: unknown): readonly Notice[] | undefined;
}
