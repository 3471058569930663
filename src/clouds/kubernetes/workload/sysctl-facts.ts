import type { PodSecurity } from './facts.ts';

/**
 * The kernel parameters that pods may set, by the first version that allows them.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export const safeSysctls: Readonly<Record<string, string[]>> = {
  '1.0': [
    'kernel.shm_rmid_forced',
    'net.ipv4.ip_local_port_range',
    'net.ipv4.tcp_syncookies',
    'net.ipv4.ping_group_range',
    'net.ipv4.ip_unprivileged_port_start',
  ],
  '1.27': ['net.ipv4.ip_local_reserved_ports'],
  '1.29': [
    'net.ipv4.tcp_keepalive_time',
    'net.ipv4.tcp_fin_timeout',
    'net.ipv4.tcp_keepalive_intvl',
    'net.ipv4.tcp_keepalive_probes',
  ],
  '1.32': ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'],
  '1.37': ['net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat'],
};

/** The parameters of such a table that a minor version allows. */
export const safeAt = (table: Readonly<Record<string, readonly string[]>>, minor: number): readonly string[] =>
  Object.entries(table).flatMap(([version, names]) => (Number(version.slice('1.'.length)) <= minor ? names : []));

/** The kernel parameters that a pod sets; containers have none of their own. */
export const sysctlsOf = ({ context }: PodSecurity) => context.sysctls ?? [];
