import { listAt, objectAt, textAt, type Json } from '../../../json.ts';
import { required } from '../../../pages.ts';
import { toWire } from '../../../to-wire.ts';
import { isUnregistered } from '../../failure.ts';
import type { AzureReader } from '../../reader.ts';
import { askedPages } from '../../rest-pages.ts';
import { federatedCredentials, federatedCredentialsOf, type FederatedCredential } from './resource.ts';
import { identityVersion } from './version.ts';

const identities = 'Microsoft.ManagedIdentity/userAssignedIdentities';

/**
 * Reads whom the user-assigned identities of a subscription trust. A subscription that never used the provider holds none.
 * Source: https://learn.microsoft.com/rest/api/managedidentity/user-assigned-identities/list-by-subscription
 */
export async function collectFederatedCredentials(at: AzureReader): Promise<void> {
  const api = `${identities}/read`;
  const subscription = at.sheet.target.id.replace(/^azure:/, '');
  const path = `/subscriptions/${subscription}/providers/${identities}?api-version=${identityVersion}`;
  const ids: string[] = [];
  await at.sheet.list({ api, types: [federatedCredentials] }, async () => {
    try {
      await askedPages(at, { api, path }, (it) => void ids.push(required(textAt(it, 'id'), 'id')));
    } catch (error) {
      if (!isUnregistered(error)) throw error;
    }
  });
  await readFederatedCredentials(at, ids);
}

/**
 * Reads whom some identities trust, given by their ARM ids.
 * Source: https://learn.microsoft.com/rest/api/managedidentity/federated-identity-credentials/list
 */
export function readFederatedCredentials(at: AzureReader, ids: readonly string[]): Promise<void> {
  const api = `${identities}/federatedIdentityCredentials/read`;
  return at.sheet.each({ api, types: [federatedCredentials], address: federatedCredentialsOf }, ids, async (id) => {
    const path = `${id}/federatedIdentityCredentials?api-version=${identityVersion}`;
    const value: FederatedCredential[] = [];
    await askedPages(at, { api, path }, (it) => void value.push(credentialOf(it)));
    const name = id.split('/').at(-1) ?? id;
    at.sheet.add(federatedCredentials, { id: federatedCredentialsOf(id), name, config: toWire({ value }) });
  });
}

function credentialOf(it: Json): FederatedCredential {
  const properties = objectAt(it, 'properties');
  return {
    name: textAt(it, 'name'),
    issuer: textAt(properties, 'issuer'),
    subject: textAt(properties, 'subject'),
    audiences: listAt(properties, 'audiences').filter((one) => typeof one === 'string'),
  };
}
