import { isNonce } from '#engine/people/nonce';
import type { Card, Group, GroupRecord } from '#model';
import type { PressIntent } from '#notify/slack/intent';
import { instantOf, type ActDesk } from './desk.ts';

/** What was pressed: `current` may be acted on. */
export type CardState =
  | { readonly is: 'current'; readonly group?: GroupRecord }
  /** Its buttons are those of an older rendering. */
  | { readonly is: 'out-of-date' }
  /** A message that was posted twice, of which this one is not known. */
  | { readonly is: 'orphan' }
  | { readonly is: 'unknown' };

type Pressed = Pick<PressIntent, 'act' | 'about' | 'nonce' | 'place'>;

/** An answer of Slack that was lost is followed by a repeat within this time, in seconds. */
const repeatWithin = 86_400;

/** Looks up the card that a button stands on: only the last rendering of the message that is known can be acted on. */
export async function cardState({ memory }: Pick<ActDesk, 'memory'>, pressed: Pressed): Promise<CardState> {
  const { act, about: id, nonce, place } = pressed;
  const group = (await memory.groups.get(id))?.group;
  const cards = group?.cards ?? (await bulletinCards(memory, id));
  const here = cards.filter((it) => it.channel === place.channel && it.ts !== undefined);
  const card = here.find((it) => it.ts === place.ts);
  if (card) {
    if (!isNonce(nonce, { key: card.key, act, id })) return { is: 'out-of-date' };
    return { is: 'current', ...(group && { group }) };
  }
  const newest = here.at(-1);
  if (newest && isRepeated(place.ts, newest.ts ?? '')) return { is: 'orphan' };
  return { is: here.length > 0 ? 'out-of-date' : 'unknown' };
}

async function bulletinCards(memory: ActDesk['memory'], id: string): Promise<readonly Card[]> {
  const found = await memory.alerts.bulletin(id);
  return found?.bulletin.card ? [found.bulletin.card] : [];
}

/** The message that is not known came first: its answer was lost, and it was sent once more. */
const isRepeated = (orphan: string, known: string): boolean => {
  const between = Number(known) - Number(orphan);
  return between >= 0 && between <= repeatWithin;
};

/** How often a group is read anew because somebody else was faster. */
const patience = 10;

/** Has the cards of a group, or a bulletin, drawn anew: with other nonces, whatever they say. */
export async function refresh(desk: Pick<ActDesk, 'memory' | 'clock' | 'wake'>, id: string): Promise<void> {
  const { groups, alerts } = desk.memory;
  const due = instantOf(desk);
  for (let left = patience; left > 0; left -= 1) {
    const stored = await groups.get(id);
    const bulletin = stored ? undefined : await alerts.bulletin(id);
    if (!stored && !bulletin) return;
    const kept = stored
      ? await groups.keep(unsent(stored.group), stored.version, { due })
      : bulletin && (await alerts.keepBulletin(unsentBulletin(bulletin.bulletin), bulletin.version, due));
    if (!kept) continue;
    desk.wake?.();
    return;
  }
}

/** A group whose cards are sent again, as nothing of them is known to be there. */
export const unsent = (group: GroupRecord): GroupRecord => ({ ...group, cards: group.cards.map(withoutRendered) });

const unsentBulletin = <B extends { readonly card?: Card }>(bulletin: B): B =>
  bulletin.card ? { ...bulletin, card: withoutRendered(bulletin.card) } : bulletin;

/** A card that is sent again, as nothing of it is known to be there. */
export const withoutRendered = (card: Card): Card => {
  const { rendered: _, ...rest } = card;
  return card.closed === undefined && card.within === undefined ? rest : card;
};

/** What a group is called where there is no record of it. */
export const groupName = ({ rule, cluster, target }: Group): string =>
  [rule, cluster?.slice(cluster.lastIndexOf('/') + 1) ?? target].filter((it) => it !== undefined).join(' in ');
