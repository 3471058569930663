import type { Instant } from './rule.ts';

/** How far a fix may go by itself: nothing, a plan, a plan that is applied once approved, or all of it. */
export const levels = ['observe', 'propose', 'approve', 'auto'] as const;

export type Level = (typeof levels)[number];

/** A level for some rules, or some environments. */
export interface LevelSetting {
  readonly rule?: string;
  readonly environment?: string;
  readonly level: Level;
}

/** How fixes are made, as far as that is live. */
export interface RemediationPolicy {
  /** Where no setting holds: `propose` unless said. */
  readonly level?: Level;
  /** The first that holds counts. */
  readonly levels?: readonly LevelSetting[];
  /** Rules whose fixes may be applied by themselves, whatever their impact. */
  readonly autoFor?: readonly string[];
  /** Nothing is applied from an instant on, until another. */
  readonly freeze?: readonly { readonly from: Instant; readonly to: Instant }[];
  readonly limits?: {
    /** Plans that may begin to be applied within an hour. */
    readonly perHour?: number;
    /** Plans that may be under way in a target. */
    readonly perTarget?: number;
  };
  readonly approvals?: {
    /** Minutes for which a plan can be approved. */
    readonly ttlMinutes?: number;
    /** Whether who proposed a plan may approve it; never a disruptive one. */
    readonly selfApprove?: boolean;
  };
}
