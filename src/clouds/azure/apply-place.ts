import { required } from '../pages.ts';

/** The resource group and the name that the SDK asks for, from an ARM id. */
export function placeIn(id: string | undefined): { readonly group: string; readonly name: string } {
  const found = /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\/.+\/([^/]+)$/i.exec(id ?? '');
  return { group: required(found?.[1], 'resource group'), name: required(found?.[2], 'name') };
}
