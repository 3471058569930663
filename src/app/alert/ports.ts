import type { AnyRule } from '#engine/any-rule';
import type { Cause, Finding, FindingChangeKind, Instant } from '#model';
import type { Message } from '#notify/slack/message';
import type { Act, View } from '#notify/views';

/** Where a message stands: `ts` is unique in its channel. */
export interface Place {
  readonly channel: string;
  readonly ts: string;
}

/** What Slack came to with a message. Expected refusals are values. */
export type Sent =
  | ({ readonly is: 'sent' } & Place)
  /** Nothing in this channel before so many milliseconds have passed. */
  | { readonly is: 'later'; readonly after: number }
  /** Slack does not take the layout: the same has to be said in plain text. */
  | { readonly is: 'layout'; readonly why: string }
  /** The message cannot be edited any more: it has to be posted anew. */
  | { readonly is: 'lost'; readonly why: string }
  /** Nobody in this channel will be told until a person has done something: a token, an invitation. */
  | { readonly is: 'refused'; readonly why: string; readonly forAll: boolean }
  /** Slack could not be reached, or is broken. */
  | { readonly is: 'down'; readonly why: string }
  /** It was sent, and no answer came: Slack may have taken it. */
  | { readonly is: 'unanswered'; readonly why: string };

/** The part of Slack's Web API that tells people. */
export interface Slack {
  /** `thread` is the message that it answers: what cannot be answered is `lost`. */
  post(channel: string, message: Message, thread?: string): Promise<Sent>;
  /** With `broadcast` an answer is shown in the channel, too. */
  update(place: Place, message: Message, how?: { readonly broadcast: boolean }): Promise<Sent>;
  remove(place: Place): Promise<Sent>;
  /** Tells one person alone. */
  ephemeral(channel: string, user: string, message: Message): Promise<Sent>;
}

/** How views become messages. */
export interface Drawing {
  render(view: View, nonce: (act: Act) => string): Message;
  /** The same without layout, for when Slack refuses the one that it had. */
  plainMessage(view: View): Message;
}

/** Who is told when Slack cannot be. */
export interface Fallback {
  tell(text: string): Promise<void>;
}

/** A step in the life of a finding, for whoever listens. */
export interface Step {
  /** The same however often it is told. */
  readonly uid: string;
  readonly at: Instant;
  readonly kind: FindingChangeKind;
  readonly cause: Cause;
  /** As it stands when it is told. */
  readonly finding: Finding;
  readonly rule: AnyRule | undefined;
}

/** Where every step of a finding goes, so that other pagers can listen: at least once. */
export interface Bus {
  put(steps: readonly Step[]): Promise<void>;
}

/** What happened on the way to Slack, for a count: an alarm stands on some of it. */
export type Happening =
  | 'posted'
  | 'edited'
  | 'removed'
  | 'rate-limited'
  | 'layout-refused'
  | 'relinked'
  | 'undelivered'
  | 'repeated'
  | 'fallback';
