import type { Instant } from './rule.ts';

/** Whether fixes are made: while they are paused none begins, and those under way stop before their next step. */
export interface Pause {
  readonly paused: boolean;
  readonly by: string;
  readonly at: Instant;
  readonly why?: string;
}

/** The kill switch of all remediation. */
export interface PauseMemory {
  /** Undefined where nobody ever paused anything: fixes are made then. */
  get(): Promise<Pause | undefined>;
  /** Throws the switch, the ledger first. The same twice is once. */
  set(pause: Pause): Promise<Pause>;
  /** Every time that it was thrown, the oldest first. */
  history(): Promise<readonly Pause[]>;
}
