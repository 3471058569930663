import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import type { Clock, Memory } from '#model';
import { memoryOn } from '#store/memory';
import { watchInbox } from '../../../cli/watch/inbox.ts';
import { intakeOf, type Intake } from '../../../cli/watch/intake.ts';
import { listenFor } from '../../../cli/watch/listen.ts';
import { seeded, type Seeded } from '../../sim/seeded.ts';
import { quickPorts } from '../../support/quick-store.ts';
import { steppedClock } from '../../support/stepped-clock.ts';
import type { Figure, Options } from '../figures.ts';
import { changingEstate, isCluster, isGroup, type ChangingEstate } from './events/changing-estate.ts';
import { drifting } from './events/drift.ts';
import { malformed } from './events/malformed.ts';
import { senderTo } from './events/sender.ts';
import { amiss, fileAlone, watching } from './events/watched.ts';

/** Events of each kind: changes that are followed, and those of an account that nobody watches; the rest is malformed. */
const sizes = {
  quick: { followed: 2000, outside: 8000, bad: 1000 },
  usual: { followed: 10_000, outside: 0, bad: 1000 },
  full: { followed: 10_000, outside: 0, bad: 1000 },
} as const;

/** One delivery. */
interface Sent {
  readonly body: string;
  readonly isGood: boolean;
  /** Makes the change that it tells of. */
  readonly apply?: () => void;
}

interface Tally {
  good: number;
  bad: number;
  circled: number;
  /** Refusals that were heard of. */
  refused: number;
}

/** Malformed events among good ones, posted and put into the inbox: every good one is followed, every other set aside once. */
export async function r4({ size, seed, say }: Options): Promise<Figure> {
  const clock = steppedClock();
  const random = seeded(`${seed}/poison`);
  const estate = changingEstate({ seed, clusters: 2, clock });
  const memory = memoryOn(quickPorts());
  const { watch } = watching({ estate, clock, memory, live: fileAlone });
  await watch.sweep();
  await clock.sleep(1000);
  const intake = intakeOf(watch, { note: () => undefined }, new AbortController().signal);
  const tally: Tally = { good: 0, bad: 0, circled: 0, refused: 0 };
  const office = await openOffice(intake, tally);
  const kinds = shuffled(sizes[size], random);
  const draw = drawing(estate, random, clock);
  try {
    while (kinds.length > 0) {
      const wave = draw(kinds);
      // The last ones come as files.
      await (kinds.length === 0 ? office.put(wave) : office.post(wave));
      await allFollowed(memory);
      await clock.sleep(61_000);
      say(`R4: ${kinds.length} events are left`);
    }
  } finally {
    await office.close();
  }
  return figureOf(size, tally, { memory, estate });
}

type Kind = 'followed' | 'outside' | 'bad';

function shuffled(shares: Readonly<Record<Kind, number>>, random: Seeded): Kind[] {
  const kinds = (['followed', 'outside', 'bad'] as const).flatMap((kind) => Array<Kind>(shares[kind]).fill(kind));
  for (let at = kinds.length - 1; at > 0; at -= 1) {
    const other = random.integer(0, at);
    [kinds[at], kinds[other]] = [kinds[other] ?? 'bad', kinds[at] ?? 'bad'];
  }
  return kinds;
}

/** Takes the next events in which each object changes once at the most. */
function drawing(estate: ChangingEstate, random: Seeded, clock: Clock): (kinds: Kind[]) => readonly Sent[] {
  const change = drifting(estate, random);
  const elsewhere = drifting({ ...estate, account: '999999999999' }, random);
  const changing = (): string[] =>
    [...estate.objects.values()].filter((it) => isCluster(it) || isGroup(it)).map(({ id }) => id);
  return (kinds) => {
    const still = changing();
    const all = [...still];
    const wave: Sent[] = [];
    for (let kind = kinds.at(-1); kind; kind = kinds.at(-1)) {
      const own = kind === 'followed' ? still.pop() : random.pick(all);
      if (own === undefined) return wave;
      kinds.pop();
      const drift = (kind === 'outside' ? elsewhere : change)(own);
      const event = drift.event(clock.now() - 500);
      const body = kind === 'bad' ? malformed(event, random) : JSON.stringify(event);
      wave.push({ body, isGood: kind !== 'bad', ...(kind === 'followed' && { apply: drift.apply }) });
    }
    return wave;
  };
}

