import { propose } from '#app/remediate/propose';
import { approve } from '#app/remediate/approve';
import { carryOut } from '#app/remediate/carry-out';
import type { FixBench } from '#app/remediate/desk';
import { lookBack, undo } from '#app/remediate/undo';
import { scan } from '#app/scan';
import { liveOn } from '#app/policy/live';
import { snapshotOf } from '#engine/snapshot-id';
import { isUnderWay } from '#engine/plan/limits';
import { withUndo } from '#engine/plan/undo';
import { defaultPolicy, ShoalwatchError, type Clock, type Memory } from '#model';
import { memoryOn } from '#store/memory';
import { seeded } from '../../../sim/seeded.ts';
import { quickPorts } from '../../../support/quick-store.ts';
import { gate, gateKeeper, gateRules, known, keyed, place, post, posted, shut } from './gates.ts';
import { keeping } from './keeping.ts';
import { humanChange, recordOf } from './people.ts';
import { restored, tally, type Human, type Look, type Tally } from './tally.ts';

/** The process ended here. */
export class Died extends Error {}

/** What came of one run. */
export interface Played extends Tally {
  readonly undoWrong: number;
  readonly fixed: number;
  readonly crashed: number;
  readonly humans: number;
  /** Runs in which two findings on two objects are put right at one. */
  readonly shared: number;
  /** Processes that slept until another one had taken over, and writes of one that held nothing any more. */
  readonly slept: number;
  readonly unheld: number;
}

const { version: _, ...nothing } = defaultPolicy;
const file = { ...nothing, remediation: { level: 'approve', limits: { perHour: 1000, perTarget: 10 } } } as const;
const rules = [shut, known, keyed, posted];

/** What may happen at a point where the process waits for somebody else. */
type Meanwhile = (where: string) => Promise<void>;

