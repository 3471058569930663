import { defineApply } from '../../../apply.ts';
import type { AzureWriter } from '../../writer.ts';
import { deleteCredential, putCredential } from './actions.ts';
import { identityVersion } from './version.ts';

const permission = 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials';

/** Puts one federated credential. */
export const applyCredential = defineApply(
  putCredential,
  async (at: AzureWriter, { id }, { name, ...properties }): Promise<void> => {
    await at.call(`${permission}/write`, (options) => at.clients.put(pathOf(id, name), { properties }, options));
  },
);

/** Deletes one federated credential. */
export const applyCredentialDeletion = defineApply(deleteCredential, (at: AzureWriter, { id }, { name }) =>
  at.call(`${permission}/delete`, (options) => at.clients.remove(pathOf(id, name), options)),
);

const pathOf = (id: string, name: string): string => `${id}/${encodeURIComponent(name)}?api-version=${identityVersion}`;