/** Where events are delivered. */
interface Office {
  post(wave: readonly Sent[]): Promise<void>;
  put(wave: readonly Sent[]): Promise<void>;
  close(): Promise<void>;
}

async function openOffice({ take }: Intake, tally: Tally): Promise<Office> {
  const refuse = (): void => void (tally.refused += 1);
  const token = 'bench';
  const listener = await listenFor({ port: 0, token, take, refuse, failed: () => undefined });
  const sender = senderTo(listener.url);
  const folder = await mkdtemp(join(tmpdir(), 'shoalwatch-inbox-'));
  const count = (isGood: boolean): void => void (tally[isGood ? 'good' : 'bad'] += 1);
  return {
    async post(wave) {
      await Promise.all(
        wave.map(async ({ body, isGood, apply }) => {
          apply?.();
          count(isGood);
          const { attempts } = await sender.send(body);
          if (!isGood && attempts > 1) tally.circled += 1;
        }),
      );
    },
    async put(wave) {
      const stop = new AbortController();
      for (const [at, { body, isGood, apply }] of wave.entries()) {
        apply?.();
        count(isGood);
        await writeFile(join(folder, `${String(at).padStart(6, '0')}.json`), body);
      }
      const taken = new Map<string, number>();
      const refuseFile = (path: string): void => {
        refuse();
        taken.set(path, (taken.get(path) ?? 0) + 1);
        if (taken.get(path) === 2) tally.circled += 1;
      };
      const watching = watchInbox({ path: folder, take, refuse: refuseFile, signal: stop.signal });
      const left = async (): Promise<number> => (await readdir(folder)).filter((it) => it.endsWith('.json')).length;
      while ((await left()) > 0) await wait(50);
      // Whatever stays for another look would be seen at the next one.
      await wait(1200);
      stop.abort();
      await watching;
    },
    async close() {
      sender.close();
      listener.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function allFollowed(memory: Memory): Promise<void> {
  while ((await memory.following()).length > 0) await setImmediate();
}

interface Came {
  readonly memory: Memory;
  readonly estate: ChangingEstate;
}

async function figureOf(size: Options['size'], tally: Tally, { memory, estate }: Came): Promise<Figure> {
  const records = await memory.changes(tally.good + 1);
  const inState = (...states: readonly string[]): number =>
    records.filter(({ state }) => states.includes(state)).length;
  const lost = tally.good - inState('settled', 'outside');
  const circled = tally.circled + Math.abs(tally.bad - tally.refused);
  const wrong = await amiss(memory, estate);
  return {
    id: 'R4',
    counts: { good: tally.good, bad: tally.bad, lost, circled },
    table: [
      ['good', 'shown by a read', 'of an account nobody watches', 'malformed', 'set aside', 'lost', 'circled'],
      [tally.good, inState('settled'), inState('outside'), tally.bad, tally.refused, lost, circled],
    ],
    notes: [
      `${estate.reads()} reads; over HTTP, the last through an inbox; an estate and a store in memory, virtual time`,
      ...(size === 'quick'
        ? ['--quick follows 2,000 of the good ones: each has a read, a judgement and a run of its own']
        : []),
    ],
    missed: [
      ...(lost === 0 ? [] : [`${lost} good events were not followed to their end`]),
      ...(circled === 0 ? [] : [`${circled} malformed events came back, or were not set aside once`]),
      ...(wrong === 0 ? [] : [`${wrong} findings are amiss in the end`]),
    ],
  };
}
