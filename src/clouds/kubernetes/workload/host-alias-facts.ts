import { covers, parseAddresses } from '#lib/addresses';
import type { Evidence } from '#model';
import type { PodSecurity } from './facts.ts';

type Alias = NonNullable<PodSecurity['spec']['hostAliases']>[number];

/** A line that a pod adds to its file of hosts. */
interface HostAlias {
  /** `db.example.com to 10.0.0.9`. */
  readonly words: string;
  /** It takes the name of a cloud's API or of a service of the cluster. */
  readonly takesApi: boolean;
  readonly evidence: Evidence;
}

const loopback = [parseAddresses('127.0.0.0/8'), parseAddresses('::1/128')].flatMap((it) => it ?? []);

/** The lines that lead names elsewhere than to the pod itself, without those whose names are all allowed. */
export const hostAliases = ({ at, spec }: PodSecurity, allowed: readonly string[]): readonly HostAlias[] =>
  (spec.hostAliases ?? []).flatMap((alias, index) => {
    const names = strangeNames(alias, allowed);
    if (names.length === 0) return [];
    const evidence = { at: `${at}.hostAliases[${index}]`, actual: alias };
    return [{ words: `${names.join(', ')} to ${alias.ip || 'no address'}`, takesApi: names.some(isApi), evidence }];
  });

/** The names that a line leads elsewhere than to the pod itself, but for those that are allowed. */
export const strangeNames = ({ ip, hostnames }: Alias, allowed: readonly string[]): readonly string[] =>
  isLoopback(ip) ? [] : (hostnames ?? []).filter((name) => !allowed.includes(name));

/** Manifests may lack the address that the API asks for. */
function isLoopback(ip = ''): boolean {
  const address = parseAddresses(ip);
  return address !== undefined && loopback.some((own) => covers(own, address));
}

/** Names are the same in any case, and with a dot at their end. */
const isApi = (name: string): boolean =>
  /(?:^|\.)(?:amazonaws\.com|azure\.com|googleapis\.com)\.?$|\.svc(?:\..+)?$/i.test(name);
