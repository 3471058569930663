// Written by `npm run gen`. Do not edit.

import aksApiPublicUnrestricted from './azure/aks/aks-api-public-unrestricted.ts';
import azureNsgAdminPortOpen from './azure/network/azure-nsg-admin-port-open.ts';

/** The rules on azure. */
export const azureRules = [aksApiPublicUnrestricted, azureNsgAdminPortOpen] as const;
