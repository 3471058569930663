import type { Finding, Judgement } from './finding.ts';
import type { ResourceRef } from './resource.ts';
import type { Instant } from './rule.ts';
import type { Gap } from './snapshot.ts';
import type { Provider } from './target.ts';

/** How the read of a target ended. */
export interface TargetState {
  readonly id: string;
  readonly provider: Provider;
  readonly state: 'done' | 'partial' | 'failed';
  readonly reason?: string;
}

/** A file, or a document in it, that was not inventoried, and why. */
export interface Unreadable {
  readonly path: string;
  readonly reason: string;
  readonly detail?: string;
}

/** Pairs of rule and resource by their worst verdict; waived fails are in `fail` and in `waived`. */
export interface Totals {
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
  readonly notApplicable: number;
  readonly waived: number;
}

/** Everything one run found out: what the reports are made of. */
export interface Scan {
  readonly id: string;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  readonly policyVersion: number | null;
  readonly ruleCount: number;
  readonly rulesetDigest: string;
  readonly targets: readonly TargetState[];
  readonly resources: readonly ResourceRef[];
  /** What is open, announced or waived now. */
  readonly findings: readonly Finding[];
  readonly judgements: readonly Judgement[];
  readonly gaps: readonly Gap[];
  readonly unreadable: readonly Unreadable[];
  readonly totals: Totals;
  /** Judged pairs over judged and unknown ones, rounded down to two decimals; below 1 while any gap exists. */
  readonly coverage: number;
  /** Whether the findings carry a history (a store was used). */
  readonly followed: boolean;
  /** Set when the run was interrupted. */
  readonly interrupted?: boolean;
}
