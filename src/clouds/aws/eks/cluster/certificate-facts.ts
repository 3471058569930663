import { endsOfCertificates } from '#lib/certificate';
import type { Instant } from '#lib/time';
import { fieldMissing, unknown, type Unknown } from '#rule';
import type { eksCluster } from './resource.ts';

/** Where the certificates of a cluster's authorities stand. */
export const authorities = 'certificateAuthority.data';

/**
 * When the certificates of the authorities that a cluster trusts end, the first end first. There are several in a rotation:
 * a successor is added before it signs, and who signed before stays trusted.
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_Certificate.html
 */
export function authorityEnds({ certificateAuthority }: typeof eksCluster.config): readonly Instant[] | Unknown {
  if (!certificateAuthority?.data) return fieldMissing(authorities);
  const ends = endsOfCertificates(textOf(certificateAuthority.data) ?? '');
  return ends?.toSorted() ?? unknown('malformed', `${authorities} holds no certificates that can be read.`);
}

function textOf(base64: string): string | undefined {
  try {
    return atob(base64);
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
