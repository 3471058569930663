import { defineApply } from '../../../apply.ts';
import { throughOperation } from '../../apply-operation.ts';
import { placeIn } from '../../apply-place.ts';
import type { AzureWriter } from '../../writer.ts';
import { deleteTrustedAccess, putTrustedAccess } from './actions.ts';

const bindings = 'Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings';
const look = 'Microsoft.ContainerService/locations/operations/read';

/** Puts one binding and waits for the operation. */
export const applyTrustedAccess = defineApply(
  putTrustedAccess,
  async (at: AzureWriter, { id }, { name: binding, sourceResourceId, roles }) => {
    const { group, name } = clusterIn(id);
    await throughOperation(at, { write: `${bindings}/write`, look }, (options) =>
      at.clients.containers.trustedAccessRoleBindings.createOrUpdate(
        group,
        name,
        binding,
        { sourceResourceId, roles: [...roles] },
        options,
      ),
    );
  },
);

/** Deletes one binding and waits for the operation. */
export const applyTrustedAccessDeletion = defineApply(
  deleteTrustedAccess,
  async (at: AzureWriter, { id }, { name: binding }) => {
    const { group, name } = clusterIn(id);
    await throughOperation(at, { write: `${bindings}/delete`, look }, (options) =>
      at.clients.containers.trustedAccessRoleBindings.delete(group, name, binding, options),
    );
  },
);

/** The cluster whose bindings stand at an address. */
const clusterIn = (id: string): ReturnType<typeof placeIn> => placeIn(id.replace(/\/[^/]+$/, ''));
