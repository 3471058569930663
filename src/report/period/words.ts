import { plural } from '#lib/text';
import { formatTime } from '#lib/time';
import { severities, type Severity } from '#model';
import { spanOf } from '../deadlines.ts';
import type { Balance } from './balance.ts';
import type { Breach, PeriodDeadlines } from './lateness.ts';
import type { Period } from './model.ts';
import type { RepairTimes } from './repairs.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** A length of time in its two greatest units, rounded down: `3 d 4 h`. */
export function lengthWords(seconds: number): string {
  if (seconds < minute) return `${seconds} s`;
  if (seconds < hour) return `${Math.floor(seconds / minute)} min`;
  const [most, rest] =
    seconds < day
      ? [`${Math.floor(seconds / hour)} h`, `${Math.floor((seconds % hour) / minute)} min`]
      : [`${Math.floor(seconds / day)} d`, `${Math.floor((seconds % day) / hour)} h`];
  return rest.startsWith('0 ') ? most : `${most} ${rest}`;
}

/** From when to when, and what the store cannot know of it. */
export const spanWords = ({ from, to, knownSince }: Period): string =>
  `${formatTime(from)} to ${formatTime(to)}${knownSince === undefined ? '' : `; the store knows nothing of before ${formatTime(knownSince)}, when its first run ended`}`;

/** The answer in one sentence. */
export function headlineOf({ balance, repairs, coverage }: Period): string {
  const sum = (of: (it: Balance) => number): number => severities.reduce((all, it) => all + of(balance[it]), 0);
  const repaired = severities.reduce((all, it) => all + repairs[it].repaired, 0);
  const grave = balance.critical.after + balance.high.after;
  const opened = sum((it) => it.opened + it.reopened);
  const looked = coverage.length === 0 ? 'No run ended in this time: nobody looked. ' : '';
  return `${looked}${plural(opened, 'finding')} opened and ${plural(repaired, 'finding')} put right; ${plural(grave, 'critical or high finding')} open at the end.`;
}

/** What a balance is counted in, in the order in which it adds up. */
export const balanceColumns: readonly (readonly [keyof Balance, string])[] = [
  ['before', 'open at the start'],
  ['opened', 'opened'],
  ['reopened', 'reopened'],
  ['unwaived', 'acceptance ended'],
  ['regraded', 'regraded'],
  ['resolved', 'resolved'],
  ['gone', 'gone'],
  ['noLongerApplies', 'no longer applies'],
  ['waived', 'accepted'],
  ['after', 'open at the end'],
];

/** The lines of the table of what came and went. */
export const balanceRows = ({ balance }: Period): readonly (readonly [Severity, ...number[]])[] =>
  severities.map((it) => [it, ...balanceColumns.map(([column]) => balance[it][column])] as const);

/** The lines of the table of times. */
export const repairRows = ({ repairs }: Period): readonly (readonly [Severity, number, string, string, string])[] =>
  severities.map((it) => [it, repairs[it].repaired, ...timesIn(repairs[it])] as const);

const timesIn = ({ meanSeconds, medianSeconds, longestSeconds }: RepairTimes): [string, string, string] => {
  const said = (seconds: number | undefined): string => (seconds === undefined ? 'none' : lengthWords(seconds));
  return [said(meanSeconds), said(medianSeconds), said(longestSeconds)];
};

/** What the deadlines came to, in the order in which it adds up. */
export const latenessHeads: readonly string[] = [
  ...['severity', 'deadline', 'overdue at the start', 'became overdue', 'put right late'],
  ...['overdue no more otherwise', 'overdue at the end', 'put right in time'],
];

/** The lines of that table. */
export const latenessRows = ({ bySeverity }: PeriodDeadlines): readonly (readonly [Severity, string, ...number[]])[] =>
  severities.flatMap((severity) => {
    const it = bySeverity[severity];
    if (!it) return [];
    const counts = [it.before, it.became, it.putRight, it.otherwise, it.after, it.inTime];
    return [[severity, spanOf(it.minutes), ...counts] as const];
  });

/** How a time of being overdue ended. */
export const endWords = ({ until, putRight }: Breach): string =>
  until === undefined ? 'overdue at the end' : `${putRight ? 'put right' : 'overdue no more'} ${formatTime(until)}`;

/** A share as people read it, rounded down: what is below everything is never 100 %. */
export const percentWords = (share: number): string => `${Math.floor(share * 100 + 1e-9)} %`;

/** How the figures are made, for whoever reads them. */
const method: readonly string[] = [
  'Every move is one that a run wrote down: what was open before the first run, or opened and closed between two, is not known.',
  'Put right is what a read found resolved after it had been seen open. What a change of the policy or of the rules closed, and what is gone with its resource, does not count.',
  'Time runs from when a finding last opened to the run that found it resolved, and so is no shorter than it was; accepted times are in it. A finding that was open before the first run was open longer than is known.',
  'Accepted risks count as open again from the second on in which a waiver ends or is revoked.',
];

/** The same, with how deadlines are counted. */
export const methodOf = ({ deadlines }: Period): readonly string[] => [
  ...method,
  deadlines
    ? 'A finding is overdue from when its deadline of the policy is over: so long after it last opened as the severity that it then has is given. What is accepted or announced only is not overdue; accepted times are in the time that runs. The deadlines are those of the policy at the end.'
    : 'The policy has no deadlines by severity, and so there are none to break.',
];
