import type { Instant } from './rule.ts';

/** An accepted finding: what it covers, who owns and approved it, why, and until when. */
export interface Waiver {
  readonly id: string;
  readonly rule: string;
  /** The exact address it covers. */
  readonly resource: string;
  readonly key?: string;
  readonly owner: string;
  readonly approver: string;
  readonly reason: string;
  readonly control?: string;
  readonly ticket?: string;
  readonly until: Instant;
}
