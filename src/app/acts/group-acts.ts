import { snoozeAtMost, snoozeLengths } from '../alert/cards/finding-acts.ts';
import { groupOf } from '../alert/group-of.ts';
import { forSlack } from '#lib/escape/slack';
import { plural } from '#lib/text';
import { formatTime, parseInstant } from '#lib/time';
import { severities, ShoalwatchError, snoozeChoices } from '#model';
import type { Finding, GroupAct, GroupNotes, GroupRecord, Memory, Policy } from '#model';
import { userIn } from './actor.ts';
import { groupName, unsent } from './card.ts';
import { instantIn, instantOf, type ActDesk } from './desk.ts';

/** Who acts on which group. */
export interface GroupDeed {
  readonly group: string;
  readonly by: string;
}

/** Puts a group to sleep: its card says so, and what is new in it is told when it wakes. */
export async function snooze(desk: ActDesk, { group: id, by }: GroupDeed, choice: string): Promise<string> {
  const length = snoozeChoices.find((it) => it === choice);
  const ms = length && snoozeLengths[length];
  if (ms === undefined) throw new ShoalwatchError('usage', `"${choice}" is no length of time that can be chosen`);
  const { policy } = await desk.live(instantOf(desk));
  const until = instantIn(desk, ms);
  const group = await change(desk, id, async (was) => {
    const open = (await openOf(desk.memory, was, policy)).filter(({ status }) => status !== 'waived');
    const severity = open[0]?.severity;
    if (severity === undefined) throw new ShoalwatchError('usage', 'nothing of it is open any more');
    const most = snoozeAtMost(severity, policy.notify?.slack);
    if (ms > most) throw new ShoalwatchError('usage', `a ${severity} finding sleeps for ${lengthOf(most)} at the most`);
    if (was.notes.snoozed?.by === by && isNear(was.notes.snoozed.until, until)) return undefined;
    const at = instantOf(desk);
    const ids = open.map((it) => it.id);
    const named = ids.length > mostAsleep ? {} : { of: ids };
    return { act: 'snoozed', by, at, notes: { ...was.notes, snoozed: { until, by, at, upTo: severity, ...named } } };
  });
  return `${named(group)} sleeps until ${formatTime(until)}.`;
}

/** Findings of a group that are named as asleep; a larger group is woken by what is graver, and by time. */
const mostAsleep = 500;

const lengthOf = (ms: number): string =>
  ms < 86_400_000 ? plural(ms / 3_600_000, 'hour') : plural(ms / 86_400_000, 'day');

/** Wakes a group up. */
export async function wakeUp(desk: ActDesk, { group: id, by }: GroupDeed): Promise<string> {
  const group = await change(desk, id, (was) => {
    const { snoozed, ...notes } = was.notes;
    return snoozed ? { act: 'woken', by, at: instantOf(desk), notes } : undefined;
  });
  return `${named(group)} is awake.`;
}

/** Says who looks after a group. */
export async function assign(desk: ActDesk, { group: id, by }: GroupDeed, to: string): Promise<string> {
  const group = await change(desk, id, (was) => {
    if (was.notes.assigned?.to === to) return undefined;
    const at = instantOf(desk);
    return { act: 'assigned', by, at, notes: { ...was.notes, assigned: { to, by, at } } };
  });
  const user = userIn(to)?.user;
  if (user === undefined) return `${named(group)} is with ${forSlack(to)}.`;
  const isTold =
    to !== by && (await desk.direct?.(user, `You look after ${named(group)} now.${whereOf(group)}`)) === true;
  return `${named(group)} is with <@${user}>.${isTold ? ' They have been told.' : ''}`;
}

/** The card that speaks of a group. */
function whereOf({ cards }: GroupRecord): string {
  const card = cards.findLast(({ ts, closed }) => ts !== undefined && closed === undefined);
  const at = card?.ts?.replace('.', '');
  return card && at !== undefined ? ` <https://slack.com/archives/${card.channel}/p${at}|Its card>` : '';
}

/**
 * Records that somebody holds a finding to be wrong. It stays as it is: only a read closes one. Whoever keeps the rules is
 * told in the operations channel; where that takes nothing the person hears so, and the same said once more is told then.
 */
