import type { Cause, ChangedBy, Impact, Level, Severity } from '#model';
import type { Instant } from '#lib/time';
import type { Named, Person, RuleInView, TargetInView, ViewBase } from './view-base.ts';

/** One finding of a group. */
export interface MemberInView {
  readonly finding: string;
  /** What a person calls the resource, with the key where the finding has one. */
  readonly name: string;
  readonly url?: string | undefined;
  readonly severity: Severity;
  /** Its own fail message, where it differs from the group's. */
  readonly message?: string | undefined;
  /** The value that was found, as it is shown. */
  readonly found?: string | undefined;
  readonly expected?: string | undefined;
  readonly status: FindingState;
  /** Where a group spans several. */
  readonly cluster?: string | undefined;
  readonly target?: string | undefined;
}

/** The first of what was found, with where it stands. */
export interface EvidenceInView {
  /** Path into the configuration: `resourcesVpcConfig.publicAccessCidrs`. */
  readonly path: string;
  readonly found: string;
  readonly expected?: string | undefined;
  /** What was found there before the change, where it is known. */
  readonly before?: string | undefined;
  /** The call that answered it: `eks:DescribeCluster`. */
  readonly api?: string | undefined;
  readonly observedAt: Instant;
  readonly snapshot: string;
}

/** Who did it, as the audit log has it. */
export interface ChangeInView extends ChangedBy {
  /** The page of the event. */
  readonly url?: string | undefined;
  /** An address, already masked as policy says. */
  readonly sourceAddress?: string | undefined;
}

/** Where the message of a group stands. `withdrawn` is what was announced and never came. */
export type FindingState =
  'announced' | 'withdrawn' | 'open' | 'snoozed' | 'waived' | 'resolved' | 'gone' | 'no-longer-applies';

/** What stands in the way of a fix, or what it would be. */
export interface FixInFinding {
  readonly level: Level;
  /** The setting that says so: `levels[0], environment dev`; `remediation is not enabled`. */
  readonly why: string;
  readonly impact: Impact;
  readonly reversible: boolean;
  /** The command or text that a person can copy. */
  readonly text?: string | undefined;
  /** Why no button can be pressed: the list of approvers is empty, a freeze, a plan that cannot be made. */
  readonly blocked?: string | undefined;
}

/** The card of a group: what is wrong, where, who did it, since when, and what may be done. */
export interface FindingView extends ViewBase {
  readonly is: 'finding';
  readonly state: FindingState;
  readonly rule: RuleInView;
  /** The gravest of what is open, or was. */
  readonly severity: Severity;
  /** The fail message: the bad fact with the value seen. */
  readonly message: string;
  readonly cluster?: Named | undefined;
  readonly target: TargetInView;
  /** Every finding of the group that is or was open, the gravest first; one at least. */
  readonly members: readonly MemberInView[];
  readonly counts: { readonly open: number; readonly ever: number };
  /** Of the members, how many lie in how many: said where they are more than one. */
  readonly spread?: { readonly clusters: number; readonly targets: number } | undefined;
  readonly evidence?: EvidenceInView | undefined;
  /** What the message said before, where that was something else: shown struck through beside the new. */
  readonly was?:
    | {
        readonly severity?: Severity | undefined;
        readonly found?: string | undefined;
        readonly open?: number | undefined;
      }
    | undefined;
  /** What moved it last; `change` says who where the audit log knows. */
  readonly cause: Cause;
  readonly change?: ChangeInView | undefined;
  readonly firstSeen: Instant;
  readonly checkedAt: Instant;
  /** For `announced`: when the change was accepted, and how long it takes, where that is known. */
  readonly takesEffect?: { readonly acceptedAt: Instant; readonly within?: number | undefined } | undefined;
  readonly owner?: string | undefined;
  readonly assignee?: Person | undefined;
  /** Labels of framework requirements: `CIS EKS 1.8 5.4.1`. At most three are shown. */
  readonly frameworks: readonly string[];
  /** It was resolved before and came back: how often within 30 days, this time included. */
  readonly regression?: { readonly times: number; readonly earlier?: string | undefined } | undefined;
  readonly snooze?:
    | {
        readonly by: Person;
        readonly until: Instant;
        /** What ended it; absent while it sleeps. */
        readonly woken?: 'time' | 'graver' | 'joined' | undefined;
      }
    | undefined;
  /** Who holds it to be wrong, and why. */
  readonly wrong?: { readonly by: Person; readonly at: Instant; readonly why: string } | undefined;
  /** The longest that may be asked for, in ms: one day for what is critical. */
  readonly snoozeAtMost?: number | undefined;
  readonly waiver?: WaiverInFinding | undefined;
  /** It was waived, and counts as open again since. */
  readonly unwaived?:
    { readonly at: Instant; readonly id: string; readonly why: 'ended' | 'revoked' | 'graver' } | undefined;
  readonly resolution?: ResolutionInView | undefined;
  /** Why it is `gone`, `withdrawn` or `no-longer-applies`, where more is known than the word. */
  readonly closedBecause?: string | undefined;
  readonly fix?: FixInFinding | undefined;
  /** The plan that is open for what it speaks of: its own message stands in the thread. */
  readonly plan?: PlanInFinding | undefined;
}

/** A plan that waits for somebody's word, or is being carried out. */
export interface PlanInFinding {
  readonly id: string;
  readonly state: 'proposed' | 'running';
  readonly by: Person;
  readonly expires: Instant;
}

export interface WaiverInFinding {
  readonly id: string;
  readonly by: Person;
  readonly until: Instant;
  readonly reason?: string | undefined;
}

/** How it ended: a read saw it pass at `verifiedAt`. */
export interface ResolutionInView {
  readonly verifiedAt: Instant;
  /** From first seen to resolved, in ms. */
  readonly openFor: number;
  /** Who changed it, or the plan of ours that did. */
  readonly change?: ChangeInView | undefined;
  readonly plan?: string | undefined;
}
