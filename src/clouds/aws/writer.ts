import type { Clock } from '#model';
import type { Gate } from '../gate.ts';
import { textAt } from '../json.ts';
import type { Noting } from '../noting.ts';
import { callAws } from './call.ts';
import type { Clients } from './clients.ts';
import type { AwsReader } from './reader.ts';

/** One account in one region, as those see it who change something in it. */
export interface AwsWriter extends Pick<AwsReader, 'clients' | 'call'>, Noting {
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
  const requests: string[] = [];
  return {
    ...{ clients, clock, requests },
    async call(api, send) {
      const answer = await callAws(gate, { api, account, region, signal }, send);
      const id = textAt(answer, '$metadata', 'requestId');
      if (id !== undefined && !/:(?:Describe|Get|List)/.test(api)) requests.push(id);
      return answer;
    },
  };
}
