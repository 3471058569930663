import { z } from 'zod';
import { effectiveFirewalls, regionEffectiveFirewalls } from '#clouds/gcp/compute/effective-firewalls/resource';
import { switchFirewall } from '#clouds/gcp/compute/firewall/actions';
import { firewallReach } from '#clouds/gcp/compute/firewall/facts';
import { isLeftAside, usualAdminPorts } from '#clouds/gcp/compute/firewall/opening-facts';
import { openToInternet, reachedBehind } from '#clouds/gcp/compute/firewall/port-facts';
import { firewall } from '#clouds/gcp/compute/firewall/resource';
import { count, portList } from '#lib/params';
import { cannotPlan, defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gcp-firewall-any-port-open',
  on: [firewall, effectiveFirewalls, regionEffectiveFirewalls],
  uses: [firewallReach],
  title: 'Firewall rules open only what serves users on GKE nodes to the internet',
  severity: 'high',
  grades: ['critical', 'medium'],
  control: 'ports-closed-to-the-internet',
  why: 'Every port that the internet reaches is one more program that strangers can try.',
  fix: 'Limit the rule to the ports and sources that are needed, or turn it off.',
  references: ['https://cloud.google.com/firewall/docs/firewall-policies-overview'],
  peers: ['trivy:AVD-GCP-0027', 'trivy:AVD-GCP-0072', 'trivy:AVD-GCP-0074'],
  params: z.object({ allowedPublicPorts: portList([80, 443]), maxPublicAddresses: count(65_536) }),

  evaluate(it, { fact, params }) {
    const reach = fact(firewallReach, it);
    if (isUnread(reach)) return reach;
    const doubt = reach.policiesRead ? '' : '; higher policies were not read';
    const judged = reach.rules.map((rule) => {
      if (rule.aside !== undefined && isLeftAside(rule, params.maxPublicAddresses)) return notApplicable(rule.aside);
      const asked = { ...params, reported: rule.everyPort ? [] : usualAdminPorts };
      if (!openToInternet(rule.own, asked)) return pass();
      const { open, maybe } = reachedBehind(rule, asked);
      if (!open) return maybe ?? reach.unread ?? (rule.targeted ? pass() : notApplicable(untouched));
      const key = it.type === 'gcp.firewall' ? undefined : rule.name;
      const nodes = open.exposed ? 'public nodes' : 'private nodes';
      const grade = !open.exposed ? 'medium' : open.everything ? 'critical' : undefined;
      return fail(`${rule.label} opens ${open.what} of ${nodes} to the internet${doubt}.`, rule.seen, { key, grade });
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
