import { accountSources, isDefaultAccount } from '#clouds/gcp/gke/cluster/account-facts';
import { isAutopilot } from '#clouds/gcp/gke/cluster/pool-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gke-node-default-service-account',
  on: gkeCluster,
  title: 'The nodes of a GKE cluster run as a service account of their own',
  severity: 'high',
  control: 'node-role-least-privilege',
  why: 'The default account often edits the whole project, and every node and many pods can act as it.',
  fix: 'Make a new pool with an account that holds the node roles only, then drain the old one.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/service-accounts'],
  peers: ['kube-bench:gke-1.9.0/5.2.1', 'prowler:gke_cluster_no_default_service_account', 'trivy:AVD-GCP-0050'],

  evaluate({ config }) {
    const sources = accountSources(config);
    const bad = sources.filter(({ settings }) => isDefaultAccount(settings.serviceAccount));
    const message = 'runs nodes as the Compute Engine default service account.';
    const seen = bad.map(({ at }) => seenAt(config, `${at}.serviceAccount`));
    if (sources.length === 0) return notApplicable('the cluster has no node pools');
    if (bad.length === 0) return pass();
    if (isAutopilot(config)) return fail(`Autopilot ${message}`, seen);
    return bad.map(({ key, label }, i) => fail(`${label} ${message}`, seen.slice(i, i + 1), { key }));
  },
});
