import { z } from 'zod';
import { isAutopilot, poolSources } from '#clouds/gcp/gke/cluster/pool-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { minorOf } from '#clouds/gcp/gke/cluster/version-facts';
import { count } from '#lib/params';
import { defineRule, fail, fieldMissing, notApplicable, pass, unknown } from '#rule';

export default defineRule({
  id: 'gke-nodepool-version-skew',
  on: gkeCluster,
  title: 'The node pools of a GKE cluster keep up with its control plane',
  severity: 'medium',
  control: 'nodes-patched',
  why: 'Nodes that lag behind miss fixes, and the control plane cannot be upgraded past them.',
  fix: 'Upgrade the pool, one minor after the other, and turn auto-upgrade on for it.',
  references: [
    'https://cloud.google.com/kubernetes-engine/docs/how-to/upgrading-a-cluster',
    'https://kubernetes.io/releases/version-skew-policy/',
  ],
  params: z.object({ maxSkew: count(2) }),

  evaluate({ config }, { params }) {
    if (isAutopilot(config)) return notApplicable('Google upgrades the nodes of Autopilot clusters');
    const own = minorOf(config.currentMasterVersion);
    if (own === undefined) return fieldMissing('currentMasterVersion');
    const judged = poolSources(config).map(({ key, label, pool }, i) => {
      const status = ['PROVISIONING', 'STOPPING'].find((it) => it === pool?.status);
      if (status !== undefined) return unknown('in-transition', `${label} is ${status}.`);
      const at = `nodePools[${i}].version`;
      const minor = minorOf(pool?.version);
      if (minor === undefined) return fieldMissing(at);
      const seen = [seenAt(config, at), seenAt(config, 'currentMasterVersion')];
      const gap = `${label} runs Kubernetes 1.${minor}, and the control plane 1.${own}`;
      if (minor > own) return fail(`${gap}: nodes may not be newer.`, seen, { key });
      return own - minor > params.maxSkew ? fail(`${gap}.`, seen, { key }) : pass();
    });
    return judged.length > 0 ? judged : notApplicable('the cluster has no node pools');
  },
});
