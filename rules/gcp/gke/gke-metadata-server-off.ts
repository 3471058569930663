import { metadataActions, planMetadataServer } from '#clouds/gcp/gke/cluster/metadata-actions';
import { autopilotEnforces, isAutopilot, poolSources } from '#clouds/gcp/gke/cluster/pool-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { nameOf, seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { metadataModeOf } from '#clouds/gcp/gke/cluster/workload-identity-facts';
import { defineRule, fail, isUnread, notApplicable, pass, unknown } from '#rule';

export default defineRule({
  id: 'gke-metadata-server-off',
  on: gkeCluster,
  title: 'Pods of a GKE cluster do not reach the metadata of their node',
  severity: 'high',
  control: 'metadata-protected',
  why: 'Any pod can take the token of its node from the metadata, and act as the account of the node.',
  fix: 'Turn Workload Identity Federation on, then let each pool serve metadata through the GKE metadata server.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity'],
  peers: ['kube-bench:gke-1.9.0/5.4.1', 'kubescape:C-0052', 'trivy:AVD-GCP-0057'],

  evaluate({ config }) {
    if (isAutopilot(config)) return notApplicable(autopilotEnforces);
    const judged = poolSources(config).map(({ key, at, label, settings }) => {
      const { mode, field } = metadataModeOf(settings);
      const path = `${at}.workloadMetadataConfig.${field}`;
      const name = nameOf(mode, path);
      if (isUnread(name)) return name;
      if (name === 'GKE_METADATA' || name === 'GKE_METADATA_SERVER') return pass();
      if (settings.imageType?.toUpperCase().startsWith('WINDOWS'))
        return unknown('outside', `${label} runs Windows, of which the configuration does not tell.`);
      return fail(`${label} shows pods the metadata of their node.`, seenAt(config, path, 'GKE_METADATA'), { key });
    });
    return judged.length > 0 ? judged : notApplicable('the cluster has no node pools');
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: metadataActions,
    plan: (cluster, _, failed) => planMetadataServer(cluster, failed),
  },
});
