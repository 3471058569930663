import { liveOn } from '#app/policy/live';
import { takeIn } from '#app/changes/take-in';
import { awsEvents } from '#clouds/aws/events';
import { defaultPolicy, type Clock, type Memory, type PolicyDocument } from '#model';
import { memoryOn, type Ports } from '#store/memory';
import { steppedClock } from '../../../support/stepped-clock.ts';
import { changingEstate, isCluster, isGroup, rules, withIngress, type ChangingEstate } from './changing-estate.ts';
import { drifting, type Drift } from './drift.ts';
import { Died, mortal } from './dying.ts';
import { lastSnapshots, watching, type Process } from './watched.ts';
import { seeded } from '../../../sim/seeded.ts';

/** What the world does while a process watches it; whoever asked for a step that was cut short asks again. */
type Step = (stage: Stage) => Promise<void>;

interface Stage {
  readonly estate: ChangingEstate;
  readonly clock: Clock;
  readonly draw: (object: string) => Drift;
  /** The store as another process has it. */
  readonly other: Memory;
  readonly now: Process;
  /** What a step has done to the world already: that happens once, however often the step is asked for. */
  once<T>(work: () => T): T;
}

const { version: _, ...nothing } = defaultPolicy;
const without: PolicyDocument = { ...nothing, rules: { 'eks-endpoint-public-access': { enabled: false } } };

const sweep: Step = async ({ now }) => {
  await now.watch.sweep();
};

/** A change whose event arrives at once and, until it was answered, again; it takes effect `later` than it is asked for. */
const change =
  (pick: (estate: ChangingEstate) => string, later: number | 'never' = 0): Step =>
  async ({ estate, clock, draw, now, once }) => {
    const event = once(() => {
      const drift = draw(pick(estate));
      if (later === 0) drift.apply();
      else if (later !== 'never') void clock.sleep(later).then(drift.apply);
      return drift.event(clock.now());
    });
    const { changes } = takeIn(event, [awsEvents]);
    await now.watch.take(changes);
    for (const one of changes) await now.watch.hear(one);
  };

/** Something changes and no event tells of it. */
const unheard: Step = ({ estate, once }) => {
  once(() => {
    for (const it of [...estate.objects.values()].filter(isGroup).slice(4, 6)) {
      const open = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
      estate.objects.set(it.id, withIngress(it, open));
    }
  });
  return Promise.resolve();
};

/** Another process makes a policy count, and the one that watches judges by it. */
const policy =
  (document: PolicyDocument): Step =>
  async ({ other, clock, now, once }) => {
    const at = new Date(clock.now()).toISOString();
    const pushed = once(() => other.policies.push({ document, source: JSON.stringify(document), author: 'ana', at }));
    const { version } = await pushed;
    await other.policies.activate(version, { author: 'ana', at });
    for (;;) {
      const [run] = await now.memory.runs(1);
      if (run?.policyVersion === version) return;
      await clock.sleep(1000);
    }
  };

const cluster =
  (at: number) =>
  ({ objects }: ChangingEstate): string =>
    [...objects.values()].filter(isCluster)[at]?.id ?? '';
const group =
  (at: number) =>
  ({ objects }: ChangingEstate): string =>
    [...objects.values()].filter(isGroup)[at]?.id ?? '';

/** A few hours: sweeps, requests that take effect later, at once and never, deletions, lost events and policies. */
const steps: readonly Step[] = [
  sweep,
  change(cluster(0), 40_000),
  change(group(0)),
  change(group(1)),
  change(group(0)),
  unheard,
  sweep,
  change(cluster(1), 'never'),
  policy(without),
  change(cluster(0)),
  policy(nothing),
  async ({ estate, now, clock, once }) => {
    once(() => estate.objects.delete(group(1)(estate)));
    await now.watch.sweep();
    await clock.sleep(1000);
  },
  sweep,
];

/** How a story came out. */
export interface Ended {
  readonly ports: Ports;
  readonly estate: ChangingEstate;
  readonly writes: number;
  readonly died: boolean;
}

/** Plays the whole story; the process dies at its n-th write, and another one goes on. */
export async function play(ports: Ports, seed: number, last: number): Promise<Ended> {
  const clock = steppedClock();
  const estate = changingEstate({ seed, clusters: 2, clock });
  const draw = drifting(estate, seeded(seed));
  const other = memoryOn(ports);
  let died = false;
  let writes = 0;
  let stop = new AbortController();

  const start = async (held: Ports): Promise<Process> => {
    const memory = memoryOn(held);
    stop = new AbortController();
    const live = liveOn({ rules, file: nothing, memory });
    const snapshots = await lastSnapshots(memory);
    const process = watching({ estate, clock, memory, live, snapshots, signal: stop.signal });
    void process.watch.keepUp();
    return process;
  };
  const first = mortal(ports, last, () => stop.abort());
  let now = await start(first.ports);
  for (const step of steps) {
    const done = new Map<string, unknown>();
    const once = <T>(work: () => T): T => {
      if (!done.has('it')) done.set('it', work());
      return done.get('it') as T;
    };
    await clock.sleep(5000);
    try {
      await step({ estate, clock, draw, other, now, once });
    } catch (error) {
      if (!(error instanceof Died) && !first.isDead()) throw error;
    }
    if (!first.isDead() || died) continue;
    died = true;
    await clock.sleep(1000);
    now = await start(ports);
    await now.watch.resume();
    await step({ estate, clock, draw, other, now, once });
  }
  writes = first.writes();
  stop.abort();
  await clock.sleep(1);
  return { ports, estate, writes, died };
}
