import type { Gate } from '../gate.ts';
import { isRetryable, isThrottle } from './failure.ts';
import { endAttemptWith, oneInvocation } from './invocation.ts';
import { quotaOf } from './quota.ts';

/** What is handed to the SDK's clients beside a command: nothing, so that they keep what they have worked out. */
export type SendOptions = undefined;

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
    gate.pass(
      call,
      (abortSignal) => {
        endAttemptWith(abortSignal);
        return send(undefined);
      },
      { isThrottle, isRetryable, signal },
    ),
  );
}
