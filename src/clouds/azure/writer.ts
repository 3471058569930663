import type { Clock } from '#model';
import type { Gate } from '../gate.ts';
import type { Noting } from '../noting.ts';
import { callerOf, type SendOptions } from './reader.ts';
import type { Clients } from './session.ts';

/** One subscription, as those see it who change something in it. */
export interface AzureWriter extends Noting {
  call<T>(api: string, send: (options: SendOptions) => Promise<T>): Promise<T>;
  readonly clients: Clients;
  readonly clock: Clock;
}

/** The SDK's clients tell of each answer besides giving it. */
interface Answered extends SendOptions {
  onResponse(answer: { readonly headers: { get(name: string): string | undefined } }): void;
}

interface Place {
  readonly subscription: string;
  readonly clients: Clients;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

export function writerOf({ subscription, clients, gate, clock, signal }: Place): AzureWriter {
  const requests: string[] = [];
  const { call } = callerOf(gate, subscription, signal);
  const onResponse: Answered['onResponse'] = ({ headers }) => {
    const id = headers.get('x-ms-request-id');
    if (id !== undefined) requests.push(id);
  };
  return {
    ...{ clients, clock, requests },
    call: (api, send) =>
      call(api, (options) => {
        const answered: Answered = { ...options, onResponse };
        return send(api.endsWith('/read') ? options : answered);
      }),
  };
}
