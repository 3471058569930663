import { z } from 'zod';
import { updateInTransitEncryption } from '#clouds/gcp/gke/cluster/network-actions';
import { isAutopilot } from '#clouds/gcp/gke/cluster/pool-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { nameOf, seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { flag } from '#lib/params';
import { cannotPlan, defineRule, fail, fieldMissing, isUnread, notApplicable, pass } from '#rule';

const encrypted = 'IN_TRANSIT_ENCRYPTION_INTER_NODE_TRANSPARENT';
const path = 'networkConfig.inTransitEncryptionConfig';

export default defineRule({
  id: 'gke-in-transit-encryption-off',
  on: gkeCluster,
  title: 'The nodes of a GKE cluster encrypt what pods say to each other',
  severity: 'low',
  control: 'traffic-encrypted',
  why: 'Otherwise what pods send in plain text is plain text to whoever listens between nodes.',
  fix: 'Turn inter-node transparent encryption on, in a maintenance window; it needs Dataplane V2.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/inter-node-transparent-encryption'],
  params: z.object({ require: flag(false) }),

  evaluate({ config }, { params }) {
    if (!params.require) return notApplicable('policy does not ask for it');
    if (!config.networkConfig) return fieldMissing('networkConfig');
    const state = nameOf(config.networkConfig.inTransitEncryptionConfig, path);
    if (isUnread(state)) return state;
    if (state === encrypted) return pass();
    const dataplane = nameOf(config.networkConfig.datapathProvider, 'networkConfig.datapathProvider');
    const cannot = dataplane === 'ADVANCED_DATAPATH' ? '' : ', and without Dataplane V2 only a new cluster can do so';
    const seen = [seenAt(config, path, encrypted), seenAt(config, 'networkConfig.datapathProvider')];
    return fail(`Nodes do not encrypt what pods say to each other${cannot}.`, seen);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateInTransitEncryption],
    plan(cluster) {
      if (isAutopilot(cluster.config)) return cannotPlan('Autopilot does not offer it');
      if (cluster.config.networkConfig?.datapathProvider !== 'ADVANCED_DATAPATH')
        return cannotPlan('it takes Dataplane V2, which only a new cluster can have');
      return [updateInTransitEncryption(cluster, { desiredInTransitEncryptionConfig: encrypted })];
    },
  },
});
