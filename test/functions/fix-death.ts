import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { onWire } from '../store/wire.ts';

/** How the process dies that carries a plan out: at which of its steps, and whether that one still arrives. */
export interface Death {
  at: number;
  arrived: boolean;
  /** Steps that were written so far. */
  writes: number;
  dead: boolean;
}

/** Lets the process of a client die at one of its writes: it hears and does nothing any more. */
export function mortal(dynamo: DynamoDBClient): Death {
  const death: Death = { at: 0, arrived: false, writes: 0, dead: false };
  onWire(dynamo, async ({ operation, body }, send) => {
    if (death.dead) throw new Dead();
    // The steps of a plan: what else is written are leases.
    const isStep = operation === 'PutItem' && body.includes('remediations');
    if (isStep) death.writes += 1;
    const dies = isStep && death.writes === death.at;
    if (dies) death.dead = true;
    if (!dies || death.arrived) await send();
    if (dies) throw new Dead();
  });
  return death;
}

/** A process ended in the middle. */
class Dead extends Error {
  override name = 'Dead';
  readonly $retryable = undefined;
}
