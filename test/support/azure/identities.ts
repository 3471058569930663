import {
  federatedCredentials,
  federatedCredentialsOf,
  type FederatedCredential,
} from '#clouds/azure/identity/federated-credentials/resource';
import { serviceAccount } from '#clouds/kubernetes/service-account/resource';
import type { Resource } from '#model';
import { make } from '../build.ts';
import { aksWith, subscription } from './aks.ts';

const identity = `${subscription}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/web`;

/** Who signs for the service accounts of the cluster called shop. */
export const issuer = 'https://westeurope.oic.prod-aks.azure.com/tenant/shop/';

/** The cluster called shop with its issuer. */
export const issuing = aksWith({ oidcIssuerProfile: { enabled: true, issuerURL: issuer } });

/** A credential that trusts the service account web in the namespace shop of that cluster, save for what a test says. */
export const credential = (given: FederatedCredential = {}): FederatedCredential => ({
  name: 'web',
  issuer,
  subject: 'system:serviceaccount:shop:web',
  audiences: ['api://AzureADTokenExchange'],
  ...given,
});

/** What the identity called web trusts. */
export const trusting = (
  ...value: readonly FederatedCredential[]
): Resource<'azure.federated-credentials', typeof federatedCredentials.config> =>
  make(federatedCredentials, federatedCredentialsOf(identity), { value }, { name: 'web' });

/** A service account of the cluster called shop. */
export const accountInside = (
  namespace: string,
  name: string,
): Resource<'k8s.service-account', typeof serviceAccount.config> =>
  make(serviceAccount, `${aksWith().id}/core/v1/namespaces/${namespace}/serviceaccounts/${name}`, {
    metadata: { namespace, name },
  });
