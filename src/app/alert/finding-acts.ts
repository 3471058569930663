import type { Severity } from '#model';
import type { Act, FindingState, FixInFinding } from '../../notify/views.ts';

/** What may be done from a card now. Whether this person may, is asked when it is pressed. */
export function actsOn(
  state: FindingState,
  { fix, url }: { readonly fix: FixInFinding | undefined; readonly url: string | undefined },
): readonly Act[] {
  const link: readonly Act[] = url === undefined ? [] : ['console'];
  const proposing: readonly Act[] = fix && fix.level !== 'observe' && fix.blocked === undefined ? ['propose'] : [];
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
const longest: Readonly<Record<Severity, number>> = { critical: day, high: 7 * day, medium: 30 * day, low: 30 * day };

/** For how long a finding can be put to sleep, in milliseconds. */
export const snoozeAtMost = (severity: Severity): number => longest[severity];
