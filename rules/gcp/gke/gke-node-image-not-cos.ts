import { z } from 'zod';
import { planImage, updatePoolImage } from '#clouds/gcp/gke/cluster/image-actions';
import { autopilotEnforces, isAutopilot, nodeSources } from '#clouds/gcp/gke/cluster/pool-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, fieldMissing, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gke-node-image-not-cos',
  on: gkeCluster,
  title: 'The nodes of a GKE cluster run images that hold what nodes need and no more',
  severity: 'low',
  control: 'nodes-hardened',
  why: 'Container-Optimized OS has a read-only root and no package manager for an intruder to use.',
  fix: 'Move the pool to Container-Optimized OS with containerd; its nodes are made anew.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/concepts/node-images'],
  peers: ['kube-bench:gke-1.9.0/5.5.1', 'kubescape:C-0226', 'trivy:AVD-GCP-0054'],
  params: z.object({ allowedImages: nameList(['COS_CONTAINERD']) }),

  evaluate({ config }, { params: { allowedImages } }) {
    if (isAutopilot(config)) return notApplicable(autopilotEnforces);
    const judged = nodeSources(config).map(({ key, label, at, settings, pool }) => {
      const own = pool?.config?.nodeImageConfig?.image;
      const type = (settings.imageType ?? '').toUpperCase();
      if (!own && type === '') return pool ? fieldMissing(`${at}.imageType`) : pass();
      if (type.startsWith('WINDOWS')) return notApplicable('Windows nodes have images of their own');
      if (allowedImages.includes(own || type)) return pass();
      const seen = seenAt(config, own ? `${at}.nodeImageConfig.image` : `${at}.imageType`, allowedImages);
      return fail(`${label} makes nodes from the image ${own || type}.`, seen, { key });
    });
    return judged.length > 0 ? judged : notApplicable('the cluster has no node pools');
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updatePoolImage],
    plan: (cluster, { params }, failed) => planImage(cluster, failed, params.allowedImages),
  },
});
