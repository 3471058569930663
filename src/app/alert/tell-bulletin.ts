import type { Bulletin, Card, Channel } from '#model';
import type { View } from '../../notify/views.ts';
import { contentOf, deliver } from './deliver.ts';
import { later, type Ground } from './desk.ts';
import { bulletinActs } from './bulletin-acts.ts';
import type { Lane } from './lane.ts';
import { calm, isStorm, type StormSays } from './storm.ts';

/** Tells what a bulletin says: posts it, or edits it where it says something else now. */
export async function tellBulletin(was: Ground, id: string, lane: Lane): Promise<'nothing' | 'again'> {
  const ground = later(was);
  const { desk, at } = ground;
  const { alerts } = desk.memory;
  const stored = await alerts.bulletin(id);
  if (!stored) return 'nothing';
  const { card } = stored.bulletin;
  const { says, due, isOver } = saysNow(ground, stored.bulletin);
  const render = (card?.renders ?? 0) + 1;
  const view = viewOf(says, id, render);
  const rendered = contentOf(view);
  const done = async (bulletin: Bulletin, version: number): Promise<'nothing' | 'again'> => {
    if (isOver && isStorm(id)) await lane.change((it) => withoutStorm(it, id));
    return (await alerts.keepBulletin(bulletin, version, due)) ? 'nothing' : 'again';
  };
  if (card?.ts !== undefined && card.rendered === rendered) return done({ ...stored.bulletin, says }, stored.version);
  if (!(await lane.turn())) return 'again';
  if (card && card.ts === undefined) desk.note?.('repeated', lane.channel);
  const key = desk.key();
  const intent = { channel: lane.channel, posted: card?.posted ?? at, renders: render, key };
  // Until Slack has answered nobody knows what stands there: whoever finds it so says it again.
  const { rendered: _, ...unsure }: Card = card?.ts === undefined ? intent : card;
  const version = stored.version + 1;
  if (!(await alerts.keepBulletin({ ...stored.bulletin, card: unsure }, stored.version, at))) return 'again';
  const sent = await deliver(desk, lane, { view, key, ts: card?.ts });
  await lane.note(sent);
  if (sent.is === 'lost') {
    // It is posted anew with the next look.
    const { card: __, ...rest } = stored.bulletin;
    await alerts.keepBulletin(rest, version, at);
    return 'again';
  }
  if (sent.is !== 'sent') return 'again';
  return done({ ...stored.bulletin, says, card: { ...intent, ts: sent.ts, rendered } }, version);
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
  if (!isStorm(id)) return { says, due: undefined, isOver: false };
  const storm = says as StormSays;
  const end = Date.parse(storm.last) + calm;
  if (storm.calm || now < end) {
    const due = storm.calm ? undefined : new Date(end).toISOString();
    return { says: { ...storm, lasts: Date.parse(storm.last) - Date.parse(storm.since) }, due, isOver: storm.calm };
  }
  const lasts = Date.parse(storm.last) - Date.parse(storm.since);
  return { says: { ...storm, calm: true, lasts }, due: undefined, isOver: true };
}

/** A bulletin as a view: what the channel and the rendering add. */
function viewOf(says: unknown, id: string, render: number): View {
  // What is kept was made from a view of this very form.
  const facts = says as View & { readonly seen?: unknown; readonly last?: unknown };
  const { seen: _, last: __, ...view } = facts;
  return { ...view, id, render, style: { buttons: true, detail: 'full' }, may: bulletinActs(facts) };
}
