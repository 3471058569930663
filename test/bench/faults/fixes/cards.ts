import { deal } from '#app/alert/deal';
import type { AlertDesk } from '#app/alert/desk';
import { tellerOf } from '#app/alert/tell';
import type { Live } from '#app/policy/live';
import type { Clock, Memory, SlackNotify } from '#model';
import type { View } from '#notify/views';
import { seeded } from '../../../sim/seeded.ts';
import { modelSlack, type ModelSlack } from '../alerts/model-slack.ts';

/** Everything is told of at once, in one channel. */
export const toldAtOnce: { readonly slack: SlackNotify } = {
  slack: { default: 'C0PLAT', routes: [{ when: {}, channel: 'C0PLAT' }] },
};

/** A Slack whose caller may die before and after each call. */
export const mortalSlack = (now: () => number, step: () => void): ModelSlack =>
  modelSlack({ random: seeded(1), now, perMille: 0, step });

interface Telling {
  readonly memory: Memory;
  readonly live: Live;
  readonly clock: Clock;
  readonly slack: ModelSlack;
}

/** Tells of all that has moved, as a process does that may die on its way. */
export async function tellOf(telling: Telling): Promise<void> {
  const desk = deskOf(telling);
  const teller = tellerOf(desk);
  for (let looks = 20; looks > 0; looks -= 1) {
    await deal(desk, 0);
    const { left } = await teller.tell();
    if (left === 0) return;
    await telling.clock.sleep(1000);
  }
  throw new Error('something stays due for ever');
}

let keys = 0;

const deskOf = ({ memory, live, clock, slack }: Telling): AlertDesk => ({
  ...{ memory, live, clock, slack, frameworks: [], zone: 'UTC', remediates: true, version: '1.0.0' },
  nameOf: () => undefined,
  drawing: { render: (view) => plain(said(view)), plainMessage: (view) => plain(said(view)) },
  fallback: { tell: () => Promise.resolve() },
  key: () => `key-${(keys += 1)}`,
});

const plain = (text: string) => ({ text, blocks: [], attachments: [] });

/** What a card says, apart from names and moments. */
function said(view: View): string {
  if (view.is === 'fix') return `fix ${view.state}, ${view.may.join(' ')}`;
  if (view.is === 'finding') return `finding ${view.state}, plan ${view.plan?.state ?? 'none'}, ${view.may.join(' ')}`;
  return view.is;
}

/** What the messages that are known say in the end, and how much is left to be told of. */
export async function cardsOf({ memory, clock, slack }: Telling): Promise<readonly string[]> {
  const at = new Date(clock.now()).toISOString();
  const left = [...(await memory.alerts.due(at)), ...(await memory.remediations.moved(at))].length;
  const plans = (await memory.remediations.all()).map(({ plan }) => memory.alerts.bulletin(plan.id));
  const known = new Set((await Promise.all(plans)).map((it) => it?.bulletin.card?.ts));
  const last = slack.messages
    .filter(({ ts, texts }) => known.has(ts) || texts[0]?.startsWith('finding'))
    .map(({ texts }) => texts.at(-1) ?? '');
  return [...new Set(last), `${known.size} known`, `${left} left`].sort();
}
