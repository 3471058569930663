import type { Clock, Resource } from '#model';
import type { ClusterAccess } from '../cluster-access.ts';
import { textAt } from '../json.ts';
import type { Failure } from '../sheet.ts';
import type { ClientConfig } from './clients.ts';
import { eksTokens } from './eks-token.ts';

/** How the Kubernetes API of an EKS cluster is called: its endpoint, its own authority, a token signed for it. */
export function eksAccess(cluster: Resource, config: ClientConfig, clock: Clock): ClusterAccess | Failure {
  const endpoint = textAt(cluster.config, 'endpoint');
  const authority = textAt(cluster.config, 'certificateAuthority', 'data');
  if (endpoint === undefined || authority === undefined) {
    return { reason: 'field-missing', detail: 'The cluster has no endpoint or no certificate authority yet.' };
  }
  const [, , , region = ''] = cluster.id.split(':');
  return {
    cluster: cluster.id,
    endpoint,
    ca: Buffer.from(authority, 'base64').toString('utf8'),
    token: eksTokens({ cluster: cluster.name, region, config, clock }),
  };
}
