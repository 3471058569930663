import { z } from 'zod';
import { isAutopilot, poolSources } from '#clouds/gcp/gke/cluster/pool-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { flag } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gke-confidential-nodes-off',
  on: gkeCluster,
  title: 'The nodes of a GKE cluster encrypt their memory',
  severity: 'low',
  control: 'nodes-hardened',
  why: 'Otherwise whoever gets at the memory of the machine below reads what workloads hold in it.',
  fix: 'Make pools of confidential nodes and drain the others; for all nodes of a cluster a new cluster is needed.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/confidential-gke-nodes'],
  peers: ['prowler:compute_instance_confidential_computing_enabled'],
  params: z.object({ require: flag(false) }),

  evaluate({ config }, { params }) {
    if (!params.require) return notApplicable('policy does not ask for it');
    if (config.confidentialNodes?.enabled === true) return pass();
    const path = 'confidentialNodes.enabled';
    if (isAutopilot(config))
      return fail('Autopilot makes nodes that are not confidential.', seenAt(config, path, true));
    const judged = poolSources(config).map(({ key, label, at, pool }) =>
      pool?.config?.confidentialNodes?.enabled === true
        ? pass()
        : fail(`${label} makes nodes that are not confidential.`, seenAt(config, `${at}.${path}`, true), { key }),
    );
    return judged.length > 0 ? judged : notApplicable('the cluster has no node pools');
  },
});
