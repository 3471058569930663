import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import { required } from '../../../pages.ts';
import { objectIn, parentOf } from '../../address.ts';
import { throughOperation } from '../../apply-operation.ts';
import type { AzureWriter } from '../../writer.ts';
import { updateToken } from './actions.ts';

/** Turns a token on or off and waits for the operation. */
export const applyTokenChange = defineApply(updateToken, async (at: AzureWriter, { id, name }, request) => {
  const registry = required(objectIn(parentOf(id)), 'a registry');
  const tokens = 'Microsoft.ContainerRegistry/registries/tokens';
  await throughOperation(at, { write: `${tokens}/write`, look: `${tokens}/operationStatuses/read` }, (options) =>
    at.clients.registries.tokens.update(registry.group, registry.name, name, sendable(request), options),
  );
});
