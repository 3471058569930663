import type { acrRegistry } from './resource.ts';

type Registry = typeof acrRegistry.config;

/**
 * The tag of policy's list that a registry carries, as `name=value`. Azure takes names of tags in any case, and their
 * values as they are.
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources
 */
export function exemptingTag({ tags }: Registry, exempt: Readonly<Record<string, string>>): string | undefined {
  const own = Object.entries(tags ?? {}).map(([name, value]) => ({ name: name.toLowerCase(), value }));
  const found = Object.entries(exempt).find(([asked, value]) =>
    own.some((it) => it.name === asked.toLowerCase() && it.value === value),
  );
  return found?.join('=');
}

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
