import { groupWays } from '#clouds/aws/ec2/security-group/way-facts';
import { balancerWays } from '#clouds/aws/elbv2/load-balancer/way-facts';
import { nsgWays } from '#clouds/azure/network/nsg/way-facts';
import { firewallWays } from '#clouds/gcp/compute/firewall/way-facts';
import { ingressWays } from '#clouds/kubernetes/ingress/way-facts';
import { namespaceWays } from '#clouds/kubernetes/namespace/way-facts';
import { policyWays } from '#clouds/kubernetes/network-policy/way-facts';
import { serviceWays } from '#clouds/kubernetes/service/way-facts';
import { waysIn, type AllWays } from '#engine/ways';
import { worldOf } from '#engine/world';
import type { Snapshot } from '#model';
import { reachFacts } from '../reach-facts.ts';

const ways = [groupWays, balancerWays, nsgWays, firewallWays, serviceWays, ingressWays, namespaceWays, policyWays];

/** Every way in of what was read. */
export const waysOf = (snapshots: readonly Snapshot[]): AllWays =>
  waysIn(worldOf(snapshots), { ways, reach: reachFacts });
