import type { ActionType, TypedAction, ResourceRef, Touched } from '#model';
import { isObject, objectAt, textAt, type Json } from '../../../json.ts';
import { lastPart } from '../../address.ts';
import type { AuditEntry } from '../../delivered-events.ts';
import { resourceOfEntry } from '../../project-events.ts';
import { gkeCluster } from './resource.ts';
import {
  abacWishes,
  addonWishes,
  loggingWishes,
  maintenanceWishes,
  masterAuthWishes,
  policyWishes,
} from './set-wish-events.ts';
import { managementWishes, poolWishes } from './pool-wish-events.ts';
import { updateWishes } from './update-wish-events.ts';
import type { Wishes } from './wish-events.ts';

/** What a call asks for, and where in its record that stands; the request itself where nothing is said. */
interface Asking {
  readonly wishes: Wishes;
  readonly in?: (request: Json, entry: AuditEntry) => unknown;
}

const ofPool: Asking['in'] = (request, entry) => ({ ...request, nodePoolId: poolOf(entry) });

/**
 * The calls that take effect minutes later, and what of their requests an action expresses; the rest is told by the read
 * alone.
 */
const askings: ReadonlyMap<string, Asking> = new Map<string, Asking>([
  ['UpdateCluster', { wishes: updateWishes, in: (request) => objectAt(request, 'update') }],
  ['SetAddonsConfig', { wishes: addonWishes }],
  ['SetLegacyAbac', { wishes: abacWishes }],
  ['SetLoggingService', { wishes: loggingWishes }],
  ['SetMasterAuth', { wishes: masterAuthWishes }],
  ['SetMaintenancePolicy', { wishes: maintenanceWishes }],
  ['SetNetworkPolicy', { wishes: policyWishes }],
  ['UpdateNodePool', { wishes: poolWishes, in: ofPool }],
  ['SetNodePoolManagement', { wishes: managementWishes, in: ofPool }],
]);

/** Every action that a request can be announced as. */
export const gkeAnnounces: readonly ActionType[] = [
  ...new Set([...askings.values()].flatMap(({ wishes }) => wishes.types)),
];

/** What the request of an entry will do to the cluster that it names. The end of an operation announces nothing. */
export function announcedByGke(entry: AuditEntry, touched: readonly Touched[]): readonly TypedAction[] {
  const { request, methodName, operation } = entry;
  const cluster = touched.find(({ type, id }) => type === gkeCluster.name && id !== undefined);
  if (cluster?.id === undefined || operation?.last === true || !isObject(request)) return [];
  // A request without the name of what it is about was not logged as it was sent.
  if ((textAt(request, 'name') ?? textAt(request, 'clusterId')) === undefined) return [];
  const call = /^google\.container\.v1(?:beta1)?\.ClusterManager\.(\w+)$/.exec(methodName)?.[1] ?? '';
  const { target, id } = cluster;
  const subject: ResourceRef = { type: gkeCluster.name, id, name: lastPart(id), target };
  const asking = askings.get(call);
  const wishes = asking?.wishes(asking.in ? asking.in(request, entry) : request) ?? [];
  return wishes.map((wish) => ({
    type: wish.type,
    action: { action: wish.type.name, subject, request: wish.request },
  }));
}

const poolOf = (entry: AuditEntry): string | undefined =>
  /\/nodePools\/([^/]+)$/.exec(resourceOfEntry(entry))?.[1] ?? textAt(entry.labels, 'nodepool_name');
