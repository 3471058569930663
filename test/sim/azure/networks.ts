import type { SimReply } from '../json-server.ts';
import { type JsonObject, objectAt, objectsAt, parseObject, textAt } from '../json.ts';
import { addressOf, type ArmType, findObject, listAll, listInGroup } from './objects.ts';
import { operationRoute, operationUrl } from './operations.ts';
import { armError, badBody, childNotFound } from './refuse.ts';
import type { ArmRequest, Route } from './routes.ts';
import { beginOperation, nextTag, tableOf } from './store.ts';

const apiVersion = '2026-01-01';
const groups: ArmType = { kind: 'networkSecurityGroups', provider: 'Microsoft.Network' };
const scaleSets: ArmType = { kind: 'virtualMachineScaleSets', provider: 'Microsoft.Compute' };
const inSubscription = '/subscriptions/{subscription}/providers/Microsoft.Network';
const inGroup = '/subscriptions/{subscription}/resourceGroups/{group}/providers';
const oneGroup = `${inGroup}/Microsoft.Network/networkSecurityGroups/{name}`;

/** Microsoft.Network and Microsoft.Compute, as their clients ask for them. */
export const networkRoutes: readonly Route[] = [
  ...(['networkSecurityGroups', 'virtualNetworks', 'networkInterfaces', 'publicIPAddresses'] as const).map((kind) =>
    route(`${kind}.listAll`, 'GET', `${inSubscription}/${kind}`, (it) =>
      listAll(it, { kind, provider: 'Microsoft.Network' }),
    ),
  ),
  route('networkSecurityGroups.get', 'GET', oneGroup, getGroup),
  route('securityRules.get', 'GET', `${oneGroup}/securityRules/{rule}`, getRule),
  route('securityRules.createOrUpdate', 'PUT', `${oneGroup}/securityRules/{rule}`, putRule),
  route('securityRules.delete', 'DELETE', `${oneGroup}/securityRules/{rule}`, deleteRule),
  operationRoute('network', 'Microsoft.Network', apiVersion),
  {
    operation: 'compute:virtualMachineScaleSets.list',
    method: 'GET',
    path: `${inGroup}/Microsoft.Compute/virtualMachineScaleSets`,
    apiVersion: '2026-04-01',
    answer: (it) => listInGroup(it, scaleSets),
  },
  {
    operation: 'compute:virtualMachineScaleSets.listAll',
    method: 'GET',
    path: '/subscriptions/{subscription}/providers/Microsoft.Compute/virtualMachineScaleSets',
    apiVersion: '2026-04-01',
    answer: (it) => listAll(it, scaleSets),
  },
  {
    operation: 'compute:disks.list',
    method: 'GET',
    path: '/subscriptions/{subscription}/providers/Microsoft.Compute/disks',
    apiVersion: '2026-03-02',
    answer: (it) => listAll(it, { kind: 'disks', provider: 'Microsoft.Compute' }),
  },
];

function route(operation: string, method: Route['method'], path: string, answer: Route['answer']): Route {
  return { operation: `network:${operation}`, method, path, apiVersion, answer };
}

function getGroup(request: ArmRequest): SimReply {
  const found = findObject(request, groups);
  return 'item' in found
    ? { status: 200, headers: { etag: textAt(found.item, 'etag') ?? '' }, body: found.item }
    : found.refused;
}

function getRule(request: ArmRequest): SimReply {
  const found = findObject(request, groups);
  if (!('item' in found)) return found.refused;
  const rule = ruleOf(found.item, request);
  return rule ? { status: 200, body: rule } : childNotFound(ruleAddress(found.item, request));
}

