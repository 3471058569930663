import type { Severity } from '#model';
import type { Instant } from '#lib/time';
import type { Named, Person, RuleInView, TargetInView, ViewBase } from './view-base.ts';

export type WaiverState = 'requested' | 'granted' | 'denied' | 'ending' | 'ended' | 'revoked';

/** The message of a waiver. */
export interface WaiverView extends ViewBase {
  readonly is: 'waiver';
  /** The waiver, where the message has an id of its own. */
  readonly waiver?: string | undefined;
  readonly state: WaiverState;
  readonly rule: RuleInView;
  readonly severity: Severity;
  /** The fail message of what it covers, of several the gravest's. */
  readonly message: string;
  readonly cluster?: Named | undefined;
  readonly target?: TargetInView | undefined;
  /** In words: `payments-prod`, `everything in cluster payments-prod`, `everything in aws:123456789012`. */
  readonly scope: string;
  /** The findings that it hides, or would hide. */
  readonly hides: number;
  /** It would go on after its present end. */
  readonly renewal: boolean;
  readonly requester: Person;
  readonly requestedAt: Instant;
  readonly owner: string;
  readonly reason: string;
  readonly control?: string | undefined;
  /** An id or an address. */
  readonly ticket?: string | undefined;
  readonly until: Instant;
  /** How long from now to its end, for `ending`. */
  readonly endsIn?: number | undefined;
  /** Who may decide, in words; `nobody` says why there is nobody. */
  readonly decision?: { readonly by: string } | { readonly nobody: string } | undefined;
  /** Whom the requester picked to decide. */
  readonly asked?: Person | undefined;
  /** Who said that it may end. */
  readonly letEnd?: { readonly by: Person; readonly at: Instant } | undefined;
  readonly decided?: { readonly by: Person; readonly at: Instant; readonly why?: string | undefined } | undefined;
  /** Findings that count as open again, for `ended` and `revoked`. */
  readonly openAgain?: number | undefined;
}
