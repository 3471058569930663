import type { Lookout } from '#engine/moved/lookout';
import { parseInstant } from '#lib/time';
import type { ActionType, Clock, Finding, Instant, Memory, Run, Type } from '#model';
import type { Files } from '#store/files';
import type { Leases } from '#store/lease';
import type { Table } from '#store/table';
import type { Live } from '../policy/live.ts';
import type { WarmFindings } from './warm-findings.ts';

/** What every function has that follows changes. Between two calls of one nothing is known but what is stored. */
export interface Stack {
  readonly memory: Memory;
  readonly files: Files;
  /** What is under way: marks and the order of re-reads. */
  readonly work: Table;
  /** What stood open by a run in some targets, without what was announced since. */
  readonly standing: (run: string, among: (target: string) => boolean) => Promise<readonly Finding[]>;
  /** Every type that is read. */
  readonly types: readonly Type[];
  readonly clock: Clock;
}

/** What a function has besides that announces and judges. */
export interface Judge extends Stack {
  readonly leases: Leases;
  /** Tells this call of the function from every other. */
  readonly holder: string;
  /** What the process knows of findings between its calls. */
  readonly warm: WarmFindings;
  /** What it knows of what rules looked at. */
  readonly lookout: Lookout;
  readonly live: Live;
  /**
   * Whether nobody who judged has died or failed lately: findings stand as the last run and the records of changes say. Absent
   * while nobody holds the right to judge.
   */
  readonly isSure?: boolean;
  /** What requests are announced as. */
  readonly actions: readonly ActionType[];
  /** Does something every so many milliseconds until it is stopped. */
  readonly every: (ms: number, work: () => void) => () => void;
}

/** The start of a run that is judged now. It comes after the last one, whatever the clock of that one's machine said. */
export const judgedAt = ({ clock }: Pick<Stack, 'clock'>, last: Run | undefined): Instant =>
  new Date(Math.max(clock.now(), (parseInstant(last?.startedAt ?? '') ?? 0) + 1)).toISOString();

/** When an item of the work table may go, so many milliseconds from now. */
export const expiryIn = ({ clock }: Pick<Stack, 'clock'>, ms: number): Instant =>
  new Date(clock.now() + ms).toISOString();

export const day = 86_400_000;
