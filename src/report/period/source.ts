import type { HistoryEntry, Instant, Run, Sla } from '#model';

/** Somebody decided something: on a waiver, a version of the policy, a fix, or all fixes. */
export interface Decision {
  readonly at: Instant;
  readonly on: 'waiver' | 'policy' | 'fix' | 'pause';
  readonly act: string;
  readonly by: string;
  readonly about: string;
  readonly why: string;
}

/** What a store knows up to the end of a period. */
export interface PeriodSource {
  readonly from: Instant;
  readonly to: Instant;
  /** What each finding went through up to the end, the oldest first. */
  readonly histories: readonly (readonly HistoryEntry[])[];
  /** When waivers were revoked, by their ids. */
  readonly revoked: ReadonlyMap<string, Instant>;
  readonly decisions: readonly Decision[];
  /** The runs that ended in the period, and the first one of the store; the oldest first. */
  readonly runs: readonly Run[];
  readonly firstRun?: Instant;
  /** The deadlines that counted at the end; absent where there were none. */
  readonly sla?: Sla;
}
