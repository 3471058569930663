import type { Action, ActionKind, Impact } from './action.ts';
import type { Level } from './remediation-policy.ts';
import type { ResourceRef } from './resource.ts';
import type { Instant } from './rule.ts';
import type { Severity } from './verdict.ts';

/** One value that a plan writes; without a path it is the whole object. A side that is absent was not there. */
export interface PlanLine {
  readonly resource: ResourceRef;
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** One action of a plan, with the values that it writes and the actions that take it back. */
export interface PlanStep {
  readonly action: Action;
  readonly kind: ActionKind;
  readonly lines: readonly PlanLine[];
  /** Empty where the plan cannot be taken back. */
  readonly undo: readonly Action[];
}

/** What a guard says: go on, go on with care, or not at all. */
export interface Check {
  readonly guard: string;
  readonly result: 'ok' | 'warn' | 'stop';
  readonly says: string;
}

/** A finding that a plan would open. */
export interface Opened {
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly resource: ResourceRef;
  readonly message: string;
}

/** What a plan would do besides the values that it writes, found by judging the simulated set. */
export interface PlanEffect {
  readonly says: string;
  /** Ids of the findings that it would resolve, the one that it was made for among them unless it stays open. */
  readonly resolves: readonly string[];
  readonly opens: readonly Opened[];
}

/** How far a fix may go by itself, and which setting says so. */
export interface SaidLevel {
  readonly level: Level;
  readonly why: string;
}

/** Ordered actions bound to the state that they were planned on. */
export interface Plan extends SaidLevel {
  /** `p-` and a short hash. */
  readonly id: string;
  readonly finding: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly resource: ResourceRef;
  readonly key?: string;
  readonly environment?: string;
  readonly policyVersion: number | null;
  readonly steps: readonly PlanStep[];
  /** Why it cannot be taken back; absent where it can. */
  readonly irreversible?: string;
  readonly effect: PlanEffect;
  readonly impact: Impact;
  readonly reversible: boolean;
  /** Digest of what it writes over and what its guards look at. */
  readonly fingerprint: string;
  readonly checks: readonly Check[];
  readonly proposedBy: string;
  readonly proposedAt: Instant;
  readonly expires: Instant;
  /** The tool that owns what is changed, where whoever proposed named it. */
  readonly despite?: string;
  /** Values that a person set for this plan alone, by the parameters of its rule. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Addresses that whoever proposed named, and cuts off knowingly. */
  readonly cutsOff?: readonly string[];
}
