import { updateIntranodeVisibility } from '#clouds/gcp/gke/cluster/network-actions';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { defineRule, fail, fieldMissing, pass } from '#rule';

export default defineRule({
  id: 'gke-intranode-visibility-off',
  on: gkeCluster,
  title: 'The network of a GKE cluster sees what pods on one node say to each other',
  severity: 'low',
  control: 'network-flows-logged',
  why: 'Traffic that never leaves its node passes by flow logs, firewall rules and packet mirroring.',
  fix: 'Turn intranode visibility on, in a maintenance window: the nodes restart.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/intranode-visibility'],
  peers: ['kube-bench:gke-1.9.0/5.6.1'],

  evaluate({ config }) {
    if (!config.networkConfig) return fieldMissing('networkConfig');
    if (config.networkConfig.enableIntraNodeVisibility === true) return pass();
    const seen = seenAt(config, 'networkConfig.enableIntraNodeVisibility', true);
    return fail('Traffic between pods on one node is not seen by the network.', seen);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateIntranodeVisibility],
    plan: (cluster) => [updateIntranodeVisibility(cluster, { desiredIntraNodeVisibilityConfig: { enabled: true } })],
  },
});
