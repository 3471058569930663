import { hasRole, mayAccept, riskOwnersOf, type Actor } from '#engine/access';
import { isInside } from '#engine/waiver-scope';
import { forSlack } from '#lib/escape/slack';
import { formatTime, parseInstant } from '#lib/time';
import { severities, ShoalwatchError } from '#model';
import type { Finding, Instant, Policy, WaiverEntry } from '#model';
import { decideWaiver, requestWaiver, waiverWidths, type WaiverDesk, type WaiverWidth } from '../waivers.ts';
import { instantOf, type ActDesk } from './desk.ts';
import { openOf } from './group-acts.ts';

/** How short a reason may be: who reads it months later has nothing else. */
const shortest = 20;
const longest = 1000;

/**
 * Asks for the risk of a group to be accepted, for its gravest finding: nothing is hidden before a risk owner who did not
 * ask has approved it.
 */
export async function acceptRisk(
  desk: ActDesk,
  { about, actor, policy }: { readonly about: string; readonly actor: Actor; readonly policy: Policy },
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
  desk.wake?.();
  const { asked } = entry.waiver;
  const upTo = asked?.upTo ?? head.severity;
  const who = riskOwnersOf(access, upTo);
  const by =
    who === undefined
      ? 'nobody may approve it yet: ask an admin to set access.riskOwners'
      : `one of ${forSlack(who)} approves it, and not you`;
  return `Asked for ${entry.waiver.id} until ${formatTime(until)}. Nothing is hidden yet: ${by}.`;
}

/** The gravest finding of a group, or of what a waiver covers, that a risk can be accepted for. */
export async function headOf(
  { memory }: Pick<ActDesk, 'memory'>,
  about: string,
  policy: Policy,
): Promise<Finding | undefined> {
  const isStanding = ({ status }: Finding): boolean => status === 'open' || status === 'waived';
  const group = await memory.groups.get(about);
  if (group) return (await openOf(memory, group.group, policy)).find(isStanding);
  const waiver = (await memory.waivers.get(about))?.waiver;
  if (!waiver) return undefined;
  const inside = (await memory.findings()).filter(
    (it) => it.rule === waiver.rule && isStanding(it) && isInside(waiver.scope, it),
  );
  return inside.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))[0];
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

/** Decides about what somebody else asked for. */
export async function decideRisk(
  desk: ActDesk,
  { actor, policy }: { readonly actor: Actor; readonly policy: Policy },
  id: string,
  decision: 'approve' | 'deny',
): Promise<string> {
  const stored = await desk.memory.waivers.get(id);
  const asked = stored?.waiver.asked;
  if (!stored || !asked) {
    const granted = stored?.waiver.granted;
    if (decision === 'approve' && granted?.approver === actor.id) return `${id} is approved.`;
    throw refused(`${id} waits for no decision any more`);
  }
  const may = mayAccept(policy.access ?? {}, actor, {
    severity: asked.upTo,
    days: decision === 'deny' ? 0 : daysTo(desk, asked.until),
  });
  if (!may.may) throw refused(may.why);
  const entry = await decideWaiver(waiverDesk(desk), id, decision, { by: actor.id, why: '' });
  desk.wake?.();
  return `${entry.waiver.id} is ${entry.act}${decision === 'approve' ? `, until ${formatTime(asked.until)}` : ''}.`;
}

const waiverDesk = (desk: ActDesk): WaiverDesk => ({ memory: desk.memory, file: desk.file, at: instantOf(desk) });

const daysTo = ({ clock }: ActDesk, until: Instant): number =>
  Math.ceil(((parseInstant(until) ?? Infinity) - clock.now()) / 86_400_000);

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
