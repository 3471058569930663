import type { Type } from '#model';
import { effectiveFirewalls, regionEffectiveFirewalls } from './compute/effective-firewalls/resource.ts';
import { firewall } from './compute/firewall/resource.ts';
import { network } from './compute/network/resource.ts';
import { gkeCluster } from './gke/cluster/resource.ts';

/** Every resource type that is read from Google Cloud. */
export const gcpTypes: readonly Type[] = [gkeCluster, network, firewall, effectiveFirewalls, regionEffectiveFirewalls];
