import type { Resource } from './resource.ts';
import type { Instant } from './rule.ts';
import type { Target } from './target.ts';
import type { GapReason } from './verdict.ts';

/** Something that should have been read and was not: the call, the reason, and what would cure it. */
export interface Gap {
  readonly target: string;
  /** The refused operation, such as `eks:DescribeCluster`. */
  readonly api: string;
  readonly reason: GapReason;
  readonly permission?: string;
  /** The address it concerns; without one the whole listing is unread. */
  readonly resource?: string;
  /** Names of the resource types that the answer would have held. */
  readonly types: readonly string[];
  readonly detail: string;
}

/** Everything read from a target at one moment. A type that `complete` does not name is unread. */
export interface Snapshot {
  readonly id: string;
  readonly target: Target;
  readonly startedAt: Instant;
  readonly resources: readonly Resource[];
  readonly complete: readonly string[];
  readonly gaps: readonly Gap[];
}
