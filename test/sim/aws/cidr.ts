import { isIPv4, isIPv6 } from 'node:net';

/** The range without host bits, as AWS stores it; undefined when the text is no range of the family. */
export function canonicalCidr(text: string, family: 'ipv4' | 'ipv6'): string | undefined {
  const [, address = '', digits = ''] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const bits = Number(digits);
  const width = family === 'ipv4' ? 32 : 128;
  const valid = family === 'ipv4' ? isIPv4(address) : isIPv6(address) && !address.includes('%');
  if (digits === '' || !valid || bits > width) return undefined;
  const host = BigInt(width - bits);
  const network = (number(address) >> host) << host;
  return `${written(network, family)}/${digits}`;
}

/** Whether a canonical range lies in a network that is not routed on the internet. */
export function isPrivateRange(range: string): boolean {
  return unrouted.some((network) => {
    const [, shorter = ''] = network.split('/');
    const [, bits = ''] = range.split('/');
    const family = range.includes(':') ? 'ipv6' : 'ipv4';
    const same = network.includes(':') === range.includes(':');
    return (
      same &&
      Number(bits) >= Number(shorter) &&
      canonicalCidr(`${range.split('/')[0] ?? ''}/${shorter}`, family) === network
    );
  });
}

const unrouted = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10',
];

function number(address: string): bigint {
  if (!address.includes(':')) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  const words = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) =>
    embedded(parts.slice(0, 4).map(Number)),
  );
  const [head = '', tail] = words.split('::');
  const before = head.split(':').filter((word) => word !== '');
  const after = (tail ?? '').split(':').filter((word) => word !== '');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].reduce((sum, word) => sum * 65_536n + BigInt(`0x${word}`), 0n);
}

function embedded([a = 0, b = 0, c = 0, d = 0]: readonly number[]): string {
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

function written(network: bigint, family: 'ipv4' | 'ipv6'): string {
  if (family === 'ipv4') return [24n, 16n, 8n, 0n].map((shift) => String((network >> shift) & 255n)).join('.');
  const words = Array.from({ length: 8 }, (_, at) => ((network >> BigInt(112 - at * 16)) & 65_535n).toString(16));
  const run = longestZeros(words);
  if (run.length < 2) return words.join(':');
  return `${words.slice(0, run.start).join(':')}::${words.slice(run.start + run.length).join(':')}`;
}

function longestZeros(words: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  words.forEach((_, start) => {
    const end = words.findIndex((word, at) => at >= start && word !== '0');
    const length = (end === -1 ? words.length : end) - start;
    if (length > best.length) best = { start, length };
  });
  return best;
}
