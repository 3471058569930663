import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'aks-node-rg-unrestricted',
  on: aksCluster,
  title: 'Nobody changes what AKS made in the node resource group by hand',
  severity: 'low',
  control: 'node-role-least-privilege',
  why: 'Whoever may write in the group can give nodes other identities, scripts and security rules around AKS.',
  fix: 'Set the restriction level of the node resource group to ReadOnly, when no tool of your own writes there.',
  references: ['https://learn.microsoft.com/azure/aks/node-resource-group-lockdown'],

  evaluate({ config }) {
    const level = config.nodeResourceGroupProfile?.restrictionLevel;
    if (level?.toLowerCase() === 'readonly') return pass();
    const seen = saidAt(config, 'nodeResourceGroupProfile.restrictionLevel', 'ReadOnly');
    return fail('Whoever has rights in the node resource group may change what AKS made there.', seen);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateCluster],
    plan: (cluster) => changed(cluster, { nodeResourceGroupProfile: { restrictionLevel: 'ReadOnly' } }),
  },
});
