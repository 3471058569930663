import { clusterOf } from '#engine/waiver-scope';
import { shortHash } from '#lib/hash';
import { severities, type Channel, type Finding } from '#model';
import type { Lead, StormView } from '../../notify/views.ts';
import { leadOf } from './baseline.ts';
import { keepBulletin } from './bulletins.ts';
import type { Ground } from './desk.ts';
import { clusterName } from './group-of.ts';
import type { Lane } from './lane.ts';
import type { Plan } from './tell-group.ts';
import { change, openedAt, withCard } from './touch.ts';

const prefix = 'n-storm-';

/** Whether a bulletin tells of a storm. */
export const isStorm = (bulletin: string): boolean => bulletin.startsWith(prefix);

const minute = 60_000;
const usual = 8;

/** How long after its last new group a storm is over, in milliseconds. */
export const calm = minute;

/** How often it is edited while it goes on. */
const grid = 15_000;

/** Findings that are remembered as counted, criticals that are named, and rules: all of it has to fit into one item. */
const mostSeen = 5000;
const mostCriticals = 80;
const mostRules = 30;

/** What the bulletin of a storm keeps: what it says, and what it counted already. */
export interface StormSays extends Omit<StormView, 'id' | 'render' | 'style' | 'may'> {
  readonly seen: readonly string[];
  readonly last: string;
}

interface Weathered {
  readonly left: readonly Plan[];
  readonly begun?: string;
}

/**
 * Where more new groups fall due in a channel than it should get one by one, one message tells of them. Answers the plans
 * that are left to be told of by cards of their own, and the storm that has begun.
 */
export async function weathered(ground: Ground, lane: Lane, plans: readonly Plan[]): Promise<Weathered> {
  const fresh = plans.filter(({ isNew, stored }) => isNew && !hasIntent(stored.group.cards, lane.channel));
  if (fresh.length === 0) return { left: plans };
  const { channel } = await lane.stands();
  const limit = ground.notify.storm?.newGroupsPerMinute ?? usual;
  const lately = channel.posted.filter((at) => ground.now - Date.parse(at) < minute).length;
  const running = await runningIn(ground, channel);
  if (!running && lately + fresh.length <= limit) return { left: plans };
  const id = running?.id ?? `${prefix}${shortHash(`${channel.id} ${ground.at}`, 10)}`;
  const says = swell(ground, running?.says, fresh);
  const due = running ? new Date((Math.floor(ground.now / grid) + 1) * grid).toISOString() : ground.at;
  await keepBulletin(ground, { id, channel: channel.id, says }, due);
  await lane.change((it) => ({ ...it, storm: id }));
  for (const { stored } of fresh) {
    await change(ground, stored.group, (was) => {
      // Somebody joined meanwhile who was not counted: it stays due.
      if (was.members?.length !== stored.group.members?.length) return undefined;
      const card = { channel: channel.id, renders: 0, within: id, posted: ground.at };
      return { group: withCard(openedAt(was, ground.at), undefined, card), due: undefined };
    });
  }
  const hidden = new Set(fresh);
  return { left: plans.filter((it) => !hidden.has(it)), ...(!running && { begun: id }) };
}

const hasIntent = (cards: Plan['stored']['group']['cards'], channel: string): boolean =>
  cards.some((it) => it.channel === channel && it.closed === undefined);

/** The storm that a channel is in. */
async function runningIn({ desk, now }: Ground, { storm }: Channel) {
  const stored = storm === undefined ? undefined : await desk.memory.alerts.bulletin(storm);
  if (!stored) return undefined;
  const says = stored.bulletin.says as StormSays;
  return now - Date.parse(says.last) < calm ? { id: stored.bulletin.id, says } : undefined;
}

/** What a storm says with more groups in it. */
function swell(ground: Ground, was: StormSays | undefined, plans: readonly Plan[]): StormSays {
  const seen = new Set(was?.seen);
  const standing = plans.flatMap((plan) => plan.standing.open.filter(({ status }) => status !== 'waived'));
  const findings = standing.filter(({ id }) => !seen.has(id));
  const since = was?.since ?? ground.at;
  return {
    is: 'storm',
    where: whereOf(findings) ?? was?.where ?? 'the estate',
    count: (was?.count ?? 0) + findings.length,
    since,
    lasts: ground.now - Date.parse(since),
    calm: false,
    byRule: byRule(ground, was?.byRule ?? [], findings),
    criticals: criticalsOf(ground, was?.criticals ?? [], findings),
    actor: actorOf(findings) ?? was?.actor,
    seen: [...seen, ...findings.map(({ id }) => id)].slice(0, mostSeen),
    last: findings.length > 0 ? ground.at : (was?.last ?? ground.at),
  };
}

/** Where most of it is: a cluster if it is half of them. */
function whereOf(findings: readonly Finding[]): string | undefined {
  const places = Map.groupBy(findings, ({ resource }) => clusterOf(resource) ?? resource.target);
  const [most] = [...places].sort((a, b) => b[1].length - a[1].length);
  if (!most) return undefined;
  return most[1].length * 2 >= findings.length ? clusterName(most[0]) : 'the estate';
}

function byRule(ground: Ground, was: StormSays['byRule'], findings: readonly Finding[]): StormSays['byRule'] {
  const counts = new Map(was.map((it) => [it.rule, it]));
  for (const { rule, severity } of findings) {
    const known = counts.get(rule) ?? { rule, title: ground.rules.get(rule)?.title ?? rule, severity, count: 0 };
    counts.set(rule, { ...known, count: known.count + 1 });
  }
  const order = (a: StormSays['byRule'][number]): number => severities.indexOf(a.severity);
  return [...counts.values()].sort((a, b) => order(a) - order(b) || b.count - a.count).slice(0, mostRules);
}

function criticalsOf(ground: Ground, was: readonly Lead[], findings: readonly Finding[]): readonly Lead[] {
  const known = new Map(was.map((it) => [it.finding, it]));
  for (const it of findings)
    if (it.severity === 'critical') known.set(it.id, { ...leadOf(ground, it), openFor: undefined });
  return [...known.values()].slice(0, mostCriticals);
}

/** Who did most of it, where that is somebody's doing. */
function actorOf(findings: readonly Finding[]): StormView['actor'] {
  const changes = findings.flatMap(({ change: it }) => it ?? []);
  const [most] = [...Map.groupBy(changes, ({ actor, call }) => `${actor}\n${call}`).values()].sort(
    (a, b) => b.length - a.length,
  );
  const [first] = most ?? [];
  if (!most || !first || most.length * 2 < findings.length) return undefined;
  return { name: first.actor, call: first.call, share: most.length / findings.length };
}
