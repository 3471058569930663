import type { Card, GroupRecord } from '#model';
import { withCard } from '../touch.ts';

/** Ends a message. */
export const closing =
  (card: Card, at: string) =>
  (group: GroupRecord): GroupRecord =>
    replaced(group, card, { ...card, closed: at });

const isSame = (a: Card, b: Card): boolean =>
  a.channel === b.channel && a.ts === b.ts && a.posted === b.posted && a.closed === undefined && b.closed === undefined;

/** A group with another card in place of one, where that one is still there. */
export const replaced = (group: GroupRecord, was: Card, is: Card): GroupRecord => {
  const found = group.cards.find((it) => isSame(it, was));
  return found ? withCard(group, found, is) : group;
};

/** A group whose message Slack did not take: it has not opened for anybody yet. */
export const taken = (group: GroupRecord, intent: Card): GroupRecord => ({
  ...group,
  cards: group.cards.filter((it) => !isSame(it, intent)),
  opened: group.opened.filter((it) => it !== intent.posted),
});