function putRule(request: ArmRequest): SimReply {
  const found = findObject(request, groups);
  if (!('item' in found)) return found.refused;
  const body = parseObject(request.request.body);
  if (!body) return badBody('The request content was invalid and could not be deserialized.');
  const existing = ruleOf(found.item, request);
  const others = rulesOf(found.item).filter((rule) => rule !== existing);
  const refused = checkRule(request, body, others);
  if (refused) return refused;
  const rule = {
    name: request.params['rule'],
    id: ruleAddress(found.item, request),
    type: 'Microsoft.Network/networkSecurityGroups/securityRules',
    etag: `W/"${nextTag(request.store)}"`,
    properties: { ...objectAt(body, 'properties'), provisioningState: 'Succeeded' },
  };
  const headers = writeRules(request, found.item, [...others, rule]);
  return {
    status: existing ? 200 : 201,
    headers,
    body: { ...rule, properties: { ...rule.properties, provisioningState: 'Updating' } },
  };
}

function deleteRule(request: ArmRequest): SimReply {
  const found = findObject(request, groups);
  if (!('item' in found)) return found.refused;
  const existing = ruleOf(found.item, request);
  if (!existing) return { status: 204 };
  const headers = writeRules(
    request,
    found.item,
    rulesOf(found.item).filter((rule) => rule !== existing),
  );
  return {
    status: 202,
    headers: { ...headers, location: headers['azure-asyncoperation'].replace('/operations/', '/operationResults/') },
  };
}

/** Stores the rules under a fresh ETag and starts the operation that the client waits for. */
function writeRules(
  request: ArmRequest,
  group: JsonObject,
  rules: readonly JsonObject[],
): { 'azure-asyncoperation': string } {
  const id = addressOf(request, groups).toLowerCase();
  const properties = { ...objectAt(group, 'properties'), securityRules: rules };
  const item = { ...group, etag: `W/"${nextTag(request.store)}"`, properties };
  if (request.subscription) tableOf(request.subscription, groups.kind).set(id, item);
  const operation = beginOperation(request.store, id, request.looks);
  const location = textAt(group, 'location') ?? '';
  const { subscription = '' } = request.params;
  return {
    'azure-asyncoperation': operationUrl(
      request.request.url,
      subscription,
      groups.provider,
      location,
      operation.name,
      apiVersion,
    ),
  };
}

/** What the network provider checks: the required members, the priority range, and one rule per priority and direction. */
function checkRule({ params }: ArmRequest, body: JsonObject, others: readonly JsonObject[]): SimReply | undefined {
  const sent = objectAt(body, 'properties');
  const missing = ['protocol', 'access', 'direction', 'priority'].find((name) => sent[name] === undefined);
  if (missing !== undefined)
    return armError(400, 'InvalidRequestFormat', `Security rule ${params['rule'] ?? ''} lacks ${missing}.`);
  const { priority, direction } = sent;
  if (typeof priority !== 'number' || priority < 100 || priority > 4096) {
    const message = `Security rule has invalid Priority. Value provided: ${JSON.stringify(priority)} Allowed range 100-4096.`;
    return armError(400, 'SecurityRuleInvalidPriority', message);
  }
  const rival = others
    .map((rule) => [rule, objectAt(rule, 'properties')] as const)
    .find(([, properties]) => properties['priority'] === priority && properties['direction'] === direction);
  if (!rival) return undefined;
  const message = `Security rule ${params['rule'] ?? ''} conflicts with rule ${textAt(rival[0], 'name') ?? ''}. Rules cannot have the same Priority and Direction.`;
  return armError(400, 'SecurityRuleConflict', message);
}

function rulesOf(group: JsonObject): readonly JsonObject[] {
  return objectsAt(group, 'properties', 'securityRules');
}

function ruleOf(group: JsonObject, { params }: ArmRequest): JsonObject | undefined {
  const name = (params['rule'] ?? '').toLowerCase();
  return rulesOf(group).find((rule) => textAt(rule, 'name')?.toLowerCase() === name);
}

function ruleAddress(group: JsonObject, { params }: ArmRequest): string {
  return `${textAt(group, 'id') ?? ''}/securityRules/${params['rule'] ?? ''}`;
}
