import type { SimReply } from '../json-server.ts';
import { isObject, type Json, type JsonObject, parseObject, textAt, toJsonObject } from '../json.ts';
import { computePageSize, stretch } from './paging.ts';
import { googleError, notFound } from './refuse.ts';
import type { GcpCall, Route } from './routes.ts';
import { begin, type GcpOperation, isBusy, look, lookAtTarget } from './store.ts';

/** What the path of whatever is in a project begins with. */
export const project = '/compute/v1/projects/{project}';

/** Compute Engine v1, as far as networks and their filters go. */
export const computeRoutes: readonly Route[] = [
  route('projects.get', 'GET', project, ({ project: it }) => ({ status: 200, body: it?.estate.compute })),
  route('networks.list', 'GET', `${project}/global/networks`, (call) =>
    list(call, 'compute#networkList', call.project?.estate.networks ?? []),
  ),
  route(
    'networks.getEffectiveFirewalls',
    'GET',
    `${project}/global/networks/{name}/getEffectiveFirewalls`,
    effectiveFirewalls,
  ),
  route('firewalls.list', 'GET', `${project}/global/firewalls`, (call) =>
    list(call, 'compute#firewallList', [...(call.project?.firewalls.values() ?? [])]),
  ),
  route('firewalls.get', 'GET', `${project}/global/firewalls/{name}`, getFirewall),
  {
    ...route('firewalls.patch', 'PATCH', `${project}/global/firewalls/{name}`, patchFirewall),
    permission: 'compute.firewalls.update',
  },
  route(
    'regionNetworkFirewallPolicies.getEffectiveFirewalls',
    'GET',
    `${project}/regions/{region}/firewallPolicies/getEffectiveFirewalls`,
    regionalFirewalls,
  ),
  { ...route('globalOperations.get', 'GET', `${project}/global/operations/{name}`, getOperation), polled: true },
];

/** A route that takes the permission of its own name. */
export function route(operation: string, method: Route['method'], path: string, answer: Route['answer']): Route {
  const [kind = '', verb = ''] = operation.split('.');
  const permission = `compute.${kind}.${verb === 'aggregatedList' ? 'list' : verb}`;
  return { service: 'compute', operation: `compute:${operation}`, permission, method, path, answer };
}

function list(call: GcpCall, kind: string, all: readonly object[]): SimReply {
  const cut = stretch(call, all, 'maxResults', computePageSize);
  if ('refused' in cut) return cut.refused;
  const { items, nextPageToken } = cut;
  return {
    status: 200,
    body: { kind, id: call.request.url.pathname, ...(items.length > 0 && { items }), nextPageToken },
  };
}

function effectiveFirewalls(call: GcpCall): SimReply {
  const name = call.params['name'] ?? '';
  const network = call.project?.estate.networks.find((it) => it.name === name);
  if (!network || !call.project) return notFound(`projects/${call.params['project'] ?? ''}/global/networks/${name}`);
  const firewalls = [...call.project.firewalls.values()].filter((it) =>
    textAt(it, 'network')?.endsWith(`/networks/${name}`),
  );
  const firewallPolicys = call.project.estate.policies[name];
  return { status: 200, body: { firewalls: firewalls.length > 0 ? firewalls : undefined, firewallPolicys } };
}

function regionalFirewalls(call: GcpCall): SimReply {
  const network = call.request.url.searchParams.get('network');
  if (network === null)
    return googleError(400, 'INVALID_ARGUMENT', 'required', "Required field 'network' not specified");
  const name = network.split('/').at(-1) ?? '';
  const known = call.project?.estate.networks.some((it) => it.name === name) ?? false;
  if (!known) return notFound(`projects/${call.params['project'] ?? ''}/global/networks/${name}`);
  const firewallPolicys = call.project?.estate.regionalPolicies[`${call.params['region'] ?? ''}/${name}`];
  return { status: 200, body: { firewallPolicys } };
}

function getFirewall(call: GcpCall): SimReply {
  const firewall = call.project?.firewalls.get(call.params['name'] ?? '');
  lookAtTarget(call.store, targetOf(call));
  return firewall
    ? { status: 200, body: call.project?.firewalls.get(call.params['name'] ?? '') }
    : notFound(targetOf(call));
}

/** A patch lies ready until its operation is done. Lists in it replace the stored ones. */
function patchFirewall(call: GcpCall): SimReply {
  const name = call.params['name'] ?? '';
  const firewalls = call.project?.firewalls;
  const patch = parseObject(call.request.body);
  if (!firewalls?.has(name)) return notFound(targetOf(call));
  if (!patch) return googleError(400, 'INVALID_ARGUMENT', 'parseError', 'Invalid JSON payload received.');
  if (isBusy(call.store, targetOf(call))) {
    return googleError(400, 'INVALID_ARGUMENT', 'resourceNotReady', `The resource '${targetOf(call)}' is not ready`);
  }
  const operation = begin(call.store, 'patch', targetOf(call), () => {
    firewalls.set(name, merge(firewalls.get(name) ?? {}, patch));
  });
  return { status: 200, body: describe(call, operation) };
}

/** JSON merge patch, RFC 7396: null takes a member away, objects merge, everything else replaces. */
function merge(stored: JsonObject, patch: JsonObject): JsonObject {
  const merged: Record<string, Json | undefined> = { ...stored };
  for (const [name, value] of Object.entries(patch)) {
    const old = stored[name];
    if (value === null) merged[name] = undefined;
    else merged[name] = isObject(old) && isObject(value) ? merge(old, value) : value;
  }
  return toJsonObject(merged);
}

/** Answers how an operation stands, which each look brings nearer to its end. */
export function getOperation(call: GcpCall): SimReply {
  const operation = call.store.operations.get(call.params['name'] ?? '');
  if (!operation)
    return notFound(
      `projects/${call.params['project'] ?? ''}/${placeOf(call)}/operations/${call.params['name'] ?? ''}`,
    );
  look(operation);
  return { status: 200, body: describe(call, operation) };
}

/** An operation as Compute Engine writes it. */
export function describe(call: GcpCall, { name, verb, target, looksLeft }: GcpOperation): object {
  const base = 'https://www.googleapis.com/compute/v1/';
  const done = looksLeft === 0;
  return {
    kind: 'compute#operation',
    name,
    operationType: verb,
    targetLink: `${base}${target}`,
    status: done ? 'DONE' : 'RUNNING',
    progress: done ? 100 : 0,
    selfLink: `${base}projects/${call.params['project'] ?? ''}/${placeOf(call)}/operations/${name}`,
  };
}

const placeOf = ({ params: { region } }: GcpCall): string => (region === undefined ? 'global' : `regions/${region}`);

function targetOf({ params }: GcpCall): string {
  return `projects/${params['project'] ?? ''}/global/firewalls/${params['name'] ?? ''}`;
}
