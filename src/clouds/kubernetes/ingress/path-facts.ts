import type { ResourceOf } from '#model';
import type { ingress } from './resource.ts';

const challenges = '/.well-known/acme-challenge/';

/**
 * Whether an ingress leads nothing but the challenges of a certificate authority to its services: these come by plain HTTP.
 * Its paths tell; anybody can write the label that the solvers of cert-manager have.
 * Source: https://www.rfc-editor.org/rfc/rfc8555#section-8.3
 */
export function isChallenge({ config: { spec } }: ResourceOf<typeof ingress>): boolean {
  const paths = (spec?.rules ?? []).flatMap(({ http }) => http?.paths ?? []);
  const hasDefault = Boolean(spec?.defaultBackend ?? spec?.backend);
  return !hasDefault && paths.length > 0 && paths.every(({ path }) => path?.startsWith(challenges));
}
