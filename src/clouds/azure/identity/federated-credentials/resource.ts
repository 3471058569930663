import { defineType, wire } from '#model';
import { armId, subscriptionOf } from '../../address.ts';

/** Whose tokens an identity trusts, https://learn.microsoft.com/rest/api/managedidentity/federated-identity-credentials/list, as far as it is kept. */
export interface FederatedCredential {
  readonly name?: string | undefined;
  readonly issuer?: string | undefined;
  readonly subject?: string | undefined;
  readonly audiences?: readonly string[] | undefined;
}

const identities = 'Microsoft.ManagedIdentity/userAssignedIdentities';

/** All federated credentials of one user-assigned identity: the answer of `federatedIdentityCredentials.list`. */
export const federatedCredentials = defineType({
  name: 'azure.federated-credentials',
  scope: 'azure-subscription',
  reads: [`${identities}/federatedIdentityCredentials/read`, `${identities}/read`],
  changedBy: [
    `${identities}/federatedIdentityCredentials/write`,
    `${identities}/federatedIdentityCredentials/delete`,
    `${identities}/delete`,
  ],
  config: wire<{ readonly value: readonly FederatedCredential[] }>(),
  home: subscriptionOf,
});

/** The address of the federated credentials of an identity, given by its ARM id. */
export const federatedCredentialsOf = (identity: string): string => armId(`${identity}/federatedIdentityCredentials`);
