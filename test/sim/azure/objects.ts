import type { SimReply } from '../json-server.ts';
import type { JsonObject } from '../json.ts';
import { page } from './paging.ts';
import { resourceGroupNotFound, resourceNotFound } from './refuse.ts';
import type { ArmRequest } from './routes.ts';
import { tableOf } from './store.ts';
import type { ArmKind } from './wire.ts';

/** A resource type of a provider and where its objects are kept. */
export interface ArmType {
  readonly kind: ArmKind;
  readonly provider:
    | 'Microsoft.ContainerService'
    | 'Microsoft.ContainerRegistry'
    | 'Microsoft.Network'
    | 'Microsoft.Compute'
    | 'Microsoft.KeyVault';
}

/** The id that a request's parameters name, in the spelling of the request. */
export function addressOf({ params }: ArmRequest, { kind, provider }: ArmType): string {
  return `/subscriptions/${params['subscription'] ?? ''}/resourceGroups/${params['group'] ?? ''}/providers/${provider}/${kind}/${params['name'] ?? ''}`;
}

/** The stored object that a request names, or ARM's 404 for its group or itself. */
export function findObject(request: ArmRequest, type: ArmType): { item: JsonObject } | { refused: SimReply } {
  const { subscription, params } = request;
  const group = params['group'] ?? '';
  const item = subscription && tableOf(subscription, type.kind).get(addressOf(request, type).toLowerCase());
  if (item) return { item };
  if (!subscription || !subscription.groups.has(group.toLowerCase())) return { refused: resourceGroupNotFound(group) };
  return { refused: resourceNotFound(`${type.provider}/${type.kind}`, params['name'] ?? '', group) };
}

/** One page of all objects of a type in the subscription. */
export function listAll(request: ArmRequest, { kind }: ArmType): SimReply {
  return page(request, request.subscription ? [...tableOf(request.subscription, kind).values()] : []);
}

/** One page of the objects of a type in the request's resource group; 404 when nothing says that the group exists. */
export function listInGroup(request: ArmRequest, { kind }: ArmType): SimReply {
  const { subscription, params } = request;
  const ids = subscription?.groups.get((params['group'] ?? '').toLowerCase());
  if (!subscription || !ids) return resourceGroupNotFound(params['group'] ?? '');
  const table = tableOf(subscription, kind);
  return page(
    request,
    ids.map((id) => table.get(id)).filter((item) => item !== undefined),
  );
}
