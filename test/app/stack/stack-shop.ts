import { lookoutOf } from '#engine/moved/lookout';
import { DatabaseSync } from 'node:sqlite';
import { busy } from '#app/stack/alone';
import { evaluatePolicy, evaluateSweep, type Evaluated } from '#app/stack/evaluate';
import { hear, type HeardOf } from '#app/stack/hear';
import { judgeBatch, type Judged } from '#app/stack/judge';
import { notingLosses, notingOn } from '#app/stack/losses';
import type { Look, Orders, ToJudge } from '#app/stack/orders';
import { lookAfter, type Came } from '#app/stack/reread';
import type { Judge } from '#app/stack/stack';
import { warmFindings } from '#app/stack/warm-findings';
import type { SweepRun } from '#app/sweep/run';
import type { Sweep } from '#app/sweep/sweep';
import type { Tracked } from '#app/changes/take-in';
import type { Live } from '#app/policy/live';
import { typesOf } from '#engine/ruleset';
import { defaultPolicy } from '#model';
import type { Change, Cloud, Gap, Memory, Reading, Resource } from '#model';
import type { Files } from '#store/files';
import { leasesOn } from '#store/lease';
import { memoryOn, type Ports } from '#store/memory';
import { openFindings } from '#store/runs/open-findings';
import { sqliteTable } from '#store/drivers/sqlite-table';
import type { Table } from '#store/table';
import { aDoor, places, snapshot, type Door } from '../../engine/shop.ts';
import { quickPorts } from '../../support/quick-store.ts';
import { rule, setOpen } from '../watched-shop.ts';

/** What lasts while processes come and go. */
export interface Ground {
  readonly ports: Ports;
  readonly work: Table;
  readonly queue: Queued[];
  readonly clock: { time: number; now(): number; sleep(ms: number): Promise<void> };
  readonly doors: Map<string, Door>;
  /** Reads after changes, in seconds since the start. */
  readonly reads: number[];
}

type Queued = { readonly due: number } & (
  { readonly look: Look; readonly judge?: undefined } | { readonly judge: ToJudge; readonly look?: undefined }
);

export const start = Date.parse('2026-11-22T09:00:00Z');

export function groundOf(doors: Readonly<Record<string, Door>>): Ground {
  const clock = {
    time: start,
    now: () => clock.time,
    sleep: (ms: number) => {
      clock.time += ms;
      return Promise.resolve();
    },
  };
  const work = sqliteTable(new DatabaseSync(':memory:'), 'work');
  return { ports: quickPorts(), work, queue: [], clock, doors: new Map(Object.entries(doors)), reads: [] };
}

/** What stands between a process and what lasts. */
export interface Between {
  table(one: Table): Table;
  files(one: Files): Files;
  order(send: () => Promise<void>): Promise<void>;
}

const straight: Between = { table: (it) => it, files: (it) => it, order: (send) => send() };

interface Options {
  readonly between?: Between;
  readonly live?: Live;
  /** What a read of a door answers besides the doors. */
  readonly gaps?: (id: string) => Gap | undefined;
  /** Runs while a read after a change is under way, when what it answers is settled. */
  readonly whileReading?: () => Promise<unknown>;
  /** How far the clock of the process is off, in milliseconds. */
  readonly off?: number;
}

/** One process of a stack over a shop. */
export interface Process {
  readonly stack: Judge;
  readonly memory: Memory;
  readonly orders: Orders;
  hear(tracked: Tracked): Promise<HeardOf>;
  /** Handles one order. */
  look(look: Look): Promise<Came>;
  /** Handles orders to judge at once: what cannot be done now is ordered again. */
  judge(...orders: readonly ToJudge[]): Promise<(Judged | 'given-back')[]>;
  /** Handles what is due and what is ordered meanwhile, until nothing is left. Answers what each look came to. */
  pump(until?: number): Promise<Came[]>;
  /** What orders to judge that were pumped came to. */
  readonly judged: (Judged | 'given-back')[];
  sweep(more?: Partial<Sweep & SweepRun>): Promise<Evaluated>;
  policy(): Promise<Evaluated>;
  /** `<address> <status> <who>` of every finding. */
  standing(): Promise<readonly string[]>;
}

let holders = 0;
let sweeps = 0;

