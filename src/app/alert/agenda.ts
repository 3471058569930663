import type { AlertDesk } from './desk.ts';
import { groundOf, withSlack } from './desk.ts';
import { coverage } from './coverage.ts';
import { digests } from './digest.ts';
import { waiverReminders } from './waiver-reminders.ts';

/** What falls due by itself: gaps, digests, and waivers that end. Looked at every minute; the same answer changes nothing. */
export async function agenda(desk: AlertDesk): Promise<void> {
  const ground = withSlack(await groundOf(desk));
  if (!ground) return;
  await coverage(ground);
  await waiverReminders(ground);
  await digests(ground);
}
