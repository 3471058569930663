import type { Gate } from '../gate.ts';
import { isRetryable, isThrottle } from './failure.ts';
import { oneInvocation } from './invocation.ts';
import { quotaOf } from './quota.ts';

/** How the SDK's clients are told to give up. */
export interface SendOptions {
  readonly abortSignal: AbortSignal;
}

interface Called {
  readonly api: string;
  readonly account: string;
  readonly region: string;
  readonly signal?: AbortSignal | undefined;
}

/** Sends one call to AWS through the gate, which alone decides whether and when it is sent again. */
export function callAws<T>(
  gate: Gate,
  { api, account, region, signal }: Called,
  send: (options: SendOptions) => Promise<T>,
): Promise<T> {
  const call = { provider: 'aws', account, region, api, quota: quotaOf(api) } as const;
  return oneInvocation(() =>
    gate.pass(call, (abortSignal) => send({ abortSignal }), { isThrottle, isRetryable, signal }),
  );
}
