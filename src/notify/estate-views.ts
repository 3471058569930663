import type { GapReason, Severity } from '#model';
import type { Instant } from '#lib/time';
import type { Named, Person, TargetInView, ViewBase } from './view-base.ts';

/** How many are open, by severity. */
export type Counts = Readonly<Record<Severity, number>>;

/** One line of a list that leads to a finding. */
export interface Lead {
  readonly finding: string;
  readonly severity: Severity;
  /** The fail message, or the title of the rule. */
  readonly says: string;
  /** Cluster or resource. */
  readonly where: string;
  readonly url?: string | undefined;
  readonly owner?: string | undefined;
  /** In ms. */
  readonly openFor?: number | undefined;
  /** Open for longer than the policy gives its severity. */
  readonly overdue?: boolean | undefined;
}

/** The first scan of what a channel watches, in one message. */
export interface BaselineView extends ViewBase {
  readonly is: 'baseline';
  readonly targets: number;
  readonly unreadTargets: number;
  readonly clusters: number;
  readonly rules: number;
  readonly open: Counts;
  readonly coverage: number;
  /** In ms. */
  readonly took: number;
  readonly finishedAt: Instant;
  /** The gravest, five at most are shown. */
  readonly top: readonly Lead[];
  /** Pairs of rule and resource that could not be judged. */
  readonly unknown: number;
  readonly report?: Named | undefined;
  /** Who had the gravest posted as cards of their own. */
  readonly posted?: { readonly by: Person; readonly at: Instant } | undefined;
}

/** Who wants to hear no more of something, and until when. */
export interface Muted {
  readonly by: Person;
  readonly at: Instant;
  readonly until: Instant;
  /** Of a storm: how many findings it had when it was muted. */
  readonly count?: number | undefined;
}

/** More groups that would each post a card than a channel should get one by one. Edited until it is calm. */
export interface StormView extends ViewBase {
  readonly is: 'storm';
  /** Where most of it is: a cluster, a target, or the estate. */
  readonly where: string;
  readonly count: number;
  /** How many of them are not new: they were asleep, and woke. */
  readonly awake?: number | undefined;
  readonly since: Instant;
  /** How long it has lasted, in ms. */
  readonly lasts: number;
  readonly calm: boolean;
  readonly byRule: readonly {
    readonly rule: string;
    readonly title: string;
    readonly severity: Severity;
    readonly count: number;
  }[];
  /** The critical ones that this message names. Every one is named by one of the storm's messages. */
  readonly criticals: readonly Lead[];
  /** How many there are, where this message names fewer. */
  readonly criticalCount?: number | undefined;
  /** Those that no message has room for. */
  readonly unnamed?: number | undefined;
  /** The number of the first one that is named here, in a message that names criticals alone. */
  readonly from?: number | undefined;
  /** Who did most of it, where the audit log says so. */
  readonly actor?: { readonly name: string; readonly call: string; readonly share: number } | undefined;
  /** Guess of what it is: `a cluster was created`. */
  readonly guess?: string | undefined;
  readonly list?: Named | undefined;
  readonly muted?: Muted | undefined;
}

/** What happened since the last digest. */
export interface DigestView extends ViewBase {
  readonly is: 'digest';
  readonly from: Instant;
  readonly to: Instant;
  readonly opened: number;
  readonly closed: number;
  readonly open: Counts;
  /** What was open at the last digest. */
  readonly openBefore?: number | undefined;
  /** New ones that are told of here alone, the gravest first. */
  readonly news: readonly Lead[];
  readonly oldest: readonly Lead[];
  readonly waiting: readonly {
    readonly plan: string;
    readonly does: string;
    readonly where: string;
    readonly expires: Instant;
  }[];
  readonly ending: readonly {
    readonly waiver: string;
    readonly says: string;
    readonly where: string;
    readonly until: Instant;
  }[];
  readonly coverage: number;
  readonly coverageBefore?: number | undefined;
  readonly unreadTargets: number;
  /** Open criticals, one number a day, the last is today's. */
  readonly trend: readonly number[];
  /** Nothing changed, and it is said once a week. */
  readonly quiet: boolean;
  /** Why what was closed, and what was covered, is not known: a run cannot be read any more. */
  readonly incomplete?: string | undefined;
  readonly report?: Named | undefined;
}

/** Something that should be read and cannot be: one message per target and cause. */
export interface CoverageView extends ViewBase {
  readonly is: 'coverage';
  readonly state: 'open' | 'cured' | 'muted';
  readonly target: TargetInView;
  readonly cluster?: Named | undefined;
  readonly reason: GapReason;
  /** The refused calls, and what would cure each. */
  readonly calls: readonly { readonly api: string; readonly permission?: string | undefined }[];
  /** The provider's words. */
  readonly detail?: string | undefined;
  readonly since: Instant;
  readonly until?: Instant | undefined;
  /** Rules that cannot be judged. */
  readonly rulesUnknown: number;
  /** Findings that stay open though nobody can look. */
  readonly keptOpen: number;
  readonly muted?: Muted | undefined;
  /** The exact command that cures it. */
  readonly grant?: string | undefined;
}

/** A sweep that failed, or that did not come. */
export interface ScanFailedView extends ViewBase {
  readonly is: 'scan-failed';
  readonly state: 'failed' | 'stale' | 'recovered';
  /** The targets that are not watched. */
  readonly unwatched: readonly TargetInView[];
  readonly unwatchedCount: number;
  readonly lastGood?: Instant | undefined;
  readonly since: Instant;
  /** In words: `The sweep stopped: the table refused writes`. */
  readonly error?: { readonly kind: string; readonly says: string } | undefined;
  readonly run?: string | undefined;
  readonly log?: Named | undefined;
  readonly next?: string | undefined;
}

/** A version of the policy that counts now. */
export interface PolicyChangedView extends ViewBase {
  readonly is: 'policy-changed';
  readonly version: number;
  readonly by: Person;
  readonly at: Instant;
  /** What changed, a line each: `deny VM image ami-0abc: CVE-2026-1234`. */
  readonly changes: readonly string[];
  readonly opened: number;
  readonly closed: number;
  /** Resources that are at risk now. */
  readonly atRisk: number;
  readonly top: readonly Lead[];
  readonly list?: Named | undefined;
}

/** New or better rules came with an upgrade. */
export interface RulesetView extends ViewBase {
  readonly is: 'ruleset';
  readonly from?: string | undefined;
  readonly to: string;
  readonly at: Instant;
  readonly added: number;
  readonly changed: number;
  readonly opened: Counts;
  readonly closed: number;
  readonly top: readonly Lead[];
  readonly list?: Named | undefined;
}

/** Proves that a channel can be reached. */
export interface TestView extends ViewBase {
  readonly is: 'test';
  readonly by: string;
  readonly at: Instant;
  /** The stack or place that sent it. */
  readonly from: string;
  readonly checks: readonly { readonly says: string; readonly ok: boolean }[];
}
