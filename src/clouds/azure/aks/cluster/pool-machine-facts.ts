import { fieldMissing, unknown, type Evidence, type Unknown } from '#rule';
import type { Pool } from './pool-facts.ts';

/** Whether the nodes of a pool run Windows; Linux is what an answer that says nothing means. */
export const hasWindows = ({ profile }: Pool): boolean => profile.osType?.toLowerCase() === 'windows';

/** Ports of nodes that AKS opens for a pool. */
export interface HostPorts {
  readonly from: number;
  readonly to: number;
  /** `TCP` or `UDP`; empty where the answer names none. */
  readonly protocol: string;
}

/**
 * The ports that AKS opens to the internet in the security group of the nodes of a pool; one without a bound is unread.
 * Source: https://learn.microsoft.com/azure/aks/use-node-public-ips#allow-host-port-connections-and-add-node-pools-to-application-security-groups
 */
export function hostPortsOf({ at, profile }: Pool): readonly (HostPorts | Unknown)[] {
  const ranges = profile.networkProfile?.allowedHostPorts ?? [];
  return ranges.map(({ portStart: from, portEnd: to, protocol = '' }, i) => {
    const path = `${at}.networkProfile.allowedHostPorts[${i}]`;
    if (from === undefined) return fieldMissing(`${path}.portStart`);
    return to === undefined ? fieldMissing(`${path}.portEnd`) : { from, to, protocol };
  });
}

/**
 * Whether machines of a pool can start by trusted launch, as the name of their node image tells it. Machines of
 * generation 1 cannot; another pool of the same size can where the size has generation 2, which is not read.
 * Source: https://learn.microsoft.com/azure/aks/use-trusted-launch
 */
export function trustedLaunchOf({ name, profile: { nodeImageVersion: image = '' } }: Pool): 'no' | 'maybe' | Unknown {
  if (/arm64/i.test(image)) return 'no';
  return image === '' || /gen2/i.test(image)
    ? 'maybe'
    : unknown('outside', `Whether the size of the pool ${name} has machines of generation 2 is not read.`);
}

/** Whether each port of a range is one of those that policy allows. */
export function isAllowed({ from, to }: HostPorts, allowed: readonly number[]): boolean {
  const within = new Set(allowed.filter((port) => port >= from && port <= to));
  return within.size === to - from + 1;
}

/** That a pool does not start by trusted launch, said by its security profile or by the silence of the pool. */
export function untrusted({ at, profile }: Pool): Evidence {
  const expected = { enableSecureBoot: true, enableVtpm: true };
  return profile.securityProfile
    ? { at: `${at}.securityProfile`, actual: profile.securityProfile, expected }
    : { at, actual: profile, expected: { securityProfile: expected } };
}

/** The patterns of unsafe sysctls that the kubelets of a pool let pods set, without those that others cover. */
export const unsafeSysctls = ({ profile }: Pool, allowed: readonly string[]): readonly string[] =>
  (profile.kubeletConfig?.allowedUnsafeSysctls ?? []).filter((it) => !allowed.some((one) => covers(one, it)));

/** A pattern that ends in an asterisk covers what begins as it does. */
const covers = (pattern: string, name: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
