import type { Bulletin, Card, Channel, Severity } from '#model';
import type { View } from '#notify/views';
import { contentOf, deliver } from '../deliver.ts';
import { later, type Ground } from '../desk.ts';
import { fixCard, isFix } from '../fixes/fix-card.ts';
import { bulletinActs } from './bulletin-acts.ts';
import type { Lane } from '../lane.ts';
import { muteAt, speakingAgain } from '../mutes.ts';
import type { Place } from '../ports.ts';
import { channelStyle } from '../routes.ts';
import { calm, isStorm, type StormSays } from '../storm/storm.ts';

/** What Slack takes in no form is tried again after so long, in milliseconds. */
const refusedFor = 60 * 60_000;

/** Tells what a bulletin says: posts it, or edits it where it says something else now. */
export async function tellBulletin(was: Ground, id: string, lane: Lane): Promise<'nothing' | 'again'> {
  const ground = later(was);
  const { desk, at } = ground;
  const { alerts } = desk.memory;
  const stored = await alerts.bulletin(id);
  if (!stored) return 'nothing';
  const again = speakingAgain(stored.bulletin, ground.now);
  if (again) {
    await alerts.keepBulletin(again, stored.version, at);
    return 'again';
  }
  const { card: last } = stored.bulletin;
  // Where the policy names another channel it is said there, and taken away here.
  const card = last?.channel === lane.channel ? last : undefined;
  const { says: kept } = stored.bulletin;
  const fix = isFix(kept) ? await fixCard(ground, stored.bulletin, kept) : undefined;
  if (isFix(kept) && !fix) return (await alerts.keepBulletin(stored.bulletin, stored.version)) ? 'nothing' : 'again';
  const { says, due, isOver } = fix ? { says: kept, due: fix.due, isOver: false } : saysNow(ground, stored.bulletin);
  const render = (card?.renders ?? 0) + 1;
  const view = fix?.view ?? viewOf(ground, { ...stored.bulletin, says }, render);
  const rendered = contentOf(view);
  const done = async (bulletin: Bulletin, version: number): Promise<'nothing' | 'again'> => {
    if (isOver && isStorm(id)) await lane.change((it) => withoutStorm(it, id));
    return (await alerts.keepBulletin(bulletin, version, due)) ? 'nothing' : 'again';
  };
  if (card?.ts !== undefined && card.rendered === rendered) return done({ ...stored.bulletin, says }, stored.version);
  if (!(await lane.turn())) return 'again';
  if (card && card.ts === undefined) desk.note?.('repeated', lane.channel);
  const key = desk.key();
  const thread = fix?.thread;
  const intent: Card = {
    ...{ channel: lane.channel, posted: card?.posted ?? at, renders: render, key },
    ...(thread !== undefined && { thread }),
  };
  // Until Slack has answered nobody knows what stands there: whoever finds it so says it again.
  const { rendered: _, ...unsure }: Card = card?.ts === undefined ? intent : card;
  const version = stored.version + 1;
  if (!(await alerts.keepBulletin({ ...stored.bulletin, card: unsure }, stored.version, at))) return 'again';
  const sent = await deliver(desk, lane, { view, key, ts: card?.ts, thread, broadcast: fix?.broadcast });
  await lane.note(sent);
  if (sent.is === 'lost') {
    // It is posted anew with the next look.
    await alerts.keepBulletin(withoutCard(stored.bulletin), version, at);
    return 'again';
  }
  if (sent.is === 'unanswered') return 'again';
  if (sent.is !== 'sent') {
    // What was refused for certain does not stand. What is refused in every form has been told of by the other way.
    const rest = card?.ts === undefined ? withoutCard(stored.bulletin) : { ...stored.bulletin, card: unsure };
    const again = sent.is === 'layout' ? new Date(ground.now + refusedFor).toISOString() : at;
    await alerts.keepBulletin(rest, version, again);
    return 'again';
  }
  if (last?.ts !== undefined && last !== card) await takeAway(ground, { channel: last.channel, ts: last.ts });
  return done({ ...stored.bulletin, says, card: { ...intent, ts: sent.ts, rendered } }, version);
}

const withoutCard = ({ card: _, ...rest }: Bulletin): Bulletin => rest;

/** Takes a message away from a channel that hears of it no more. One that stays there is only said to. */
async function takeAway({ desk }: Ground, place: Place): Promise<void> {
  const sent = await desk.slack.remove(place);
  desk.note?.(sent.is === 'sent' ? 'removed' : 'undelivered', place.channel, ...(sent.is === 'sent' ? [] : [sent.is]));
}

function withoutStorm(channel: Channel, id: string): Channel {
  if (channel.storm !== id) return channel;
  const { storm: _, ...rest } = channel;
  return rest;
}

interface Now {
  readonly says: unknown;
  readonly due: string | undefined;
  readonly isOver: boolean;
}

/** A storm that has passed says so, and is looked at again until it does. */
function saysNow({ now }: Ground, { id, says }: Bulletin): Now {
  const quiet = muteAt(says, now)?.until;
  if (!isStorm(id)) return { says, due: quiet, isOver: false };
  const storm = says as StormSays;
  // What is still to come was kept before the clock was set back.
  const still = Math.min(Date.parse(storm.last), now) + (Date.parse(storm.last) > now ? 0 : calm);
  const end = Math.max(still, Date.parse(quiet ?? storm.since));
  if (storm.calm || now < end) {
    const due = storm.calm ? undefined : new Date(end).toISOString();
    return { says: { ...storm, lasts: Date.parse(storm.last) - Date.parse(storm.since) }, due, isOver: storm.calm };
  }
  const lasts = Date.parse(storm.last) - Date.parse(storm.since);
  return { says: { ...storm, calm: true, lasts }, due: undefined, isOver: true };
}

/** A bulletin as a view: what the channel and the rendering add. */
function viewOf(ground: Ground, { id, channel, says }: Bulletin, render: number): View {
  // What is kept was made from a view of this very form.
  const facts = says as View & { readonly seen?: unknown; readonly last?: unknown; readonly tally?: unknown };
  const { seen: _, last: __, tally: ___, ...view } = facts;
  const style = channelStyle(ground, channel, severityOf(facts));
  return { ...view, id, render, style, may: style.buttons ? bulletinActs(facts) : [] };
}

/** How grave what a bulletin says is: it decides who is called. */
function severityOf(view: View): Severity | undefined {
  if (view.is === 'storm') return view.criticals.length > 0 ? 'critical' : view.byRule[0]?.severity;
  return view.is === 'scan-failed' ? 'critical' : undefined;
}
