import { z } from 'zod';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { flag } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'gke-alpha-cluster',
  on: gkeCluster,
  title: 'A GKE cluster runs no alpha features',
  severity: 'medium',
  grades: ['low'],
  control: 'deprecated-features-left',
  why: 'Google never upgrades or supports an alpha cluster, and deletes it thirty days after it was made.',
  fix: 'Move the workloads to a cluster without alpha features; no cluster can leave them behind.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/concepts/alpha-clusters'],
  peers: ['kube-bench:gke-1.9.0/5.10.2'],
  params: z.object({ forbidBetaApis: flag(false) }),

  evaluate({ config }, { params }) {
    const ends = config.expireTime ? `; it is deleted on ${config.expireTime}` : '';
    const alpha = seenAt(config, 'enableKubernetesAlpha', false);
    if (config.enableKubernetesAlpha === true) return fail(`Alpha features of Kubernetes are on${ends}.`, alpha);
    const apis = config.enableK8sBetaApis?.enabledApis ?? [];
    if (!params.forbidBetaApis || apis.length === 0) return pass();
    const beta = seenAt(config, 'enableK8sBetaApis.enabledApis');
    return fail<'low'>(`It serves the beta APIs ${apis.join(', ')}.`, beta, { grade: 'low' });
  },
});
