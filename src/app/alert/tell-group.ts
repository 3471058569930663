import type { Card, GroupRecord, StoredGroup } from '#model';
import { contentOf, deliver } from './deliver.ts';
import { later, type Ground } from './desk.ts';
import { findingView } from './finding-view.ts';
import type { Lane } from './lane.ts';
import { gravest, routed, type Routed } from './routes.ts';
import { isOver, standingOf, type Standing } from './standing.ts';
import { cardIn, openedAt, withCard } from './touch.ts';

/** How a group would be told of now. */
export interface Plan {
  readonly stored: StoredGroup;
  readonly standing: Standing;
  readonly routed: Routed;
  /** Whether a message has to be posted that does not stand yet. */
  readonly isNew: boolean;
}

/** Looks at a group that is due. Undefined where there is nothing to tell of. */
export async function planOf(ground: Ground, id: string): Promise<Plan | undefined> {
  const stored = await ground.desk.memory.groups.get(id);
  const standing = stored && (await standingOf(ground, stored.group));
  if (!standing) return undefined;
  const standingOnes = standing.open.filter(({ status }) => status !== 'waived');
  const to = routed(
    ground,
    standing.head,
    gravest((standingOnes.length > 0 ? standingOnes : [standing.head]).map((it) => it.severity)),
  );
  const speaks = standing.state === 'open' || standing.state === 'announced';
  const card = cardIn(stored.group, to.channel);
  const isNew = speaks && to.when === 'now' && (!card || (card.ts === undefined && card.within === undefined));
  return { stored, standing, routed: to, isNew };
}

/** What is still to be done after a look at a group. */
type Left = 'nothing' | 'again';

/**
 * Tells of a group: what stands is edited where it says something else now, what is new is posted. It stays due until each
 * of its messages says how it stands, and where somebody changed it meanwhile.
 */
export async function tellGroup(was: Ground, id: string, laneOf: (channel: string) => Lane): Promise<Left> {
  const ground = later(was);
  const plan = await planOf(ground, id);
  const { groups } = ground.desk.memory;
  if (!plan) {
    const stored = await groups.get(id);
    if (stored) await groups.keep(stored.group, stored.version);
    return 'nothing';
  }
  let at = { stored: plan.stored, isStale: false };
  const channels = new Set(plan.stored.group.cards.flatMap((it) => (it.closed === undefined ? [it.channel] : [])));
  if (plan.isNew) channels.add(plan.routed.channel);
  for (const channel of channels) {
    const next = await tellIn(ground, { ...plan, stored: at.stored }, laneOf(channel));
    if (!next) return 'again';
    at = { stored: next.stored, isStale: at.isStale || next.isStale };
  }
  if (at.isStale) return 'again';
  const { snoozed } = at.stored.group.notes;
  const due = snoozed && snoozed.until > ground.at ? { due: snoozed.until } : {};
  const isKept = await groups.keep(at.stored.group, at.stored.version, due);
  return isKept ? 'nothing' : 'again';
}

interface Told {
  readonly stored: StoredGroup;
  /** Somebody changed it meanwhile: it has to be looked at once more. */
  readonly isStale: boolean;
}

/** Tells of a group in one channel. Undefined where it could not be told. */
async function tellIn(ground: Ground, plan: Plan, lane: Lane): Promise<Told | undefined> {
  const { stored, standing } = plan;
  const card = cardIn(stored.group, lane.channel);
  const closed = isOver(standing) ? { closed: ground.at } : {};
  if (card?.within !== undefined) {
    return isOver(standing)
      ? keep(ground, stored, (group) => withCard(group, cardIn(group, lane.channel), { ...card, ...closed }))
      : { stored, isStale: false };
  }
  if (!card || card.ts === undefined) return plan.isNew ? post(ground, plan, lane, card) : forget(ground, stored, card);
  const facts = await factsOf(ground, plan, lane.channel, card.renders + 1);
  const view = findingView(ground, facts);
  const rendered = contentOf(view);
  if (rendered === card.rendered) return { stored, isStale: false };
  if (!(await lane.turn())) return undefined;
  // Until Slack has answered nobody knows what stands there: whoever finds it so says it again.
  const { rendered: _, ...unsure } = card;
  const begun = await keep(ground, stored, (group) => replaced(group, card, unsure));
  if (begun.isStale) return undefined;
  const key = ground.desk.key();
  const sent = await deliver(ground.desk, lane, { view, key, ts: card.ts });
  await lane.note(sent);
  if (sent.is === 'lost') {
    ground.desk.note?.('relinked', lane.channel, sent.why);
    const without = await keep(ground, begun.stored, closing(unsure, ground.at));
    // What is over needs no new message, unless the old one still stands there and says otherwise.
    if (isOver(standing) && sent.why === 'message_not_found') return without;
    return post(ground, { ...plan, stored: without.stored }, lane, undefined);
  }
  if (sent.is !== 'sent') return undefined;
  const sentCard: Card = { ...card, renders: card.renders + 1, rendered, key, ...closed };
  return keep(ground, begun.stored, (group) => replaced(group, unsure, sentCard));
}

