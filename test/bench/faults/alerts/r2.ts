import { deal } from '#app/alert/deal';
import type { AlertDesk } from '#app/alert/desk';
import { groupOf } from '#app/alert/group-of';
import type { Drawing } from '#app/alert/ports';
import { tellerOf } from '#app/alert/tell';
import { defaultPolicy, type Finding, type FindingChange, type Memory } from '#model';
import { memoryOn, type Ports } from '#store/memory';
import type { Table } from '#store/table';
import { seeded, type Seeded } from '../../../sim/seeded.ts';
import { quickPorts } from '../../../support/quick-store.ts';
import type { Figure, Options } from '../../figures.ts';
import { modelSlack, type ModelMessage, type ModelSlack } from './model-slack.ts';

/** A death of the process: everything that it held is gone, what it wrote is not. */
class Crash extends Error {}

const channels = Array.from({ length: 20 }, (_, at) => `C0CH${at}`);
const groupsEach = 8;
const transitions = { quick: 4_000, usual: 20_000, full: 100_000 };

/** A card is one line: the group and how many of it stand. */
const drawing: Drawing = {
  render: (view) => plain(`${view.id} ${view.is === 'finding' ? `${view.state} ${view.counts.open}` : view.is}`),
  plainMessage: (view) => plain(`${view.id} plain`),
};

const plain = (text: string) => ({ text, blocks: [], attachments: [] });

/** Transitions with duplicates, reordering, delays and crashes at every await, and what stands in Slack in the end. */
export async function r2({ size, seed, say }: Options): Promise<Figure> {
  const wanted = transitions[size];
  const world = worldOf(seeded(seed).fork('R2'));
  let done = 0;
  for (let round = 0; done < wanted; round += 1) {
    done += await world.move();
    await world.work();
    if (round % 200 === 0) say(`R2: ${done} of ${wanted} transitions`);
  }
  await world.settle();
  const { missing, duplicates, repeats, lost } = await world.judge();
  const { crashes, slack } = world;
  return {
    id: 'R2',
    counts: { transitions: done, missing, duplicates, repeats },
    table: [
      ['transitions', 'missing', 'duplicates', 'repeats', 'first answers lost', 'crashes', 'calls', 'rate limited'],
      [done, missing, duplicates, repeats, lost, crashes(), slack.counts.calls, slack.counts.limited],
    ],
    notes: [
      'a repeat is a first post that Slack took while its answer, or the process, was lost',
      ...(size === 'full' ? [] : [`all 100,000 transitions with --full`]),
    ],
    missed: [
      ...(missing > 0 ? [`${missing} groups are not told of as they stand`] : []),
      ...(duplicates > 0 ? [`${duplicates} messages stand twice`] : []),
      ...(repeats > lost ? [`${repeats} repeats for ${lost} lost answers`] : []),
    ],
  };
}

function worldOf(random: Seeded) {
  let now = Date.parse('2026-11-02T12:00:00.000Z');
  let crashes = 0;
  let isCalm = false;
  const ports = quickPorts();
  const step = (): void => {
    if (isCalm || !random.chance(0.0008)) return;
    crashes += 1;
    throw new Crash('the process died');
  };
  const fragile: Ports = { ...ports, state: fragileTable(ports.state, step), ledger: fragileTable(ports.ledger, step) };
  const memory = memoryOn(fragile);
  const calm = memoryOn(ports);
  const slack = modelSlack({ random, now: () => now, perMille: 20, step });
  const sleep = (ms: number): Promise<void> => {
    now += ms;
    return Promise.resolve();
  };
  const rulesOf = { groupBy: ['rule', 'target', 'cluster'] as const };
  const routes = channels.map((channel, at) => ({ when: { target: `aws:${at}:eu` }, channel }));
  const notify = { slack: { default: 'C0MAIN', routes, storm: { newGroupsPerMinute: 60 } } };
  const desk = (of: Memory): AlertDesk => ({
    ...{ memory: shuffled(of, random), clock: { now: () => now, sleep }, slack, drawing, frameworks: [], zone: 'UTC' },
    live: () => Promise.resolve({ rules: [], policy: { ...defaultPolicy, notify } }),
    ...{ nameOf: () => undefined, remediates: false, version: '1', key: () => random.hex(16) },
    fallback: { tell: () => Promise.resolve() },
  });
  const findings = new Map<string, Finding>();
  for (let at = 0; at < channels.length * groupsEach; at += 1) {
    for (let member = 0; member < 3; member += 1) findings.set(`f-${at}-${member}`, findingOf(at, member, now));
  }
  const ids = [...findings.keys()];
  let teller = tellerOf(desk(memory));
  let looked = 0;

  /** Runs until the process dies; the next one begins with nothing. */
  const mortal = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      teller = tellerOf(desk(memory));
      for (const message of slack.messages.slice(looked)) message.isLost = !(await isKept(calm, message));
      looked = slack.messages.length;
    }
  };

  return {
    slack,
    crashes: () => crashes,
    /** Moves some findings, as a run does: one that dies half-way leaves the next to see what is still to be moved. */
    async move(): Promise<number> {
      now += random.integer(1, 20_000);
      const picked = new Set(Array.from({ length: random.integer(1, 12) }, () => random.pick(ids)));
      for (const id of picked) {
        const it = findings.get(id);
        if (it) findings.set(id, { ...it, status: it.status === 'open' ? 'resolved' : 'open' });
      }
      await mortal(() => write(memory, findings, picked, now));
      return picked.size;
    },
    /** Deals and tells, or does not; some of it twice, at once. */
    async work() {
      if (random.chance(0.3)) return;
      const both = random.chance(0.3) ? [deal(desk(memory)), deal(desk(memory))] : [deal(desk(memory))];
      await Promise.all(both.map((one) => mortal(() => one)));
      if (random.chance(0.8)) await mortal(() => teller.tell(random.integer(0, 5_000)));
    },
    /** Everything that was left undone is done, and nothing goes wrong any more but what Slack answers. */
    async settle() {
      isCalm = true;
      await write(calm, findings, ids, (now += 1000));
      for (let left = 200; left > 0; left -= 1) {
        now += 11 * 60_000;
        await deal(desk(calm));
        await tellerOf(desk(calm)).tell();
        const due = await calm.alerts.due(new Date(now + 1e12).toISOString());
        if (due.length === 0 && (await calm.alerts.news(new Date(now + 1e12).toISOString())).length === 0) return;
      }
    },
    judge: () => judge(calm, slack, [...findings.values()], rulesOf.groupBy),
  };
}

