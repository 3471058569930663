import type { Unknown } from '#model';
import { fieldMissing, type Evidence } from '#rule';
import type { gkeCluster } from './resource.ts';
import { seenAt } from './seen-facts.ts';
import { minorOf } from './version-facts.ts';

/**
 * What says that a client certificate was issued; undefined where none was. Before Kubernetes 1.12 one was issued unless
 * the creation said otherwise. The key is shown to few callers, so that it says nothing.
 * Source: https://cloud.google.com/kubernetes-engine/docs/how-to/api-server-authentication
 */
export function issuedCertificate(config: typeof gkeCluster.config): Evidence | Unknown | undefined {
  const { masterAuth, initialClusterVersion } = config;
  if (!masterAuth) return fieldMissing('masterAuth');
  if (masterAuth.clientCertificateConfig?.issueClientCertificate === true)
    return { at: 'masterAuth.clientCertificateConfig.issueClientCertificate', actual: true, expected: false };
  if (masterAuth.clientCertificate) return { at: 'masterAuth.clientCertificate', actual: 'set' };
  if (masterAuth.clientCertificateConfig) return undefined;
  const minor = minorOf(initialClusterVersion);
  if (minor === undefined) return fieldMissing('initialClusterVersion');
  return minor < 12 ? seenAt(config, 'initialClusterVersion') : undefined;
}
