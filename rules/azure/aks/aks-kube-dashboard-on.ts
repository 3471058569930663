import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { addonOf } from '#clouds/azure/aks/cluster/addon-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'aks-kube-dashboard-on',
  on: aksCluster,
  title: 'AKS runs no Kubernetes dashboard in the cluster',
  severity: 'medium',
  control: 'cluster-features-off',
  why: 'The dashboard acts with rights of its own, and the version that AKS shipped gets no patches.',
  fix: 'Turn the add-on off: the Azure portal shows the resources of the cluster with the rights of the viewer.',
  references: ['https://learn.microsoft.com/azure/aks/kubernetes-portal'],
  peers: ['kubescape:C-0014'],

  evaluate({ config }) {
    const { at, isOn } = addonOf(config, 'kubeDashboard');
    if (!isOn) return pass();
    return fail('The dashboard add-on is on.', { at: `${at}.enabled`, actual: true, expected: false });
  },

  remediation: {
    impact: 'disruptive',
    reversible: false,
    actions: [updateCluster],
    plan: (cluster) => changed(cluster, { addonProfiles: { kubeDashboard: { enabled: false } } }),
  },
});
