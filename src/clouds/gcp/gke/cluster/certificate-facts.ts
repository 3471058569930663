import { endsOfCertificates } from '#lib/certificate';
import { parseInstant, type Instant } from '#lib/time';
import { fieldMissing, unknown, type Evidence, type Unknown } from '#rule';
import type { gkeCluster } from './resource.ts';
import { seenAt } from './seen-facts.ts';

type Cluster = typeof gkeCluster.config;

/** A certificate that a cluster lives by, and when it ends. */
export interface CertificateEnd {
  readonly ends: Instant;
  readonly seen: Evidence;
}

/**
 * When the certificate authority of a cluster ends: the first of them while there are two, as in a rotation.
 * Source: https://cloud.google.com/kubernetes-engine/docs/how-to/credential-rotation
 */
export function authorityEnd({ masterAuth }: Cluster): CertificateEnd | Unknown {
  const at = 'masterAuth.clusterCaCertificate';
  if (!masterAuth?.clusterCaCertificate) return fieldMissing(at);
  const pem = textOf(masterAuth.clusterCaCertificate);
  const [ends] = (endsOfCertificates(pem ?? '') ?? []).toSorted();
  if (ends === undefined) return unknown('malformed', `${at} holds no certificate that can be read.`);
  return { ends, seen: { at, actual: `ends at ${ends}` } };
}

/** The certificate by which the nodes of a pool join, and when it ends. */
export interface JoiningEnd extends CertificateEnd {
  readonly pool: string;
}

/** When the certificates end by which the nodes of a pool join; the API gives the first moment of 1970 where there is none. */
export const joiningEnds = (config: Cluster): readonly (JoiningEnd | Unknown)[] =>
  (config.nodePools ?? []).flatMap(({ name, kubeletCertInfo }, i) =>
    (['tpmBootstrapCertExpireTime', 'nonTpmBootstrapCertExpireTime'] as const).flatMap(
      (field): readonly (JoiningEnd | Unknown)[] => {
        const time: unknown = kubeletCertInfo?.[field];
        if (time === undefined || time === null) return [];
        const at = `nodePools[${i}].kubeletCertInfo.${field}`;
        const ends = typeof time === 'string' ? parseInstant(time) : undefined;
        if (ends === undefined) return [unknown('malformed', `${at} holds no moment.`)];
        if (ends === 0) return [];
        return [{ pool: name ?? '', ends: new Date(ends).toISOString(), seen: seenAt(config, at) }];
      },
    ),
  );

/** What GKE itself says of it; undefined where it says nothing. */
export function expiryWarning({ conditions }: Cluster): Evidence | undefined {
  const i = (conditions ?? []).findIndex(({ code }) => code === 'CA_EXPIRING');
  return i < 0 ? undefined : { at: `conditions[${i}].code`, actual: 'CA_EXPIRING' };
}

function textOf(base64: string): string | undefined {
  try {
    return atob(base64);
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