export async function callWrong(desk: ActDesk, { group: id, by }: GroupDeed, why: string): Promise<string> {
  const said = why.trim();
  if (said === '') throw new ShoalwatchError('usage', 'say what is wrong about it');
  const isKnown = ({ notes: { wrong } }: GroupRecord): boolean => wrong?.by === by && wrong.why === said;
  const group = await change(desk, id, (was) => {
    if (isKnown(was)) return undefined;
    const at = instantOf(desk);
    return { act: 'called-wrong', by, at, why: said, notes: { ...was.notes, wrong: { why: said, by, at } } };
  });
  const { policy } = await desk.live(instantOf(desk));
  const to = policy.notify?.slack?.operations ?? policy.notify?.slack?.default;
  const thanks = `Thank you. ${named(group)} stays as it is`;
  if (to === undefined)
    return `${thanks}, and its card says what you said. No channel is named in which others are told.`;
  const isTold = group.notes.wrong?.told !== undefined;
  const text = `${forSlack(by)} holds ${named(group)} to be wrong: ${forSlack(said)} (it stays open)`;
  const failed = isTold ? undefined : await untold(desk, to, text);
  if (failed !== undefined) {
    return `${thanks}, and its card says what you said. But <#${to}> may not know of it: ${forSlack(failed)}. Say the same once more when that is mended, or tell whoever keeps the rules yourself.`;
  }
  if (!isTold) await noteTold(desk, id, isKnown);
  return `${thanks}, and whoever keeps the rules has been told.`;
}

/** Tells a channel. Answers why it could not be told. */
const untold = (desk: ActDesk, channel: string, text: string): Promise<string | undefined> =>
  desk.announce(channel, text).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

/** Takes note that others were told of what somebody holds to be wrong, unless somebody says something else since. */
async function noteTold(desk: ActDesk, id: string, isKnown: (group: GroupRecord) => boolean): Promise<void> {
  const { groups } = desk.memory;
  for (let left = patience; left > 0; left -= 1) {
    const stored = await groups.get(id);
    const wrong = stored?.group.notes.wrong;
    if (!stored || !wrong || !isKnown(stored.group)) return;
    const at = instantOf(desk);
    const group = { ...stored.group, notes: { ...stored.group.notes, wrong: { ...wrong, told: at } } };
    if (await groups.keep(group, stored.version, { due: at })) return;
  }
}

/** How often a group is read anew because somebody else was faster. */
const patience = 10;

/** Keeps an act, with all cards to be drawn anew. Nothing is kept where it stays as it was. */
async function change(
  desk: ActDesk,
  id: string,
  become: (was: GroupRecord) => Become | Promise<Become>,
): Promise<GroupRecord> {
  for (let left = patience; left > 0; left -= 1) {
    const stored = await desk.memory.groups.get(id);
    if (!stored) throw new ShoalwatchError('usage', `nothing is known of ${id}`);
    const act = await become(stored.group);
    if (!act) return stored.group;
    const group = { ...unsent(stored.group), notes: act.notes };
    if (!(await desk.memory.groups.keep(group, stored.version, { act, due: act.at }))) continue;
    desk.wake?.();
    return group;
  }
  throw new ShoalwatchError('store', 'others change it all the time: nothing was done', { cure: 'press once more' });
}

type Become = (GroupAct & { readonly notes: GroupNotes }) | undefined;

/** The findings of a group that stand, the gravest first. */
export async function openOf(memory: Memory, group: GroupRecord, policy: Policy): Promise<readonly Finding[]> {
  const found = group.members ? await memory.findingsOf(group.members) : await memory.findings();
  const parts = policy.notify?.slack?.groupBy;
  const own = found.filter((it) => group.members !== undefined || groupOf(it, parts).id === group.id);
  const standing = own.filter(({ status }) => status === 'open' || status === 'announced' || status === 'waived');
  return standing.sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || (a.id < b.id ? -1 : 1),
  );
}

/** The same act that is delivered once more ends at about the same time. */
const isNear = (one: string, other: string): boolean =>
  Math.abs((parseInstant(one) ?? 0) - (parseInstant(other) ?? 0)) < 60_000;

const named = (group: GroupRecord): string => `*${forSlack(groupName(group))}*`;
