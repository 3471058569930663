import type { EventReader, Notice, Touched } from '#model';
import { trackedCalls } from '../changed-by.ts';
import { missing } from '../envelope.ts';
import type { ClusterChange, ClusterRequest } from '../cluster-request.ts';
import { isObject, textAt } from '../json.ts';
import { objectAddress } from './address.ts';
import { kindOfPath, type Kind } from './documents/kinds.ts';
import { clusterTypes } from './types.ts';

const tracked = trackedCalls(clusterTypes);

/** What a request to a cluster's API, which its cloud's audit log tells of, may have altered. */
export function changeInCluster(request: ClusterRequest): ClusterChange {
  const { cluster, verb, group, plural, subresource } = request;
  const resource = [group === '' ? plural : `${plural}.${group}`, subresource].filter(Boolean).join('/');
  const call = `${verb} ${resource}`;
  const kind = kindOfPath(group, plural);
  if (kind?.only && isAnother(kind.only, request)) return { call, touched: [] };
  // Kinds that people make have no names that could be known: their group stands for all of them.
  const known = tracked.get(call) ?? tracked.get(`${verb} *.${group}`);
  const touched = (known?.types ?? []).map((type): Touched => {
    const id = kind?.type === type ? addressOf(kind, request) : undefined;
    return { target: `k8s:${cluster}`, type: type.name, ...(id !== undefined && { id }) };
  });
  return { call, touched };
}

/**
 * The audit events that an API server writes do not say of which cluster they are: of those in a managed cluster the
 * cloud's own log tells.
 * Source: https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/
 */
export const kubernetesEvents: EventReader = {
  provider: 'kubernetes',
  announces: [],
  read(document) {
    if (!isObject(document) || !/^audit\.k8s\.io\//.test(textAt(document, 'apiVersion') ?? '')) return undefined;
    const { kind, items } = document;
    if (kind === 'Event') return [withoutCluster(document)];
    if (kind === 'EventList' && Array.isArray(items)) return items.map(withoutCluster);
    return [{ is: 'malformed', why: missing('kind') }];
  },
};

function withoutCluster(event: unknown): Notice {
  const verb = textAt(event, 'verb');
  const resource = textAt(event, 'objectRef', 'resource');
  if (verb === undefined) return { is: 'malformed', why: missing('verb') };
  const call = [verb, resource].join(' ').trim().slice(0, longest);
  return { is: 'not-tracked', call, why: 'it does not say of which cluster it is' };
}

const longest = 512;

const isAnother = (only: NonNullable<Kind['only']>, { namespace, name }: ClusterRequest): boolean =>
  (namespace !== undefined && namespace !== only.namespace) || (name !== undefined && name !== only.name);

/** The groups whose objects are read at version v1 whatever version a client spoke. */
const builtIn: ReadonlySet<string> = new Set(['', 'apps', 'batch', 'networking.k8s.io', 'rbac.authorization.k8s.io']);

/** Undefined where the request does not name one object, or the version at which it is read depends on the cluster. */
function addressOf({ namespaced }: Kind, request: ClusterRequest): string | undefined {
  const { cluster, group, plural, name, namespace } = request;
  if (name === undefined || !builtIn.has(group) || namespaced !== (namespace !== undefined)) return undefined;
  return objectAddress({ cluster, group, version: 'v1', namespace, plural, name });
}
