import { lookoutOf } from '#engine/moved/lookout';
import { busy } from '#app/stack/alone';
import { evaluatePolicy, evaluateSweep } from '#app/stack/evaluate';
import { hear } from '#app/stack/hear';
import { judgeBatch } from '#app/stack/judge';
import { notingLosses, notingOn } from '#app/stack/losses';
import type { Look, Orders, ToJudge } from '#app/stack/orders';
import { lookAfter } from '#app/stack/reread';
import type { Judge } from '#app/stack/stack';
import { warmFindings } from '#app/stack/warm-findings';
import { advance, type Advanced } from '#app/sweep/advance';
import { collectBatch } from '#app/sweep/collect';
import { sweepFiles, type Batch } from '#app/sweep/files';
import { confirmGone, type GoneInput } from '#app/sweep/gone';
import type { SweepRun } from '#app/sweep/run';
import { sweepOf } from '#app/sweep/sweep';
import { liveOn } from '#app/policy/live';
import type { Tracked } from '#app/changes/take-in';
import { awsEvents } from '#clouds/aws/events';
import { defaultPolicy, type Clock, type PolicyDocument, type Target } from '#model';
import { leasesOn } from '#store/lease';
import { memoryOn, type Ports } from '#store/memory';
import { openFindings } from '#store/runs/open-findings';
import type { Table } from '#store/table';
import { rules, types, type ChangingEstate } from '../events/changing-estate.ts';

/** What lasts while processes come and go, as one of them has it. */
export interface Lasting {
  readonly ports: Ports;
  readonly work: Table;
  /** Sends a message. */
  send(message: Message, seconds: number): Promise<void>;
}

/** A message of the stack's queues. */
export type Message = { readonly look: Look } | { readonly judge: ToJudge };

/** The functions of a stack over an estate, in one process. */
export interface Functions {
  plan(run: SweepRun, round: number): Promise<Advanced>;
  collect(run: SweepRun, batch: Pick<Batch, 'round' | 'batch'>): Promise<unknown>;
  evaluate(run: SweepRun): Promise<unknown>;
  policy(): Promise<unknown>;
  hear(tracked: Tracked): Promise<unknown>;
  look(look: Look): Promise<unknown>;
  judge(batch: readonly ToJudge[]): Promise<unknown>;
}

const { version: _, ...file } = defaultPolicy;
export const nothing: PolicyDocument = file;

let holders = 0;

export function functionsOn({ ports, work, send }: Lasting, estate: ChangingEstate, clock: Clock): Functions {
  const { files } = ports;
  const noting = notingOn(work);
  const memory = notingLosses(memoryOn({ ...ports, alone: false, recheck: false }), noting);
  holders += 1;
  const stack: Judge = {
    ...{ memory, files, work, types, clock, leases: leasesOn(work, clock), holder: `h-${holders}` },
    ...{
      warm: warmFindings(clock),
      lookout: lookoutOf(),
      live: liveOn({ rules, file, memory }),
      actions: awsEvents.announces,
    },
    standing: (run, among) => noting(openFindings(files, run, among)),
    every: () => () => undefined,
  };
  const { cloud } = estate;
  const orders: Orders = {
    order: (_cloud, look, seconds) => send({ look }, seconds),
    judge: (judge, seconds) => send({ judge }, seconds),
  };
  const ways = { cloud: 'aws' as const, actions: stack.actions, cloudFor: () => Promise.resolve(cloud), ...orders };
  const isGone = (): Promise<boolean> => Promise.resolve(false);
  /** The API of a cluster holds nothing that these rules look at. */
  const empty = (target: Target) =>
    Promise.resolve({ target, startedAt: new Date(clock.now()).toISOString(), resources: [], complete: [], gaps: [] });
  const inside = () => Promise.resolve({ collect: empty, isGone });
  /** No function of this sweep comes to the end of its time. */
  const endless: Clock = { now: clock.now, sleep: untilAborted };
  const step = (run: SweepRun) => {
    const own = sweepFiles(files, run);
    return { name: 'aws' as const, files: own, clock: endless, cloud, inside, types, began: clock.now() };
  };

  const openIn: GoneInput['openIn'] = async (isAsked) => {
    const [last] = await memory.runs(1);
    const asked = new Set((last ? await memory.targets(last.id) : []).filter(isAsked).map(({ id }) => id));
    return last ? openFindings(files, last.id, (id) => asked.has(id)) : [];
  };

  return {
    plan: (run, round) => {
      const ground = step(run);
      return advance(
        {
          ...{ plan: ground, clock, began: ground.began },
          collect: (batch, items) => collectBatch({ ...ground, batch, gaps: [] }, items),
          askGone: () => confirmGone({ ...ground, cloud: { isGone: cloud.isGone ?? isGone }, openIn }),
        },
        round,
      );
    },
    async collect(run, { round, batch }) {
      const ground = step(run);
      const items = (await ground.files.round('aws', round))?.[batch] ?? [];
      return collectBatch({ ...ground, batch: { cloud: 'aws', round, batch }, gaps: [] }, items);
    },
    evaluate: async (run) => evaluateSweep(stack, run, await sweepOf(files, run, ['aws'])),
    policy: () => evaluatePolicy(stack),
    hear: (tracked) => hear(stack, orders, tracked),
    look: (look) => lookAfter(stack, ways, look),
    async judge(batch) {
      const came = await judgeBatch(stack, batch);
      if (came === busy) for (const it of batch) await send({ judge: it }, 15);
      else for (const it of came) if (typeof it === 'object') throw it.error;
    },
  };
}

const untilAborted = (_ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((_done, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('ended', 'AbortError')));
  });
