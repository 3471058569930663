import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { setLegacyAbac } from '#clouds/gcp/gke/cluster/set-actions';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'gke-legacy-abac',
  on: gkeCluster,
  title: 'A GKE cluster authorizes by RBAC and IAM alone',
  severity: 'critical',
  control: 'rbac-least-privilege',
  why: 'The legacy authorizer gives every pod and user in the cluster the run of the API, whatever RBAC says.',
  fix: 'Give workloads that lean on it RBAC roles, then turn the legacy authorizer off.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster'],
  peers: ['kube-bench:gke-1.9.0/5.8.3', 'kubescape:C-0088', 'trivy:AVD-GCP-0062'],

  evaluate({ config }) {
    if (config.legacyAbac?.enabled !== true) return pass();
    return fail('The legacy ABAC authorizer is on.', { at: 'legacyAbac.enabled', actual: true, expected: false });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [setLegacyAbac],
    plan: (cluster) => [setLegacyAbac(cluster, { enabled: false })],
  },
});
