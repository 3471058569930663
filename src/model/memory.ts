import type { BillMemory } from './bill.ts';
import type { Change, ChangeRecord } from './change.ts';
import type { ComponentMemory, Telling } from './told-components.ts';
import type { Finding, FindingChange } from './finding.ts';
import type { GroupMemory } from './group.ts';
import type { AlertMemory } from './news.ts';
import type { Nonces } from './nonces.ts';
import type { PauseMemory } from './pause.ts';
import type { PolicyMemory } from './policy-version.ts';
import type { RemediationMemory } from './remediation.ts';
import type { Instant } from './rule.ts';
import type { Scan, TargetState, Totals } from './scan.ts';
import type { Snapshot } from './snapshot.ts';
import type { Severity } from './verdict.ts';
import type { WaiverMemory } from './waiver.ts';

/** What one target came to in a run: its last immutable state, and whether this run wrote it. */
export interface RunTarget extends TargetState {
  /** Digest of the state file: findings, verdicts, gaps and resources of the target. */
  readonly stateDigest: string;
  readonly snapshot: string;
  /** When the read of the run began: an equal snapshot is kept as it was written first, with the instant of that read. */
  readonly readAt?: Instant;
  /** Absent in records of before they were kept. */
  readonly sums?: TargetSums;
  /**
   * The next run judges it whatever was read: something of it moved in this one, is announced only, or stands open without its
   * object.
   */
  readonly again?: true;
}

/** What the judgement of one target came to, in a few numbers: those of all targets are those of the run. */
export interface TargetSums {
  readonly totals: Totals;
  /** Open, waived and announced ones. */
  readonly findings: number;
  /** Those that are open and not waived. */
  readonly open: Readonly<Record<Severity, number>>;
  readonly oldestCritical?: Instant;
}

/** So many findings that are kept as of another target a record of a run names. */
export const mostStrays = 500;

/** What a run was: all targets read, what one change touched, or what is stored judged by another policy. */
export type RunKind = 'sweep' | 're-read' | 're-evaluation';

/** The record of one run: with the states of its targets, the only thing that an unchanged sweep writes. */
export interface Run {
  readonly id: string;
  readonly kind: RunKind;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  readonly policyVersion: number | null;
  readonly policyDigest: string;
  readonly rulesetDigest: string;
  readonly ruleCount: number;
  /** A digest of all that judged; absent where it ran from its sources. */
  readonly build?: string;
  /** Of a run that judged what can have moved: when everything had been judged the last time, by the clock of that run. */
  readonly wholeAt?: Instant;
  /** Findings that its states have in another target than they are kept as of; more of them leave the targets without sums. */
  readonly strays?: readonly string[];
  /** Absent in records of before it was kept. */
  readonly standing?: RunStanding;
}

/** What a run came to, in a few numbers: whoever watches the fleet reads these every few minutes. */
export interface RunStanding {
  readonly coverage: number;
  /** Findings that were open and not waived. */
  readonly open: Readonly<Record<Severity, number>>;
  /** When the oldest open critical finding was first seen. */
  readonly oldestCritical?: Instant;
  /** When the first read began of what was judged. */
  readonly readSince?: Instant;
}

/** Every target that sweeps knew, with the start of the last sweep that completed it; null where none did. */
export type Roster = Readonly<Record<string, Instant | null>>;

/** What the product remembers between runs. */
export interface Memory {
  readonly policies: PolicyMemory;
  readonly waivers: WaiverMemory;
  readonly components: ComponentMemory;
  readonly bills: BillMemory;
  readonly groups: GroupMemory;
  readonly alerts: AlertMemory;
  readonly remediations: RemediationMemory;
  /** The kill switch of remediation. */
  readonly pause: PauseMemory;
  /** What may be used once: buttons, and what was delivered. */
  readonly nonces: Nonces;
  /** Findings as last written, closed ones included. */
  findings(): Promise<readonly Finding[]>;
  /** Those of these ids that there are. */
  findingsOf(ids: readonly string[]): Promise<readonly Finding[]>;
  /** The newest runs first. */
  runs(limit: number): Promise<readonly Run[]>;
  /** The last run that had ended by an instant. */
  runBy(at: Instant): Promise<Run | undefined>;
  /** A run as it was reported then; undefined when no run has the id. */
  scan(run: string): Promise<Scan | undefined>;
  /** What each target of a run came to. Throws a ShoalwatchError where that is lost. */
  targets(run: string): Promise<readonly RunTarget[]>;
  /** What a run read; of all its targets where none are chosen by their ids. */
  snapshots(run: string, among?: (target: string) => boolean): Promise<readonly Snapshot[]>;
  history(finding: string): Promise<readonly HistoryEntry[]>;
  /** Writes a run: snapshots first, then the ledger and the findings that changed, the run record last. */
  write(outcome: Outcome): Promise<void>;
  /** Moves findings that a change will open; no run has read them yet. */
  announce(changes: readonly FindingChange[], at: Instant): Promise<void>;
  /** Writes down a change that nobody has written down yet. Answers what stands of it: another's, where that came first. */
  begin(record: ChangeRecord): Promise<ChangeRecord>;
  /** Keeps what came of a change; the same one again says the newer. */
  keep(record: ChangeRecord): Promise<void>;
  changeOf(change: Pick<Change, 'eventId' | 'at'>): Promise<ChangeRecord | undefined>;
  /** The changes that are being followed, however old they are; the oldest first. */
  following(): Promise<readonly ChangeRecord[]>;
  /** The newest changes first. */
  changes(limit: number): Promise<readonly ChangeRecord[]>;
  close(): void;
}

/** One entry of the ledger about a finding. */
export interface HistoryEntry extends FindingChange {
  readonly at: Instant;
  /** Absent where a change announced it and nothing was read. */
  readonly run?: string;
}

/** What a run leaves behind. */
export interface Outcome {
  readonly scan: Scan;
  readonly kind: RunKind;
  readonly policyDigest: string;
  readonly build?: string;
  readonly snapshots: readonly Snapshot[];
  /** What the snapshots tell of components; it is asked where they are not kept yet. */
  readonly tell?: Telling;
  readonly changes: readonly FindingChange[];
  /** Whether what stands already is looked for, and written again where it is lost. */
  readonly recheck?: boolean;
  /** Findings that the scan sees in another target than they are kept as of. */
  readonly strays?: readonly string[];
  /** The run whose targets stand as they do but for those of the scan, where not everything was judged. It is the last one. */
  readonly over?: Run;
}
