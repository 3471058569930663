import { fullName, lastPart } from '../../address.ts';
import type { firewall } from './resource.ts';

type Rule = typeof firewall.config;

/** The full name of the network that a rule filters. */
export const networkOfRule = ({ network }: Rule): string | undefined =>
  network ? fullName('compute', network) : undefined;

/**
 * Whether a rule is one that lets all of a network talk to each other, or anyone ping it, and that came with the
 * network. Such a rule is told by its name, which nothing but a new rule changes; the ones for SSH and RDP are left to the
 * rule about administration ports.
 * Source: https://cloud.google.com/firewall/docs/firewalls#more_rules_default_vpc
 */
export function isReadyMade({ name, network, direction, allowed }: Rule): boolean {
  const own = lastPart(network ?? '');
  const letsIn = direction !== 'EGRESS' && (allowed ?? []).length > 0;
  return letsIn && ['internal', 'icmp', 'custom'].some((what) => name === `${own}-allow-${what}`);
}
