import type { Clock } from '#model';
import type { Gate } from '../gate.ts';
import { callerOf, type Caller } from './reader.ts';
import type { Clients } from './session.ts';

/** One subscription, as those see it who change something in it. */
export interface AzureWriter extends Pick<Caller, 'call'> {
  readonly clients: Clients;
  readonly clock: Clock;
}

interface Place {
  readonly subscription: string;
  readonly clients: Clients;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

export function writerOf({ subscription, clients, gate, clock, signal }: Place): AzureWriter {
  return { clients, clock, call: callerOf(gate, subscription, signal).call };
}