/** News comes in any order, and now and then twice. */
function shuffled(memory: Memory, random: Seeded): Memory {
  const { alerts } = memory;
  const news: typeof alerts.news = async (at) => {
    const all = [...(await alerts.news(at))];
    for (let left = all.length - 1; left > 0; left -= 1) {
      const other = random.integer(0, left);
      const [a, b] = [all[left], all[other]];
      if (a && b) [all[left], all[other]] = [b, a];
    }
    return random.chance(0.1) ? [...all, ...all] : all;
  };
  return { ...memory, alerts: { ...alerts, news } };
}

const findingOf = (group: number, member: number, at: number): Finding => ({
  ...{
    id: `f-${group}-${member}`,
    rule: `rule-${group}`,
    severity: 'critical',
    status: 'resolved',
    message: 'It is open.',
  },
  resource: { id: `r-${group}-${member}`, type: 'door', name: 'door', target: `aws:${group % channels.length}:eu` },
  ...{ evidence: [], firstSeen: new Date(at).toISOString(), snapshots: [] },
});

/** Moves what stands otherwise than it should. */
async function write(
  memory: Memory,
  wanted: ReadonlyMap<string, Finding>,
  ids: Iterable<string>,
  now: number,
): Promise<void> {
  const asked = [...ids];
  const known = new Map((await memory.findingsOf(asked)).map((it) => [it.id, it.status]));
  const changes = asked.flatMap((id): FindingChange[] => {
    const finding = wanted.get(id);
    if (!finding || (known.get(id) ?? 'resolved') === finding.status) return [];
    return [{ kind: finding.status === 'open' ? 'opened' : 'resolved', cause: 'read', finding }];
  });
  await memory.announce(changes, new Date(now).toISOString());
}

async function judge(
  memory: Memory,
  { messages }: ModelSlack,
  findings: readonly Finding[],
  parts: readonly ('rule' | 'target' | 'cluster')[],
) {
  const groups = Map.groupBy(findings, (it) => groupOf(it, parts).id);
  const counts = { missing: 0, duplicates: 0, repeats: 0, lost: 0 };
  for (const [id, own] of groups) {
    const open = own.filter(({ status }) => status === 'open').length;
    const record = (await memory.groups.get(id))?.group;
    const mine = messages.filter(({ texts }) => texts[0]?.startsWith(`${id} `));
    const known = new Set(record?.cards.map(({ ts }) => ts));
    const live = record?.cards.filter(({ closed, ts }) => closed === undefined && ts !== undefined) ?? [];
    const said = live.map(({ ts }) => mine.find((it) => it.ts === ts)?.texts.at(-1));
    const isTold = open > 0 ? said.length === 1 && said[0] === `${id} open ${open}` : said.length === 0;
    if (!isTold) counts.missing += 1;
    // Cards beyond those that a group keeps were closed long ago, and say so.
    const unknown = mine.filter(({ ts, texts }) => !known.has(ts) && !texts.at(-1)?.includes(' resolved '));
    counts.duplicates += unknown.filter(({ isLost }) => !isLost).length;
    counts.repeats += unknown.filter(({ isLost }) => isLost).length;
    const closed = record?.cards.filter((it) => it.closed !== undefined && it.ts !== undefined) ?? [];
    counts.missing += closed.filter(
      ({ ts }) =>
        !mine
          .find((it) => it.ts === ts)
          ?.texts.at(-1)
          ?.includes(' resolved '),
    ).length;
  }
  counts.lost = messages.filter(({ isLost }) => isLost).length;
  return counts;
}

/** Whether the store knows of a message. */
async function isKept(memory: Memory, { texts, ts }: ModelMessage): Promise<boolean> {
  const stored = await memory.groups.get(texts[0]?.split(' ')[0] ?? '');
  return stored?.group.cards.some((card) => card.ts === ts) ?? false;
}

/** A table of a process that may die before and after each of its operations. */
function fragileTable(table: Table, step: () => void): Table {
  const around = async <T>(work: () => Promise<T>): Promise<T> => {
    step();
    const answer = await work();
    step();
    return answer;
  };
  return {
    get: (key) => around(() => table.get(key)),
    put: (item) => around(() => table.put(item)),
    query: (...asked) => around(() => table.query(...asked)),
    due: (...asked) => around(() => table.due(...asked)),
  };
}
