import { mayAccept, type Actor } from '#engine/people/access';
import { sameHuman } from '#engine/people/same-human';
import { forSlack } from '#lib/escape/slack';
import { formatTime, parseInstant } from '#lib/time';
import type { Instant, Severity, WaiverRecord } from '#model';
import { actorOf } from './actor.ts';
import type { ActDesk } from './desk.ts';
import type { Scene } from './scene.ts';

/** Whoever was picked to decide, or why he cannot. */
export type Picked = Actor | { readonly user: string; readonly cannot: string };

/** Looks whether the person that somebody picked may decide; undefined where nobody was picked. */
export async function pickedBy(
  { desk, actor, policy }: Omit<Scene, 'access'>,
  { team, user }: { readonly team: string; readonly user: string | undefined },
  { upTo, until }: { readonly upTo: Severity; readonly until: Instant },
): Promise<Picked | undefined> {
  if (user === undefined || !/^[UW][A-Z0-9]{2,20}$/.test(user)) return undefined;
  const access = policy.access ?? {};
  const picked = await actorOf(desk, access, { team, user });
  if ('refused' in picked) return { user, cannot: picked.refused };
  if (sameHuman(access, picked, actor) !== 'other') return { user, cannot: 'Nobody decides about his own request.' };
  const days = Math.ceil(((parseInstant(until) ?? Infinity) - desk.clock.now()) / 86_400_000);
  const may = mayAccept(access, picked, { severity: upTo, days });
  return may.may
    ? picked
    : { user, cannot: may.why.replace(/^You are /, 'They are ').replace(/^You may /, 'They may ') };
}

/** Tells whoever was picked that he is asked. Answers what came of it, for whoever picked him. */
export async function askedOf(
  { direct }: Pick<ActDesk, 'direct'>,
  picked: Picked,
  { waiver, actor, channel }: { readonly waiver: WaiverRecord; readonly actor: Actor; readonly channel: string },
): Promise<string> {
  if ('cannot' in picked) return `<@${picked.user}> was not asked: ${forSlack(picked.cannot)}`;
  const { slackUser = '' } = picked;
  const ask = waiver.asked;
  if (!ask) return '';
  const text = `<@${actor.slackUser ?? ''}> asks you to accept a risk until ${formatTime(ask.until)} (${forSlack(waiver.id)}): ${forSlack(ask.reason)} The request stands in <#${channel}>.`;
  const isTold = (await direct?.(slackUser, text)) ?? false;
  return isTold
    ? `<@${slackUser}> has been told.`
    : `<@${slackUser}> is named in the request; a direct message takes the scope im:write.`;
}
