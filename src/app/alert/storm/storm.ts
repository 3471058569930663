import { abreast } from '#lib/abreast';
import { shortHash } from '#lib/hash';
import type { Channel, Finding, FindingChangeKind, GroupRecord } from '#model';
import type { StormView } from '#notify/views';
import { keepBulletin } from '../bulletins/bulletins.ts';
import type { Ground } from '../desk.ts';
import type { Lane } from '../lane.ts';
import { muteAt } from '../mutes.ts';
import { isCritical } from '../standing.ts';
import { keepPages, named, namedBefore, tellUnnamed } from './storm-criticals.ts';
import { actorOf, byRule, tallied, whereOf, type Tally } from './storm-tally.ts';
import type { Plan } from '../tell-group.ts';
import { cardIn, change, openedAt, withCard } from '../touch.ts';

const prefix = 'n-storm-';

/** Whether a bulletin tells of a storm. */
export const isStorm = (bulletin: string): boolean => bulletin.startsWith(prefix);

const minute = 60_000;
const usual = 8;

/** How long after its last new group a storm is over, in milliseconds. */
export const calm = minute;

/** How often it is edited while it goes on. */
const grid = 15_000;

/** Findings that are remembered as counted: all of it has to fit into one item. */
const mostSeen = 2500;

/** What the bulletin of a storm keeps: what it says, and what it counted already. */
export interface StormSays extends Omit<StormView, 'id' | 'render' | 'style' | 'may'> {
  readonly seen: readonly string[];
  readonly last: string;
  readonly tally?: Tally;
}

interface Weathered {
  readonly left: readonly Plan[];
  readonly begun: readonly string[];
}

/**
 * Where more groups fall due in a channel that would each post a card than it should get one by one, one message tells of
 * them: of those that are new, that became critical, and whose snooze has ended. Answers the plans that are left to be told
 * of by cards of their own, and the messages of a storm that has begun.
 */
export async function weathered(ground: Ground, lane: Lane, plans: readonly Plan[]): Promise<Weathered> {
  const all = plans.filter(({ isNew, stored }) => isNew && !hasIntent(stored.group.cards, lane.channel));
  const graver = plans.filter(({ isRaised }) => isRaised);
  const awake = plans.filter(({ isAwake, isRaised }) => isAwake && !isRaised);
  if (all.length + graver.length + awake.length === 0) return { left: plans, begun: [] };
  const { channel } = await lane.stands();
  const limit = ground.notify.storm?.newGroupsPerMinute ?? usual;
  const lately = channel.posted.filter((at) => Math.abs(ground.now - Date.parse(at)) < minute).length;
  const known = await stormIn(ground, channel);
  // While a burst is muted what is critical speaks for itself; more of that than a channel gets one by one ends the mute.
  const grave = [...all, ...awake].filter(({ standing }) => isCritical(standing)).length + graver.length;
  const isQuiet = known?.isMuted === true && lately + grave <= limit;
  const counted = (some: readonly Plan[]) => (isQuiet ? some.filter(({ standing }) => !isCritical(standing)) : some);
  const [fresh, woken] = [counted(all), counted(awake)];
  const standing = [...(isQuiet ? [] : graver), ...woken];
  const count = fresh.length + standing.length;
  if (count === 0) return { left: plans, begun: [] };
  const running = known?.isOn && known.isMuted === isQuiet ? known : undefined;
  if (!running && lately + count <= limit) return { left: plans, begun: [] };
  // A storm that died before its bulletin was kept goes on under its name.
  const isNamed = running !== undefined || (known !== undefined && !known.says);
  const id = isNamed && known ? known.id : `${prefix}${shortHash(`${channel.id} ${ground.at}`, 10)}`;
  await lane.change((it) => (it.storm === id ? it : { ...it, storm: id }));
  const due = running ? new Date((Math.floor(ground.now / grid) + 1) * grid).toISOString() : ground.at;
  const pages = await swell(ground, { id, channel: channel.id, was: running?.says, due }, [...fresh, ...standing]);
  for (const { stored } of fresh) {
    await change(ground, stored.group, (was) => {
      // Somebody joined meanwhile who was not counted: it stays due.
      if (was.members?.length !== stored.group.members?.length) return undefined;
      const card = { channel: channel.id, renders: 0, within: id, posted: ground.at };
      return { group: withCard(openedAt(was, ground.at), undefined, card), due: undefined };
    });
  }
  await abreast(standing, 8, ({ stored, isRaised }) =>
    change(ground, stored.group, (was) => spokenOf(was, channel.id, isRaised, ground.at)),
  );
  const hidden = new Set(fresh);
  return { left: plans.filter((it) => !hidden.has(it)), begun: running ? [] : [id, ...pages] };
}

