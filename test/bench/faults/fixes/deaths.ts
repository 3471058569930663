import { liveOn } from '#app/policy/live';
import { approve } from '#app/remediate/approve';
import { carryOut } from '#app/remediate/carry-out';
import type { FixBench } from '#app/remediate/desk';
import { propose } from '#app/remediate/propose';
import { undo } from '#app/remediate/undo';
import { scan } from '#app/scan';
import { snapshotOf } from '#engine/snapshot-id';
import { withUndo } from '#engine/plan/undo';
import { canonicalJson } from '#lib/canonical';
import { defaultPolicy, ShoalwatchError, type Clock } from '#model';
import { memoryOn, type Ports } from '#store/memory';
import type { Table } from '#store/table';
import { quickPorts } from '../../../support/quick-store.ts';
import { cardsOf, mortalSlack, tellOf, toldAtOnce } from './cards.ts';
import { both, gate, gateKeeper, gateRules, place } from './gates.ts';

const { version: _, ...nothing } = defaultPolicy;
const file = { ...nothing, remediation: { level: 'approve' }, notify: toldAtOnce } as const;

/** What a remediation goes through: a plain one, one that is undone, and one whose object falls over. */
export const stories = ['fixed', 'undone', 'rolled back'] as const;

export type Story = (typeof stories)[number];

class Died extends Error {}

/** What a story left: how the object and the plan stand, what was written to the provider, and what the cards say. */
export interface Told {
  readonly end: string;
  /** Moments at which the process could have died: before and after each write of the store, the provider and Slack. */
  readonly points: number;
  readonly died: boolean;
}

/** Plays a story with a process that dies at one point, and others that go on. */
export async function tell(story: Story, deathAt: number): Promise<Told> {
  const keeper = gateKeeper({ open: true, guests: [], keys: ['master', 'back'], tags: { strict: 'yes' } });
  let time = Date.parse('2026-11-22T08:00:00.000Z');
  let points = 0;
  let dead = false;
  let died = false;
  const point = (): void => {
    points += 1;
    if (points === deathAt) dead = died = true;
    if (dead) throw new Died(`at ${points}`);
  };
  const clock: Clock = {
    now: () => (time += 5),
    sleep: (ms, signal) => {
      if (ms === 40_000)
        return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Died('ended'))));
      time += ms;
      return Promise.resolve();
    },
  };
  const ports = quickPorts();
  const plain = memoryOn(ports);
  const live = liveOn({ rules: [both], file, memory: plain });
  const cloud = keeper.cloud(clock.now);
  const startedAt = new Date(clock.now()).toISOString();
  await scan({
    snapshots: [snapshotOf(await cloud.collect(place), [gate])],
    ...(await live(startedAt)),
    memory: plain,
    clock,
    startedAt,
  });
  const [finding] = await plain.findings();
  if (!finding) throw new Error('nothing was found');
  const slack = mortalSlack(clock.now, point);
  await plain.announce([{ kind: 'reopened', cause: 'change', finding }], new Date(clock.now()).toISOString());

  const bench = (process: number): FixBench => ({
    ...{
      memory: memoryOn(mortal(ports, point)),
      live,
      clock,
      enabled: true,
      reach: [],
      types: [gate],
      holder: `p${process}`,
    },
    whyNot: () => Promise.resolve(undefined),
    actions: withUndo(gateRules.flatMap(({ remediation }) => remediation?.actions ?? [])),
    clouds: () => Promise.resolve(cloud),
    hand: {
      actor: () => Promise.resolve('shoalwatch'),
      async send(action, subject, person) {
        point();
        const sent = keeper.carryOut(action, subject, person);
        if (story === 'rolled back' && keeper.written.length === 2) keeper.fall('It fell over.');
        point();
        return Promise.resolve(sent);
      },
    },
  });
  let processes = 0;
  const lives = async <T>(work: (it: FixBench) => Promise<T>): Promise<T | undefined> => {
    for (;;) {
      try {
        return await work(bench((processes += 1)));
      } catch (error) {
        if (!dead) {
          if (error instanceof ShoalwatchError) return undefined;
          throw error;
        }
        dead = false;
        time += 300_000;
      }
    }
  };
  const tells = (): Promise<unknown> => lives(({ memory }) => tellOf({ memory, live, clock, slack }));
  await tells();
  const plan = await lives(async (it) => {
    const { remediation } = await propose(it, { finding: finding.id, by: 'ana', byPerson: true });
    if (remediation.state === 'proposed') await approve(it, { plan: remediation.plan.id, by: 'bob' });
    return remediation.plan.id;
  });
  await tells();
  if (plan !== undefined) await lives((it) => carryOut(it, plan));
  await tells();
  if (plan !== undefined && story === 'undone') await lives((it) => undo(it, { plan, by: 'bob' }));
  await tells();
  const { version: _version, ...stands } = keeper.stands();
  const all = (await plain.remediations.all()).map(({ state, left, made, stillOpen, code }) => ({
    ...{ state, left, made, stillOpen, code },
  }));
  const acts =
    plan === undefined
      ? []
      : (await plain.remediations.history(plan)).filter(({ act }) =>
          /^(approved|begun|done|undone|rolled back)$/.test(act),
        );
  const cards = await cardsOf({ memory: plain, live, clock, slack });
  plain.close();
  const end = canonicalJson({
    stands,
    cards,
    all,
    writes: keeper.written.map(({ action, request }) => [action, request]),
    acts: acts.map(({ act }) => act),
  });
  return { end, points, died };
}

/** Ports whose process may die before and after each write. */
function mortal(ports: Ports, point: () => void): Ports {
  const table = (it: Table): Table => ({
    ...it,
    async put(item) {
      point();
      const put = await it.put(item);
      point();
      return put;
    },
  });
  return { ...ports, state: table(ports.state), ledger: table(ports.ledger) };
}
