import type { Finding, FindingChangeKind, HistoryEntry, Instant } from '#model';
import { findingWith } from '../sample.ts';

/** Noon of a day of September 2026, or another hour of it. */
export const day = (of: number, hour = 12): Instant => new Date(Date.UTC(2026, 8, of, hour)).toISOString();

const statuses = {
  ...{ opened: 'open', reopened: 'open', changed: 'open', unwaived: 'open' },
  ...{ resolved: 'resolved', gone: 'gone', 'no-longer-applies': 'no-longer-applies', waived: 'waived' },
} as const satisfies Partial<Record<FindingChangeKind, Finding['status']>>;

/** How a finding can move between two sweeps. */
export type Move = keyof typeof statuses;
export const kindsOfMove = Object.keys(statuses) as Move[];

/** One entry in the history of the finding `f-1`, made at noon of a day. */
export const move = (
  of: number,
  kind: Move,
  more: Partial<Finding> = {},
  cause: HistoryEntry['cause'] = 'read',
): HistoryEntry => ({
  ...{ at: day(of), kind, cause, run: `r-${of}` },
  finding: findingWith('f-1', { status: statuses[kind], ...more }),
});
