import { z } from 'zod';
import { effectiveFirewalls, regionEffectiveFirewalls } from '#clouds/gcp/compute/effective-firewalls/resource';
import { switchFirewall } from '#clouds/gcp/compute/firewall/actions';
import { firewallReach } from '#clouds/gcp/compute/firewall/facts';
import { openPorts, portsReached, usualAdminPorts } from '#clouds/gcp/compute/firewall/opening-facts';
import { firewall } from '#clouds/gcp/compute/firewall/resource';
import { count, portList } from '#lib/params';
import { cannotPlan, defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gcp-firewall-admin-port-open',
  on: [firewall, effectiveFirewalls, regionEffectiveFirewalls],
  uses: [firewallReach],
  title: 'Firewall rules keep the admin ports of GKE nodes closed to the internet',
  severity: 'critical',
  grades: ['medium'],
  control: 'admin-ports-closed-to-the-internet',
  why: 'Open admin ports let anyone try stolen keys and unpatched bugs of SSH, RDP, etcd and the kubelet.',
  fix: 'Turn the rule off or limit its sources; reach nodes through Identity-Aware Proxy.',
  references: ['https://cloud.google.com/firewall/docs/firewall-policies-overview'],
  peers: [
    'kube-bench:gke-1.9.0/5.6.6',
    'prowler:compute_firewall_rdp_access_from_the_internet_allowed',
    'prowler:compute_firewall_ssh_access_from_the_internet_allowed',
    'trivy:AVD-GCP-0070',
    'trivy:AVD-GCP-0071',
  ],
  params: z.object({
    adminPorts: portList(usualAdminPorts),
    maxPublicAddresses: count(65_536),
  }),

  evaluate(it, { fact, params }) {
    const reach = fact(firewallReach, it);
    if (isUnread(reach)) return reach;
    const doubt = reach.policiesRead ? '' : '; higher policies were not read';
    const judged = reach.rules.map((rule) => {
      if (rule.everyPort) return notApplicable('it opens every port: gcp-firewall-any-port-open judges it');
      if (openPorts(rule.own, params).length === 0)
        return rule.aside === undefined ? pass() : notApplicable(rule.aside);
      const { what, exposed, maybe } = portsReached(rule, params);
      if (what === undefined) return maybe ?? reach.unread ?? (rule.targeted ? pass() : notApplicable(untouched));
      const key = it.type === 'gcp.firewall' ? undefined : rule.name;
      const grade = exposed ? undefined : 'medium';
      return fail(`${rule.label} opens ${what} to the internet${doubt}.`, rule.seen, { key, grade });
    });
    return judged.length > 0 ? judged : notApplicable('it lets nothing in');
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [switchFirewall],
    plan: (it) =>
      it.type === 'gcp.firewall' ? [switchFirewall(it, { disabled: true })] : cannotPlan('change the policy itself'),
  },
});

const untouched = 'it applies to no node of a cluster';
