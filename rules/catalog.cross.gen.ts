// Written by `npm run gen`. Do not edit.

import crossPublicApiAnonymousRbac from './cross/cross-public-api-anonymous-rbac.ts';

/** The rules on cross. */
export const crossRules = [crossPublicApiAnonymousRbac] as const;
