import type { acrRegistry } from './resource.ts';

type Registry = typeof acrRegistry.config;

/** Whether only private endpoints lead to a registry. */
export const isClosedToInternet = ({ publicNetworkAccess }: Registry): boolean =>
  publicNetworkAccess?.toLowerCase() === 'disabled';

/**
 * Whether an answer says if a registry can be pulled from without signing in. The stable version 2023-07-01 of the API
 * leaves the field out, on or off; a Basic registry cannot have it.
 * Source: https://github.com/hashicorp/pandora/pull/2960, https://github.com/Azure/azure-sdk-for-python/issues/37057,
 * https://github.com/MicrosoftDocs/azure-docs/issues/94535
 */
export const tellsAnonymousPull = ({ anonymousPullEnabled, sku }: Registry): boolean =>
  typeof anonymousPullEnabled === 'boolean' || sku.name.toLowerCase() === 'basic';
