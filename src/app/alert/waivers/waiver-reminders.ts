import { isInside } from '#engine/waivers/waiver-scope';
import { shortHash } from '#lib/hash';
import type { Finding, Waiver } from '#model';
import type { WaiverView } from '#notify/views';
import { keepBulletin } from '../bulletins/bulletins.ts';
import type { Ground } from '../desk.ts';
import { personOf } from '../cards/person.ts';
import { routed } from '../routes.ts';

const day = 86_400_000;

/** How long before its end a waiver is spoken of, the last time first. */
const stages = [day, 3 * day, 14 * day];

/** Says two weeks, three days and a day before the end that a waiver ends, and that it did: one message, edited. */
export async function waiverReminders(ground: Ground): Promise<void> {
  const { policy, now } = ground;
  const near = policy.waivers.filter(
    ({ until }) => Date.parse(until) - now < 14 * day && now - Date.parse(until) < day,
  );
  for (const waiver of near) await remind(ground, waiver);
}

async function remind(ground: Ground, waiver: Waiver): Promise<void> {
  const { now, desk } = ground;
  const left = Date.parse(waiver.until) - now;
  const id = `n-waiver-${shortHash(`${waiver.id} ${waiver.until}`, 10)}`;
  const stage = left <= 0 ? 0 : (stages.find((it) => left < it) ?? 0);
  const stored = await desk.memory.alerts.bulletin(id);
  const was = stored?.bulletin.says as WaiverView | undefined;
  if (was?.endsIn === stage || (left <= 0 && !was)) return;
  // Somebody said that it may end: no need to ask again before it has.
  if (was?.letEnd && left > 0) return;
  const covered = (await ground.findings.all()).filter((it) => it.rule === waiver.rule && isInside(waiver, it));
  const hidden = covered.filter(({ status }) => status === 'waived');
  const first = hidden[0] ?? covered[0];
  if (!first) return;
  const says = { ...viewOf(ground, waiver, covered), endsIn: stage, letEnd: was?.letEnd };
  const channel = routed(ground, first).channel;
  if (!stored || left <= 0) return keepBulletin(ground, { id, channel, says });
  // Each time it is said anew: an edit of a message of two weeks ago calls nobody.
  const { card: _, ...rest } = stored.bulletin;
  await desk.memory.alerts.keepBulletin({ ...rest, says }, stored.version, ground.at);
}

function viewOf(
  ground: Ground,
  waiver: Waiver,
  covered: readonly Finding[],
): Omit<WaiverView, 'id' | 'render' | 'style' | 'may'> {
  const rule = ground.rules.get(waiver.rule);
  const isEnded = Date.parse(waiver.until) <= ground.now;
  const hides = covered.filter(({ status }) => status === 'waived').length;
  return {
    ...{ is: 'waiver', waiver: waiver.id },
    state: isEnded ? 'ended' : 'ending',
    rule: { id: waiver.rule, title: rule?.title ?? waiver.rule, why: rule?.why ?? '', fix: rule?.fix ?? '' },
    severity: waiver.upTo ?? covered[0]?.severity ?? rule?.severity ?? 'medium',
    message: covered[0]?.message ?? '',
    scope: scopeIn(waiver),
    hides,
    renewal: false,
    requester: personOf(waiver.owner),
    requestedAt: ground.at,
    owner: waiver.owner,
    reason: waiver.reason,
    control: waiver.control,
    ticket: waiver.ticket,
    until: waiver.until,
    openAgain: isEnded ? covered.filter(({ status }) => status === 'open').length : undefined,
  };
}

function scopeIn(waiver: Waiver): string {
  if ('cluster' in waiver) return `everything in cluster ${waiver.cluster}`;
  return 'target' in waiver ? `everything in ${waiver.target}` : waiver.resource;
}