export function processOn(ground: Ground, options: Options = {}): Process {
  const { ports, queue, doors } = ground;
  const { between = straight, off = 0, gaps = () => undefined } = options;
  const clock = { ...ground.clock, now: () => ground.clock.time + off };
  const work = between.table(ground.work);
  const files = between.files(ports.files);
  const stored = memoryOn({
    ...{ ...ports, alone: false, recheck: false },
    ...{ state: between.table(ports.state), ledger: between.table(ports.ledger), files },
  });
  const noting = notingOn(work);
  const memory = notingLosses(stored, noting);
  const types = typesOf([rule]);
  const live = options.live ?? (() => Promise.resolve({ rules: [rule], policy: defaultPolicy }));
  holders += 1;
  const stack: Judge = {
    ...{ memory, files, work, clock, types, live, leases: leasesOn(work, clock), holder: `h-${holders}` },
    standing: (run, among) => noting(openFindings(files, run, among)),
    warm: warmFindings(clock),
    lookout: lookoutOf(),
    actions: [setOpen],
    every: () => () => undefined,
  };
  const iso = (): string => new Date(clock.now()).toISOString();
  const standingAt = (id: string): Resource[] => {
    const config = doors.get(id);
    return config ? [aDoor(id, config)] : [];
  };
  const cloud: Cloud = {
    provider: 'aws',
    discover: () => Promise.resolve({ targets: [], gaps: [] }),
    collect: () => Promise.resolve(swept()),
    isGone: ({ id }) => Promise.resolve(!doors.has(id)),
    async reread(target, touched) {
      ground.reads.push((ground.clock.time - start) / 1000);
      const ids = touched.flatMap(({ id }) => id ?? []);
      const missing = ids.filter((id) => !doors.has(id)).map((id) => gapAt(id, 'not-found'));
      const found = ids.flatMap((id) => gaps(id) ?? []);
      const resources = ids.filter((id) => !gaps(id)).flatMap(standingAt);
      const answer = { target, startedAt: iso(), resources, complete: [], gaps: [...missing, ...found] };
      await options.whileReading?.();
      return answer;
    },
  };
  const swept = (): Reading => readingOf([...doors.keys()].flatMap(standingAt), iso());
  const put = (it: Pick<Queued, 'look' | 'judge'>, seconds: number): Promise<void> =>
    between.order(() => {
      queue.push({ ...it, due: ground.clock.time + seconds * 1000 } as Queued);
      return Promise.resolve();
    });
  const orders: Orders = {
    order: (_, look, seconds) => put({ look }, seconds),
    judge: (judge, seconds) => put({ judge }, seconds),
  };
  const ways = { cloud: 'aws' as const, cloudFor: () => Promise.resolve(cloud), actions: [setOpen], ...orders };

  const it: Process = {
    ...{ stack, memory, orders, judged: [] },
    hear: (tracked) => hear(stack, orders, tracked),
    look: (look) => lookAfter(stack, ways, look),
    async judge(...batch) {
      const came = await judgeBatch(stack, batch);
      if (came === busy) {
        for (const order of batch) await orders.judge(order, 15);
        return batch.map(() => 'given-back');
      }
      return came.map((one) => {
        if (typeof one === 'object') throw one.error;
        return one;
      });
    },
    async pump(until = Infinity) {
      const came: Came[] = [];
      for (;;) {
        queue.sort((a, b) => a.due - b.due);
        const [next] = queue;
        if (!next || next.due > until) return came;
        ground.clock.time = Math.max(ground.clock.time, next.due);
        if (next.look) {
          came.push(await it.look(next.look));
          queue.splice(queue.indexOf(next), 1);
          continue;
        }
        const batch = queue.filter(({ judge, due }) => judge && due <= ground.clock.time).slice(0, 10);
        it.judged.push(...(await it.judge(...batch.flatMap(({ judge }) => judge ?? []))));
        for (const done of batch) queue.splice(queue.indexOf(done), 1);
      }
    },
    sweep({ execution = `sweep-${(sweeps += 1)}`, startedAt = iso(), ...more } = {}) {
      const reading = swept();
      const run = { execution, startedAt, only: more.only };
      const missing = { targets: [], clouds: [] };
      const whole = { targets: [reading.target], readings: [reading], gone: new Set<string>(), missing, ...more };
      return evaluateSweep(stack, run, whole);
    },
    policy: () => evaluatePolicy(stack),
    async standing() {
      const all = await memoryOn({ ...ports, alone: false }).findings();
      return all.map(({ resource, status, change }) => `${resource.id} ${status} ${change?.actor ?? 'nobody'}`);
    },
  };
  return it;
}

/** What a read of the whole shop answers that began at an instant. */
export function readingOf(resources: readonly Resource[], startedAt: string): Reading {
  const { id: _, ...reading } = snapshot(resources);
  return { ...reading, startedAt };
}

/** An event of a door; with a request where it says whether the door is to be open. */
export function eventOf(ground: Ground, id: string, open?: boolean, more: Partial<Change> = {}): Tracked {
  const change: Change = {
    ...{ eventId: `e-${id}-${open ?? 'any'}`, provider: 'aws', actor: 'ana', call: 'shop:SetDoor', origin: 'console' },
    ...{ at: new Date(ground.clock.time).toISOString(), touched: [{ target: places.one, type: 'door', id }] },
    ...more,
  };
  const announced = open === undefined ? [] : [{ type: setOpen, action: setOpen(aDoor(id), { open }) }];
  return { is: 'change', change, announced };
}

export const gapAt = (resource: string, reason: Gap['reason'] = 'denied'): Gap => ({
  ...{ target: places.one, api: 'shop:ListDoors', reason, types: ['door'], resource, detail: 'It was refused.' },
});
