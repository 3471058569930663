/** The one spelling of an ARM id: Azure answers the same id in several cases. */
export const armId = (id: string): string => id.toLowerCase();

/** The target of an ARM id: its subscription. */
export function subscriptionOf(id: string): string | undefined {
  const subscription = /^\/subscriptions\/([^/]+)/i.exec(id)?.[1];
  return subscription === undefined ? undefined : `azure:${armId(subscription)}`;
}

/** The ARM id of the resource group that holds an ARM id. */
export function resourceGroupOf(id: string): string | undefined {
  const group = /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+/i.exec(id)?.[0];
  return group === undefined ? undefined : armId(group);
}

/** The ARM id of a resource group that an object names in its own subscription. */
export function groupBeside(id: string | undefined, group: string | undefined): string | undefined {
  const subscription = /^\/subscriptions\/[^/]+/i.exec(id ?? '')?.[0];
  return subscription === undefined || !group ? undefined : armId(`${subscription}/resourceGroups/${group}`);
}

/** The resource group and the name of an object that lies in a group; undefined for parts of objects and all else. */
export function objectIn(id: string): { readonly group: string; readonly name: string } | undefined {
  const [, group, name] =
    /^\/subscriptions\/[^/]+\/resourcegroups\/([^/]+)\/providers\/[^/]+\/[^/]+\/([^/]+)$/i.exec(id) ?? [];
  return group === undefined || name === undefined ? undefined : { group, name };
}

/** The ARM id of the object that holds a child, such as the virtual network of a subnet. */
export const parentOf = (child: string): string => armId(child).split('/').slice(0, -2).join('/');
