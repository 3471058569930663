import { defineFact, type ApiReach } from '#model';
import { fieldMissing, isUnread, type Evidence, type Unknown } from '#rule';
import { issuedCertificate } from './client-certificate-facts.ts';
import { gkeApiReach, gkeDnsReach, gkeGoogleTold } from './facts.ts';
import { gkeCluster } from './resource.ts';

/** A credential of a cluster that is no sign-in, and what says that there is one. */
export interface StaticCredential {
  readonly is: 'password' | 'certificate';
  readonly seen: Evidence;
}

/** The gravest credential of a cluster that is no sign-in; undefined where there is none. */
export function staticCredential(config: typeof gkeCluster.config): StaticCredential | Unknown | undefined {
  const field = (['username', 'password'] as const).find((it) => config.masterAuth?.[it]);
  if (field) return { is: 'password', seen: { at: `masterAuth.${field}`, actual: 'set' } };
  const seen = issuedCertificate(config);
  return seen === undefined || isUnread(seen) ? seen : { is: 'certificate', seen };
}

/**
 * How open those endpoints of a control plane are that take a credential which is no sign-in: the IP endpoint, and the
 * DNS endpoint where it takes certificates. One that takes tokens alone is closed to them.
 * Source: https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation#dns-based_endpoint
 */
export const gkeStaticReaches = defineFact({
  name: 'gke.static-reaches',
  of: gkeCluster,
  uses: [gkeApiReach, gkeDnsReach, gkeGoogleTold],
  work(cluster, { fact }): readonly ApiReach[] {
    const dns = cluster.config.controlPlaneEndpointsConfig?.dnsEndpointConfig;
    const told = fact(gkeGoogleTold, cluster);
    const ways = [fact(gkeApiReach, cluster), ...(told === 'told' ? [] : [told])];
    if (dns?.allowExternalTraffic !== true || dns.enableK8sCertsViaDns === false) return ways;
    const way = dns.enableK8sCertsViaDns === true ? fact(gkeDnsReach, cluster) : fieldMissing(untold);
    return [...ways, way];
  },
});

const untold = 'controlPlaneEndpointsConfig.dnsEndpointConfig.enableK8sCertsViaDns';
