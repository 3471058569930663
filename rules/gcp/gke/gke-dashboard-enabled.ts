import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { minorOf } from '#clouds/gcp/gke/cluster/version-facts';
import { defineRule, fail, fieldMissing, pass } from '#rule';

export default defineRule({
  id: 'gke-dashboard-enabled',
  on: gkeCluster,
  title: 'The Kubernetes dashboard add-on of a GKE cluster is off',
  severity: 'medium',
  control: 'cluster-features-off',
  why: 'The dashboard acts with rights of its own for whoever reaches it.',
  fix: 'Turn the add-on off, and look at the cluster in the Google Cloud console.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/concepts/dashboards'],
  peers: ['kube-bench:gke-1.9.0/5.10.1', 'kubescape:C-0014'],

  evaluate({ config }) {
    const dashboard = config.addonsConfig?.kubernetesDashboard;
    const seen = seenAt(config, `${at}.disabled`, true);
    if (dashboard) return dashboard.disabled === true ? pass() : fail('The dashboard add-on is on.', seen);
    const minor = minorOf(config.currentMasterVersion);
    return minor !== undefined && minor >= 15 ? pass() : fieldMissing(at);
  },
});

const at = 'addonsConfig.kubernetesDashboard';
