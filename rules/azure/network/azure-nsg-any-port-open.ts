import { z } from 'zod';
import { deleteSecurityRule, keepPorts, putSecurityRule } from '#clouds/azure/network/nsg/actions';
import { breaches, gravest, keptPorts, opensMore, told } from '#clouds/azure/network/nsg/any-port-facts';
import { nsgReach } from '#clouds/azure/network/nsg/facts';
import { networkSecurityGroup } from '#clouds/azure/network/nsg/resource';
import { count, portList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass, passBecause } from '#rule';

export default defineRule({
  id: 'azure-nsg-any-port-open',
  on: networkSecurityGroup,
  uses: [nsgReach],
  title: 'A network security group opens to the internet only the ports that were allowed',
  severity: 'high',
  grades: ['critical', 'medium', 'low'],
  control: 'ports-closed-to-the-internet',
  why: 'Whatever listens on a node, wanted or not, can be tried by anyone on the internet.',
  fix: 'Limit the rules to the ports and the networks that are meant; serve users through a load balancer. AKS writes rules for the allowedHostPorts of a pool again: take the ports out there.',
  references: ['https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview'],
  peers: [
    'prowler:network_http_internet_access_restricted',
    'prowler:network_udp_internet_access_restricted',
    'trivy:AVD-AZU-0047',
  ],
  params: z.object({ allowedPublicPorts: portList([80, 443]), maxPublicAddresses: count(65_536) }),

  evaluate(nsg, { fact, params }) {
    const reach = fact(nsgReach, nsg);
    if (isUnread(reach)) return reach;
    if (!opensMore(reach, params)) return passBecause('No rule opens other ports to the internet than those allowed.');
    if (reach.scope === 'nothing') return notApplicable('no node or pod of a cluster is behind it');
    if (isUnread(reach.scope)) return reach.scope;
    const found = breaches(reach, params);
    const known = found.flatMap((it) => (isUnread(it.way) ? [] : { ...it, way: it.way }));
    if (known.length === 0) return found.map(({ way }) => way).find(isUnread) ?? pass();
    const worst = gravest(known);
    const seen = known.map((it) => it.seen);
    return fail(known.map(told).join(' '), seen, { grade: worst === 'high' ? undefined : worst });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [putSecurityRule, deleteSecurityRule],
    plan(nsg, { fact, params }) {
      const reach = fact(nsgReach, nsg);
      const found = isUnread(reach) ? [] : breaches(reach, params).map(({ rule }) => rule);
      return keepPorts(nsg, found, keptPorts(params), reach);
    },
  },
});
