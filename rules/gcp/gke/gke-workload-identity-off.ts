import { autopilotEnforces, isAutopilot } from '#clouds/gcp/gke/cluster/pool-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { updateWorkloadIdentity } from '#clouds/gcp/gke/cluster/update-actions';
import { poolOfProject, workloadPoolOf } from '#clouds/gcp/gke/cluster/workload-identity-facts';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gke-workload-identity-off',
  on: gkeCluster,
  title: 'Workloads of a GKE cluster can have identities of their own',
  severity: 'medium',
  control: 'workload-identity-used',
  why: 'Without Workload Identity Federation, pods use the account of their node or carry keys around.',
  fix: 'Turn Workload Identity Federation on for the cluster, then the GKE metadata server for each pool.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity'],
  peers: ['kube-bench:gke-1.9.0/5.2.2', 'kubescape:C-0225'],

  evaluate({ config }) {
    if (isAutopilot(config)) return notApplicable(autopilotEnforces);
    if (workloadPoolOf(config) !== undefined) return pass();
    return fail('Workload Identity Federation is off.', seenAt(config, 'workloadIdentityConfig.workloadPool'));
  },

  remediation: {
    impact: 'brief',
    reversible: true,
    actions: [updateWorkloadIdentity],
    plan: (cluster) => [
      updateWorkloadIdentity(cluster, { desiredWorkloadIdentityConfig: { workloadPool: poolOfProject(cluster.id) } }),
    ],
  },
});
