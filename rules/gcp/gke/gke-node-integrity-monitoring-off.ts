import { autopilotEnforces, isAutopilot, nodeSources } from '#clouds/gcp/gke/cluster/pool-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gke-node-integrity-monitoring-off',
  on: gkeCluster,
  title: 'The nodes of a GKE cluster measure what they boot',
  severity: 'low',
  control: 'nodes-hardened',
  why: 'Without integrity monitoring nobody is told that a node boots something else than it did before.',
  fix: 'Make a new pool with integrity monitoring and drain the old one; turn it on for auto-provisioning too.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/shielded-gke-nodes'],
  peers: ['kube-bench:gke-1.9.0/5.5.6', 'trivy:AVD-GCP-0045'],

  evaluate({ config }) {
    if (isAutopilot(config)) return notApplicable(autopilotEnforces);
    const judged = nodeSources(config).map(({ key, label, at, settings, pool }) => {
      const shielded = settings.shieldedInstanceConfig;
      if (shielded?.enableIntegrityMonitoring === true) return pass();
      if (!pool && !shielded) return pass();
      const seen = seenAt(config, `${at}.shieldedInstanceConfig.enableIntegrityMonitoring`, true);
      return fail(`${label} makes nodes without integrity monitoring.`, seen, { key });
    });
    return judged.length > 0 ? judged : notApplicable('the cluster has no node pools');
  },
});
