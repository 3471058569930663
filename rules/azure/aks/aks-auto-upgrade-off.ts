import { z } from 'zod';
import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { nameList } from '#lib/params';
import { cannotPlan, defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'aks-auto-upgrade-off',
  on: aksCluster,
  title: 'An AKS cluster upgrades Kubernetes by itself',
  severity: 'medium',
  grades: ['low'],
  control: 'upgrades-automatic',
  why: 'A cluster that nobody upgrades misses security patches and falls out of support.',
  fix: 'Choose an auto-upgrade channel, with a planned maintenance window first: nodes are drained.',
  references: ['https://learn.microsoft.com/azure/aks/auto-upgrade-cluster'],
  peers: ['powerpipe:kubernetes_cluster_upgrade_channel', 'prowler:aks_cluster_auto_upgrade_enabled'],
  params: z.object({ allowedChannels: nameList(['patch', 'stable', 'rapid']) }),

  evaluate({ config }, { params }) {
    const channel = config.autoUpgradeProfile?.upgradeChannel?.toLowerCase() || 'none';
    const seen = saidAt(config, 'autoUpgradeProfile.upgradeChannel', params.allowedChannels);
    if (channel === 'none') return fail('No auto-upgrade channel is set.', seen);
    if (params.allowedChannels.some((it) => it.toLowerCase() === channel)) return pass();
    if (channel === 'patch' && config.supportPlan === 'AKSLongTermSupport') return pass();
    const why = channel === 'node-image' ? 'updates nodes only: Kubernetes stays at its version' : 'is not allowed';
    const other = fail(`The auto-upgrade channel ${channel} ${why}.`, seen, { grade: 'low' });
    return other;
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateCluster],
    plan(cluster, { params }) {
      const [upgradeChannel] = params.allowedChannels;
      return upgradeChannel === undefined
        ? cannotPlan('allowedChannels names no channel')
        : changed(cluster, { autoUpgradeProfile: { upgradeChannel } });
    },
  },
});
