import aksFederatedCredentialWildcard from '#rules/azure/identity/aks-federated-credential-wildcard';
import aksTrustedAccessBinding from '#rules/azure/aks/aks-trusted-access-binding';
import { estateOf } from '../../clouds/azure/audit.ts';
import type { AzureEstate } from '../../sim/azure/estate.ts';
import { credentialWire } from '../../sim/azure/generate-identities.ts';
import { textAt } from '../../sim/json.ts';
import type { ContractCase } from '../prove.ts';
import { azureStand } from './stand.ts';

const estate = () => estateOf({ seed: 7, clusters: 3 });

/** The issuer of a cluster that is watched elsewhere. */
const issuer = 'https://northeurope.oic.prod-aks.azure.com/elsewhere/';

/** The estate with identities whose credentials take tokens that were made for others. */
function withAudiences(): AzureEstate {
  const made = estate();
  const subject = 'system:serviceaccount:shop:web';
  const audiences = ['https://shop.example.com'];
  return {
    subscriptions: made.subscriptions.map((it) => ({
      ...it,
      federatedCredentials: (it.identities ?? []).map((identity) =>
        credentialWire(textAt(identity, 'id') ?? '', 'web', { issuer, subject, audiences }),
      ),
    })),
  };
}

/** What takes back whom identities and clusters trust. */
export const identityCases: readonly ContractCase[] = [
  {
    rule: aksFederatedCredentialWildcard,
    proves: ['azure.delete-federated-credential', 'azure.put-federated-credential'],
    open: () => azureStand(estate()),
  },
  {
    rule: aksFederatedCredentialWildcard,
    proves: ['azure.put-federated-credential'],
    params: { trustedIssuers: [issuer] },
    open: () => azureStand(withAudiences()),
  },
  {
    rule: aksTrustedAccessBinding,
    proves: ['aks.delete-trusted-access', 'aks.put-trusted-access'],
    open: () => azureStand(estate()),
  },
];
