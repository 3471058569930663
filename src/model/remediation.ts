import type { Action } from './action.ts';
import type { Change, ChangedBy } from './change.ts';
import type { Clock } from './cloud.ts';
import type { Plan, PlanLine } from './plan.ts';
import type { Resource } from './resource.ts';
import type { Instant } from './rule.ts';

/**
 * Where a plan stands. `applying` is about to send a step or has just sent it, `waiting` waits for the provider, `verifying`
 * reads back; `rolling-back` and `undoing` send the way back. All others are ends, but `proposed`, `approved` and `done`,
 * which can be undone.
 */
export type RemediationState =
  | 'proposed'
  | 'approved'
  | 'applying'
  | 'waiting'
  | 'verifying'
  | 'rolling-back'
  | 'undoing'
  | 'done'
  | 'failed'
  | 'rolled-back'
  | 'refused'
  | 'expired'
  | 'rejected'
  | 'stopped'
  | 'undone';

/** Who said something about a plan, and when. */
export interface Said {
  readonly by: string;
  readonly at: Instant;
  readonly why?: string;
}

/** What a failed plan left behind. */
export type LeftAs = 'unchanged' | 'changed' | 'partly-changed';

/** A change of somebody else that a write of ours has replaced. */
export interface LostChange extends ChangedBy {
  /** What it asked for, as far as the audit record says: made again, it gives the values back. */
  readonly requests: readonly Action[];
}

/** The time in which somebody else's change is not seen by a write; without an end it may not have been made. */
export interface WriteWindow {
  readonly from: Instant;
  readonly to?: Instant;
  /** The provider's work that the write has begun; `of` names the step, `action` is the one of its actions, from 0. */
  readonly begun?: { readonly of: string; readonly work: string; readonly action: number };
  /** Why it was left before its end was known. */
  readonly says?: string;
}

/** A plan's life from proposed to undone. */
export interface Remediation {
  readonly plan: Plan;
  readonly state: RemediationState;
  readonly approved?: Said;
  readonly rejected?: Said;
  /** Somebody wants it to end before its next step. */
  readonly stop?: Said;
  readonly undo?: Said;
  /** The step that is worked at, from 0: of the plan, or of its way back. */
  readonly step: number;
  /** Whether the step may have been sent. */
  readonly sent: boolean;
  /** How often the step was sent and surely not made; `of` names it. */
  readonly unmade?: { readonly of: string; readonly times: number };
  /** Digest of all of the object as it stood when the step was sent, with what changes by itself. */
  readonly asSent?: string;
  /** Steps of the plan that took effect. */
  readonly made: number;
  /** Steps of the plan, from 0, that somebody else had made before they were sent: they are not taken back. */
  readonly others?: readonly number[];
  /** For each write: when what it was compared with was read, and when it had ended. */
  readonly writes: readonly WriteWindow[];
  readonly startedAt?: Instant;
  readonly finishedAt?: Instant;
  /** Ids of the provider's answers. */
  readonly requests: readonly string[];
  /** For `failed`, `refused` and `stopped`. */
  readonly why?: string;
  readonly code?: string;
  readonly left?: LeftAs;
  /** It took effect, and the finding was still open. */
  readonly stillOpen?: boolean;
  /** It took effect, and whether the finding is gone could not be verified: it stays open. */
  readonly unsure?: true;
  /** What was wrong with the object before anything was sent: it is no reason to roll back. */
  readonly unwell?: string;
  /** What the plan writes, as it was read once it was done: `after` is what stands there. */
  readonly readBack?: readonly PlanLine[];
  /** Digest of how what it wrote stood once it was done: undo is bound to it. */
  readonly stands?: string;
  readonly undoUntil?: Instant;
  /** The plan that took its place. */
  readonly next?: string;
  readonly lost?: readonly LostChange[];
}

/** A remediation with the version that guards it. */
export interface StoredRemediation {
  readonly version: number;
  readonly remediation: Remediation;
}

/** One step of a remediation, as the ledger keeps it. */
export interface RemediationEntry {
  readonly plan: string;
  readonly finding: string;
  readonly target: string;
  /** What was done: `proposed`, `approved`, `sent step 1`. */
  readonly act: string;
  readonly by: string;
  readonly at: Instant;
  /** The remediation as the act left it. */
  readonly remediation: Remediation;
}

/** A right to do something alone. */
export interface Hold {
  readonly name: string;
  readonly holder: string;
  readonly fence: number;
  readonly version: number;
}

/** Rights to do something alone, each for so many milliseconds. */
export interface Holds {
  take(name: string, holder: string, ms: number): Promise<Hold | undefined>;
  renew(hold: Hold, ms: number): Promise<Hold | undefined>;
  release(hold: Hold): Promise<void>;
}

/** A remediation that has moved since whoever tells people looked at it, and when it did last. */
export interface MovedRemediation extends StoredRemediation {
  readonly at: Instant;
}

/** What the store remembers of remediations. */
export interface RemediationMemory {
  get(id: string): Promise<StoredRemediation | undefined>;
  /** Every one, ended ones included; the newest proposal first. */
  all(): Promise<readonly Remediation[]>;
  /** Keeps a step over the version that it was decided on, 0 for a new one: the ledger first. False when another came first. */
  keep(entry: RemediationEntry, version: number): Promise<boolean>;
  /** The steps that made it what it is, the oldest first. */
  history(id: string): Promise<readonly RemediationEntry[]>;
  /** Those that have moved by an instant and were not told of: each step marks its own, in the write that keeps it. */
  moved(at: Instant): Promise<readonly MovedRemediation[]>;
  /** Lays a mark aside, unless another step has come since this version. */
  dealt(id: string, version: number): Promise<void>;
  holds(clock: Pick<Clock, 'now'>): Holds;
}

/**
 * What came of sending an action. `changed`: the provider compared and wrote nothing; `refused`: it says no, at once or at the
 * end of the work that it had begun; `unsettled`: it is still at work.
 */
export type Sent =
  | { readonly is: 'done'; readonly requests: readonly string[] }
  | {
      readonly is: 'changed' | 'refused' | 'unsettled';
      readonly code: string;
      readonly says: string;
      /** Of `unsettled`: ids of what was answered by then. */
      readonly requests?: readonly string[];
      /** What the provider calls the work that it had begun; absent where it began none, or nobody knows. */
      readonly begun?: string;
    };

/** How work stands that a provider has begun for an action and goes on with by itself. `unread`: nobody could ask. */
export type Work =
  | { readonly is: 'done' | 'under-way' }
  | { readonly is: 'failed'; readonly code: string; readonly says: string }
  | { readonly is: 'unread'; readonly says: string };

/** Sends actions to their providers. Rejects only with what is no answer of a provider. */
export interface Hand {
  /** Who the provider sees at work in a target, as its audit log names it; undefined where that is not known. */
  actor(target: string): Promise<string | undefined>;
  /** `identity` is the person on whose behalf it is sent. */
  send(action: Action, subject: Resource, identity: string): Promise<Sent>;
  /**
   * How the work stands that the provider had begun for an action, by what `Sent` calls it. Undefined where the provider knows
   * of none, or none of its kind can be asked for; absent where nothing is begun that is not at once in effect.
   */
  workOf?(work: string, action: Action, subject: Resource, identity: string): Promise<Work | undefined>;
}

/** What of a change stays with the remediation that replaced it. */
export const lostOf = ({ eventId, actor, call, at, origin }: Change, requests: readonly Action[] = []): LostChange => ({
  eventId,
  actor,
  call,
  at,
  origin,
  requests,
});
