import type { ClusterRequest } from '../../../cluster-request.ts';
import type { AuditEntry } from '../../delivered-events.ts';
import { clusterOfLabels } from './entry-events.ts';

type Inside =
  { readonly is: 'request'; readonly request: ClusterRequest } | { readonly is: 'unclear'; readonly why: string };

/**
 * The request to a cluster's API that an entry of the service `k8s.io` tells of: the method ends in the verb
 * (`io.k8s.apps.v1.deployments.create`), the resource names the object (`apps/v1/namespaces/shop/deployments/web`).
 * Source: https://cloud.google.com/kubernetes-engine/docs/how-to/audit-logging
 */
export function requestInCluster(entry: AuditEntry): Inside {
  const cluster = clusterOfLabels(entry);
  if (cluster === undefined) return { is: 'unclear', why: 'it does not say of which cluster it is' };
  const verb = entry.methodName.split('.').at(-1) ?? '';
  const [group = '', , ...path] = (entry.resourceName ?? '').split('/');
  const isInNamespace = path[0] === 'namespaces' && path.length > 2;
  const [plural = '', name, ...below] = isInNamespace ? path.slice(2) : path;
  if (plural === '' || verb === '') return { is: 'unclear', why: 'it names no object' };
  return {
    is: 'request',
    request: {
      cluster,
      verb,
      group: group === 'core' ? '' : group,
      plural,
      ...(below.length > 0 && { subresource: below.join('/') }),
      ...(isInNamespace && path[1] !== undefined && { namespace: path[1] }),
      ...(name && { name }),
    },
  };
}
