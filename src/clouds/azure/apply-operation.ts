import { NotApplied } from '#model';
import { waitFor } from '../apply-wait.ts';
import { azureFailure } from './failure.ts';
import type { SendOptions } from './reader.ts';
import type { AzureWriter } from './writer.ts';

/** A long-running operation of the SDK, which would otherwise look at it by itself, past the gate. */
interface Poller {
  submitted(): Promise<void>;
  poll(options: SendOptions): Promise<unknown>;
  readonly isDone: boolean;
}

/** What a long-running write takes: the permission of the write, and the one to look at its operation. */
interface Permissions {
  readonly write: string;
  readonly look: string;
}

/**
 * Begins a long-running operation and waits for its end. Rejects when the service refuses or ends it as failed.
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations
 */
export async function throughOperation(
  { call, clock }: AzureWriter,
  { write, look }: Permissions,
  begin: (options: SendOptions) => Poller,
): Promise<void> {
  // In an object: a poller is a promise of the end, which must not be waited for here.
  const { poller } = await call(write, async (options) => {
    const begun = begin(options);
    await begun.submitted();
    return { poller: begun };
  });
  await waitFor(write, clock, async () => {
    if (!poller.isDone) await call(look, (options) => poller.poll(options)).catch(notSeen);
    return poller.isDone;
  });
}

/** The change was taken: what is refused here is to look how it ends. */
function notSeen(error: unknown): never {
  if (!(error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number')) throw error;
  throw new NotApplied('unsettled', azureFailure(error).detail, { cause: error });
}
