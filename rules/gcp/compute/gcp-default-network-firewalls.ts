import { switchFirewall } from '#clouds/gcp/compute/firewall/actions';
import { isReadyMade, networkOfRule } from '#clouds/gcp/compute/firewall/ready-made-facts';
import { firewall } from '#clouds/gcp/compute/firewall/resource';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { defineRule, fail, fieldMissing, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gcp-default-network-firewalls',
  on: firewall,
  uses: [gkeCluster],
  title: 'A network with clusters lets in what somebody asked for, and not what rules that came with it let in',
  severity: 'low',
  control: 'network-planned-for-the-cluster',
  why: 'They let in more than anybody asked for: all ports from the whole network, or pings from anywhere.',
  fix: 'Turn the rule off, and allow what has to pass by rules for it alone; GKE keeps rules of its own.',
  references: ['https://cloud.google.com/firewall/docs/firewalls#more_rules_default_vpc'],
  peers: ['trivy:AVD-GCP-0073'],

  evaluate({ config }, { listAll }) {
    if (!isReadyMade(config)) return notApplicable('it is no rule that comes with a network');
    const network = networkOfRule(config);
    if (network === undefined) return fieldMissing('network');
    if (listAll(gkeCluster, { network }).items.length === 0) return notApplicable('no cluster stands in its network');
    if (config.disabled === true) return pass();
    const seen = [
      { at: 'name', actual: config.name },
      { at: 'sourceRanges', actual: config.sourceRanges },
    ];
    return fail(`${config.name ?? ''} came with the network, and still lets in what it names.`, seen);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [switchFirewall],
    plan: (rule) => [switchFirewall(rule, { disabled: true })],
  },
});
