/**
 * Networks whose addresses never reach a public endpoint: of private use, of carriers, of the host itself and of its link.
 * Source: https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 counterpart.
 */
export const innerNetworks: readonly string[] = [
  ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16'],
  ...['::1/128', 'fc00::/7', 'fe80::/10'],
];
