import { formatRange, parseBlock } from './address-text.ts';
import * as intervals from './intervals.ts';
import type { Interval, Intervals } from './intervals.ts';
import { publicV4, publicV6, unicastV6 } from './public-addresses.ts';

/**
 * A set of IPv4 and IPv6 addresses as merged, sorted, half-open intervals: equal sets are deeply equal values.
 * IPv4 addresses are numbers from 0 to 2^32, IPv6 addresses bigints from 0 to 2^128.
 */
export interface AddressSet {
  readonly v4: Intervals<number>;
  readonly v6: Intervals<bigint>;
}

/** No address. */
export const nobody: AddressSet = { v4: [], v6: [] };

/** 0.0.0.0/0 and ::/0. */
export const everyone: AddressSet = { v4: [{ from: 0, end: 2 ** 32 }], v6: [{ from: 0n, end: 1n << 128n }] };

/**
 * Reads a CIDR block, or a bare address as one host. Bits after the prefix are masked off, as EC2 and Azure do, and an
 * IPv4-mapped IPv6 address stays IPv6. Undefined for anything else, so for blanks, zone ids, leading zeros, host names
 * and the words that clouds use for "everyone".
 */
export function parseAddresses(text: string): AddressSet | undefined {
  const block = parseBlock(text);
  if (block === undefined) return undefined;
  return block.family === 4 ? { v4: [block.range], v6: [] } : { v4: [], v6: [block.range] };
}

/** Canonical CIDR blocks, IPv4 first, ascending, IPv6 as RFC 5952 writes it; a single host ends in /32 or /128. */
export function formatAddresses({ v4, v6 }: AddressSet): readonly string[] {
  return [
    ...v4.flatMap((range) => formatRange({ family: 4, range })),
    ...v6.flatMap((range) => formatRange({ family: 6, range })),
  ];
}

/** Every address in either set. */
export function union(a: AddressSet, b: AddressSet): AddressSet {
  return { v4: intervals.union(a.v4, b.v4), v6: intervals.union(a.v6, b.v6) };
}

/** Every address in any of the sets; for long lists, which it sorts once. */
export function unionAll(sets: Iterable<AddressSet>): AddressSet {
  const v4: Interval<number>[] = [];
  const v6: Interval<bigint>[] = [];
  for (const set of sets) {
    for (const range of set.v4) v4.push(range);
    for (const range of set.v6) v6.push(range);
  }
  return { v4: intervals.merge(v4), v6: intervals.merge(v6) };
}

/** Every address of `from` that is not in `what`. */
export function subtract(from: AddressSet, what: AddressSet): AddressSet {
  return { v4: intervals.subtract(from.v4, what.v4), v6: intervals.subtract(from.v6, what.v6) };
}

/** Every address in both sets. */
export function intersect(a: AddressSet, b: AddressSet): AddressSet {
  return { v4: intervals.intersect(a.v4, b.v4), v6: intervals.intersect(a.v6, b.v6) };
}

/** True when every address of `inner` is in `outer`; every set covers nobody. */
export function covers(outer: AddressSet, inner: AddressSet): boolean {
  return intervals.covers(outer.v4, inner.v4) && intervals.covers(outer.v6, inner.v6);
}

/** True when the set holds no address. */
export function isEmpty({ v4, v6 }: AddressSet): boolean {
  return v4.length === 0 && v6.length === 0;
}

/**
 * What is left without the addresses that are not globally reachable by the IANA special-purpose registries: private,
 * carrier (100.64.0.0/10), loopback, link-local, multicast, documentation, benchmarking and reserved space, and all
 * IPv6 outside 2000::/3.
 * Sources: https://www.iana.org/assignments/iana-ipv4-special-registry,
 * https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export function publicPart(set: AddressSet): AddressSet {
  return intersect(set, { v4: publicV4, v6: publicV6 });
}

/** How many IPv4 addresses the set holds, at most 2^32. */
export function countV4({ v4 }: AddressSet): number {
  return v4.reduce((sum, { from, end }) => sum + (end - from), 0);
}

/** How many IPv6 addresses the set holds, at most 2^128. */
export function countV6({ v6 }: AddressSet): bigint {
  return v6.reduce((sum, { from, end }) => sum + (end - from), 0n);
}

/** How many globally reachable addresses the set holds, of both families together. */
export function countPublic(set: AddressSet): bigint {
  const open = publicPart(set);
  return BigInt(countV4(open)) + countV6(open);
}

/**
 * How wide the widest IPv6 range is, as a prefix length: the smallest n for which the set holds 2^(128-n) addresses in
 * a row, wherever the row begins. Two neighbouring /48 blocks are a /47; two far apart are a /48; three neighbours are
 * a /47 too. Undefined when the set holds no IPv6.
 */
export function widestV6Prefix({ v6 }: AddressSet): number | undefined {
  if (v6.length === 0) return undefined;
  const widest = v6.reduce((most, { from, end }) => (end - from > most ? end - from : most), 0n);
  const wholeBits = widest.toString(2).length - 1;
  return 128 - wholeBits;
}

/**
 * True when the set holds all globally reachable IPv4, or all globally reachable IPv6. Leaving out space from which no
 * packet can come, such as 10.0.0.0/8, does not make it less than the internet.
 */
export function isWholeInternet({ v4, v6 }: AddressSet): boolean {
  return intervals.covers(v4, publicV4) || intervals.covers(v6, publicV6);
}

/** True when the set holds half of IPv4 (2^31 addresses) or half of 2000::/3 (2^124 addresses), or more. */
export function coversHalf(set: AddressSet): boolean {
  return countV4(set) >= 2 ** 31 || countV6({ v4: [], v6: intervals.intersect(set.v6, unicastV6) }) >= 1n << 124n;
}
