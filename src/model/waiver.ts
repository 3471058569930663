import type { Instant } from './rule.ts';
import type { Severity } from './verdict.ts';

/** One resource by its exact address: all findings of the rule on it, those of one key, or one finding. */
export interface ResourceScope {
  readonly resource: string;
  readonly key?: string;
  /** The one finding that it was asked for: no other key of the resource is covered. */
  readonly finding?: string;
  /** The creation stamp of what it was asked for: an object that was made again is another one. */
  readonly created?: string;
}

/** One cluster by its address: itself, its node groups and the like, and everything that its Kubernetes API holds. */
export interface ClusterScope {
  readonly cluster: string;
}

/** One target by its id, or the account over its regions: `aws:123456789012`. */
export interface TargetScope {
  readonly target: string;
}

/** What a waiver covers of its rule: exact addresses, never a pattern and never a tag. */
export type WaiverScope = ResourceScope | ClusterScope | TargetScope;

interface Accepted {
  readonly id: string;
  readonly rule: string;
  readonly owner: string;
  readonly approver: string;
  readonly reason: string;
  /** What is done instead. */
  readonly control?: string;
  readonly ticket?: string;
  /** Its end, which is no part of it. */
  readonly until: Instant;
  /** What it was accepted as: a finding that is graver is not covered. A waiver of the config file has none. */
  readonly upTo?: Severity;
}

/** An accepted finding: what it covers, who owns and approved it, why, and until when. */
export type Waiver = Accepted & WaiverScope;

/** What somebody asks to be accepted, and for how long. */
export interface WaiverAsk {
  readonly requester: string;
  readonly requestedAt: Instant;
  readonly owner: string;
  readonly reason: string;
  readonly control?: string;
  readonly ticket?: string;
  readonly until: Instant;
  /** The gravest that it would cover. */
  readonly upTo: Severity;
}

/** What was accepted, and by whom. */
export interface WaiverGrant extends WaiverAsk {
  readonly approver: string;
  readonly approvedAt: Instant;
}

/** How a waiver, or what was asked of one, was turned down. */
export interface WaiverEnd {
  readonly kind: 'denied' | 'revoked';
  readonly by: string;
  readonly at: Instant;
  readonly why: string;
  /** What was denied. */
  readonly asked?: WaiverAsk;
}

/** A waiver of the store: one for each rule and scope. What depends on the time is worked out when it is asked. */
export interface WaiverRecord {
  readonly id: string;
  readonly rule: string;
  readonly scope: WaiverScope;
  /** What waits for a decision: a first request, or one to go on. */
  readonly asked?: WaiverAsk;
  /** What stands, until its end. */
  readonly granted?: WaiverGrant;
  /** The last refusal; a later request does not take it away. */
  readonly ended?: WaiverEnd;
  /** How often it was approved again. */
  readonly renewals: number;
}

/** Where a waiver stands at an instant. It is `expiring` in its last seven days. */
export type WaiverStatus = 'requested' | 'denied' | 'active' | 'expiring' | 'expired' | 'revoked';

/** One act on a waiver, as the ledger keeps it. */
export interface WaiverEntry {
  readonly act: 'requested' | 'approved' | 'denied' | 'revoked';
  readonly by: string;
  readonly at: Instant;
  readonly why: string;
  /** The waiver as the act left it. */
  readonly waiver: WaiverRecord;
}

/** A waiver with the version that guards it. */
export interface StoredWaiver {
  readonly version: number;
  readonly waiver: WaiverRecord;
}

/** What the store remembers of waivers. */
export interface WaiverMemory {
  /** Every waiver, ended ones included, by id. */
  all(): Promise<readonly WaiverRecord[]>;
  get(id: string): Promise<StoredWaiver | undefined>;
  /**
   * Keeps an act over the version that it was decided on, 0 for a waiver that is new: the ledger first, then the
   * waiver. False when another act came first: nothing was changed then.
   */
  keep(entry: WaiverEntry, version: number): Promise<boolean>;
  /** The acts that made a waiver what it is, the oldest first. */
  history(id: string): Promise<readonly WaiverEntry[]>;
}
