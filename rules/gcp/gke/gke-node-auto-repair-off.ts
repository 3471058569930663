import { planUpkeep, setPoolManagement } from '#clouds/gcp/gke/cluster/pool-actions';
import { judgeUpkeep } from '#clouds/gcp/gke/cluster/pool-management-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { defineRule } from '#rule';

export default defineRule({
  id: 'gke-node-auto-repair-off',
  on: gkeCluster,
  title: 'The nodes of a GKE cluster are repaired by themselves',
  severity: 'low',
  control: 'clusters-survive',
  why: 'A node that fails its health checks stays in the cluster, and its pods with it, until somebody looks.',
  fix: 'Turn auto-repair on for each pool and for node auto-provisioning.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/node-auto-repair'],
  peers: ['kube-bench:gke-1.9.0/5.5.2', 'trivy:AVD-GCP-0063'],

  evaluate: ({ config }) => judgeUpkeep(config, 'autoRepair'),

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [setPoolManagement],
    plan: (cluster, _, failed) => planUpkeep(cluster, failed, 'autoRepair'),
  },
});
