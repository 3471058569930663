import type { Card, GroupRecord, Severity, StoredGroup } from '#model';
import { closing, replaced, taken } from './cards/card-changes.ts';
import { contentOf, deliver } from './deliver.ts';
import { later, type Ground } from './desk.ts';
import { findingView } from './cards/finding-view.ts';
import type { Lane } from './lane.ts';
import { planEnds } from './fixes/open-plan.ts';
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
  /** Whether the message that stands was posted for something less grave, and it is critical now. */
  readonly isRaised: boolean;
  /** Whether its message was last sent while it slept, and nobody woke it: it speaks again. */
  readonly isAwake: boolean;
}

/** What Slack takes in no form is tried again after so long. */
const refusedFor = 60 * 60_000;

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
  const isRaised =
    card?.ts !== undefined &&
    card.severity !== undefined &&
    card.severity !== 'critical' &&
    standing.state === 'open' &&
    to.when === 'now' &&
    severityOf(standing) === 'critical';
  const isAwake =
    card?.asleep === true && standing.state === 'open' && to.when === 'now' && stored.group.notes.snoozed !== undefined;
  return { stored, standing, routed: to, isNew, isRaised, isAwake };
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
  let at: Told = { stored: plan.stored, isStale: false };
  const standing = plan.stored.group.cards.flatMap((it) => (it.closed === undefined ? [it.channel] : []));
  // Where it is told of now comes first, and a channel that takes nothing keeps no other from being told.
  const channels = [plan.routed.channel, ...standing.filter((it) => it !== plan.routed.channel)];
  for (const channel of new Set(plan.isNew ? channels : channels.filter((it) => standing.includes(it)))) {
    const next = await tellIn(ground, { ...plan, stored: at.stored }, laneOf(channel));
    const stored = next?.stored ?? (await groups.get(id));
    if (!stored) return 'again';
    at = {
      stored,
      isStale: at.isStale || (next?.isStale ?? true),
      isRefused: at.isRefused === true || next?.isRefused === true,
    };
  }
  if (at.isStale) return 'again';
  const { snoozed } = at.stored.group.notes;
  const ends = [snoozed && snoozed.until > ground.at ? snoozed.until : undefined, planEnds(at.stored.group, ground.at)];
  if (at.isRefused) ends.push(new Date(ground.now + refusedFor).toISOString());
  const [first] = ends.filter((it) => it !== undefined).sort();
  const due = first === undefined ? {} : { due: first };
  const isKept = await groups.keep(at.stored.group, at.stored.version, due);
  return isKept ? 'nothing' : 'again';
}

interface Told {
  readonly stored: StoredGroup;
  /** Somebody changed it meanwhile: it has to be looked at once more. */
  readonly isStale: boolean;
  /** Slack takes it in no form: the other way has told of it. */
  readonly isRefused?: boolean;
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
  const isRaised = (plan.isRaised || plan.isAwake) && lane.channel === plan.routed.channel;
  const shown = isRaised ? { ...plan, standing: replacedBy(plan) } : plan;
  const facts = await factsOf(ground, shown, lane.channel, card.renders + 1);
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
  if (sent.is === 'refused' && !sent.forAll && lane.channel !== plan.routed.channel) {
    // It is told of elsewhere now, and nobody can edit what stood here: it is left as it is.
    return keep(ground, begun.stored, closing(unsure, ground.at));
  }
  await lane.note(sent);
  if (sent.is === 'lost') {
    ground.desk.note?.('relinked', lane.channel, sent.why);
    const without = await keep(ground, begun.stored, closing(unsure, ground.at));
    // What is over needs no new message, unless the old one still stands there and says otherwise.
    if (isOver(standing) && sent.why === 'message_not_found') return without;
    return post(ground, { ...plan, stored: without.stored }, lane, undefined);
  }
  if (sent.is === 'layout') return { ...begun, isRefused: true };
  if (sent.is !== 'sent') return undefined;
  if (isRaised) {
    const without = await keep(ground, begun.stored, (group) => ({
      ...closing(unsure, ground.at)(group),
      opened: group.opened.filter((it) => it !== card.posted),
    }));
    return post(ground, { ...plan, stored: without.stored }, lane, undefined);
  }
  const severity = severityOf(standing);
  const { asleep: __, ...awake } = card;
  const slept = standing.state === 'snoozed' ? ({ asleep: true } as const) : {};
  const sentCard: Card = { ...awake, ...slept, renders: card.renders + 1, severity, rendered, key, ...closed };
  return keep(ground, begun.stored, (group) => replaced(group, unsure, sentCard));
}

/** The end of a message that has to speak again: an edit calls nobody, so that a new one is posted. */
const replacedBy = ({ standing, isRaised }: Plan): Standing => ({
  ...{ state: 'no-longer-applies', open: [], closed: standing.open, head: standing.head },
  because: `It is ${isRaised ? 'critical now' : 'awake again'}, and stands on a new card below.`,
});

/** The gravest of what a message speaks of. */
const severityOf = ({ open, head }: Standing): Severity =>
  gravest([...open.filter(({ status }) => status !== 'waived').map((it) => it.severity), head.severity]);

/** An intent whose group is over before it was posted, or that a crash left behind. */
async function forget(ground: Ground, stored: StoredGroup, card: Card | undefined): Promise<Told> {
  if (!card) return { stored, isStale: false };
  return keep(ground, stored, closing(card, ground.at));
}

/** Posts a message. That it is about to be is kept first: whoever finds that without an answer posts it once more. */
async function post(ground: Ground, plan: Plan, lane: Lane, left: Card | undefined): Promise<Told | undefined> {
  const { desk, at } = ground;
  const { standing } = plan;
  const { channel } = lane;
  if (!(await lane.turn())) return undefined;
  if (left) desk.note?.('repeated', channel);
  const severity = severityOf(standing);
  const intent: Card = { channel, posted: left?.posted ?? at, severity, renders: 1, key: desk.key() };
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
    const without = await keep(ground, intended.stored, (group) => taken(group, intent));
    return sent.is === 'layout' ? { ...without, isRefused: true } : undefined;
  }
  const card: Card = {
    ...{ ...intent, ts: sent.ts, rendered: contentOf(view) },
    ...(isOver(standing) && { closed: at }),
  };
  const told = await keep(ground, intended.stored, (group) => replaced(group, intent, card));
  await lane.posted();
  return told;
}

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
