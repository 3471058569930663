import type { Interval } from './intervals.ts';

/** One block of addresses as text names it. */
export type Block =
  { readonly family: 4; readonly range: Interval<number> } | { readonly family: 6; readonly range: Interval<bigint> };

/** The longest text that can be right: an IPv6 address with an embedded dotted quad, and `/128`. */
const longest = 45 + 4;

/**
 * Reads a CIDR block or a bare address, which is one host. Bits after the prefix are masked off, as EC2 and Azure do.
 * Undefined for everything else: blanks, zone ids, leading zeros (some readers take them as octal), host names, a
 * prefix out of range. An IPv4-mapped IPv6 address stays IPv6.
 */
export function parseBlock(text: string): Block | undefined {
  if (text.length > longest) return undefined;
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const isV6 = address.includes(':');
  const width = isV6 ? 128 : 32;
  const prefix = slash < 0 ? width : parsePrefix(text, slash + 1, width);
  if (prefix === undefined) return undefined;
  if (!isV6) {
    const host = parseV4(address, 0);
    if (host === undefined) return undefined;
    const size = 2 ** (width - prefix);
    const from = host - (host % size);
    return { family: 4, range: { from, end: from + size } };
  }
  const host = parseV6(address);
  if (host === undefined) return undefined;
  const shift = BigInt(width - prefix);
  const network = host >> shift;
  return { family: 6, range: { from: network << shift, end: (network + 1n) << shift } };
}

/** The shortest list of CIDR blocks that make up the range, ascending, IPv6 written as RFC 5952 says. */
export function formatRange({ family, range }: Block): readonly string[] {
  const width = family === 4 ? 32n : 128n;
  const blocks: string[] = [];
  const end = BigInt(range.end);
  let from = BigInt(range.from);
  while (from < end) {
    let bits = from === 0n ? width : trailingZeros(from);
    while (1n << bits > end - from) bits -= 1n;
    blocks.push(`${family === 4 ? formatV4(Number(from)) : formatV6(from)}/${String(width - bits)}`);
    from += 1n << bits;
  }
  return blocks;
}

function parsePrefix(text: string, start: number, width: number): number | undefined {
  const digits = text.length - start;
  if (digits < 1 || digits > 3 || (digits > 1 && text.charCodeAt(start) === zero)) return undefined;
  let prefix = 0;
  for (let at = start; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9) return undefined;
    prefix = prefix * 10 + digit;
  }
  return prefix <= width ? prefix : undefined;
}

function parseV4(text: string, start: number): number | undefined {
  let address = 0;
  let octets = 0;
  let octet = 0;
  let digits = 0;
  for (let at = start; at <= text.length; at += 1) {
    const code = at === text.length ? dot : text.charCodeAt(at);
    if (code === dot) {
      if (digits === 0 || octet > 255) return undefined;
      address = address * 256 + octet;
      octets += 1;
      octet = 0;
      digits = 0;
      continue;
    }
    const digit = code - zero;
    if (digit < 0 || digit > 9 || digits === 3 || (digits > 0 && octet === 0)) return undefined;
    octet = octet * 10 + digit;
    digits += 1;
  }
  return octets === 4 ? address : undefined;
}

function parseV6(text: string): bigint | undefined {
  const groups: number[] = [];
  let gap = -1;
  let at = 0;
  if (text.startsWith('::')) {
    gap = 0;
    at = 2;
  }
  while (at < text.length) {
    const start = at;
    let group = 0;
    for (let digit = hexDigit(text, at); digit >= 0; digit = hexDigit(text, at)) {
      group = group * 16 + digit;
      at += 1;
    }
    if (text.charCodeAt(at) === dot) {
      const tail = parseV4(text, start);
      if (tail === undefined) return undefined;
      groups.push(Math.floor(tail / 0x10000), tail % 0x10000);
      break;
    }
    if (at === start || at - start > 4) return undefined;
    groups.push(group);
    if (at === text.length) break;
    if (text.charCodeAt(at) !== colon) return undefined;
    at += 1;
    if (text.charCodeAt(at) === colon) {
      if (gap >= 0) return undefined;
      gap = groups.length;
      at += 1;
    } else if (at === text.length) return undefined;
  }
  if (gap < 0 ? groups.length !== 8 : groups.length > 7) return undefined;
  if (gap >= 0) groups.splice(gap, 0, ...Array.from({ length: 8 - groups.length }, () => 0));
  return groups.reduce((address, group) => (address << 16n) | BigInt(group), 0n);
}

const zero = 0x30;
const dot = 0x2e;
const colon = 0x3a;

function hexDigit(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= zero && code <= 0x39) return code - zero;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : -1;
}

function formatV4(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}

function formatV6(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, at) => Number((address >> BigInt(112 - 16 * at)) & 0xffffn));
  const { start, length } = longestZeros(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  groups.forEach((group, at) => {
    if (group !== 0) start = at + 1;
    else if (at + 1 - start > best.length) best = { start, length: at + 1 - start };
  });
  return best;
}

function trailingZeros(value: bigint): bigint {
  return BigInt((value & -value).toString(2).length - 1);
}