const hasIntent = (cards: Plan['stored']['group']['cards'], channel: string): boolean =>
  cards.some((it) => it.channel === channel && it.closed === undefined);

/** Who became critical, or woke, in a storm is told of by it, and needs no new card beside the one that is edited. */
function spokenOf(was: GroupRecord, channel: string, isRaised: boolean, due: string) {
  const card = cardIn(was, channel);
  if (!card) return undefined;
  const { asleep: _, ...awake } = card;
  return { group: withCard(was, card, { ...awake, ...(isRaised && { severity: 'critical' as const }) }), due };
}

/** The storm of a channel: one that goes on, or one of before. Without anything said it died before it was kept. */
async function stormIn({ desk, now }: Ground, { storm }: Channel) {
  if (storm === undefined) return undefined;
  const says = (await desk.memory.alerts.bulletin(storm))?.bulletin.says as StormSays | undefined;
  const isMuted = says !== undefined && !says.calm && muteAt(says, now) !== undefined;
  const isLate = says === undefined || says.calm || Math.abs(now - Date.parse(says.last)) >= calm;
  return { id: storm, says, isMuted, isOn: isMuted || !isLate };
}

interface Swelling {
  readonly id: string;
  readonly channel: string;
  readonly was: StormSays | undefined;
  readonly due: string;
}

/** Counts more groups into a storm, and names its criticals. What names them is kept before it is counted. */
async function swell(
  ground: Ground,
  { id, channel, was, due }: Swelling,
  plans: readonly Plan[],
): Promise<readonly string[]> {
  const { at } = ground;
  const seen = new Set(was?.seen);
  const opened = await abreast(plans, 8, async (plan) => ({ plan, found: await openedIn(ground, plan, channel) }));
  const fresh = opened.flatMap(({ plan, found }) =>
    found.flatMap((finding) => (seen.has(finding.id) ? [] : [{ finding, isAwake: plan.isAwake && !plan.isRaised }])),
  );
  const findings = fresh.map(({ finding }) => finding);
  const awake = (was?.awake ?? 0) + fresh.filter(({ isAwake }) => isAwake).length;
  const since = was?.since ?? at;
  const count = (was?.count ?? 0) + findings.length;
  const tally = tallied(was?.tally, findings);
  const where = whereOf(tally, count);
  const before = await namedBefore(ground, id);
  const { pages, left } = named(ground, [was?.criticals ?? [], ...before], findings);
  const unnamed = (was?.unnamed ?? 0) + left.length;
  const criticals = pages.reduce((sum, page) => sum + page.length, unnamed);
  const ids = await keepPages(ground, { id, channel, where, since }, pages, due);
  await tellUnnamed(ground, channel, left);
  const [own = []] = pages;
  const says: StormSays = {
    ...was,
    ...{ is: 'storm', where, count, since, lasts: ground.now - Date.parse(since), calm: false, tally },
    ...{ byRule: byRule(ground, was?.byRule ?? [], findings), actor: actorOf(tally, count) },
    criticals: own,
    ...(criticals > own.length && { criticalCount: criticals }),
    ...(unnamed > 0 && { unnamed }),
    ...(awake > 0 && { awake }),
    seen: [...seen, ...findings.map((it) => it.id)].slice(0, mostSeen),
    last: findings.length > 0 ? at : (was?.last ?? at),
  };
  await keepBulletin(ground, { id, channel, says }, due);
  return ids;
}

const opening: readonly FindingChangeKind[] = ['opened', 'reopened', 'announced', 'unwaived'];

/** What stands of a group and is new to its channel: what another message told of, and did not end since, is not. */
async function openedIn(
  ground: Ground,
  { stored, standing, isRaised, isAwake }: Plan,
  channel: string,
): Promise<readonly Finding[]> {
  const open = standing.open.filter(({ status }) => status !== 'waived');
  if (isRaised) return open.filter(({ severity }) => severity === 'critical');
  if (isAwake) return open;
  const { cards } = stored.group;
  const told = cards.findLast((it) => it.channel === channel && it.within !== undefined && it.closed !== undefined);
  if (told?.posted === undefined || open.length < 2) return open;
  const posted = Date.parse(told.posted);
  const isNew = await abreast(open, 8, async ({ id }) => {
    const last = (await ground.desk.memory.history(id)).findLast(({ kind }) => opening.includes(kind));
    return last === undefined || Date.parse(last.at) >= posted;
  });
  const fresh = open.filter((_, at) => isNew[at]);
  return fresh.length > 0 ? fresh : open;
}
