import { forSlack } from '#lib/escape/slack';
import { ShoalwatchError } from '#model';
import type { FormName } from '#notify/slack/actions';
import type { FormIntent, Intent, Place, PressIntent } from '#notify/slack/intent';
import { actorOf } from './actor.ts';
import { cardState, refresh } from './card.ts';
import { answerCommand } from './commands.ts';
import { instantIn, instantOf, type ActDesk, type Happened, type Outcome, type To } from './desk.ts';
import { deeds } from './deeds.ts';
import { filledForm } from './forms.ts';
import type { Scene } from './scene.ts';

/** How long what was used is remembered: longer than anybody keeps a queue. */
const remembered = 30 * 86_400_000;

/**
 * Does what a person wants, once, if this person may; and tells him what came of it. What is delivered twice is done once;
 * what is refused changes nothing. Rejects only where the store cannot be reached: it is delivered again then.
 */
export async function takeIntent(desk: ActDesk, intent: Intent): Promise<Outcome> {
  const seen = { name: `delivery ${intent.delivery}`, until: instantIn(desk, remembered) };
  const { nonces } = desk.memory;
  if ((await nonces.take(seen.name, intent.delivery, seen.until)) === 'done') return told('repeated', '', desk, intent);
  const outcome = await outcomeOf(desk, intent).catch((error: unknown) => {
    if (isRefusal(error)) return refused(sentence(error));
    throw error;
  });
  if (outcome.says !== '') await answered(desk, intent, outcome.says);
  await nonces.done(seen.name, intent.delivery, seen.until);
  return told(outcome.is, outcome.says, desk, intent);
}

/** What was done is done, whether or not the person can be told: the card says so, too. */
async function answered(desk: ActDesk, intent: Intent, says: string): Promise<void> {
  await desk.answer(answerTo(intent), says).catch((error: unknown) => {
    desk.note?.('unanswered', intent, error instanceof Error ? error.message : String(error));
  });
}

function told(is: Happened, says: string, desk: ActDesk, intent: Intent): Outcome {
  desk.note?.(is, intent, says);
  return { is, says };
}

async function outcomeOf(desk: ActDesk, intent: Intent): Promise<Outcome> {
  const { policy, rules } = await desk.live(instantOf(desk));
  const access = policy.access ?? {};
  const actor = await actorOf(desk, access, intent);
  if ('refused' in actor) return refused(actor.refused);
  const scene: Scene = { desk, actor, policy, access, rules };
  if (intent.is === 'command') {
    const said = await answerCommand({ desk, actor, access, words: intent.words });
    return typeof said === 'string' ? { is: 'told', says: said } : refused(said.refused);
  }
  return pressed(scene, intent);
}

async function pressed(scene: Scene, intent: PressIntent | FormIntent): Promise<Outcome> {
  const { desk } = scene;
  const button = intent.is === 'form' ? intent.pressed : intent;
  const { act, about, nonce, place } = button;
  const deed = act === 'console' || act === 'report' ? undefined : deeds[act];
  if (intent.is === 'press' && intent.form !== undefined) return opened(scene, intent, intent.form);
  if (!deed || deed.takes !== intent.is) return refused('This cannot be done from here.');
  const card = await cardState(desk, button);
  if (card.is === 'unknown') return unknownCard;
  if (card.is === 'orphan') return orphan(desk, place);
  if (card.is === 'out-of-date') return outOfDate(desk, about);
  const may = await deed.may(scene, about);
  if (!may.may) return refused(may.why);
  if (!deed.acts) return { is: 'told', says: await deed.work(scene, intent, card.group) };
  const taken = await desk.memory.nonces.take(
    `button ${about} ${act} ${nonce}`,
    intent.delivery,
    instantIn(desk, remembered),
  );
  if (taken === 'used' || taken === 'done') {
    await refresh(desk, about);
    return { is: 'used', says: 'Somebody has pressed this already: it was done once.' };
  }
  const says = await deed.work(scene, intent, card.group).catch(async (error: unknown) => {
    // What was refused can be tried again, by whoever may: the next rendering has other nonces.
    if (isRefusal(error)) await refresh(desk, about);
    throw error;
  });
  await refresh(desk, about);
  return { is: 'done', says };
}

/** Fills the form that a button has opened, or says in it why nothing can be asked. */
async function opened(scene: Scene, intent: PressIntent, form: FormName): Promise<Outcome> {
  const { desk } = scene;
  const { view, about, place } = intent;
  const card = await cardState(desk, intent);
  if (view === undefined) {
    const other = card.is === 'orphan' ? orphan(desk, place) : undefined;
    return other ?? refused('Slack did not open the form in time: press once more.');
  }
  if (card.is === 'current') {
    const act = intent.act === 'console' || intent.act === 'report' ? 'explain' : intent.act;
    const filled = await filledForm(scene, { form, act, about });
    await desk.fill(view, filled, intent);
    return { is: 'refused' in filled ? 'refused' : 'told', says: '' };
  }
  const { is, says } =
    card.is === 'orphan'
      ? await orphan(desk, place)
      : card.is === 'unknown'
        ? unknownCard
        : await outOfDate(desk, about);
  await desk.fill(view, { form, refused: says }, intent);
  return { is, says: '' };
}

const unknownCard: Outcome = { is: 'refused', says: 'Nothing is known of this message.' };

async function outOfDate(desk: ActDesk, about: string): Promise<Outcome> {
  await refresh(desk, about);
  return { is: 'out-of-date', says: 'This card is out of date; it was refreshed. Look at it again.' };
}

/** A message that nobody keeps up to date is taken away: the one that is known says the same. */
async function orphan(desk: ActDesk, place: Place): Promise<Outcome> {
  await desk.remove(place);
  return { is: 'orphan', says: 'This message was posted twice, and the other one counts: this one is gone.' };
}

/** A person is told of it. What the store could not do, and what is a defect of ours, is done again. */
const isRefusal = (error: unknown): error is ShoalwatchError =>
  error instanceof ShoalwatchError && error.code !== 'store' && error.code !== 'defect';

const refused = (says: string): Outcome => ({ is: 'refused', says });

const sentence = ({ message, cure }: ShoalwatchError): string => {
  const said = forSlack(message);
  return `${said.slice(0, 1).toUpperCase()}${said.slice(1)}${cure === undefined ? '' : ` — ${forSlack(cure)}`}`;
};

function answerTo(intent: Intent): To {
  const { user, respond } = intent;
  const { channel } = intent.is === 'command' ? intent : intent.is === 'form' ? intent.pressed.place : intent.place;
  return { channel, user, respond };
}
