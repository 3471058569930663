import { isIP } from 'node:net';
import type { Resolve } from '#clouds/kubernetes/connect/endpoint';
import type { Seeded } from '../../sim/seeded.ts';

/** An endpoint that somebody has given to a cluster who wants the reader to call something else. */
export interface Hostile {
  readonly kind: string;
  readonly url: string;
  readonly ca?: string;
  /** What the name resolves to, question after question. */
  readonly resolve?: Resolve;
  /** This machine stands for the good address. */
  readonly goodIsHere?: boolean;
}

/** Metadata services, the link, the machine itself, and what is no address of one host. */
const addresses = [
  ...['169.254.169.254', '169.254.170.2', '169.254.170.23', '168.63.129.16', '100.100.100.200', '192.0.0.192'],
  ...['127.0.0.1', '127.8.8.8', '0.0.0.0', '0.1.2.3', '224.0.0.1', '255.255.255.255', '169.254.0.1'],
  ...['::1', '::', 'fe80::1', 'fd00:ec2::254', 'fd20:ce::254', 'ff02::1'],
  ...[
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::a9fe:a9fe',
    '::a9fe:a9fe',
    '2002:a9fe:a9fe::',
  ],
  ...['::ffff:127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::'],
] as const;

/** The same addresses as URL parsers also read them. */
const spellings = [
  '2852039166',
  '0xa9fea9fe',
  '0251.0376.0251.0376',
  '169.254.43518',
  '0x7f.1',
  '127.1',
  '017700000001',
  '0',
];

const notEndpoints = [
  ...[
    'http://10.0.0.1',
    'file:///etc/passwd',
    'gopher://10.0.0.1',
    'unix:/var/run/docker.sock',
    'not a url',
    '',
    '//10.0.0.1',
  ],
  ...[
    'https://user:pass@10.0.0.1',
    'https://10.0.0.1/latest/meta-data',
    'https://10.0.0.1?x=1',
    'ftp://10.0.0.1',
    'javascript:1',
  ],
  ...['https://', 'https://[::1', 'ws://10.0.0.1', 'data:text/plain,x'],
];

/** Forbidden addresses, written out or hidden behind names, and names whose answer changes. */
export function forbiddenEndpoints(random: Seeded, ca: string): readonly Hostile[] {
  const port = (): string => random.pick(['', ':443', ':6443', ':80', ':8443']);
  const direct = addresses.map((it) => ({ kind: 'forbidden address', url: `https://${hostOf(it)}${port()}`, ca }));
  const spelt = spellings.map((it) => ({
    kind: 'forbidden address, spelt otherwise',
    url: `https://${it}${port()}`,
    ca,
  }));
  const bad = notEndpoints.map((url) => ({ kind: 'no https endpoint of a host', url, ca }));
  const named = addresses.map((it, at) => ({
    kind: 'name of a forbidden address',
    url: `https://c${at}.example.com${port()}`,
    ca,
    resolve: answering([it]),
  }));
  const mixed = addresses.map((it, at) => ({
    kind: 'name of a good and a forbidden address',
    url: `https://m${at}.example.com${port()}`,
    ca,
    resolve: () => Promise.resolve(['203.0.113.7', it].map(found)),
  }));
  const elsewhere = addresses.filter((it) => !/^(?:127\.|::1$)|127\.0\.0\.1$|7f00/.test(it));
  const rebinding = elsewhere.map((it, at) => ({
    kind: 'name that turns to a forbidden address',
    url: `https://r${at}.example.com:1`,
    ca,
    resolve: answering(['127.0.0.1', it]),
    goodIsHere: true,
  }));
  return [...direct, ...spelt, ...bad, ...named, ...mixed, ...rebinding];
}

/** Endpoints without the certificate authority of a cluster, or with something else in its place. */
export function withoutAuthority(random: Seeded): readonly Hostile[] {
  return Array.from({ length: 20 }, (_, at) => {
    const ca = ['', 'not a certificate', '-----BEGIN RSA PRIVATE KEY-----\n'][at % 4];
    const url = `https://${random.pick(['203.0.113.7', 'cluster.example.com', 'gke.goog.example.com', '10.1.2.3'])}:${443 + at}`;
    return { kind: 'no certificate authority', url, ...(ca !== undefined && { ca }) };
  });
}

const hostOf = (address: string): string => (isIP(address) === 6 ? `[${address}]` : address);

const found = (address: string) => ({ address, family: isIP(address) });

function answering(turns: readonly string[]): Resolve {
  let at = 0;
  return () => {
    const address = turns[at % turns.length] ?? '';
    at += 1;
    return Promise.resolve([found(address)]);
  };
}
