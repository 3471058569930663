import { parseBlock } from './address-text.ts';
import { merge, subtract, union, type Intervals } from './intervals.ts';

/**
 * IPv4 that is not globally reachable: the blocks whose `Globally Reachable` column says False in the IANA IPv4
 * Special-Purpose Address Registry (https://www.iana.org/assignments/iana-ipv4-special-registry), and multicast
 * (https://www.iana.org/assignments/multicast-addresses). Blocks where the column says N/A, such as the deprecated
 * 6to4 relays, count as reachable: the error is then on the safe side.
 */
const reservedV4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private use
  '100.64.0.0/10', // shared address space of carriers
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local
  '172.16.0.0/12', // private use
  '192.0.0.0/24', // IETF protocol assignments
  '192.0.2.0/24', // documentation
  '192.168.0.0/16', // private use
  '198.18.0.0/15', // benchmarking
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and limited broadcast
];

/** Assignments inside 192.0.0.0/24 that the registry calls globally reachable: the anycast of PCP and of TURN. */
const reachableV4 = ['192.0.0.9/32', '192.0.0.10/32'];

/** The only space from which IANA allocates global unicast IPv6 (RFC 4291, section 2.4; RFC 3587). */
const globalUnicastV6 = ['2000::/3'];

/**
 * Blocks of 2000::/3 that are not globally reachable by the IANA IPv6 Special-Purpose Address Registry
 * (https://www.iana.org/assignments/iana-ipv6-special-registry).
 */
const reservedV6 = [
  '2001::/23', // IETF protocol assignments
  '2001:db8::/32', // documentation
  '3fff::/20', // documentation
];

/** Assignments inside 2001::/23 that the registry calls globally reachable, and Teredo, where it says N/A. */
const reachableV6 = [
  '2001::/32', // Teredo
  '2001:1::1/128', // port control protocol anycast
  '2001:1::2/128', // TURN anycast
  '2001:1::3/128', // DNS-SD SRP anycast
  '2001:3::/32', // automatic multicast tunneling
  '2001:4:112::/48', // AS112
  '2001:20::/28', // ORCHIDv2
  '2001:30::/28', // drone remote id
];

/** All IPv4 addresses that are globally reachable. */
export const publicV4: Intervals<number> = union(
  subtract([{ from: 0, end: 2 ** 32 }], v4(reservedV4)),
  v4(reachableV4),
);

/** All IPv6 addresses that are globally reachable. */
export const publicV6: Intervals<bigint> = union(subtract(v6(globalUnicastV6), v6(reservedV6)), v6(reachableV6));

/** 2000::/3 as it stands, reserved blocks included. */
export const unicastV6: Intervals<bigint> = v6(globalUnicastV6);

function v4(blocks: readonly string[]): Intervals<number> {
  return merge(blocks.map((text) => parseBlock(text)).flatMap((block) => (block?.family === 4 ? [block.range] : [])));
}

function v6(blocks: readonly string[]): Intervals<bigint> {
  return merge(blocks.map((text) => parseBlock(text)).flatMap((block) => (block?.family === 6 ? [block.range] : [])));
}
