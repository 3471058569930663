import { z } from 'zod';
import { defaultsOf, isAutopilot, nodeSources } from '#clouds/gcp/gke/cluster/pool-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { flag } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gke-boot-disk-cmek-off',
  on: gkeCluster,
  title: 'The boot disks of GKE nodes are encrypted with a key of your own',
  severity: 'low',
  control: 'disks-encrypted',
  why: 'Without a customer key nobody but Google decides who can read the disks of nodes.',
  fix: 'Make a new pool with a key of Cloud KMS and drain the old one; name the key for auto-provisioning too.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/using-cmek'],
  peers: ['kube-bench:gke-1.9.0/5.9.2'],
  params: z.object({ requireCmek: flag(true) }),

  evaluate({ config }, { params }) {
    if (!params.requireCmek) return notApplicable('policy asks for no customer key');
    const sources = isAutopilot(config) ? [defaultsOf(config)] : nodeSources(config);
    const judged = sources.map(({ key, label, at, settings }) => {
      if (settings.bootDiskKmsKey) return pass();
      const seen = seenAt(config, `${at}.bootDiskKmsKey`);
      return fail(`${label} encrypts boot disks with no customer key.`, seen, { key });
    });
    return judged.length > 0 ? judged : notApplicable('the cluster has no node pools');
  },
});
