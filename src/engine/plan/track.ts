import { parseInstant } from '#lib/time';
import type { Finding, Instant, Level, Remediation } from '#model';

/** Fixes of a rule in an environment. */
interface Track {
  readonly rule: string;
  readonly environment: string | undefined;
  readonly at: Instant;
}

const day = 24 * 3_600_000;
/** For how long a rollback lowers the level. */
const memory = 30 * day;
/** How many fixes without a mishap speak for more, and for how long each is watched. */
const enough = 10;
const watched = 7 * day;

const own = (all: readonly Remediation[], { rule, environment }: Omit<Track, 'at'>): readonly Remediation[] =>
  all.filter(({ plan }) => plan.rule === rule && plan.environment === environment);

const since = (from: Instant | undefined, at: Instant): number =>
  (parseInstant(at) ?? Infinity) - (parseInstant(from ?? '') ?? -Infinity);

/** Fixes that were rolled back within the last thirty days, or could not be: each lowers the level by one. */
export const setbacksOf = (all: readonly Remediation[], track: Track): number =>
  own(all, track).filter((it) => isSetback(it) && since(it.finishedAt, track.at) < memory).length;

/** What failed and left something behind is worse than what was rolled back. */
const isSetback = ({ state, left }: Remediation): boolean =>
  state === 'rolled-back' || (state === 'failed' && left !== undefined && left !== 'unchanged');

/**
 * What speaks for the next level: ten fixes since the last mishap that took effect, were verified and stood for seven days
 * without an undo or their finding opening again. Undefined where it is not enough.
 */
export function promotionOf(
  all: readonly Remediation[],
  findings: readonly Pick<Finding, 'id' | 'status' | 'firstSeen'>[],
  track: Track,
  level: Level,
): string | undefined {
  const next: Partial<Record<Level, Level>> = { propose: 'approve', approve: 'auto' };
  const higher = next[level];
  const mine = own(all, track).toSorted((a, b) => since(a.finishedAt, track.at) - since(b.finishedAt, track.at));
  const opened = new Map(findings.filter(({ status }) => status === 'open').map((it) => [it.id, it.firstSeen]));
  const isSoon = (finishedAt: Instant | undefined, again: Instant): boolean =>
    since(finishedAt, track.at) - since(again, track.at) < watched;
  // A finding that came back and was fixed once more is told of by the later fix alone.
  const isBack = ({ plan, finishedAt }: Remediation): boolean => {
    const again = opened.get(plan.finding);
    const later = mine.filter(
      (it) => it.plan.finding === plan.finding && since(it.finishedAt, track.at) < since(finishedAt, track.at),
    );
    return (
      (again !== undefined && isSoon(finishedAt, again)) ||
      later.some((it) => isSoon(finishedAt, it.startedAt ?? it.plan.proposedAt))
    );
  };
  const isMishap = (it: Remediation): boolean =>
    ['rolled-back', 'undone', 'failed'].includes(it.state) ||
    it.stillOpen === true ||
    (it.state === 'done' && isBack(it));
  const first = mine.findIndex(isMishap);
  const good = (first < 0 ? mine : mine.slice(0, first)).filter(
    ({ state, finishedAt, others = [], made }) =>
      state === 'done' && others.length < made && since(finishedAt, track.at) >= watched,
  );
  if (higher === undefined || good.length < enough) return undefined;
  const where = track.environment === undefined ? '' : ` in ${track.environment}`;
  return `${good.length} fixes of ${track.rule}${where} stood for seven days: it could be raised to ${higher}`;
}
