import type { Gap, Resource, Snapshot, Target } from '#model';

/** One target's part of the frozen set. */
export interface Place {
  readonly snapshot: Snapshot;
  readonly target: Target;
  readonly byType: ReadonlyMap<string, readonly Resource[]>;
  readonly complete: ReadonlySet<string>;
  /** Gaps by the name of each type they leave unread. */
  readonly gaps: ReadonlyMap<string, readonly Gap[]>;
}
