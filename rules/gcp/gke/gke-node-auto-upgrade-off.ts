import { planUpkeep, setPoolManagement } from '#clouds/gcp/gke/cluster/pool-actions';
import { judgeUpkeep } from '#clouds/gcp/gke/cluster/pool-management-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { defineRule } from '#rule';

export default defineRule({
  id: 'gke-node-auto-upgrade-off',
  on: gkeCluster,
  title: 'The nodes of a GKE cluster are upgraded by themselves',
  severity: 'medium',
  control: 'upgrades-automatic',
  why: 'Nodes that nobody upgrades stay on versions with known bugs, and fall behind their control plane.',
  fix: 'Turn auto-upgrade on for each pool and for node auto-provisioning, and set a maintenance window.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/concepts/node-auto-upgrades'],
  peers: ['kube-bench:gke-1.9.0/5.5.3', 'trivy:AVD-GCP-0058'],

  evaluate: ({ config }) => judgeUpkeep(config, 'autoUpgrade'),

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [setPoolManagement],
    plan: (cluster, _, failed) => planUpkeep(cluster, failed, 'autoUpgrade'),
  },
});
