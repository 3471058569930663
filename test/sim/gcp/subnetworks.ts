import type { SimReply } from '../json-server.ts';
import { objectAt, parseObject, textAt, toJsonObject, type Json, type JsonObject } from '../json.ts';
import { describe, getOperation, project, route } from './compute.ts';
import { computePageSize, stretch } from './paging.ts';
import { googleError, notFound } from './refuse.ts';
import type { GcpCall, Route } from './routes.ts';
import { begin, isBusy, lookAtTarget } from './store.ts';

const path = `${project}/regions/{region}/subnetworks/{name}`;

/** Subnetworks of Compute Engine v1. */
export const subnetworkRoutes: readonly Route[] = [
  route('subnetworks.aggregatedList', 'GET', `${project}/aggregated/subnetworks`, aggregated),
  route('subnetworks.get', 'GET', path, get),
  { ...route('subnetworks.patch', 'PATCH', path, patch), permission: 'compute.subnetworks.update' },
  route('subnetworks.setPrivateIpGoogleAccess', 'POST', `${path}/setPrivateIpGoogleAccess`, setPrivateIpGoogleAccess),
  {
    ...route('regionOperations.get', 'GET', `${project}/regions/{region}/operations/{name}`, getOperation),
    polled: true,
  },
];

/** Every region of the project has an entry; one without subnetworks on this page carries a warning instead. */
function aggregated(call: GcpCall): SimReply {
  const all = [...(call.project?.subnetworks.values() ?? [])];
  const cut = stretch(call, all, 'maxResults', computePageSize);
  if ('refused' in cut) return cut.refused;
  const regionOf = (it: JsonObject): string => textAt(it, 'region')?.split('/').at(-1) ?? '';
  const unreached = call.project?.estate.unreachedRegions ?? [];
  const scoped = [...new Set(all.map(regionOf))].map((region) => {
    const subnetworks = unreached.includes(region) ? [] : cut.items.filter((item) => regionOf(item) === region);
    const warning = {
      code: 'NO_RESULTS_ON_PAGE',
      message: `There are no results for scope 'regions/${region}' on this page.`,
    };
    return [`regions/${region}`, subnetworks.length > 0 ? { subnetworks } : { warning }] as const;
  });
  const body = {
    kind: 'compute#subnetworkAggregatedList',
    items: Object.fromEntries(scoped),
    nextPageToken: cut.nextPageToken,
    ...(unreached.length > 0 && { unreachables: unreached.map((it) => `regions/${it}`) }),
  };
  return { status: 200, body };
}

function get(call: GcpCall): SimReply {
  lookAtTarget(call.store, targetOf(call));
  const found = call.project?.subnetworks.get(keyOf(call));
  return found ? { status: 200, body: found } : notFound(targetOf(call));
}

function setPrivateIpGoogleAccess(call: GcpCall): SimReply {
  return change(call, 'setPrivateIpGoogleAccess', (_, { privateIpGoogleAccess = false }) => ({
    privateIpGoogleAccess,
  }));
}

/**
 * Patches are merged, and need the fingerprint of what stands. Fields of flow logs beside the switch can only be specified
 * while flows are logged.
 * Sources: https://cloud.google.com/compute/docs/reference/rest/v1/subnetworks/patch,
 * https://cloud.google.com/compute/docs/reference/rest/v1/subnetworks
 */
function patch(call: GcpCall): SimReply {
  const stands = call.project?.subnetworks.get(keyOf(call));
  const { fingerprint } = parseObject(call.request.body) ?? {};
  if (stands && fingerprint !== stands['fingerprint'])
    return googleError(412, 'FAILED_PRECONDITION', 'conditionNotMet', 'Supplied fingerprint does not match current.');
  return change(call, 'patch', (old, { logConfig }) => {
    const asked = { ...objectAt(old, 'logConfig'), ...objectAt({ logConfig }, 'logConfig') };
    return { logConfig: asked['enable'] === true ? toJsonObject(asked) : { enable: false } };
  });
}

type Change = (old: JsonObject, asked: JsonObject) => Readonly<Record<string, Json | undefined>>;

/** What is changed lies ready until its operation is done; each change gives the subnetwork another fingerprint. */
function change(call: GcpCall, verb: string, changed: Change): SimReply {
  const subnetworks = call.project?.subnetworks;
  const asked = parseObject(call.request.body);
  if (!subnetworks?.has(keyOf(call))) return notFound(targetOf(call));
  if (!asked) return googleError(400, 'INVALID_ARGUMENT', 'parseError', 'Invalid JSON payload received.');
  if (isBusy(call.store, targetOf(call)))
    return googleError(400, 'INVALID_ARGUMENT', 'resourceNotReady', `The resource '${targetOf(call)}' is not ready`);
  const fingerprint = Buffer.from(`change ${call.store.operations.size}`).toString('base64');
  const operation = begin(call.store, verb, targetOf(call), () => {
    const old = subnetworks.get(keyOf(call)) ?? {};
    subnetworks.set(keyOf(call), toJsonObject({ ...old, ...changed(old, asked), fingerprint }));
  });
  return { status: 200, body: describe(call, operation) };
}

const keyOf = ({ params }: GcpCall): string => `${params['region'] ?? ''}/${params['name'] ?? ''}`;

const targetOf = (call: GcpCall): string =>
  `projects/${call.params['project'] ?? ''}/regions/${call.params['region'] ?? ''}/subnetworks/${call.params['name'] ?? ''}`;
