import { parseInstant } from '#lib/time';
import type { Instant, Remediation, RemediationPolicy } from '#model';

const hour = 3_600_000;

/** Where policy says nothing. */
export const usualLimits = { perHour: 5, perTarget: 1 };

/** Which remediations take a slot, and what may be taken. */
export interface LimitQuestion {
  readonly policy: RemediationPolicy | undefined;
  readonly remediations: readonly Remediation[];
  readonly target: string;
  readonly at: Instant;
  /** The plan that asks: its own slot does not count. */
  readonly plan?: string | undefined;
}

/** Why no slot is left; undefined where one is. */
export function whyFull({ policy, remediations, target, at, plan }: LimitQuestion): string | undefined {
  const { perHour, perTarget } = { ...usualLimits, ...policy?.limits };
  const others = remediations.filter((it) => it.plan.id !== plan && takesSlot(it));
  const now = parseInstant(at) ?? 0;
  const lately = others.filter(({ startedAt = '' }) => now - (parseInstant(startedAt) ?? now) < hour);
  if (lately.length >= perHour)
    return `${lately.length} fixes began within the hour, and ${perHour} may: limits.perHour`;
  const here = others.filter((it) => it.plan.resource.target === target && isUnderWay(it));
  if (here.length < perTarget) return undefined;
  return `${here.map((it) => it.plan.id).join(', ')} is under way in ${target}, and ${perTarget} may be: limits.perTarget`;
}

/** One that began and ended without having sent anything gave its slot back. */
const takesSlot = (it: Remediation): boolean => it.startedAt !== undefined && (isUnderWay(it) || it.writes.length > 0);

/** Whether steps of it may be in flight. */
export const isUnderWay = ({ state }: Pick<Remediation, 'state'>): boolean =>
  ['applying', 'waiting', 'verifying', 'rolling-back', 'undoing'].includes(state);
