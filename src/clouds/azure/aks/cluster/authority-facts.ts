import { endsOfCertificates } from '#lib/certificate';
import { sha256 } from '#lib/hash';
import { isUnread, unknown, type Evidence, type Unknown } from '#rule';
import type { Instant } from '#lib/time';
import type { aksCluster } from './resource.ts';

/** A certificate authority that people made nodes trust. */
export interface TrustedAuthority {
  /** SHA-256 of the certificate, in hexadecimal. */
  readonly fingerprint: string;
  readonly end: Instant;
  readonly seen: Evidence;
}

/**
 * The certificate authorities that the nodes of a cluster trust beside those of their system, each once: those that are
 * given to the cluster, and that of a proxy which is in use. Both are PEM in base64; one value may hold several.
 * Sources: https://learn.microsoft.com/azure/aks/custom-certificate-authority, https://learn.microsoft.com/azure/aks/http-proxy
 */
export function trustedAuthorities({
  securityProfile,
  httpProxyConfig: proxy,
}: typeof aksCluster.config): readonly (TrustedAuthority | Unknown)[] {
  const given = (securityProfile?.customCATrustCertificates ?? []).map(
    (text, i) => [`securityProfile.customCATrustCertificates[${i}]`, text] as const,
  );
  const ofProxy =
    proxy?.trustedCa && proxy.enabled !== false ? [['httpProxyConfig.trustedCa', proxy.trustedCa] as const] : [];
  const found = [...given, ...ofProxy].flatMap(([at, text]) => authoritiesIn(at, text));
  const once = new Map(found.map((it) => ['fingerprint' in it ? it.fingerprint : it.message, it]));
  return [...once.values()];
}

function authoritiesIn(at: string, text: string): readonly (TrustedAuthority | Unknown)[] {
  const pem = textOf(text);
  const ends = endsOfCertificates(pem);
  if (!ends) return [unknown('malformed', `What stands at ${at} is no certificate.`)];
  // A block of another name may be a certificate too.
  if (ends.length !== pem.match(/-----BEGIN /g)?.length)
    return [unknown('malformed', `Not all of what stands at ${at} is a certificate.`)];
  const blocks = [...pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)];
  return ends.map((end, i) => {
    const fingerprint = sha256(bytesOf(blocks[i]?.[1] ?? ''));
    return { fingerprint, end, seen: { at, actual: `SHA-256 ${fingerprint}, ends on ${end}` } };
  });
}

/**
 * The certificates that are given to a cluster without one authority; undefined where it stands together with others in
 * one value, or the proxy needs it.
 */
export function givenWithout(config: typeof aksCluster.config, fingerprint: string): readonly string[] | undefined {
  const { customCATrustCertificates: given = [] } = config.securityProfile ?? {};
  const isIt = (it: TrustedAuthority | Unknown): boolean => !isUnread(it) && it.fingerprint === fingerprint;
  const kept = given.filter((text) => !authoritiesIn('', text).every(isIt));
  const left = { ...config, securityProfile: { ...config.securityProfile, customCATrustCertificates: kept } };
  return trustedAuthorities(left).some(isIt) ? undefined : kept;
}

const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64.replace(/\s/g, '')), (it) => it.charCodeAt(0));

/** Empty for what is no base64. */
function textOf(base64: string): string {
  return /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(base64) && base64.replace(/\s/g, '').length % 4 === 0
    ? new TextDecoder().decode(bytesOf(base64))
    : '';
}
