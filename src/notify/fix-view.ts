import type { Impact, Level, Severity } from '#model';
import type { Instant } from '#lib/time';
import type { Named, Person, RuleInView, TargetInView, ViewBase } from './view-base.ts';

/**
 * Where a plan stands. `failed` changed nothing, `rolled-back` put back what it changed, `partly-changed` could not;
 * `stale` was refused because what it was bound to has changed.
 */
export type FixState =
  | 'proposed'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'rolled-back'
  | 'partly-changed'
  | 'undone'
  | 'rejected'
  | 'expired'
  | 'stale'
  | 'stopped';

/** One value that a plan writes. */
export interface FixLine {
  /** `publicAccessCidrs`, with the resource where a plan writes to several. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
  /** Read from the cloud after the fix; absent while it was not. */
  readonly readBack?: string | undefined;
}

/** What a guard said. */
export interface FixCheck {
  readonly says: string;
  readonly result: 'pass' | 'warn' | 'fail';
}

/** The message of a plan, from proposed to undone. Its `id` is the plan's. */
export interface FixView extends ViewBase {
  readonly is: 'fix';
  readonly state: FixState;
  readonly group: string;
  readonly rule: RuleInView;
  readonly severity: Severity;
  readonly cluster?: Named | undefined;
  readonly target: TargetInView;
  /** What the finding says that it is to put right, as a sentence. */
  readonly wrong?: string | undefined;
  /** What it does, as a short phrase: `limit the API of payments-prod to 2 networks`. */
  readonly does: string;
  /** What people and traffic notice, as a sentence. */
  readonly effect: string;
  readonly lines: readonly FixLine[];
  readonly impact: Impact;
  readonly reversible: boolean;
  /** Why it cannot be undone, where it cannot. */
  readonly irreversible?: string | undefined;
  readonly level: Level;
  /** The setting that the level comes from. */
  readonly levelWhy: string;
  readonly checks: readonly FixCheck[];
  readonly proposedBy: Person;
  readonly proposedAt: Instant;
  /** Who has to say yes: in words, and how many of how many did. Nobody: no list names anybody. */
  readonly approval?:
    | { readonly by: string; readonly notTheProposer: boolean; readonly given: number; readonly needed: number }
    | { readonly nobody: string }
    | undefined;
  readonly approvedBy?: Person | undefined;
  readonly rejected?: { readonly by: Person; readonly why?: string | undefined } | undefined;
  readonly expires: Instant;
  /** The first characters of what the plan is bound to. */
  readonly fingerprint: string;
  /** While it runs, and where it ended: the step's name, from 1. */
  readonly step?: { readonly at: number; readonly of: number; readonly name: string } | undefined;
  readonly finishedAt?: Instant | undefined;
  readonly undoUntil?: Instant | undefined;
  readonly undone?: { readonly by: Person; readonly at: Instant } | undefined;
  /** The provider's refusal, or our own. */
  readonly error?: { readonly code: string; readonly says: string } | undefined;
  /** For `partly-changed`: what stands as it was, and what does not. */
  readonly leftAs?: readonly string[] | undefined;
  /** What a person has to do next, as a sentence. */
  readonly next?: string | undefined;
  /** It took effect and the finding is still open. */
  readonly stillOpen?: boolean | undefined;
  /** It took effect, and whether the finding is gone could not be judged. */
  readonly unsure?: boolean | undefined;
  readonly runbook?: string | undefined;
}
