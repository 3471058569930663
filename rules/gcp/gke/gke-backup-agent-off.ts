import { z } from 'zod';
import { updateBackupAgent } from '#clouds/gcp/gke/cluster/addon-actions';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { flag } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

const path = 'addonsConfig.gkeBackupAgentConfig.enabled';

export default defineRule({
  id: 'gke-backup-agent-off',
  on: gkeCluster,
  title: 'The agent of Backup for GKE runs in a cluster',
  severity: 'low',
  control: 'clusters-survive',
  why: 'Without the agent no plan of Backup for GKE can keep what workloads store and how they are set up.',
  fix: 'Turn the agent on, then make a backup plan with a schedule: the agent alone keeps nothing.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/add-on/backup-for-gke/how-to/install'],
  params: z.object({ require: flag(false) }),

  evaluate({ config }, { params }) {
    if (!params.require) return notApplicable('policy does not ask for it');
    if (config.addonsConfig?.gkeBackupAgentConfig?.enabled === true) return pass();
    return fail('The agent of Backup for GKE is off.', seenAt(config, path, true));
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [updateBackupAgent],
    plan: (cluster) => [
      updateBackupAgent(cluster, { desiredAddonsConfig: { gkeBackupAgentConfig: { enabled: true } } }),
    ],
  },
});
