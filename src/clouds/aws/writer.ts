import type { Clock } from '#model';
import type { Gate } from '../gate.ts';
import { callAws } from './call.ts';
import type { Clients } from './clients.ts';
import type { AwsReader } from './reader.ts';

/** One account in one region, as those see it who change something in it. */
export interface AwsWriter extends Pick<AwsReader, 'clients' | 'call'> {
  readonly clock: Clock;
}

interface Place {
  readonly account: string;
  readonly region: string;
  readonly clients: Clients;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

export function writerOf({ account, region, clients, gate, clock, signal }: Place): AwsWriter {
  return { clients, clock, call: (api, send) => callAws(gate, { api, account, region, signal }, send) };
}
