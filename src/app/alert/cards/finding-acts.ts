import type { Severity, SlackNotify, SnoozeLength } from '#model';
import type { Act, FindingState, FixInFinding, PlanInFinding } from '#notify/views';

/** What may be done from a card now. Whether this person may, is asked when it is pressed. */
export function actsOn(
  state: FindingState,
  {
    fix,
    plan,
    url,
    open = 1,
  }: {
    readonly fix: FixInFinding | undefined;
    /** The plan that is open already: another one would say the same. */
    readonly plan?: PlanInFinding | undefined;
    readonly url: string | undefined;
    /** How many findings of it are open. */
    readonly open?: number;
  },
): readonly Act[] {
  const link: readonly Act[] = url === undefined ? [] : ['console'];
  const isFixable = fix && fix.level !== 'observe' && fix.blocked === undefined;
  const one: readonly Act[] = plan ? [] : ['propose'];
  const proposing: readonly Act[] = isFixable ? (open > 1 ? ['propose-all'] : one) : [];
  const looking: readonly Act[] = ['explain', 'evidence', ...link];
  switch (state) {
    case 'open':
      return [...proposing, 'snooze', 'accept-risk', 'assign', 'copy-fix', 'wrong', ...looking];
    case 'snoozed':
      return [...proposing, 'unsnooze', 'accept-risk', 'assign', 'copy-fix', 'wrong', ...looking];
    case 'announced':
      return ['explain', ...link];
    case 'waived':
      return ['renew-waiver', 'history', ...looking];
    case 'resolved':
      return ['history', 'reopen', 'explain', 'evidence'];
    case 'no-longer-applies':
      return ['history', 'explain', 'wrong'];
    case 'gone':
    case 'withdrawn':
      return ['history', 'explain'];
  }
}

const day = 86_400_000;
const longest: Readonly<Record<Severity, number>> = { critical: day, high: 7 * day, medium: 7 * day, low: 7 * day };

/** The lengths of time that can be chosen, in milliseconds. */
export const snoozeLengths: Readonly<Record<SnoozeLength, number>> = {
  '1h': day / 24,
  '8h': day / 3,
  '1d': day,
  '7d': 7 * day,
};

/** For how long a finding can be put to sleep, in milliseconds: policy may shorten it, and never lengthen it. */
export function snoozeAtMost(
  severity: Severity,
  { snoozeAtMost: said }: Pick<SlackNotify, 'snoozeAtMost'> = {},
): number {
  const most = said?.[severity];
  return most === undefined ? longest[severity] : Math.min(longest[severity], snoozeLengths[most]);
}
