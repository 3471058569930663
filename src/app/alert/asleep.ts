import { isAsGrave, type Finding, type GroupNotes, type Instant } from '#model';

type Snooze = NonNullable<GroupNotes['snoozed']>;

/** What ended a snooze: its time, something graver than what was put to sleep, or a finding that was no part of it. */
export type Waking = 'time' | 'graver' | 'joined';

/** What has woken a group that somebody put to sleep; undefined while it sleeps. */
export function wokenBy({ until, upTo, of }: Snooze, open: readonly Finding[], at: Instant): Waking | undefined {
  if (until <= at) return 'time';
  const counting = open.filter(({ status }) => status === 'open' || status === 'announced');
  if (upTo !== undefined && counting.some(({ severity }) => severity !== upTo && isAsGrave(severity, upTo)))
    return 'graver';
  return of && counting.some(({ id }) => !of.includes(id)) ? 'joined' : undefined;
}
