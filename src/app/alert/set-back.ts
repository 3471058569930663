import type { DueCard } from '#model';
import { groundOf, withSlack, type AlertDesk, type Ground } from './desk.ts';

const minute = 60_000;

/** Nothing but a snooze, a mute and the end of a plan waits for longer, in milliseconds. */
const longest = 65 * minute;

/** How far ahead is looked. */
const horizon = 7 * 24 * 60 * minute;

/**
 * What was made due by a clock that has been set back since is due now: a laptop that wakes up, or whose time was wrong.
 * Otherwise nobody would be told of it until the clock shows that time once more.
 */
export async function afterSetBack(desk: AlertDesk): Promise<void> {
  const ground = withSlack(await groundOf(desk));
  if (!ground) return;
  const { alerts } = desk.memory;
  const ahead = new Date(ground.now + horizon).toISOString();
  for (const news of await alerts.news(ahead)) {
    if (Date.parse(news.at) > ground.now + minute) await alerts.dealt(news, ground.at);
  }
  const late = (await alerts.due(ahead)).filter(({ due }) => Date.parse(due) > ground.now + longest);
  for (const it of late) await bringForward(ground, it);
}

async function bringForward({ desk, at }: Ground, { is, id, due }: DueCard): Promise<void> {
  const { groups, alerts } = desk.memory;
  if (is === 'bulletin') {
    const stored = await alerts.bulletin(id);
    // One that stands may wait for the end of what it tells of; one that nobody has seen waits for nothing.
    if (stored && !stored.bulletin.card) await alerts.keepBulletin(stored.bulletin, stored.version, at);
    return;
  }
  const stored = await groups.get(id);
  if (!stored) return;
  const ends = [stored.group.notes.snoozed?.until, ...(stored.group.plans ?? []).map(({ expires }) => expires)];
  const isMeant = ends.some((end) => end !== undefined && Date.parse(end) === Date.parse(due));
  if (!isMeant) await groups.keep(stored.group, stored.version, { due: at });
}
