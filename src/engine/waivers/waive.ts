import { parseInstant } from '#lib/time';
import type { Finding, Instant, Waiver } from '#model';
import { covers } from './waiver-scope.ts';

/** Lays the waivers that run at an instant over open findings. The findings themselves are never rewritten. */
export function waive(findings: readonly Finding[], waivers: readonly Waiver[], at: Instant): Finding[] {
  const running = waivers.filter((it) => runsAt(it, at)).sort((a, b) => endOf(b) - endOf(a));
  const byRule = Map.groupBy(running, ({ rule }) => rule);
  return findings.map((it) => {
    if (it.status !== 'open' && it.status !== 'waived') return it;
    const waiver = byRule.get(it.rule)?.find((one) => covers(one, it));
    return waiver ? { ...it, status: 'waived', waiver: { id: waiver.id, until: waiver.until } } : bare(it);
  });
}

/** Findings at a later instant than they were written: what has ended or was revoked meanwhile covers nothing any more. */
export function standingAt(findings: readonly Finding[], at: Instant, revoked?: ReadonlySet<string>): Finding[] {
  const isOver = (it: NonNullable<Finding['waiver']>): boolean => !runsAt(it, at) || revoked?.has(it.id) === true;
  return findings.map((it) => (it.status === 'waived' && it.waiver && isOver(it.waiver) ? bare(it) : it));
}

/** Whether an instant comes before the end of a waiver. An end that cannot be read has passed. */
export function runsAt(waiver: Pick<Waiver, 'until'>, at: Instant): boolean {
  return (parseInstant(at) ?? Infinity) < endOf(waiver);
}

const endOf = ({ until }: Pick<Waiver, 'until'>): number => parseInstant(until) ?? Number.NEGATIVE_INFINITY;

function bare({ waiver: _, ...it }: Finding): Finding {
  return { ...it, status: 'open' };
}
