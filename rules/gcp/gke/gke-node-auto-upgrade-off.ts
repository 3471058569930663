import { setPoolManagement } from '#clouds/gcp/gke/cluster/pool-actions';
import { autopilotEnforces, isAutopilot, nodeSources } from '#clouds/gcp/gke/cluster/pool-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { cannotPlan, defineRule, fail, notApplicable, pass } from '#rule';

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

  evaluate({ config }) {
    if (isAutopilot(config)) return notApplicable(autopilotEnforces);
    const judged = nodeSources(config).map(({ key, label, managementAt, management }) => {
      if (management?.autoUpgrade === true) return pass();
      const seen = seenAt(config, `${managementAt}.autoUpgrade`, true);
      return fail(`${label} leaves nodes without auto-upgrade.`, seen, { key });
    });
    return judged.length > 0 ? judged : notApplicable('the cluster has no node pools');
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [setPoolManagement],
    plan(cluster, _, { key }) {
      const pool = cluster.config.nodePools?.find(({ name }) => name === key);
      if (!pool?.name)
        return cannotPlan('the defaults of node auto-provisioning are replaced as a whole: set them there');
      const management = { autoRepair: pool.management?.autoRepair === true, autoUpgrade: true };
      return [setPoolManagement(cluster, { nodePoolId: pool.name, management })];
    },
  },
});
