import type { SimReply } from '../json-server.ts';
import { textAt } from '../json.ts';
import { addressOf, findObject, type ArmType } from './objects.ts';
import { page } from './paging.ts';
import type { ArmRequest, Route } from './routes.ts';

const apiVersion = '2021-05-01-preview';
const clusters: ArmType = { kind: 'managedClusters', provider: 'Microsoft.ContainerService' };
const cluster =
  '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.ContainerService/managedClusters/{name}';

/** Microsoft.Insights on clusters, as `@azure/arm-monitor` asks for it. */
export const diagnosticRoutes: readonly Route[] = [
  route('diagnosticSettings.list', 'diagnosticSettings', listSettings),
  route('diagnosticSettingsCategory.list', 'diagnosticSettingsCategories', listCategories),
];

function route(operation: string, list: string, answer: Route['answer']): Route {
  const path = `${cluster}/providers/Microsoft.Insights/${list}`;
  return { operation: `monitor:${operation}`, method: 'GET', path, apiVersion, answer };
}

function listSettings(request: ArmRequest): SimReply {
  const found = findObject(request, clusters);
  if (!('item' in found)) return found.refused;
  return page(request, request.subscription?.diagnosticSettings.get(addressOf(request, clusters).toLowerCase()) ?? []);
}

function listCategories(request: ArmRequest): SimReply {
  const found = findObject(request, clusters);
  if (!('item' in found)) return found.refused;
  const list = `${textAt(found.item, 'id') ?? ''}/providers/microsoft.insights/diagnosticSettingsCategories`;
  const categories = request.subscription?.diagnosticCategories ?? [];
  return page(
    request,
    categories.map((it) => ({ id: `${list}/${textAt(it, 'name') ?? ''}`, ...it })),
  );
}
