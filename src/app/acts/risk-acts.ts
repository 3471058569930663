import { hasRole, riskOwnersOf, type Actor } from '#engine/people/access';
import { forSlack } from '#lib/escape/slack';
import { formatTime, parseInstant } from '#lib/time';
import { ShoalwatchError } from '#model';
import type { Finding, Instant, Policy, WaiverEntry } from '#model';
import type { Place } from '#notify/slack/intent';
import { personOf } from '../alert/cards/person.ts';
import { requestWaiver, waiverWidths, type WaiverDesk, type WaiverWidth } from '../waivers/waivers.ts';
import { instantOf, type ActDesk } from './desk.ts';
import { askedOf, pickedBy } from './picked.ts';
import { keepRiskCard } from './risk-card.ts';
import type { Scene } from './scene.ts';
import { subjectOf } from './subject.ts';

/** How short a reason may be: who reads it months later has nothing else. */
const shortest = 20;
const longest = 1000;

/**
 * Asks for the risk of a group to be accepted, for its gravest finding: nothing is hidden before a risk owner who did not
 * ask has approved it.
 */
export async function acceptRisk(
  { desk, actor, policy, rules }: Scene,
  { about, place, team }: { readonly about: string; readonly place: Place; readonly team: string },
  values: Readonly<Record<string, string>>,
): Promise<string> {
  const access = policy.access ?? {};
  const role = hasRole(access, actor);
  if (!role.may) throw refused(role.why);
  const head = await headOf(desk, about, policy);
  if (!head) throw refused('nothing of it is open any more: there is nothing to accept');
  const reason = said(values['reason'], 'reason', shortest);
  const until = endOf(values['until']);
  const width = widthOf(values['scope']);
  const owner = values['owner'] ?? actor.id;
  const more = { control: optional(values['control'], 'control'), ticket: optional(values['ticket'], 'ticket') };
  const wish = { finding: head.id, width, by: actor.id, owner, reason, until, ...more };
  const entry = await requestWaiver(waiverDesk(desk), wish).catch((error: unknown) =>
    askedAlready(desk, error, { actor, reason, until }),
  );
  const { waiver } = entry;
  const upTo = waiver.asked?.upTo ?? head.severity;
  const picked = await pickedBy({ desk, actor, policy, rules }, { team, user: values['approver'] }, { upTo, until });
  await keepRiskCard({ desk, policy, rules }, waiver, {
    channel: place.channel,
    ...(picked && 'id' in picked && { asked: personOf(picked.id) }),
  });
  const told = picked && (await askedOf(desk, picked, { waiver, actor, channel: place.channel }));
  const who = riskOwnersOf(access, upTo);
  const by =
    who === undefined
      ? 'nobody may approve it yet: ask an admin to set access.riskOwners'
      : `one of ${forSlack(who)} approves it, and not you`;
  return `Asked for ${waiver.id} until ${formatTime(until)}. Nothing is hidden yet: ${by}.${told === undefined ? '' : ` ${told}`}`;
}

/** The gravest finding that a message speaks of and that a risk can be accepted for. */
export async function headOf(
  desk: Pick<ActDesk, 'memory'>,
  about: string,
  policy: Policy,
): Promise<Finding | undefined> {
  const subject = await subjectOf(desk, about, policy);
  return subject?.standing.find(({ status }) => status === 'open' || status === 'waived');
}

/** The same request that is delivered once more was filed by the first. */
async function askedAlready(
  desk: ActDesk,
  error: unknown,
  { actor, reason, until }: { readonly actor: Actor; readonly reason: string; readonly until: Instant },
): Promise<WaiverEntry> {
  const all = error instanceof ShoalwatchError ? await desk.memory.waivers.all() : [];
  const same = all.find(
    ({ asked }) => asked?.requester === actor.id && asked.reason === reason && asked.until === until,
  );
  const last = same && (await desk.memory.waivers.history(same.id)).at(-1);
  if (last) return last;
  throw error;
}

/** Where waivers are kept, at this moment. */
export const waiverDesk = (desk: ActDesk): WaiverDesk => ({
  memory: desk.memory,
  file: desk.file,
  at: instantOf(desk),
});

const refused = (why: string): ShoalwatchError => new ShoalwatchError('usage', why);

/** The first moment of the day that was picked, as on the command line. */
function endOf(picked: string | undefined): Instant {
  const time = /^\d{4}-\d\d-\d\d$/.test(picked ?? '') ? parseInstant(picked ?? '') : undefined;
  if (time === undefined) throw refused('pick the day on which it ends');
  return new Date(time).toISOString();
}

function widthOf(chosen = 'finding'): WaiverWidth {
  const found = waiverWidths.find((it) => it === chosen);
  if (found) return found;
  throw refused(`"${chosen}" is no scope`);
}

function said(text: string | undefined, name: string, least: number): string {
  const words = (text ?? '').trim();
  if (words.length < least)
    throw refused(`the ${name} has fewer than ${least} characters: say enough for who reads it in months`);
  if (words.length > longest) throw refused(`the ${name} has more than ${longest} characters`);
  return words;
}

const optional = (text: string | undefined, name: string): string | undefined =>
  text === undefined || text.trim() === '' ? undefined : said(text, name, 1);
