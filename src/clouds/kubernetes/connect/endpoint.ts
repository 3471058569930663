import { lookup } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { createSecureContext } from 'node:tls';
import { Agent } from 'undici';

/** What is refused before any connection is made. */
export class RefusedEndpoint extends Error {
  override readonly name = 'RefusedEndpoint';
}

/** Finds the addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** Where a cluster's API is called, and what its certificate has to be signed by. */
export interface Endpoint {
  readonly url: string;
  /** PEM; without it the public authorities, which only the DNS endpoint of GKE is signed by. */
  readonly ca?: string | undefined;
}

/** How tests stand in for the network. */
export interface EndpointOptions {
  readonly resolve?: Resolve | undefined;
  /** Loopback addresses are refused otherwise. */
  readonly allowLoopback?: boolean | undefined;
}

/** The origin of an endpoint, and the agent that connects to nothing else. */
export interface Connection {
  readonly origin: string;
  readonly agent: Agent;
}

/** Connections to one cluster at once: to open one costs more than to list a kind. */
export const connections = 6;

/** Answers of a cluster are read up to this size, in bytes; a page of 500 objects is far below it. */
const largestAnswer = 256 * 1024 * 1024;

/**
 * Prepares the connection to an endpoint. Names are resolved when a connection is made, every address is checked, and
 * the connection goes to a checked one, so that an answer that changes between check and use changes nothing. Throws
 * RefusedEndpoint for what is no https URL of a host, for addresses that no cluster has, and without an authority.
 */
export function connectTo({ url, ca }: Endpoint, options: EndpointOptions): Connection {
  if (!URL.canParse(url)) throw new RefusedEndpoint('The endpoint is no URL.');
  const { protocol, hostname, origin, username, password, pathname, search } = new URL(url);
  if (protocol !== 'https:') throw new RefusedEndpoint('The endpoint is not https.');
  if (username + password + search !== '' || pathname !== '/')
    throw new RefusedEndpoint('The endpoint is more than a host and a port.');
  const host = hostname.replace(/^\[|\]$/g, '');
  if (ca === undefined && !host.endsWith('.gke.goog'))
    throw new RefusedEndpoint('The certificate authority of the endpoint is not known.');
  if (ca !== undefined && !ca.includes('-----BEGIN CERTIFICATE-----'))
    throw new RefusedEndpoint('The certificate authority of the endpoint is no certificate.');
  const forbidden = forbiddenAddresses(options.allowLoopback === true);
  refuse(
    [host].filter((it) => isIP(it) !== 0),
    forbidden,
  );
  // Handed over by itself, the authority would be read anew for each connection.
  const trust = ca === undefined ? {} : { secureContext: createSecureContext({ ca }) };
  const connect = { lookup: checkedLookup(options.resolve ?? resolveAll, forbidden), ...trust };
  return { origin, agent: new Agent({ connect, connections, maxResponseSize: largestAnswer, allowH2: false }) };
}

const resolveAll: Resolve = (host) => lookup(host, { all: true });

function checkedLookup(resolve: Resolve, forbidden: BlockList): LookupFunction {
  return (host, { all }, callback) => {
    resolve(host).then(
      (found) => {
        const [first] = found;
        const wrong = refusalOf(
          found.map(({ address }) => address),
          forbidden,
        );
        if (wrong || !first) callback(wrong ?? new RefusedEndpoint(`${host} has no address.`), '');
        else if (all) callback(null, [...found]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), ''),
    );
  };
}

function refuse(addresses: readonly string[], forbidden: BlockList): void {
  const wrong = refusalOf(addresses, forbidden);
  if (wrong) throw wrong;
}

function refusalOf(addresses: readonly string[], forbidden: BlockList): RefusedEndpoint | undefined {
  const wrong = addresses.find((it) => isIP(it) === 0 || forbidden.check(it, isIP(it) === 6 ? 'ipv6' : 'ipv4'));
  return wrong === undefined
    ? undefined
    : new RefusedEndpoint(`The endpoint has the address ${wrong}, which no cluster has.`);
}

/** Addresses of the machine itself, of its link, and of metadata services; private networks are where clusters live. */
const v4: readonly (readonly [net: string, prefix: number])[] = [
  ['0.0.0.0', 8], // this network
  ['169.254.0.0', 16], // link-local: metadata of AWS, Azure, Google and others
  ['168.63.129.16', 32], // the platform of Azure
  ['100.100.100.200', 32], // metadata of Alibaba
  ['192.0.0.192', 32], // metadata of Oracle
  ['224.0.0.0', 4], // multicast
  ['255.255.255.255', 32], // broadcast
];

const v6: readonly (readonly [net: string, prefix: number])[] = [
  ['::', 128], // unspecified
  ['fe80::', 10], // link-local
  ['fd00:ec2::', 32], // metadata of AWS
  ['fd20:ce::', 32], // metadata of Google
  ['ff00::', 8], // multicast
];

/** The forms in which IPv6 carries an IPv4 address: translated by NAT64, 6to4, compatible. */
const carriers = [
  (hex: string) => [`64:ff9b::${hex}`, 96],
  (hex: string) => [`64:ff9b:1::${hex}`, 96],
  (hex: string) => [`::${hex}`, 96],
  (hex: string) => [`2002:${hex}::`, 16],
] as const;

function forbiddenAddresses(allowLoopback: boolean): BlockList {
  const list = new BlockList();
  const loopback = [['127.0.0.0', 8]] as const;
  for (const [net, prefix] of [...v4, ...(allowLoopback ? [] : loopback)]) {
    // A block list applies rules for IPv4 to IPv4-mapped IPv6 addresses too.
    list.addSubnet(net, prefix, 'ipv4');
    for (const carry of carriers) {
      const [carried, bits] = carry(hexOf(net));
      list.addSubnet(String(carried), Number(bits) + prefix, 'ipv6');
    }
  }
  for (const [net, prefix] of v6) list.addSubnet(net, prefix, 'ipv6');
  if (!allowLoopback) list.addAddress('::1', 'ipv6');
  return list;
}

function hexOf(address: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
