import type { ManagedCluster } from '@azure/arm-containerservice';
import type { JsonObject } from '../json.ts';

/** A user-assigned identity as its API writes it, given by its ARM id. */
export const identityWire = (id: string): JsonObject => ({
  id,
  name: id.split('/').at(-1) ?? '',
  type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  location: 'westeurope',
  tags: {},
  properties: { clientId: 'c', principalId: 'p', tenantId: 't' },
});

/** A federated credential of an identity as its API writes it, for the audience that token exchange has. */
export const credentialWire = (
  identity: string,
  name: string,
  trust: { readonly issuer: string; readonly subject: string; readonly audiences?: readonly string[] },
): JsonObject => ({
  id: `${identity}/federatedIdentityCredentials/${name}`,
  name,
  type: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
  properties: { issuer: trust.issuer, subject: trust.subject, audiences: trust.audiences ?? [exchanged] },
});

const exchanged = 'api://AzureADTokenExchange';

interface Identities {
  readonly identities: readonly JsonObject[];
  readonly federatedCredentials: readonly JsonObject[];
}

/** An identity for the workloads of the first cluster, one for a pipeline, and one that trusts a cluster that is gone. */
export function identitiesOf(subscription: string, clusters: readonly ManagedCluster[]): Identities {
  const issuer = clusters.find((it) => it.oidcIssuerProfile?.issuerURL)?.oidcIssuerProfile?.issuerURL;
  const id = (name: string): string =>
    `/subscriptions/${subscription}/resourceGroups/identities/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
  const accounts = { issuer: issuer ?? goneIssuer, subject: 'system:serviceaccount:shop:web' };
  return {
    identities: ['web', 'pipeline', 'left'].map((it) => identityWire(id(it))),
    federatedCredentials: [
      credentialWire(id('web'), 'web', accounts),
      credentialWire(id('web'), 'loose', { ...accounts, subject: 'system:serviceaccount:shop:*' }),
      credentialWire(id('pipeline'), 'main', {
        issuer: 'https://token.actions.githubusercontent.com',
        subject: 'repo:shop/web:ref:refs/heads/main',
      }),
      credentialWire(id('left'), 'web', { ...accounts, issuer: goneIssuer }),
    ],
  };
}

/** The issuer of a cluster that nobody has any more. */
const goneIssuer = 'https://westeurope.oic.prod-aks.azure.com/00000000-0000-4000-8000-0000000000ff/';
