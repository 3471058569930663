import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import { throughOperation } from '../../apply-operation.ts';
import { placeIn } from '../../apply-place.ts';
import type { AzureWriter } from '../../writer.ts';
import { updateRegistry } from './actions.ts';

/** Turns switches of a registry and waits for the operation. */
export const applyRegistryChange = defineApply(updateRegistry, async (at: AzureWriter, { config }, request) => {
  const { group, name } = placeIn(config.id);
  const registries = 'Microsoft.ContainerRegistry/registries';
  await throughOperation(
    at,
    { write: `${registries}/write`, look: `${registries}/operationStatuses/read` },
    (options) => at.clients.registries.registries.update(group, name, sendable(request), options),
  );
});
