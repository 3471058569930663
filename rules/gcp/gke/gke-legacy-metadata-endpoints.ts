import { metadataActions, planMetadataServer } from '#clouds/gcp/gke/cluster/metadata-actions';
import { autopilotEnforces, isAutopilot, poolSources } from '#clouds/gcp/gke/cluster/pool-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { nameOf, seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { metadataModeOf } from '#clouds/gcp/gke/cluster/workload-identity-facts';
import { cannotPlan, defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gke-legacy-metadata-endpoints',
  on: gkeCluster,
  title: 'The node pools of a GKE cluster refuse the legacy endpoints of the metadata server',
  severity: 'low',
  control: 'metadata-protected',
  why: 'These endpoints ask for no header, so that a server which fetches what it is told can be made to read metadata.',
  fix: 'Make a new pool with the metadata disable-legacy-endpoints=true, or have it serve metadata through GKE.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/protecting-cluster-metadata'],
  peers: ['trivy:AVD-GCP-0048'],

  evaluate({ config }) {
    if (isAutopilot(config)) return notApplicable(autopilotEnforces);
    const judged = poolSources(config).map(({ key, label, at, pool, settings }) => {
      const { mode, field } = metadataModeOf(settings);
      const name = nameOf(mode, `${at}.workloadMetadataConfig.${field}`);
      if (isUnread(name)) return name;
      if (name === 'GKE_METADATA' || name === 'GKE_METADATA_SERVER') return notApplicable(served);
      const value = pool?.config?.metadata?.[switchName];
      if (value?.toLowerCase() === 'true') return pass();
      const seen = seenAt(config, `${at}.metadata.${switchName}`, 'true');
      return fail(`${label} does not refuse the legacy endpoints of the metadata server.`, seen, { key });
    });
    return judged.length > 0 ? judged : notApplicable('the cluster has no node pools');
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: metadataActions,
    plan(cluster, _, failed) {
      const pool = cluster.config.nodePools?.find(({ name }) => name === failed.key);
      return pool?.config?.imageType?.toUpperCase().startsWith('WINDOWS')
        ? cannotPlan('the metadata server of GKE does not run on Windows: make a new pool')
        : planMetadataServer(cluster, failed);
    },
  },
});

const switchName = 'disable-legacy-endpoints';
const served = 'the metadata server of GKE has no legacy endpoints';
