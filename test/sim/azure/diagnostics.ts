import type { SimReply } from '../json-server.ts';
import { objectAt, objectsAt, parseObject, textAt } from '../json.ts';
import { addressOf, findObject, type ArmType } from './objects.ts';
import { page } from './paging.ts';
import { badBody, childNotFound } from './refuse.ts';
import type { ArmRequest, Route } from './routes.ts';

const apiVersion = '2021-05-01-preview';
const clusters: ArmType = { kind: 'managedClusters', provider: 'Microsoft.ContainerService' };
const registries: ArmType = { kind: 'registries', provider: 'Microsoft.ContainerRegistry' };

/** Microsoft.Insights on clusters and registries, as `@azure/arm-monitor` asks for it. */
export const diagnosticRoutes: readonly Route[] = [clusters, registries].flatMap((of) => [
  route('diagnosticSettings.list', 'diagnosticSettings', of, listSettings),
  route('diagnosticSettings.get', 'diagnosticSettings/{setting}', of, getSetting),
  { ...route('diagnosticSettings.createOrUpdate', 'diagnosticSettings/{setting}', of, putSetting), method: 'PUT' },
  route('diagnosticSettingsCategory.list', 'diagnosticSettingsCategories', of, listCategories),
]);

function route(
  operation: string,
  list: string,
  of: ArmType,
  answer: (request: ArmRequest, of: ArmType) => SimReply,
): Route {
  const object = `/subscriptions/{subscription}/resourceGroups/{group}/providers/${of.provider}/${of.kind}/{name}`;
  const path = `${object}/providers/Microsoft.Insights/${list}`;
  return { operation: `monitor:${operation}`, method: 'GET', path, apiVersion, answer: (it) => answer(it, of) };
}

function listSettings(request: ArmRequest, of: ArmType): SimReply {
  const found = findObject(request, of);
  if (!('item' in found)) return found.refused;
  return page(request, settingsAt(request, of));
}

const settingsAt = (request: ArmRequest, of: ArmType) =>
  request.subscription?.diagnosticSettings.get(addressOf(request, of).toLowerCase()) ?? [];

function getSetting(request: ArmRequest, of: ArmType): SimReply {
  const found = findObject(request, of);
  if (!('item' in found)) return found.refused;
  const { setting = '' } = request.params;
  const body = settingsAt(request, of).find((it) => textAt(it, 'name') === setting);
  return body ? { status: 200, body } : childNotFound(setting);
}

/** Replaces a setting that is there. One that names groups of logs can name no categories beside them. */
function putSetting(request: ArmRequest, of: ArmType): SimReply {
  const found = findObject(request, of);
  if (!('item' in found)) return found.refused;
  const sent = objectAt(parseObject(request.request.body) ?? {}, 'properties');
  const logs = objectsAt(sent, 'logs');
  if (logs.some((it) => textAt(it, 'categoryGroup')) && logs.some((it) => textAt(it, 'category')))
    return badBody('Diagnostic settings support either categories or category groups.');
  const stood = settingsAt(request, of);
  const was = stood.find((it) => textAt(it, 'name') === request.params['setting']);
  if (!was) return childNotFound(request.params['setting'] ?? '');
  const body = { ...was, properties: sent };
  request.subscription?.diagnosticSettings.set(
    addressOf(request, of).toLowerCase(),
    stood.map((it) => (it === was ? body : it)),
  );
  return { status: 200, body };
}

function listCategories(request: ArmRequest, of: ArmType): SimReply {
  const found = findObject(request, of);
  if (!('item' in found)) return found.refused;
  const list = `${textAt(found.item, 'id') ?? ''}/providers/microsoft.insights/diagnosticSettingsCategories`;
  const held = request.subscription;
  const categories = (of === clusters ? held?.diagnosticCategories : held?.registryCategories) ?? [];
  return page(
    request,
    categories.map((it) => ({ id: `${list}/${textAt(it, 'name') ?? ''}`, ...it })),
  );
}
