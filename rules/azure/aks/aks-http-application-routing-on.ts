import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { addonOf } from '#clouds/azure/aks/cluster/addon-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'aks-http-application-routing-on',
  on: aksCluster,
  title: 'An AKS cluster has no HTTP application routing',
  severity: 'high',
  control: 'services-exposed-on-purpose',
  why: 'The add-on puts an ingress controller on the internet that nobody has patched since its end in March 2025.',
  fix: 'Move the ingresses to another controller, and their names with them, then turn the add-on off.',
  references: ['https://learn.microsoft.com/azure/aks/app-routing-migration'],
  peers: ['powerpipe:kubernetes_cluster_http_application_routing_disabled'],

  evaluate({ config }) {
    const { at, isOn } = addonOf(config, 'httpApplicationRouting');
    if (!isOn) return pass();
    return fail('The retired HTTP application routing is on.', { at: `${at}.enabled`, actual: true, expected: false });
  },

  remediation: {
    impact: 'disruptive',
    reversible: false,
    actions: [updateCluster],
    plan: (cluster) => changed(cluster, { addonProfiles: { httpApplicationRouting: { enabled: false } } }),
  },
});
