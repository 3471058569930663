import { compareText } from '#lib/text';
import type { Gate } from '../gate.ts';
import type { Failure } from '../sheet.ts';
import { azureFailure } from './failure.ts';
import { callerOf } from './reader.ts';
import type { Session } from './session.ts';

export const subscriptionsApi = 'Microsoft.Resources/subscriptions/read';

/** The subscriptions that a sign-in reaches, in lower case; `failure` where these may not be all. */
export interface Reached {
  readonly ids: readonly string[];
  readonly failure?: Failure;
}

/** Lists the subscriptions. A deleted one can no longer be read; a disabled one can. */
export async function reachedSubscriptions(session: Session, gate: Gate): Promise<Reached> {
  const ids = new Set<string>();
  const sorted = (): readonly string[] => [...ids].sort(compareText);
  try {
    await callerOf(gate, '').pages(
      subscriptionsApi,
      (options) => session.subscriptions.subscriptions.list(options),
      ({ subscriptionId, state }) => {
        if (subscriptionId !== undefined && state !== 'Deleted') ids.add(subscriptionId.toLowerCase());
      },
    );
    return { ids: sorted() };
  } catch (error) {
    return { ids: sorted(), failure: azureFailure(error) };
  }
}
