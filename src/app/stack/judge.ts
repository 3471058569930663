import { parseInstant } from '#lib/time';
import type { ChangeRecord, Instant } from '#model';
import { alone, busy, type Held } from './alone.ts';
import { announceIt } from './announce.ts';
import { heardOf } from './crowded.ts';
import { judgeKept, nameOf } from './judge-kept.ts';
import type { ToJudge } from './orders.ts';
import { rereadsSince } from './rereads.ts';
import type { Judge } from './stack.ts';

/** What an order to judge came to: how far its change is, or why nothing was done. */
export type Judged = ChangeRecord['state'] | 'unknown' | 'repeated';

/** What the orders of a batch came to, in their order; an error where one has to be delivered again. */
export type JudgedBatch = readonly (Judged | { readonly error: unknown })[];

/** How long a judgement of others is waited for, in milliseconds. */
const patience = 20_000;

/** A re-read begins after its change, by clocks that may be an hour apart. */
const slack = 3_600_000;

/**
 * Announces what requests will do, and judges all that was read and is not judged yet, whatever order of the batch it is of.
 * Answers `busy` where others judged for too long: nothing has been done then. An order that comes twice, or after a
 * function that died with it, comes to the same.
 */
export async function judgeBatch(stack: Judge, orders: readonly ToJudge[]): Promise<JudgedBatch | typeof busy> {
  const came = new Map<string, Judged>();
  const heard: number[] = [];
  for (const order of new Map(orders.map((it) => [nameOf(it), it])).values()) {
    const record = await stack.memory.changeOf(order);
    if (record) heard.push(heardOf(record));
    if (record?.state !== 'following') came.set(nameOf(order), record ? 'repeated' : 'unknown');
  }
  const waiting = orders.filter((it) => !came.has(nameOf(it)));
  const errors =
    waiting.length === 0
      ? new Map<string, unknown>()
      : await judgeAlone(stack, { orders: waiting, since: sinceOf(stack, waiting, heard) }, came);
  if (errors === busy) return busy;
  return orders.map((it) => {
    const name = nameOf(it);
    return errors.has(name) ? { error: errors.get(name) } : (came.get(name) ?? 'following');
  });
}

function judgeAlone(
  stack: Judge,
  { orders, since }: { readonly orders: readonly ToJudge[]; readonly since: Instant },
  came: Map<string, Judged>,
): Promise<ReadonlyMap<string, unknown> | typeof busy> {
  const work = async (own: Held): Promise<ReadonlyMap<string, unknown>> => {
    const held = { ...stack, ...own };
    const errors = new Map<string, unknown>();
    for (const order of orders.filter((it) => it.do === 'announce')) {
      try {
        await announceIt(held, order);
      } catch (error) {
        errors.set(nameOf(order), error);
      }
    }
    const changes = orders.filter((it) => it.do === 'judge');
    if (changes.length === 0) return errors;
    const rereads = await rereadsSince(stack, since);
    const { states, failed } = await judgeKept(held, { rereads, changes });
    for (const [name, state] of states) came.set(name, state);
    return new Map([...errors, ...failed]);
  };
  return alone(stack, patience, work, ({ size }) => size === 0);
}

/** No re-read for a change can have begun before: whoever tells of the change may be hours ahead. */
function sinceOf({ clock }: Judge, orders: readonly ToJudge[], heard: readonly number[]): Instant {
  const first = Math.min(clock.now(), ...heard, ...orders.map(({ at }) => parseInstant(at) ?? 0));
  return new Date(Math.max(0, first - slack)).toISOString();
}
