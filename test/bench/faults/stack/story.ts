import { DatabaseSync } from 'node:sqlite';
import type { Advanced } from '#app/sweep/advance';
import { takeIn } from '#app/changes/take-in';
import { awsEvents } from '#clouds/aws/events';
import type { Clock, PolicyDocument } from '#model';
import { memoryOn, type Ports } from '#store/memory';
import { sqliteTable } from '#store/drivers/sqlite-table';
import { seeded } from '../../../sim/seeded.ts';
import { quickPorts } from '../../../support/quick-store.ts';
import { changingEstate, isCluster, isGroup, type ChangingEstate } from '../events/changing-estate.ts';
import { drifting, type Drift } from '../events/drift.ts';
import { mortal } from '../events/dying.ts';
import { functionsOn, nothing, type Functions, type Message } from './processes.ts';

/** How a story came out. */
export interface Ended {
  readonly ports: Ports;
  readonly estate: ChangingEstate;
  /** Things that last and were done by processes that may die: items, files and messages. */
  readonly writes: number;
  readonly died: boolean;
}

interface Waiting {
  readonly due: number;
  readonly message: Message | undefined;
  readonly act?: () => void;
}

/** A stack and its world: what is asked of a function is asked again of another process where the first one dies with it. */
interface Stage {
  readonly estate: ChangingEstate;
  readonly clock: Clock & { time: number };
  readonly draw: (object: string) => Drift;
  ask(work: (functions: Functions) => Promise<unknown>): Promise<void>;
  /** Makes something happen later. */
  later(ms: number, act: () => void): void;
  /** Handles messages and lets time pass, until nothing is left or an instant has come. */
  pump(until?: number): Promise<void>;
  activate(document: PolicyDocument): Promise<void>;
}

type Step = (stage: Stage) => Promise<void>;

let sweeps = 0;

/** What the state machine does, with no wait between its steps. */
const sweep: Step = async ({ ask, clock }) => {
  sweeps += 1;
  const run = { execution: `sweep-${sweeps}`, startedAt: new Date(clock.now()).toISOString() };
  let at: Pick<Advanced, 'then' | 'round' | 'batches' | 'next'> = { then: 'again', round: 0, batches: [], next: 0 };
  while (at.then !== 'end') {
    await ask(async (it) => (at = await it.plan(run, at.next)));
    const { round, batches, then } = at;
    if (then === 'collect') for (const batch of batches) await ask((it) => it.collect(run, { round, batch }));
  }
  clock.time += 1000;
  await ask((it) => it.evaluate(run));
};

/** A change that takes effect so many milliseconds later, whose event is delivered until it is taken; followed to its end. */
const change =
  (
    pick: (estate: ChangingEstate) => string,
    effect: number | 'never' = 0,
    followed: 'whole' | 'begun' = 'whole',
  ): Step =>
  async ({ estate, clock, draw, ask, later, pump }) => {
    const drift = draw(pick(estate));
    if (effect !== 'never') later(effect, drift.apply);
    await pump(clock.now());
    const { changes } = takeIn(drift.event(clock.now()), [awsEvents]);
    for (const one of changes) await ask((it) => it.hear(one));
    await pump(followed === 'whole' ? Infinity : clock.now());
  };

const cluster =
  (at: number) =>
  ({ objects }: ChangingEstate): string =>
    [...objects.values()].filter(isCluster)[at]?.id ?? '';
const group =
  (at: number) =>
  ({ objects }: ChangingEstate): string =>
    [...objects.values()].filter(isGroup)[at]?.id ?? '';

/** Sweeps, requests that take effect at once, later and never, a change that a sweep overtakes, a deletion and a policy. */
const steps: readonly Step[] = [
  sweep,
  change(cluster(0), 110_000),
  change(group(0)),
  change(group(1), 0, 'begun'),
  change(group(0), 0, 'begun'),
  sweep,
  ({ pump }) => pump(),
  change(cluster(1), 'never'),
  ({ activate }) => activate({ ...nothing, rules: { 'eks-endpoint-public-access': { enabled: false } } }),
  change(cluster(0), 110_000),
  ({ activate }) => activate(nothing),
  async (stage) => {
    stage.estate.objects.delete(group(1)(stage.estate));
    await sweep(stage);
  },
];

/** Plays the whole story; the process dies at its n-th write, and another one goes on. */
export async function playStack(seed: number, last: number): Promise<Ended> {
  const clock: Stage['clock'] = {
    time: Date.parse('2026-11-22T09:00:00.000Z'),
    now: () => clock.time,
    sleep(ms) {
      clock.time += ms;
      return Promise.resolve();
    },
  };
  const ports = quickPorts();
  const work = sqliteTable(new DatabaseSync(':memory:'), 'work');
  const estate = changingEstate({ seed, clusters: 2, clock });
  const queue: Waiting[] = [];
  const send = (message: Message, seconds: number): Promise<void> =>
    Promise.resolve(void queue.push({ due: clock.time + seconds * 1000, message }));
  const first = mortal(ports, last, () => undefined);
  let functions = functionsOn(
    {
      ports: first.ports,
      work: first.table(work),
      send: (message, seconds) => first.writing(() => send(message, seconds)),
    },
    estate,
    clock,
  );
  let isReplaced = false;
  const ask: Stage['ask'] = async (what) => {
    for (;;) {
      try {
        await what(functions);
        return;
      } catch (error) {
        if (!first.isDead() || isReplaced) throw error;
        isReplaced = true;
        functions = functionsOn({ ports, work, send }, estate, clock);
      }
    }
  };
  const stage: Stage = {
    ...{ estate, clock, ask, draw: drifting(estate, seeded(seed)) },
    later: (ms, act) => void queue.push({ due: clock.time + ms, message: undefined, act }),
    async pump(until = Infinity) {
      for (;;) {
        const [next] = queue.sort((a, b) => a.due - b.due);
        if (!next || next.due > until) return;
        clock.time = Math.max(clock.time, next.due);
        const batch = next.message && 'judge' in next.message ? judgements(queue, clock.time) : [next];
        await ask(async (it) => {
          next.act?.();
          if (next.message && 'look' in next.message) await it.look(next.message.look);
          const orders = batch.flatMap(({ message }) => (message && 'judge' in message ? [message.judge] : []));
          if (orders.length > 0) await it.judge(orders);
        });
        for (const done of batch) queue.splice(queue.indexOf(done), 1);
      }
    },
    async activate(document) {
      const { policies } = memoryOn(ports);
      const by = { author: 'ana', at: new Date(clock.now()).toISOString() };
      const { version } = await policies.push({ document, source: JSON.stringify(document), ...by });
      await policies.activate(version, by);
      await ask((it) => it.policy());
    },
  };
  for (const step of steps) {
    clock.time += 120_000;
    await step(stage);
  }
  await stage.pump();
  return { ports, estate, writes: first.writes(), died: first.isDead() };
}

/** Orders to judge come in batches. */
const judgements = (queue: readonly Waiting[], now: number): readonly Waiting[] =>
  queue.filter(({ message, due }) => message && 'judge' in message && due <= now).slice(0, 10);
