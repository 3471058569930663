import { z } from 'zod';
import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { exemptingTag } from '#clouds/azure/tag-facts';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'aks-free-tier',
  on: aksCluster,
  title: 'The control plane of an AKS cluster has an uptime guarantee',
  severity: 'low',
  control: 'clusters-survive',
  why: 'On the Free tier nobody answers for the API server, which is small and does not grow with the cluster.',
  fix: 'Move the cluster to the Standard tier, which is paid for by the hour.',
  references: ['https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers'],
  peers: ['powerpipe:kubernetes_cluster_sku_standard'],
  params: z.object({ exemptTags: z.record(z.string(), z.string()).default({}) }),

  evaluate({ config }, { params }) {
    const { name, tier = 'Free' } = config.sku ?? {};
    if (tier.toLowerCase() !== 'free' || name?.toLowerCase() === 'automatic') return pass();
    const tag = exemptingTag(config, params.exemptTags);
    if (tag !== undefined) return notApplicable(`policy exempts clusters with the tag ${tag}`);
    return fail('The cluster is on the Free tier.', saidAt(config, 'sku.tier', 'Standard'));
  },

  remediation: {
    impact: 'brief',
    reversible: true,
    actions: [updateCluster],
    plan: (cluster) => changed(cluster, { sku: { name: 'Base', tier: 'Standard' } }),
  },
});
