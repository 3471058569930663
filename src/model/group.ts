import type { Instant } from './rule.ts';
import type { Severity } from './verdict.ts';

/** The findings that one message speaks about: those of one rule in one target and cluster. */
export interface Group {
  /** `g-` and a short hash of the parts that make it. */
  readonly id: string;
  readonly rule: string;
  readonly target?: string;
  readonly cluster?: string;
}

/** What people said of a group. */
export interface GroupNotes {
  readonly snoozed?: {
    readonly until: Instant;
    readonly by: string;
    readonly at: Instant;
    /** The gravest of what was put to sleep: something graver wakes it. */
    readonly upTo?: Severity;
    /** The findings that were put to sleep: another one wakes it. */
    readonly of?: readonly string[];
  };
  readonly assigned?: { readonly to: string; readonly by: string; readonly at: Instant };
  /** Somebody holds the finding to be wrong: it stays open, and whoever keeps the rules is told, at `told`. */
  readonly wrong?: { readonly why: string; readonly by: string; readonly at: Instant; readonly told?: Instant };
}

/** One act on a group, as the ledger keeps it. */
export interface GroupAct {
  readonly act: 'snoozed' | 'woken' | 'assigned' | 'called-wrong';
  readonly by: string;
  readonly at: Instant;
  readonly why?: string;
  /** What people said of the group, as the act left it. */
  readonly notes: GroupNotes;
}

/** A message in a channel. */
export interface Card {
  /** The channel as Slack answered it, in which `ts` is unique. */
  readonly channel: string;
  /** Absent until Slack has answered the first post. */
  readonly ts?: string;
  readonly posted?: Instant;
  /** Digest of what was last sent. */
  readonly rendered?: string;
  /** The gravest that it spoke of when it was last sent. */
  readonly severity?: Severity;
  /** How often it was sent. */
  readonly renders: number;
  /** What the buttons of the last rendering are signed with: a click on an older one is told so. */
  readonly key?: string;
  /** It was last sent while its group slept. */
  readonly asleep?: true;
  /** It speaks about something that is over: what comes back gets a new card. */
  readonly closed?: Instant;
  /** The message that it answers, where it stands in a thread. */
  readonly thread?: string;
  /** The bulletin that tells of the group instead: the first scan, a storm, another policy. Such a card is never sent. */
  readonly within?: string;
}

/** A plan for a finding of a group, as far as the card of the group speaks of it. */
export interface PlanOfGroup {
  readonly id: string;
  readonly finding: string;
  /** `done` took effect and put the finding right; `over` is any other end. */
  readonly state: 'proposed' | 'running' | 'done' | 'over';
  readonly by: string;
  readonly proposedAt: Instant;
  readonly expires: Instant;
  /** When it began; absent while it has not. */
  readonly startedAt?: Instant;
}

/** A group with what was said of it, and its messages, the newest card of a channel last. */
export interface GroupRecord extends Group {
  readonly notes: GroupNotes;
  readonly cards: readonly Card[];
  /** The findings that were ever of it; absent where they are more than can be named: then all findings are looked at. */
  readonly members?: readonly string[];
  /** When it opened anew within the last thirty days: the fourth time is a regression that says so. */
  readonly opened: readonly Instant[];
  /** The last plan of each finding that had one. */
  readonly plans?: readonly PlanOfGroup[];
}

/** A group with the version that guards it. */
export interface StoredGroup {
  readonly version: number;
  readonly group: GroupRecord;
}

/** What the store remembers of groups and their cards. */
export interface GroupMemory {
  get(id: string): Promise<StoredGroup | undefined>;
  /**
   * Keeps a group over the version that was read, 0 for one that is new; with an act, which the ledger keeps first. `due` is
   * when its cards have to be looked at. False when somebody else was faster: nothing was changed then.
   */
  keep(
    group: GroupRecord,
    version: number,
    how?: { readonly act?: GroupAct; readonly due?: Instant },
  ): Promise<boolean>;
  history(id: string): Promise<readonly GroupAct[]>;
}
