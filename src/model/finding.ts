import type { ChangedBy } from './change.ts';
import type { ResourceRef } from './resource.ts';
import type { Instant } from './rule.ts';
import type { Evidence, GapReason, Severity } from './verdict.ts';

/** What one rule said of one resource, or of one key on it, with the snapshots it was computed from. */
export interface Judgement {
  readonly rule: string;
  readonly resource: ResourceRef;
  readonly created?: string;
  readonly severity: Severity;
  readonly verdict: 'pass' | 'fail' | 'unknown' | 'not-applicable';
  readonly key?: string;
  readonly message?: string;
  readonly evidence?: readonly Evidence[];
  readonly reason?: GapReason;
  /** For `unknown`: the refused call and what would cure it. */
  readonly api?: string;
  readonly permission?: string;
  readonly snapshots: readonly string[];
}

/** Where a finding stands. `resolved` means that a pass was read; `gone` that its address answered 404. */
export type FindingStatus = 'announced' | 'open' | 'waived' | 'resolved' | 'gone' | 'no-longer-applies';

/** A verdict followed over time for one rule, resource and key. */
export interface Finding {
  /** `f-` and a short hash of the rule's first id, the resource id and the key. */
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly status: FindingStatus;
  readonly resource: ResourceRef;
  readonly created?: string;
  readonly key?: string;
  readonly message: string;
  readonly evidence: readonly Evidence[];
  readonly firstSeen: Instant;
  readonly snapshots: readonly string[];
  /** The last change in the cloud that is known to have moved it. */
  readonly change?: ChangedBy;
  /** The waiver that covers it, of several the one that ends last. */
  readonly waiver?: { readonly id: string; readonly until: Instant };
  /** Closed as `no-longer-applies` because nobody asked its rule any more; nothing was read that would close it. */
  readonly unasked?: true;
}

/** What happened to a finding. */
export type FindingChangeKind =
  | 'announced'
  | 'withdrawn'
  | 'opened'
  | 'changed'
  | 'resolved'
  | 'reopened'
  | 'gone'
  | 'no-longer-applies'
  | 'snoozed'
  | 'waived'
  | 'unwaived';

/** What made it happen: a change in the cloud, the policy, the rules, the passing of time, or a read. */
export type Cause = 'change' | 'policy' | 'ruleset' | 'time' | 'read';

/** One step in the life of a finding. */
export interface FindingChange {
  readonly kind: FindingChangeKind;
  readonly cause: Cause;
  readonly finding: Finding;
}
