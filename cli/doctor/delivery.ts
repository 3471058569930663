import type { Standing } from '#clouds/standing';

/** One thing that tells of changes, in the places where it stands alike. */
export interface Delivery extends Standing {
  readonly what: string;
  /** Targets. */
  readonly places: readonly string[];
  /** Copyable. */
  readonly cure?: string;
}
