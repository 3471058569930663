import { cannotTell, mayAccept } from '#engine/people/access';
import { sameHuman } from '#engine/people/same-human';
import { forSlack } from '#lib/escape/slack';
import { formatTime, parseInstant } from '#lib/time';
import { ShoalwatchError } from '#model';
import type { Instant, WaiverAsk, WaiverEntry } from '#model';
import { personOf } from '../alert/cards/person.ts';
import { decideWaiver } from '../waivers/waivers.ts';
import { humanOf, userIn } from './actor.ts';
import { instantOf, type ActDesk } from './desk.ts';
import { change } from './mute.ts';
import { waiverDesk } from './risk-acts.ts';
import { keepRiskCard } from './risk-card.ts';
import type { Scene } from './scene.ts';
import { waiverIdOf, waiverOf } from './subject.ts';

/** Where it was pressed, and on the message of which request. */
export interface Pressed {
  readonly about: string;
  readonly channel: string;
}

/** Decides about what somebody else asked for. */
export async function decideRisk(
  scene: Scene,
  { about, channel }: Pressed,
  decision: 'approve' | 'deny',
): Promise<string> {
  const { desk, actor, access } = scene;
  const id = await waiverIdOf(desk, about);
  const stored = await desk.memory.waivers.get(id);
  const asked = stored?.waiver.asked;
  if (!stored || !asked) {
    const granted = stored?.waiver.granted;
    if (decision === 'approve' && granted?.approver === actor.id) return `${id} is approved.`;
    throw refused(`${id} waits for no decision any more`);
  }
  assertMay(scene, asked, decision === 'deny' ? 0 : daysTo(desk, asked.until));
  if (decision === 'approve') {
    const same = sameHuman(access, actor, await humanOf(desk, asked.requester));
    if (same === 'same') throw refused(`${id} was requested by ${asked.requester}, who cannot approve it`);
    if (same === 'unknown') throw refused(cannotTell(asked.requester));
  }
  const entry = await decideWaiver(waiverDesk(desk), id, decision, { by: actor.id, why: '' });
  await keepRiskCard(scene, entry.waiver, { channel });
  return `${id} is ${entry.act}${decision === 'approve' ? `, until ${formatTime(asked.until)}` : ''}.${await toldOf(desk, asked, entry)}`;
}

/** Turns a request down until something of it is otherwise: whoever asked is told what, and may ask again. */
export async function askForChanges(scene: Scene, { about, channel }: Pressed, why: string): Promise<string> {
  const { desk, actor } = scene;
  const id = await waiverIdOf(desk, about);
  const waiver = (await desk.memory.waivers.get(id))?.waiver;
  const says = `${changesPrefix}${why.trim()}`;
  if (!waiver?.asked) {
    const { ended } = waiver ?? {};
    if (ended?.by === actor.id && ended.why === says) return `Changes of ${id} are asked for.`;
    throw refused(`${id} waits for no decision any more`);
  }
  if (why.trim() === '') throw refused('say what has to be otherwise');
  assertMay(scene, waiver.asked, 0);
  const entry = await decideWaiver(waiverDesk(desk), id, 'deny', { by: actor.id, why: says });
  await keepRiskCard(scene, entry.waiver, { channel });
  return `Changes of ${id} are asked for: it hides nothing, and may be asked for again.${await toldOf(desk, waiver.asked, entry)}`;
}

const changesPrefix = 'changes are asked for: ';

/** Takes note that somebody lets an accepted risk end: nobody is reminded of it again before it has. */
export async function letEnd({ desk, actor, policy }: Scene, about: string): Promise<string> {
  const waiver = await waiverOf(desk, about, policy);
  const granted = waiver && policy.waivers.find(({ id }) => id === waiver.id);
  const until = granted?.until ?? (await desk.memory.waivers.get(waiver?.id ?? ''))?.waiver.granted?.until;
  if (until === undefined || (parseInstant(until) ?? 0) <= desk.clock.now()) throw refused('it has ended already');
  const by = personOf(actor.id);
  await change(desk, about, ({ says }) => ({ ...Object(says), letEnd: { by, at: instantOf(desk) } }));
  return `It ends on ${until.slice(0, 10)}, and what it hides counts as open again then. Nobody is reminded of it before.`;
}

/** Whether somebody may decide about a request of such a severity, for so many days. */
function assertMay({ access, actor }: Scene, { upTo }: WaiverAsk, days: number): void {
  const may = mayAccept(access, actor, { severity: upTo, days });
  if (!may.may) throw refused(may.why);
}

/** Tells whoever asked what was decided, where the app may write to people. */
async function toldOf(
  { direct }: ActDesk,
  { requester }: WaiverAsk,
  { act, waiver, why, by }: WaiverEntry,
): Promise<string> {
  const user = userIn(requester)?.user;
  if (user === undefined || by === requester) return '';
  const what = why.startsWith(changesPrefix) ? why : `it is ${act}${why === '' ? '' : `: ${why}`}`;
  const isTold = await direct?.(user, `Your request ${forSlack(waiver.id)}: ${forSlack(what)}`);
  return isTold === true ? ` <@${user}> has been told.` : '';
}

const daysTo = ({ clock }: ActDesk, until: Instant): number =>
  Math.ceil(((parseInstant(until) ?? Infinity) - clock.now()) / 86_400_000);

const refused = (why: string): ShoalwatchError => new ShoalwatchError('usage', why);
