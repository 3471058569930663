import { setPoolManagement } from '#clouds/gcp/gke/cluster/pool-actions';
import { autopilotEnforces, isAutopilot, nodeSources } from '#clouds/gcp/gke/cluster/pool-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { cannotPlan, defineRule, fail, notApplicable, pass } from '#rule';

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

  evaluate({ config }) {
    if (isAutopilot(config)) return notApplicable(autopilotEnforces);
    const judged = nodeSources(config).map(({ key, label, managementAt, management }) => {
      if (management?.autoRepair === true) return pass();
      const seen = seenAt(config, `${managementAt}.autoRepair`, true);
      return fail(`${label} leaves nodes without auto-repair.`, seen, { key });
    });
    return judged.length > 0 ? judged : notApplicable('the cluster has no node pools');
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [setPoolManagement],
    plan(cluster, _, { key }) {
      const pool = cluster.config.nodePools?.find(({ name }) => name === key);
      if (!pool?.name)
        return cannotPlan('the defaults of node auto-provisioning are replaced as a whole: set them there');
      const management = { autoRepair: true, autoUpgrade: pool.management?.autoUpgrade === true };
      return [setPoolManagement(cluster, { nodePoolId: pool.name, management })];
    },
  },
});
