import type { SimReply } from '../json-server.ts';
import { objectAt, objectsAt, parseObject, textAt } from '../json.ts';
import { addressOf, findObject, type ArmType } from './objects.ts';
import { page } from './paging.ts';
import { badBody, childNotFound } from './refuse.ts';
import type { ArmRequest, Route } from './routes.ts';

const apiVersion = '2021-05-01-preview';
const clusters: ArmType = { kind: 'managedClusters', provider: 'Microsoft.ContainerService' };
const registries: ArmType = { kind: 'registries', provider: 'Microsoft.ContainerRegistry' };

/** Microsoft.Insights on clusters, registries and subscriptions, as `@azure/arm-monitor` asks for it. */
export const diagnosticRoutes: readonly Route[] = [clusters, registries]
  .flatMap((of): Route[] => [
    route('diagnosticSettings.list', 'diagnosticSettings', of, listSettings),
    route('diagnosticSettings.get', 'diagnosticSettings/{setting}', of, getSetting),
    { ...route('diagnosticSettings.createOrUpdate', 'diagnosticSettings/{setting}', of, putSetting), method: 'PUT' },
    route('diagnosticSettingsCategory.list', 'diagnosticSettingsCategories', of, listCategories),
  ])
  .concat(
    route('diagnosticSettings.list', 'diagnosticSettings', 'subscription', listSettings),
    route('diagnosticSettings.get', 'diagnosticSettings/{setting}', 'subscription', getSetting),
    {
      ...route('diagnosticSettings.createOrUpdate', 'diagnosticSettings/{setting}', 'subscription', putSetting),
      method: 'PUT',
    },
  );

/** What settings are on: an object of a type, or the subscription itself, whose settings are those of its activity log. */
type On = ArmType | 'subscription';

function route<O extends On>(
  operation: string,
  list: string,
  of: O,
  answer: (request: ArmRequest, of: O) => SimReply,
): Route {
  const inside = of === 'subscription' ? '' : `/resourceGroups/{group}/providers/${of.provider}/${of.kind}/{name}`;
  const object = `/subscriptions/{subscription}${inside}`;
  const path = `${object}/providers/Microsoft.Insights/${list}`;
  return { operation: `monitor:${operation}`, method: 'GET', path, apiVersion, answer: (it) => answer(it, of) };
}

function listSettings(request: ArmRequest, of: On): SimReply {
  const refused = refusedOn(request, of);
  if (refused) return refused;
  return page(request, settingsAt(request, of));
}

function refusedOn(request: ArmRequest, of: On): SimReply | undefined {
  if (of === 'subscription') return undefined;
  const found = findObject(request, of);
  return 'item' in found ? undefined : found.refused;
}

const objectOf = (request: ArmRequest, of: On): string =>
  (of === 'subscription'
    ? `/subscriptions/${request.params['subscription'] ?? ''}`
    : addressOf(request, of)
  ).toLowerCase();

const settingsAt = (request: ArmRequest, of: On) =>
  request.subscription?.diagnosticSettings.get(objectOf(request, of)) ?? [];

function getSetting(request: ArmRequest, of: On): SimReply {
  const refused = refusedOn(request, of);
  if (refused) return refused;
  const { setting = '' } = request.params;
  const body = settingsAt(request, of).find((it) => textAt(it, 'name') === setting);
  return body ? { status: 200, body } : childNotFound(setting);
}

/** Replaces a setting that is there. One that names groups of logs can name no categories beside them. */
function putSetting(request: ArmRequest, of: On): SimReply {
  const refused = refusedOn(request, of);
  if (refused) return refused;
  const sent = objectAt(parseObject(request.request.body) ?? {}, 'properties');
  const logs = objectsAt(sent, 'logs');
  if (logs.some((it) => textAt(it, 'categoryGroup')) && logs.some((it) => textAt(it, 'category')))
    return badBody('Diagnostic settings support either categories or category groups.');
  const stood = settingsAt(request, of);
  const was = stood.find((it) => textAt(it, 'name') === request.params['setting']);
  if (!was) return childNotFound(request.params['setting'] ?? '');
  const body = { ...was, properties: sent };
  request.subscription?.diagnosticSettings.set(
    objectOf(request, of),
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
