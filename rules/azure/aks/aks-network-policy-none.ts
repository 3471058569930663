import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { anyOf, daemonSetIn, whereWatched } from '#clouds/azure/aks/cluster/inside-facts';
import { enforces, isOfPlugin, windowsPools } from '#clouds/azure/aks/cluster/policy-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { daemonSet } from '#clouds/kubernetes/daemon-set/resource';
import { cannotPlan, defineRule, fail, fieldMissing, isUnread, pass, passBecause } from '#rule';

const engines = [
  'kube-system/cilium',
  'kube-system/calico-node',
  'calico-system/calico-node',
  'kube-system/antrea-agent',
  'kube-system/kube-router',
];

export default defineRule({
  id: 'aks-network-policy-none',
  on: aksCluster,
  uses: [daemonSet],
  title: 'Something enforces network policies in an AKS cluster',
  severity: 'high',
  control: 'network-policy-enforced',
  why: 'Without an engine NetworkPolicy objects do nothing, and every pod reaches every other.',
  fix: 'Move the cluster to the Cilium data plane, or to Calico where it has Windows pools; every node is reimaged.',
  references: ['https://learn.microsoft.com/azure/aks/use-network-policies'],
  peers: [
    ...['kube-bench:aks-1.8/4.4.1', 'kube-bench:aks-1.8/5.4.4', 'kubescape:C-0205', 'kubescape:C-0240'],
    ...['prowler:aks_network_policy_enabled', 'trivy:AVD-AZU-0043'],
  ],

  evaluate({ id, config }, { find }) {
    const profile = config.networkProfile;
    if (!profile) return fieldMissing('networkProfile');
    const engine = enforces(profile);
    const windows = engine === 'cilium' ? windowsPools(config).join(', ') : '';
    if (windows)
      return passBecause(`Cilium enforces network policies, but not for pods of the Windows pools ${windows}.`);
    if (engine) return pass();
    const found = anyOf(engines.map((it) => find(daemonSet, daemonSetIn(id, it))));
    const own = isOfPlugin(profile, 'none') ? found : whereWatched(found);
    if (isUnread(own)) return own;
    if (own !== 'absent') return passBecause(`The DaemonSet ${own.name} enforces network policies.`);
    return fail('Nothing enforces network policies.', saidAt(config, 'networkProfile.networkPolicy', 'cilium'));
  },

  remediation: {
    impact: 'disruptive',
    reversible: false,
    actions: [updateCluster],
    plan(cluster) {
      const { networkProfile = {} } = cluster.config;
      if (!isOfPlugin(networkProfile, 'azure')) return cannotPlan('Cilium takes the network plugin azure first');
      if (windowsPools(cluster.config).length > 0) return cannotPlan('Cilium does not serve the Windows pools');
      return changed(cluster, { networkProfile: { networkDataplane: 'cilium', networkPolicy: 'cilium' } });
    },
  },
});
