import { formatRange, parseBlock } from '#lib/address-text';
import { hmacHex } from '#lib/hmac';

/** What means the same to everybody, and is judged as what it is: no address in it is replaced. */
const known = [
  ...['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'],
  ...['::/8', 'fe80::/10', 'ff00::/8', 'fd00:ec2::/32', 'fd20:ce::/32'],
  // The platform of Azure; health checks, proxies and the identity-aware proxy of Google.
  ...['2600:2d00:1:b029::/64', '2600:2d00:1:1::/64', '2600:1901:8001::/48'],
  ...['168.63.129.16/32', '35.191.0.0/16', '130.211.0.0/22', '209.85.152.0/22', '209.85.204.0/22', '35.235.240.0/20'],
];

/** Where another kind of space begins or ends, by the registries that lib/public-addresses names. */
const kinds = [
  ...['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.0.0.0/24', '192.0.0.9/32', '192.0.0.10/32', '192.0.2.0/24'],
  ...['192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['2000::/3', '2001::/23', '2001::/32', '2001:1::1/128', '2001:1::2/128', '2001:1::3/128', '2001:3::/32'],
  ...['2001:4:112::/48', '2001:20::/28', '2001:30::/28', '2001:db8::/32', '3fff::/20', 'fc00::/7', '64:ff9b::/96'],
];

type Family = 4 | 6;

interface Span {
  readonly family: Family;
  readonly from: bigint;
  readonly end: bigint;
}

const spanOf = (text: string): Span | undefined => {
  const block = parseBlock(text);
  return block && { family: block.family, from: BigInt(block.range.from), end: BigInt(block.range.end) };
};
const spans = (texts: readonly string[]): readonly Span[] => texts.flatMap((it) => spanOf(it) ?? []);

const untouched = spans(known);
const edges = spans([...known, ...kinds]).flatMap(({ family, from, end }) => [
  { family, at: from },
  { family, at: end },
]);

/**
 * Replaces addresses so that networks stay networks: two addresses that share their first n bits share n bits afterwards, and
 * each stays in the kind of space that it is in, public or private. So sizes, what lies in what, and what is reachable stay as
 * they were. A bit is turned by the bits before it and the salt (J. Fan, J. Xu, M. Ammar, S. Moon: Prefix-preserving IP address
 * anonymization, 2004), and never where its two halves are not of one kind.
 */
export function networkVeil(salt: string): (text: string) => string {
  const turned = new Map<string, boolean>();
  const isTurned = (family: Family, bits: number, from: bigint, size: bigint): boolean => {
    const name = `${family}\n${bits}\n${from}`;
    const before = turned.get(name);
    if (before !== undefined) return before;
    const isWhole = edges.every((it) => it.family !== family || it.at <= from || it.at >= from + size);
    const answer = isWhole && Number.parseInt(hmacHex(salt, 'network\n', name).slice(0, 1), 16) % 2 === 1;
    turned.set(name, answer);
    return answer;
  };
  const moved = (family: Family, address: bigint, prefix: number): bigint => {
    const width = family === 4 ? 32 : 128;
    let to = address;
    for (let bit = 0; bit < prefix; bit += 1) {
      const size = 1n << BigInt(width - bit);
      if (isTurned(family, bit, address - (address % size), size)) to ^= size >> 1n;
    }
    return to;
  };
  return (text) => {
    const [address = '', length] = text.split('/');
    const span = spanOf(address);
    if (!span) return text;
    const width = span.family === 4 ? 32 : 128;
    const prefix = Math.min(width, Number(length ?? width));
    // What is written behind the prefix of a network is nothing, and stays nothing.
    const isNetwork = span.from % (1n << BigInt(width - prefix)) === 0n;
    const bits = isNetwork ? prefix : width;
    const isMapped = span.family === 6 && span.from >> 32n === mapped;
    const v4 = { family: 4, from: span.from % (1n << 32n) } as const;
    const inner = isMapped ? v4 : span;
    if (untouched.some((it) => it.family === inner.family && it.from <= inner.from && inner.from < it.end)) return text;
    const to = moved(inner.family, inner.from, isMapped ? Math.max(0, bits - 96) : bits);
    return textOf(span.family, isMapped ? (mapped << 32n) + to : to) + text.slice(address.length);
  };
}

/** What stands before an IPv4 address that is written as IPv6. */
const mapped = 0xffffn;

function textOf(family: Family, address: bigint): string {
  const from = address;
  const end = address + 1n;
  const [text = ''] =
    family === 4
      ? formatRange({ family, range: { from: Number(from), end: Number(end) } })
      : formatRange({ family, range: { from, end } });
  return text.slice(0, text.indexOf('/'));
}