/** An intent whose group is over before it was posted, or that a crash left behind. */
async function forget(ground: Ground, stored: StoredGroup, card: Card | undefined): Promise<Told> {
  if (!card) return { stored, isStale: false };
  return keep(ground, stored, closing(card, ground.at));
}

const closing =
  (card: Card, at: string) =>
  (group: GroupRecord): GroupRecord =>
    replaced(group, card, { ...card, closed: at });

const isSame = (a: Card, b: Card): boolean =>
  a.channel === b.channel && a.ts === b.ts && a.posted === b.posted && a.closed === undefined && b.closed === undefined;

const replaced = (group: GroupRecord, was: Card, is: Card): GroupRecord => {
  const found = group.cards.find((it) => isSame(it, was));
  return found ? withCard(group, found, is) : group;
};

/** Posts a message. That it is about to be is kept first: whoever finds that without an answer posts it once more. */
async function post(ground: Ground, plan: Plan, lane: Lane, left: Card | undefined): Promise<Told | undefined> {
  const { desk, at } = ground;
  const { standing } = plan;
  const { channel } = lane;
  if (!(await lane.turn())) return undefined;
  if (left) desk.note?.('repeated', channel);
  const intent: Card = { channel, posted: left?.posted ?? at, renders: 1, key: desk.key() };
  const open = standing.open.map(({ id }) => id);
  const [known, stands] = [new Set(plan.stored.group.members), new Set(open)];
  const intended = await keep(ground, plan.stored, (group) => {
    if (left) return replaced(group, left, intent);
    // The card speaks of what stands now: what was over before is no part of it.
    // Who joined while its turn was waited for was not looked at yet, and stays.
    const { members, ...rest } = openedAt(group, at);
    const own = members?.filter((id) => stands.has(id) || !known.has(id));
    return withCard({ ...rest, ...(members && { members: open.length > 0 ? own : members }) }, undefined, intent);
  });
  // Somebody else was faster: what is posted has to be worked out anew.
  if (intended.isStale) return undefined;
  const next = { ...plan, stored: intended.stored };
  const view = findingView(ground, await factsOf(ground, next, channel, 1));
  const sent = await deliver(desk, lane, { view, key: intent.key ?? '' });
  await lane.note(sent);
  if (sent.is === 'unanswered') return undefined;
  if (sent.is !== 'sent') {
    await keep(ground, intended.stored, (group) => taken(group, intent));
    return undefined;
  }
  const card: Card = {
    ...{ ...intent, ts: sent.ts, rendered: contentOf(view) },
    ...(isOver(standing) && { closed: at }),
  };
  const told = await keep(ground, intended.stored, (group) => replaced(group, intent, card));
  await lane.posted();
  return told;
}

/** A group whose message Slack did not take: it has not opened for anybody yet. */
const taken = (group: GroupRecord, intent: Card): GroupRecord => ({
  ...group,
  cards: group.cards.filter((it) => !isSame(it, intent)),
  opened: group.opened.filter((it) => it !== intent.posted),
});

async function factsOf(ground: Ground, { stored, standing, routed: to }: Plan, channel: string, render: number) {
  const history = await ground.desk.memory.history(standing.head.id);
  const earlier = stored.group.cards.findLast((it) => it.channel === channel && it.closed !== undefined && it.ts);
  const style = to.channel === channel ? to.style : { ...to.style, mention: undefined };
  return { group: stored.group, standing, history, routed: { style }, render, earlier };
}

/** Keeps what was done to a group, over whatever it has become meanwhile; it stays due until all is done. */
async function keep(
  { desk, at }: Ground,
  stored: StoredGroup,
  become: (group: GroupRecord) => GroupRecord,
): Promise<Told> {
  const { groups } = desk.memory;
  const { id } = stored.group;
  let { version, group } = stored;
  for (let isStale = false; ; isStale = true) {
    const is = become(group);
    if (await groups.keep(is, version, { due: at })) return { stored: { version: version + 1, group: is }, isStale };
    const fresh = await groups.get(id);
    version = fresh?.version ?? 0;
    group = fresh?.group ?? group;
  }
}
