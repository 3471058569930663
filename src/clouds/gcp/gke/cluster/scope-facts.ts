import type { NodeSource } from './pool-facts.ts';

/**
 * The scopes of nodes that let their account do much, as the last part of their address. A pool without scopes has none
 * of them: the API leaves an empty list out.
 * Source: https://cloud.google.com/kubernetes-engine/docs/how-to/access-scopes
 */
export const broadScopes = ({ settings }: NodeSource): readonly string[] =>
  (settings.oauthScopes ?? []).map((scope) => scope.split('/').at(-1) ?? '').filter((name) => broad.has(name));

const broad = new Set(['cloud-platform', 'compute', 'devstorage.read_write', 'devstorage.full_control']);
