import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'aks-image-cleaner-off',
  on: aksCluster,
  title: 'Images that nothing uses and that have known vulnerabilities leave AKS nodes',
  severity: 'low',
  control: 'nodes-patched',
  why: 'An old image that stays on a node is started from there again, and no registry is asked.',
  fix: 'Turn on the image cleaner: it takes unused images with known vulnerabilities away.',
  references: ['https://learn.microsoft.com/azure/aks/image-cleaner'],

  evaluate({ config }) {
    const path = 'securityProfile.imageCleaner.enabled';
    if (config.securityProfile?.imageCleaner?.enabled === true) return pass();
    return fail('The image cleaner is off.', saidAt(config, path));
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [updateCluster],
    plan: (cluster) => changed(cluster, { securityProfile: { imageCleaner: { enabled: true } } }),
  },
});
