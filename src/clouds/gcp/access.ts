import type { ClusterAccess } from '../cluster-access.ts';
import type { Resource } from '#model';
import { objectAt, textAt } from '../json.ts';
import { MalformedAnswer } from '../pages.ts';
import type { Failure } from '../sheet.ts';
import type { Session } from './session.ts';

/**
 * Where a cluster's API is called: by its DNS name where that takes traffic from outside, since IAM alone guards it;
 * else by its address with the cluster's own certificate authority. No call is made.
 * Source: https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation
 */
export function gkeAccess({ id, config }: Resource, { auth }: Session): ClusterAccess | Failure {
  const token = async (): Promise<string> => {
    const { token: access } = await auth.getAccessToken();
    if (!access) throw new MalformedAnswer('The sign-in gave no access token.');
    return access;
  };
  const dns = objectAt(config, 'controlPlaneEndpointsConfig', 'dnsEndpointConfig');
  const name = textAt(dns, 'endpoint');
  if (name !== undefined && dns['allowExternalTraffic'] === true)
    return { cluster: id, endpoint: `https://${name}`, token };
  const address = textAt(config, 'endpoint');
  const authority = textAt(config, 'masterAuth', 'clusterCaCertificate');
  if (address === undefined) return { reason: 'unreachable', detail: 'The cluster has no endpoint for its API.' };
  if (authority === undefined)
    return { reason: 'field-missing', detail: 'The answer has no masterAuth.clusterCaCertificate.' };
  const ca = Buffer.from(authority, 'base64').toString('utf8');
  return { cluster: id, endpoint: `https://${hostOf(address)}`, ca, token };
}

/** An IPv6 address takes brackets in a URL. */
const hostOf = (address: string): string => (address.includes(':') ? `[${address}]` : address);
