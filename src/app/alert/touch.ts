import { ShoalwatchError, type Card, type Group, type GroupRecord, type StoredGroup } from '#model';
import type { Ground } from './desk.ts';

/** Members that are named; of a larger group all findings are looked at. */
const mostMembers = 500;

/** How often a group is read anew because somebody else was faster. */
const patience = 20;

const month = 30 * 86_400_000;

/** Reads a group, works out what it becomes, and keeps it over what was read. Nothing is kept where it stays. */
export async function change(
  { desk }: Pick<Ground, 'desk'>,
  group: Group,
  become: (was: GroupRecord) => { readonly group: GroupRecord; readonly due: string | undefined } | undefined,
): Promise<StoredGroup | undefined> {
  const { groups } = desk.memory;
  for (let left = patience; left > 0; left -= 1) {
    const stored = await groups.get(group.id);
    const is = become(stored?.group ?? { ...group, notes: {}, cards: [], members: [], opened: [] });
    if (!is) return stored;
    const version = stored?.version ?? 0;
    const due = is.due === undefined ? {} : { due: is.due };
    if (await groups.keep(is.group, version, due)) return { version: version + 1, group: is.group };
  }
  throw new ShoalwatchError('store', `the group ${group.id} is changed by others all the time`);
}

/** A group with findings that it did not have. */
export function joined(group: GroupRecord, findings: readonly string[]): GroupRecord {
  if (!group.members) return group;
  const members = [...new Set([...group.members, ...findings])];
  const { members: _, ...rest } = group;
  return members.length > mostMembers ? rest : { ...rest, members };
}

/** The message that speaks about a group in a channel now; one that is closed speaks about what is over. */
export const cardIn = ({ cards }: GroupRecord, channel: string): Card | undefined =>
  cards.findLast((it) => it.channel === channel && it.closed === undefined);

/** Cards that a group may keep: those that are over are forgotten, the oldest first. */
const mostCards = 20;

/** A group with another card in place of one. */
export const withCard = (group: GroupRecord, was: Card | undefined, card: Card): GroupRecord => ({
  ...group,
  cards: remembered(was ? group.cards.map((it) => (it === was ? card : it)) : [...group.cards, card]),
});

function remembered(cards: readonly Card[]): readonly Card[] {
  const over = cards.filter(({ closed }) => closed !== undefined);
  const forgotten = new Set(over.slice(0, Math.max(0, cards.length - mostCards)));
  return cards.filter((card) => !forgotten.has(card));
}

/** A group that opened once more: what is older than a month counts no more. */
export const openedAt = (group: GroupRecord, at: string): GroupRecord => ({
  ...group,
  opened: [...group.opened.filter((it) => Date.parse(at) - Date.parse(it) < month && it !== at), at].slice(-20),
});

/** A group that a bulletin tells of. */
export const within = (group: GroupRecord, channel: string, bulletin: string, at: string): GroupRecord =>
  cardIn(group, channel)
    ? group
    : withCard(openedAt(group, at), undefined, { channel, renders: 0, within: bulletin, posted: at });
