import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { windowsPools } from '#clouds/azure/aks/cluster/policy-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { defineRule, fail, passBecause, unknown } from '#rule';

export default defineRule({
  id: 'aks-node-os-upgrade-channel-off',
  on: aksCluster,
  title: 'Nodes of an AKS cluster get security updates of their system by themselves',
  severity: 'medium',
  control: 'nodes-patched',
  why: 'Nodes without updates keep kernel and runtime bugs that are public knowledge.',
  fix: 'Set the node OS upgrade channel to NodeImage, with a planned maintenance window first: nodes are drained.',
  references: ['https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image'],
  peers: ['prowler:aks_cluster_node_os_upgrade_channel_enabled'],

  evaluate({ config }) {
    const { upgradeChannel, nodeOSUpgradeChannel } = config.autoUpgradeProfile ?? {};
    const channel = nodeOSUpgradeChannel?.toLowerCase();
    const seen = saidAt(config, 'autoUpgradeProfile.nodeOSUpgradeChannel', 'NodeImage');
    if (upgradeChannel?.toLowerCase() === 'node-image') return passBecause('The channel node-image updates nodes too.');
    if (channel === 'nodeimage') return passBecause('The node OS upgrade channel is NodeImage.');
    if (channel === 'securitypatch') {
      const unserved = windowsPools(config).join(', ');
      return passBecause(
        `The node OS upgrade channel is SecurityPatch${unserved && `, which does not serve the Windows pools ${unserved}`}.`,
      );
    }
    if (!channel)
      return fail('No node OS upgrade channel was ever set: nothing updates the system of the nodes.', seen);
    if (channel === 'none') return fail('Nothing updates the system of the nodes.', seen);
    if (channel === 'unmanaged') return fail('Updates of the nodes are left to their own system.', seen);
    return unknown('malformed', `The node OS upgrade channel ${nodeOSUpgradeChannel} is not one that AKS documents.`);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateCluster],
    plan: (cluster) => changed(cluster, { autoUpgradeProfile: { nodeOSUpgradeChannel: 'NodeImage' } }),
  },
});
