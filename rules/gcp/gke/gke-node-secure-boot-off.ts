import { z } from 'zod';
import { autopilotEnforces, isAutopilot, nodeSources } from '#clouds/gcp/gke/cluster/pool-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { flag } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gke-node-secure-boot-off',
  on: gkeCluster,
  title: 'The nodes of a GKE cluster boot signed software only',
  severity: 'low',
  control: 'nodes-hardened',
  why: 'Without secure boot, whoever was root on a node can stay below the operating system.',
  fix: 'Make a new pool with secure boot and drain the old one; turn it on for auto-provisioning too.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/shielded-gke-nodes'],
  peers: ['kube-bench:gke-1.9.0/5.5.7', 'trivy:AVD-GCP-0067'],
  params: z.object({ exemptGpuPools: flag(true) }),

  evaluate({ config }, { params }) {
    if (isAutopilot(config)) return notApplicable(autopilotEnforces);
    const judged = nodeSources(config).map(({ key, label, at, settings, pool }) => {
      if (settings.shieldedInstanceConfig?.enableSecureBoot === true) return pass();
      if (params.exemptGpuPools && (pool?.config?.accelerators ?? []).length > 0) return notApplicable(unsigned);
      const seen = seenAt(config, `${at}.shieldedInstanceConfig.enableSecureBoot`, true);
      return fail(`${label} makes nodes without secure boot.`, seen, { key });
    });
    return judged.length > 0 ? judged : notApplicable('the cluster has no node pools');
  },
});

const unsigned = 'drivers of accelerators may not be signed';
