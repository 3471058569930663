/** What every view has. */
export interface ViewBase {
  /** What the message is about (a group, a plan, a waiver, a target and cause): it stands in the value of each button. */
  readonly id: string;
  /** Counts the renderings of this message from 1: Slack asks for other block ids with each. */
  readonly render: number;
  readonly style: ChannelStyle;
  /** What may be done from it now. What is not named has no button. */
  readonly may: readonly Act[];
}

/** How a channel wants its messages. */
export interface ChannelStyle {
  readonly buttons: boolean;
  readonly detail: 'brief' | 'full';
  /** A user id (`U...`, `W...`) or a user-group id (`S...`) that a new message calls. */
  readonly mention?: string | undefined;
}

/** What a button, a choice or a menu entry of a message does. Those that only open an address need a URL in the view. */
export const acts = [
  // a finding
  ...(['propose', 'snooze', 'unsnooze', 'accept-risk', 'assign', 'explain', 'evidence', 'console'] as const),
  ...(['wrong', 'copy-fix', 'history', 'reopen', 'propose-all'] as const),
  // a fix
  ...(['approve', 'reject', 'dry-run', 'show-plan', 'stop', 'undo', 'retry', 'cancel', 'edit-fix'] as const),
  // a waiver
  ...(['grant-waiver', 'deny-waiver', 'change-waiver', 'renew-waiver', 'let-expire'] as const),
  // the estate
  ...(['report', 'post-top', 'mute-burst', 'recheck', 'mute-gap', 'unmute', 'routing-help'] as const),
] as const;

export type Act = (typeof acts)[number];

/** A person or a machine. `slack` is a user id (`U...`, `W...`) where one is known. */
export interface Person {
  readonly name: string;
  readonly slack?: string | undefined;
}

/** A name with the page that shows it: the provider's console, a report, an event. */
export interface Named {
  readonly name: string;
  readonly url?: string | undefined;
}

/** Where something is. */
export interface TargetInView {
  /** `aws:123456789012:eu-west-1` */
  readonly id: string;
  readonly provider: 'aws' | 'azure' | 'gcp' | 'kubernetes';
  /** The account, subscription or project that the target lies in, and its name in shoalwatch.yaml. */
  readonly account?: string | undefined;
  readonly name?: string | undefined;
  readonly region?: string | undefined;
  readonly environment?: string | undefined;
}

export interface RuleInView {
  readonly id: string;
  /** The good condition, as a sentence. */
  readonly title: string;
  readonly why: string;
  /** How a person puts it right. */
  readonly fix: string;
}
