import type { SecurityPatch } from './actions.ts';
import type { PodSecurity } from './facts.ts';
import { strangeNames } from './host-alias-facts.ts';

/** Takes the names that are led elsewhere out of the aliases of a pod; all that policy allows stays as it is. */
export function patchWithoutAliases({ spec }: PodSecurity, allowed: readonly string[]): SecurityPatch {
  const kept = (spec.hostAliases ?? []).flatMap((alias) => {
    const strange = strangeNames(alias, allowed);
    if (strange.length === 0) return [alias];
    const hostnames = (alias.hostnames ?? []).filter((name) => !strange.includes(name));
    return hostnames.length > 0 ? [{ ...alias, hostnames }] : [];
  });
  return { hostAliases: kept.length > 0 ? [{ $patch: 'replace' as const }, ...kept] : null };
}
