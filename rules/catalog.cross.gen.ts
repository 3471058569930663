// Written by `npm run gen`. Do not edit.

import crossNetworkPolicyDecorative from './cross/cross-network-policy-decorative.ts';
import crossPublicApiAnonymousRbac from './cross/cross-public-api-anonymous-rbac.ts';
import crossPublicEndpointAndLocalAdmin from './cross/cross-public-endpoint-and-local-admin.ts';
import crossUnsupportedVersionPublic from './cross/cross-unsupported-version-public.ts';

/** The rules on cross. */
export const crossRules = [crossNetworkPolicyDecorative, crossPublicApiAnonymousRbac, crossPublicEndpointAndLocalAdmin, crossUnsupportedVersionPublic] as const;
