import type { AlertDesk } from './desk.ts';
import { groundOf, withSlack } from './desk.ts';
import { coverage } from './bulletins/coverage.ts';
import { digests } from './bulletins/digest.ts';
import { waiverReminders } from './waivers/waiver-reminders.ts';
import { waiverRequests } from './waivers/waiver-requests.ts';

/** What falls due by itself: gaps, digests, and waivers that end. Looked at every minute; the same answer changes nothing. */
export async function agenda(desk: AlertDesk): Promise<void> {
  const ground = withSlack(await groundOf(desk));
  if (!ground) return;
  const failed: unknown[] = [];
  // What cannot be looked at keeps nothing else from being looked at.
  for (const look of [coverage, waiverRequests, waiverReminders, digests]) {
    await look(ground).catch((error: unknown) => failed.push(error));
  }
  if (failed.length > 0) throw failed[0];
}
