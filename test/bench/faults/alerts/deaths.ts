import { deal } from '#app/alert/deal';
import { agenda } from '#app/alert/agenda';
import type { Drawing } from '#app/alert/ports';
import { groupOf } from '#app/alert/group-of';
import { memoryOn, type Ports } from '#store/memory';
import { alertShop, noonClock, ruleOf, type AlertShop } from '../../../app/alert/alert-shop.ts';
import { gap } from '../../../engine/shop.ts';
import { seeded } from '../../../sim/seeded.ts';
import { quickPorts } from '../../../support/quick-store.ts';
import { Died, mortal } from '../events/dying.ts';
import { modelSlack, type ModelSlack } from './model-slack.ts';

type Step = (shop: AlertShop) => Promise<void>;

const closed = { a: false, b: false, c: false };
const minute = 60_000;

/** Judges once; whoever asks for a step again after a death judges what stands then. */
const judged =
  (doors: Readonly<Record<string, boolean>>, how: Parameters<AlertShop['judge']>[1] = {}): Step =>
  async (shop) => {
    await shop.clock.sleep(minute);
    await shop.judge(doors, how);
  };

const minutely: Step = async ({ clock, desk, tell }) => {
  await clock.sleep(11 * minute);
  await agenda(desk);
  await tell();
};

/** A first scan, cards that open, change, end and come back, a storm, another policy, and a gap that is cured. */
const story: readonly Step[] = [
  judged({ ...closed, c: true }),
  minutely,
  judged({ ...closed, a: true, c: true }),
  judged({ a: true, b: true, c: false }),
  judged(closed),
  judged({ ...closed, a: true }),
  judged({ a: true, s1: true, s2: true, s3: true, s4: true }),
  minutely,
  async (shop) => {
    shop.policy = { ...shop.policy, rules: { 'door-closed-critical': { severity: 'high' } } };
    await judged({ a: true, s1: false, s2: true, s3: true, s4: true }, { kind: 're-evaluation' })(shop);
  },
  judged({}, { complete: [], gaps: [gap(['door', 'lock'])] }),
  minutely,
  judged({ ...closed, s2: true }),
  minutely,
  // News of a run that died is looked at for a day.
  async (shop) => {
    await shop.clock.sleep(25 * 60 * minute);
    await minutely(shop);
    await minutely(shop);
  },
];

const drawing: Drawing = {
  render: (view) => plain(`${view.id} ${view.is} ${'state' in view ? view.state : ''}`),
  plainMessage: (view) => plain(view.id),
};

const plain = (text: string) => ({ text, blocks: [], attachments: [] });

/** A crash at every write of the way from news to Slack, a restart, and how many of them leave something else. */
export async function alertDeaths(seed: number, stride: number): Promise<Deaths> {
  const whole = await play(seed, Number.POSITIVE_INFINITY);
  const wrong: string[] = [];
  let points = 0;
  let repeats = 0;
  for (let point = 1; point <= whole.writes; point += stride) {
    const ended = await play(seed, point);
    const isSame = JSON.stringify(ended.state) === JSON.stringify(whole.state);
    if (!isSame) wrong.push(`alerts: dies at write ${point}: ${difference(ended.state, whole.state)}`);
    points += 1;
    repeats += ended.repeats;
  }
  return { points, different: wrong.length, repeats, examples: wrong.slice(0, 4) };
}

export interface Deaths {
  readonly points: number;
  readonly different: number;
  /** First posts whose process died before their place was kept. */
  readonly repeats: number;
  readonly examples: readonly string[];
}

const difference = (is: readonly string[], was: readonly string[]): string =>
  [
    ...is.filter((it) => !was.includes(it)).map((it) => `has ${it}`),
    ...was.filter((it) => !is.includes(it)).map((it) => `lacks ${it}`),
  ]
    .join('; ')
    .slice(0, 400);

async function play(seed: number, last: number) {
  const under = quickPorts();
  const clock = noonClock();
  const slack = modelSlack({ random: seeded(seed), now: clock.now, perMille: 0, step: () => undefined });
  const rules = [ruleOf('critical')];
  const notify = { slack: { default: 'C0PLAT', storm: { newGroupsPerMinute: 3 } } };
  const open = (ports: Ports): AlertShop => alertShop({ slack, ports, clock, rules, notify, desk: { drawing } });
  const dying = mortal(under, last, () => undefined);
  let shop = open(dying.ports);
  for (const step of story) {
    try {
      await step(shop);
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      const { policy } = shop;
      shop = open(under);
      shop.policy = policy;
      await deal(shop.desk, 0);
      await shop.tell();
      await step(shop);
    }
  }
  const { state, repeats } = await endOf(under, slack);
  under.close();
  return { state, repeats, writes: dying.writes() };
}

/**
 * What stands in the end, apart from moments: findings, whether each that stands is told of and no card says that one stands
 * that does not, what else is told, and what is still to be done. A storm that died on its way may end as cards.
 */
async function endOf(ports: Ports, { messages }: ModelSlack) {
  const memory = memoryOn(ports);
  const findings = await memory.findings();
  const far = '2027-01-01T00:00:00.000Z';
  const due = (await memory.alerts.due(far)).length + (await memory.alerts.news(far)).length;
  const known = new Set<string>();
  const lines: string[] = [];
  for (const finding of findings) {
    const cards = (await memory.groups.get(groupOf(finding).id))?.group.cards ?? [];
    const said = cards.flatMap(
      ({ ts }) =>
        messages
          .find((it) => it.ts === ts)
          ?.texts.at(-1)
          ?.split(' ')[2] ?? [],
    );
    for (const { ts } of cards) if (ts !== undefined) known.add(ts);
    const isWithin = cards.some(({ within, closed: end }) => within !== undefined && end === undefined);
    const isTold =
      finding.status === 'open' ? isWithin || said.at(-1) === 'open' : said.every((it) => it === 'resolved');
    lines.push(`${finding.id} ${finding.status} ${isTold ? 'told' : 'not told'}`);
  }
  const kinds = new Set<string>();
  for (const { ts, texts } of messages) {
    const [id = '', ...says] = texts.at(-1)?.split(' ') ?? [];
    const stored = id.startsWith('n-') && !id.startsWith('n-storm') ? await memory.alerts.bulletin(id) : undefined;
    if (stored?.bulletin.card?.ts === ts) kinds.add(says.join(' '));
  }
  const orphans = messages.filter(({ ts, texts }) => !known.has(ts) && texts[0]?.startsWith('g-'));
  return { state: [...lines, ...kinds, `due ${due}`].sort(), repeats: orphans.length };
}
