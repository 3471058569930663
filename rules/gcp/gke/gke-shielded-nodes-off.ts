import { autopilotEnforces, isAutopilot } from '#clouds/gcp/gke/cluster/pool-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { updateShieldedNodes } from '#clouds/gcp/gke/cluster/update-actions';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gke-shielded-nodes-off',
  on: gkeCluster,
  title: 'The nodes of a GKE cluster prove what they are before they join',
  severity: 'medium',
  control: 'nodes-hardened',
  why: 'Without shielded nodes, whoever steals the bootstrap data of a node can join a machine of their own.',
  fix: 'Turn shielded GKE nodes on; the nodes of all pools are made anew.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/shielded-gke-nodes'],
  peers: ['kube-bench:gke-1.9.0/5.5.5', 'trivy:AVD-GCP-0055'],

  evaluate({ config }) {
    if (isAutopilot(config)) return notApplicable(autopilotEnforces);
    if (config.shieldedNodes?.enabled === true) return pass();
    return fail('Shielded GKE nodes are off.', seenAt(config, 'shieldedNodes.enabled', true));
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateShieldedNodes],
    plan: (cluster) => [updateShieldedNodes(cluster, { desiredShieldedNodes: { enabled: true } })],
  },
});
