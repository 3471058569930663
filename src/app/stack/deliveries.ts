import type { EventReader } from '#model';
import { takeIn, type Taken } from '../changes/take-in.ts';
import { hear } from './hear.ts';
import type { Orders } from './orders.ts';
import type { Stack } from './stack.ts';

/** A message as it was delivered. */
export interface Delivery {
  readonly id: string;
  readonly body: string;
}

/** What happens to a delivery besides its changes. */
export interface Deliveries extends Orders {
  readonly readers: readonly EventReader[];
  /** Puts aside what is no event, for a person to look at. */
  putAside(body: string, why: string): Promise<void>;
  /** Hears of each change that was taken, and of what is not tracked. */
  said(what: string, more: Readonly<Record<string, string>>): void;
  /** Hears of what has to be delivered again. */
  failed(id: string, error: unknown): void;
}

/**
 * Takes a batch of messages in. Answers the ids of those that have to be delivered again, since the store or a queue failed;
 * what is no event is put aside at once, and keeps no other waiting.
 */
export async function takeDeliveries(
  stack: Stack,
  to: Deliveries,
  batch: readonly Delivery[],
): Promise<readonly string[]> {
  const again: string[] = [];
  for (const it of batch) {
    try {
      await takeOne(stack, to, it.body);
    } catch (error) {
      to.failed(it.id, error);
      again.push(it.id);
    }
  }
  return again;
}

async function takeOne(stack: Stack, to: Deliveries, body: string): Promise<void> {
  const { changes, notTracked, refused } = takenFrom(body, to.readers);
  for (const { call, why } of notTracked) to.said('not tracked', { call, why });
  for (const tracked of changes) {
    const came = await hear(stack, to, tracked);
    const { call, eventId } = tracked.change;
    to.said(came, { call, event: eventId });
  }
  // Last: what was put aside is not delivered again.
  if (refused.length > 0) await to.putAside(body, [...new Set(refused)].slice(0, 3).join(' '));
}

/** Whatever a document does to a reader, it is the document's fault: delivered again it would do the same. */
function takenFrom(body: string, readers: readonly EventReader[]): Taken {
  try {
    return takeIn(JSON.parse(body), readers);
  } catch (error) {
    const why = error instanceof SyntaxError ? 'It is not JSON.' : `It cannot be read: ${String(error).slice(0, 200)}`;
    return { changes: [], notTracked: [], refused: [why] };
  }
}
