import type { Unknown } from '#model';
import type { JudgedRule } from './facts.ts';
import { isOpenAt, openToInternet } from './port-facts.ts';
import type { FirewallOpening } from './rule-facts.ts';

/** The ports of SSH, RDP, WinRM, etcd, the API server and the kubelet. */
export const usualAdminPorts = [22, 3389, 5985, 5986, 2379, 2380, 6443, 10_250, 10_255, 10_256];

/** What is asked: the ports, and above how many public addresses a source counts as the internet. */
export interface Asked {
  readonly adminPorts: readonly number[];
  readonly maxPublicAddresses: number;
}

/** The ports of those asked for that the internet reaches over TCP. */
export const openPorts = (
  openings: readonly FirewallOpening[],
  { adminPorts, maxPublicAddresses }: Asked,
): readonly number[] => adminPorts.filter((port) => isOpenAt(openings, 'tcp', port, maxPublicAddresses));

/** It is left to the rules of Services and Ingresses: it opens no more than these ask for, so no admin port and not everything. */
export function isLeftAside({ aside, own }: JudgedRule, maxPublicAddresses: number): boolean {
  const everything = openToInternet(own, { allowedPublicPorts: [], reported: [], maxPublicAddresses })?.everything;
  const admin = openPorts(own, { adminPorts: usualAdminPorts, maxPublicAddresses });
  return aside !== undefined && everything !== true && admin.length === 0;
}

/** Which ports of nodes the internet reaches through a rule: of public nodes where there are any, else of private ones. */
export function portsReached({ holes, unsure }: JudgedRule, asked: Asked): Reached {
  const publicly = holes.filter((hole) => hole.exposed === true);
  const exposed = openPorts(publicly, asked);
  if (exposed.length > 0) return { what: `${namePorts(exposed)} of public nodes`, exposed: true };
  const open = openPorts(holes, asked);
  if (open.length > 0) return { what: `${namePorts(open)} of private nodes`, exposed: false };
  const maybe = unsure.find(({ opening }) => openPorts([opening], asked).length > 0)?.why;
  return { exposed: false, ...(maybe && { maybe }) };
}

interface Reached {
  /** `port 22 of public nodes`; undefined when nothing is known to be open. */
  readonly what?: string;
  readonly exposed: boolean;
  /** Why something may be open after all. */
  readonly maybe?: Unknown;
}

const namePorts = (ports: readonly number[]): string => `${ports.length === 1 ? 'port' : 'ports'} ${ports.join(', ')}`;
