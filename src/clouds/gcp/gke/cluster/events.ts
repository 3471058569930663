import type { TypedAction, ResourceRef, Touched } from '#model';
import { isObject, objectAt, textAt, type Json } from '../../../json.ts';
import { lastPart } from '../../address.ts';
import type { AuditEntry } from '../../delivered-events.ts';
import { resourceOfEntry } from '../../project-events.ts';
import { gkeCluster } from './resource.ts';
import { abacWishes, addonWishes, loggingWishes, masterAuthWishes, policyWishes } from './set-wish-events.ts';
import { managementWishes, poolWishes } from './pool-wish-events.ts';
import { updateWishes } from './update-wish-events.ts';
import type { Wish } from './wish-events.ts';

type Read = (request: Json, entry: AuditEntry) => readonly Wish[];

/**
 * The calls that take effect minutes later, and what of their requests an action expresses; the rest is told by the read
 * alone.
 */
const wishesOf: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['UpdateCluster', (request) => updateWishes(objectAt(request, 'update'))],
  ['SetAddonsConfig', addonWishes],
  ['SetLegacyAbac', abacWishes],
  ['SetLoggingService', loggingWishes],
  ['SetMasterAuth', masterAuthWishes],
  ['SetNetworkPolicy', policyWishes],
  ['UpdateNodePool', (request, entry) => poolWishes({ ...request, nodePoolId: poolOf(entry) })],
  ['SetNodePoolManagement', (request, entry) => managementWishes({ ...request, nodePoolId: poolOf(entry) })],
]);

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
  const wishes = wishesOf.get(call)?.(request, entry) ?? [];
  return wishes.map((wish) => ({
    type: wish.type,
    action: { action: wish.type.name, subject, request: wish.request },
  }));
}

const poolOf = (entry: AuditEntry): string | undefined =>
  /\/nodePools\/([^/]+)$/.exec(resourceOfEntry(entry))?.[1] ?? textAt(entry.labels, 'nodepool_name');