/** One gate, remediations of it, people who change it, and processes that die: in an order that the seed draws. */
export async function playOne(seed: string): Promise<Played> {
  const random = seeded(seed);
  const isShared = random.chance(0.3);
  const rule = isShared ? keyed : random.pick(rules);
  const keeper = gateKeeper({ open: true, guests: ['ann', 'everyone'], keys: ['master', 'front'] });
  let time = Date.parse('2026-11-22T08:00:00.000Z');
  const clock: Clock = {
    now: () => (time += 7),
    sleep: (ms, signal) => {
      if (ms !== beat) time += ms;
      return ms === beat ? untilAborted(signal) : Promise.resolve();
    },
  };
  const memory = memoryOn(quickPorts());
  const humans: Human[] = [];
  const looks: Look[] = [];
  let crashed = 0;
  let budget = random.integer(0, 3);
  let deaths = random.integer(0, 2);
  let naps = random.integer(0, 1);
  let slept = 0;
  const leases = keeping(memory);
  const unwell = random.chance(0.1);

  const human = async (): Promise<void> => {
    budget -= 1;
    const before = keeper.stands();
    const change = humanChange(random, before);
    keeper.write('human', 'human', change);
    humans.push({ at: keeper.written.length, event: `e-${humans.length + 1}`, before, after: keeper.stands() });
    await memory.keep(recordOf(clock.now(), humans.length));
  };
  const meanwhile: Meanwhile = async (where) => {
    for (let turns = random.integer(0, 2); turns > 0; turns -= 1) await Promise.resolve();
    if (budget > 0 && random.chance(where === 'before a write' ? 0.3 : 0.1)) await human();
  };
  const dies = (): boolean => {
    if (deaths <= 0 || !random.chance(0.06)) return false;
    deaths -= 1;
    crashed += 1;
    return true;
  };

  const live = liveOn({ rules, file, memory });
  const cloud = keeper.cloud(clock.now);
  const startedAt = new Date(clock.now()).toISOString();
  const first = snapshotOf(await cloud.collect(place), [gate, post]);
  await scan({ snapshots: [first], ...(await live(startedAt)), memory, clock, startedAt });

  /** A process of its own: once it has died, nothing that it began goes on. */
  const processOf = (holder: string): FixBench => {
    let dead = false;
    const point = async (where: string): Promise<void> => {
      await meanwhile(where);
      // Between its last look at the lease and the provider nobody can hold a process back: it sleeps before that.
      if (naps > 0 && where !== 'before a write' && random.chance(0.05)) {
        naps -= 1;
        slept += 1;
        time += 300_000;
        await goOn();
      }
      if (dead || dies()) {
        dead = true;
        throw new Died(where);
      }
    };
    const own: Memory = {
      ...memory,
      remediations: {
        ...memory.remediations,
        async keep(entry, version) {
          await point('before a step is kept');
          const kept = await memory.remediations.keep(entry, version);
          await point('after a step is kept');
          return kept;
        },
        holds: (at) => leases.of(at, () => dead),
      },
    };
    return {
      ...{ memory: own, live, clock, enabled: true, reach: [], holder, types: [gate, post] },
      whyNot: () => Promise.resolve(undefined),
      actions: withUndo(gateRules.flatMap(({ remediation }) => remediation?.actions ?? [])),
      clouds: () =>
        Promise.resolve({
          ...cloud,
          collect: async (target) => {
            await point('before a read');
            const reading = await cloud.collect(target);
            looks.push({ at: keeper.written.length, holder, stands: keeper.stands() });
            await point('after a read');
            return reading;
          },
        }),
      hand: {
        actor: () => Promise.resolve('shoalwatch'),
        async send(action, subject, person) {
          await point('before a write');
          leases.check(`fix ${action.subject.target} ${action.subject.id}`, holder);
          const sent = keeper.carryOut(action, subject, `${person} ${holder}`);
          if (sent.is === 'done' && unwell) keeper.fall('It fell over.');
          if (sent.is === 'done') await memory.keep(recordOf(clock.now(), 1000 + keeper.written.length, 'shoalwatch'));
          await point('after a write');
          return sent;
        },
      },
    };
  };

  let processes = 0;
  const next = (): FixBench => processOf(`process-${(processes += 1)}`);
  const findings = await memory.findings();
  const findingOf = (id: string): string => {
    const found = findings.find((it) => it.rule === id);
    if (!found) throw new Error('nothing was found');
    return found.id;
  };

  /** A remediation from its proposal to its end, in as many processes as it takes. */
  const remediate = async (name: string, finding = findingOf(rule.id)): Promise<string | undefined> => {
    const plan = await lives(async (bench) => {
      const { remediation } = await propose(bench, { finding, by: name, byPerson: true });
      if (remediation.state === 'proposed') await approve(bench, { plan: remediation.plan.id, by: name });
      return remediation.plan.id;
    });
    if (plan !== undefined) await lives((bench) => carryOut(bench, plan));
    return plan;
  };
  /** Goes on in another process where one has died; undefined where it was refused. */
  const lives = async <T>(work: (bench: FixBench) => Promise<T>): Promise<T | undefined> => {
    for (;;) {
      try {
        return await work(next());
      } catch (error) {
        if (error instanceof ShoalwatchError) return undefined;
        if (!(error instanceof Died)) throw error;
        time += 300_000;
      }
    }
  };

  /** What was approved or is in the middle is gone on with by another process. */
  const goOn = async (): Promise<void> => {
    for (const { plan, state } of await memory.remediations.all()) {
      if (state === 'approved' || isUnderWay({ state })) await lives((bench) => carryOut(bench, plan.id));
    }
  };

  const one = remediate('one');
  const two = isShared ? remediate('two', findingOf(posted.id)) : random.chance(0.5) ? remediate('two') : undefined;
  const plans = [await one, await two].filter((it) => it !== undefined);
  let undoWrong = 0;
  for (const plan of plans) {
    if (!random.chance(0.5)) continue;
    const stood = await memory.remediations.get(plan);
    if (stood?.remediation.state !== 'done') continue;
    const wrote = stood.remediation.plan.steps.flatMap(({ lines }) => lines);
    const before = keeper.written.length;
    const undone = await lives((bench) => undo(bench, { plan, by: `undo-${plan}` }));
    // Whoever else wrote meanwhile, a person or another plan, wrote on what the undo had restored.
    const isAlone = keeper.written.slice(before).every(({ by }) => by.startsWith(`undo-${plan} `));
    if (undone?.state === 'undone' && isAlone && !restored(wrote, keeper.stands())) undoWrong += 1;
  }
  // A process that died leaves what the next one goes on with.
  time += 300_000;
  await goOn();
  deaths = 0;
  budget = 0;
  await lives((bench) => lookBack(bench));
  const all = await memory.remediations.all();
  memory.close();
  return {
    ...tally(keeper.written, looks, humans, all),
    ...{
      undoWrong,
      crashed,
      humans: humans.length,
      ...{ shared: isShared ? 1 : 0, slept, unheld: leases.unheld() },
      fixed: all.filter(({ state }) => state === 'done' || state === 'undone').length,
    },
  };
}

/** As long as a step is held on to: nobody waits for that here. */
const beat = 40_000;

const untilAborted = (signal: AbortSignal | undefined): Promise<void> =>
  new Promise((_, reject) => {
    const end = (): void => reject(new Died('it ended'));
    if (signal?.aborted) end();
    signal?.addEventListener('abort', end, { once: true });
  });
