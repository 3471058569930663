import { z } from 'zod';
import { closePorts, deleteSecurityRule, putSecurityRule } from '#clouds/azure/network/nsg/actions';
import { nsgReach } from '#clouds/azure/network/nsg/facts';
import { openedTo, openRules, rulesThatOpen, usualAdminPorts } from '#clouds/azure/network/nsg/opening-facts';
import { networkSecurityGroup } from '#clouds/azure/network/nsg/resource';
import { count, portList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass, passBecause } from '#rule';

export default defineRule({
  id: 'azure-nsg-admin-port-open',
  on: networkSecurityGroup,
  uses: [nsgReach],
  title: 'A network security group keeps the admin ports of nodes closed to the internet',
  severity: 'critical',
  grades: ['high', 'medium', 'low'],
  control: 'admin-ports-closed-to-the-internet',
  why: 'Open admin ports let anyone try passwords, keys and unpatched bugs of SSH, RDP, etcd and the kubelet.',
  fix: 'Take the ports out of the rule, or limit its source to known networks; reach nodes through Azure Bastion. AKS writes rules for the allowedHostPorts of a pool again: take the ports out there. Admin rules of Virtual Network Manager come first and are not read: look at them too.',
  references: ['https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview'],
  peers: [
    'prowler:network_rdp_internet_access_restricted',
    'prowler:network_ssh_internet_access_restricted',
    'trivy:AVD-AZU-0048',
    'trivy:AVD-AZU-0050',
    'trivy:AVD-AZU-0074',
  ],
  params: z.object({ adminPorts: portList(usualAdminPorts), maxPublicAddresses: count(65_536) }),

  evaluate(nsg, { fact, params }) {
    const reach = fact(nsgReach, nsg);
    if (isUnread(reach)) return reach;
    if (rulesThatOpen(reach, params).length === 0) return passBecause('No rule opens an admin port to the internet.');
    if (reach.scope === 'nothing') return notApplicable('no node or pod of a cluster is behind it');
    if (isUnread(reach.scope)) return reach.scope;
    const found = openRules(reach, params);
    if (found.length === 0) return pass();
    return found.map(({ rule, way, at, actual, ...open }) => {
      if (isUnread(way)) return way;
      const grade = grades[way][open.to];
      return fail(`The rule ${rule} opens ${openedTo(open, way)}.`, { at, actual }, { key: rule, grade });
    });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [putSecurityRule, deleteSecurityRule],
    plan: (nsg, { fact, params }, { key }) => closePorts(nsg, key, params.adminPorts, fact(nsgReach, nsg)),
  },
});

const grades = {
  exposed: { internet: undefined, azure: 'high' },
  open: { internet: 'high', azure: 'medium' },
  latent: { internet: 'low', azure: 'low' },
} as const;
