import type { Touched } from './change.ts';
import type { ResourceRef } from './resource.ts';
import type { Gap, Snapshot } from './snapshot.ts';
import type { Provider, Target } from './target.ts';

/** What was read from a target; its id comes from its content. */
export type Reading = Omit<Snapshot, 'id'>;

/** The targets that a cloud's credentials reach; `skipped` says why there are none. */
export interface Discovery {
  readonly targets: readonly Target[];
  readonly gaps: readonly Gap[];
  readonly skipped?: string;
}

/** Reads one provider. A refused or failed read is a gap in the reading, never an end. */
export interface Cloud {
  readonly provider: Provider;
  discover(): Promise<Discovery>;
  collect(target: Target, signal?: AbortSignal): Promise<Reading>;
  /**
   * Whether a read of the object's own address answered that it does not exist. A read that was denied, throttled or
   * failed, one that was answered otherwise, and a type without such a read say false. Never rejects.
   */
  isGone?(it: ResourceRef, signal?: AbortSignal): Promise<boolean>;
  /**
   * Reads again what a change touched in one target, and what that leads to, in few calls. The reading names only the types
   * as complete that were listed anew; an address that was asked for and is not there is a gap, reason `not-found`.
   */
  reread?(target: Target, touched: readonly Touched[], signal?: AbortSignal): Promise<Reading>;
}

/** Time as the edges know it; in tests it is virtual. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
