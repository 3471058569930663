import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { nameOf, seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { setAddons, setNetworkPolicy } from '#clouds/gcp/gke/cluster/set-actions';
import { isAutopilot } from '#clouds/gcp/gke/cluster/pool-facts';
import { daemonSet } from '#clouds/kubernetes/daemon-set/resource';
import { cannotPlan, defineRule, fail, failMissing, isMissed, isUnread, passBecause } from '#rule';

export default defineRule({
  id: 'gke-network-policy-off',
  on: gkeCluster,
  uses: [daemonSet],
  title: 'Something enforces network policies in a GKE cluster',
  severity: 'high',
  control: 'network-policy-enforced',
  why: 'Network policies that nothing enforces let every pod reach every other one.',
  fix: 'Use Dataplane V2 for new clusters; turn network policy enforcement on for this one.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy'],
  peers: [
    'kube-bench:gke-1.9.0/4.3.1',
    'kubescape:C-0205',
    'powerpipe:kubernetes_cluster_network_policy_enabled',
    'trivy:AVD-GCP-0056',
  ],

  evaluate({ id, config }, { find }) {
    const dataplane = nameOf(config.networkConfig?.datapathProvider, 'networkConfig.datapathProvider');
    if (isUnread(dataplane)) return dataplane;
    if (dataplane === 'ADVANCED_DATAPATH') return passBecause('Dataplane V2 enforces them');
    const addonOff = config.addonsConfig?.networkPolicyConfig?.disabled === true;
    if (config.networkPolicy?.enabled === true && !addonOff) return passBecause('Calico of GKE enforces them');
    const found = engines.map((engine) => find(daemonSet, `${id}/apps/v1/namespaces/${engine}`));
    const own = found.find((it) => it !== 'absent' && !isUnread(it));
    if (own !== undefined) return passBecause('an engine of your own enforces them');
    const at =
      config.networkPolicy?.enabled === true ? 'addonsConfig.networkPolicyConfig.disabled' : 'networkPolicy.enabled';
    const message = 'Nothing enforces network policies.';
    const apiRead = found.some((it) => !isUnread(it) || isMissed(it));
    return apiRead ? failMissing(message, seenAt(config, at)) : fail(message, seenAt(config, at));
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [setAddons, setNetworkPolicy],
    plan(cluster) {
      if (isAutopilot(cluster.config)) return cannotPlan('Google chooses the dataplane of Autopilot');
      const enable = setNetworkPolicy(cluster, { networkPolicy: { enabled: true, provider: 'CALICO' } });
      return [setAddons(cluster, { addonsConfig: { networkPolicyConfig: { disabled: false } } }), enable];
    },
  },
});

const engines = ['kube-system/daemonsets/cilium', 'calico-system/daemonsets/calico-node'];
