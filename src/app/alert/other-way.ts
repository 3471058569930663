import type { Failing } from '#model';
import type { Ground } from './desk.ts';
import type { Lane } from './lane.ts';
import { isCritical } from './standing.ts';
import type { Plan } from './tell-group.ts';

/** Criticals that one telling names, and others. */
const mostCriticals = 200;
const mostOthers = 20;

/** Groups that are remembered as named while a channel fails. */
const mostNamed = 2000;

/** Something that waits for a channel, with what it would say. */
interface Waiting {
  readonly plan?: Plan | undefined;
}

/** Says by another way what Slack is not told of. Answers the groups whose criticals it named. */
export async function giveUpOn(
  { desk }: Ground,
  channel: string,
  waiting: readonly Waiting[],
  { why, since }: Failing,
): Promise<readonly string[]> {
  const fresh = waiting.flatMap(({ plan }) => (plan?.isNew ? [plan] : []));
  const grave = fresh.filter(({ standing }) => isCritical(standing)).slice(0, mostCriticals);
  const others = fresh.filter(({ standing }) => !isCritical(standing));
  const lines = [...grave, ...others.slice(0, mostOthers)].map(lineOf);
  const more = waiting.length - lines.length;
  const head = `Slack cannot be told in ${channel} since ${since}: ${why}. ${waiting.length} messages wait.`;
  await desk.fallback.tell([head, ...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'));
  desk.note?.('fallback', channel, why);
  // Those that it has no line for are named by the next telling.
  return idsOf(grave);
}

/** Each critical that comes up while others know already that a channel fails is told of by the other way at once. */
export async function warnOfNew({ desk }: Ground, lane: Lane, plans: readonly Plan[]): Promise<void> {
  const grave = plans.filter((it) => (it.isNew || it.isRaised) && isCritical(it.standing));
  if (grave.length === 0) return;
  const { failing } = (await lane.stands()).channel;
  if (failing?.told === undefined) return;
  const known = new Set(failing.named);
  const fresh = grave.filter(({ stored }) => !known.has(stored.group.id));
  if (fresh.length === 0) return;
  const told = fresh.slice(0, mostCriticals);
  const lines = told.map(lineOf);
  const more = fresh.length - lines.length;
  const head = `New in ${lane.channel}, which Slack cannot be told of: ${failing.why}.`;
  await desk.fallback.tell([head, ...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'));
  desk.note?.('fallback', lane.channel, failing.why);
  const named = [...known, ...idsOf(told)].slice(-mostNamed);
  await lane.change((it) => (it.failing ? { ...it, failing: { ...it.failing, named } } : it));
}

const idsOf = (plans: readonly Plan[]): readonly string[] => plans.map(({ stored }) => stored.group.id);

/** The gravest of a group. */
const lineOf = ({ standing: { open, head } }: Plan): string => {
  const { severity, message, id } = open.find(({ status }) => status !== 'waived') ?? head;
  return `${severity.toUpperCase()}  ${message}  ${id}`;
};
