// Written by `npm run gen`. Do not edit.

import crossCiPrincipalClusterAdminExternalTrust from './cross/cross-ci-principal-cluster-admin-external-trust.ts';
import crossNetworkPolicyDecorative from './cross/cross-network-policy-decorative.ts';
import crossOpenClusterUnwatched from './cross/cross-open-cluster-unwatched.ts';
import crossPublicApiAnonymousRbac from './cross/cross-public-api-anonymous-rbac.ts';
import crossPublicEndpointAndLocalAdmin from './cross/cross-public-endpoint-and-local-admin.ts';
import crossRunningImageWritableByOutsiders from './cross/cross-running-image-writable-by-outsiders.ts';
import crossSecretsReadableAndUnencrypted from './cross/cross-secrets-readable-and-unencrypted.ts';
import crossUnsupportedVersionPublic from './cross/cross-unsupported-version-public.ts';

/** The rules on cross. */
export const crossRules = [crossCiPrincipalClusterAdminExternalTrust, crossNetworkPolicyDecorative, crossOpenClusterUnwatched, crossPublicApiAnonymousRbac, crossPublicEndpointAndLocalAdmin, crossRunningImageWritableByOutsiders, crossSecretsReadableAndUnencrypted, crossUnsupportedVersionPublic] as const;
