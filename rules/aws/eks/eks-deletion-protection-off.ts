import { z } from 'zod';
import { updateDeletionProtection } from '#clouds/aws/eks/cluster/actions';
import { exemptingTag, failed, registered } from '#clouds/aws/eks/cluster/facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { defineRule, fail, fieldMissing, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'eks-deletion-protection-off',
  on: eksCluster,
  title: 'An EKS cluster is protected against deletion',
  severity: 'medium',
  control: 'clusters-survive',
  why: 'One wrong call, or one run of a pipeline in the wrong place, deletes a cluster without protection.',
  fix: 'Turn deletion protection on.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html'],
  peers: ['prowler:eks_cluster_deletion_protection_enabled'],
  params: z.object({ exemptTags: z.record(z.string(), z.string()).default({}) }),

  evaluate({ config }, { params }) {
    if (config.connectorConfig) return notApplicable(registered);
    if (config.status === 'FAILED') return notApplicable(failed);
    const { deletionProtection } = config;
    if (deletionProtection) return pass();
    const tag = exemptingTag(config, params.exemptTags);
    if (tag !== undefined) return notApplicable(`policy exempts clusters with the tag ${tag}`);
    if (deletionProtection === undefined) return fieldMissing('deletionProtection');
    const seen = { at: 'deletionProtection', actual: false, expected: true };
    return fail('Deletion protection is off.', seen);
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [updateDeletionProtection],
    plan: (cluster) => [updateDeletionProtection(cluster, { deletionProtection: true })],
  },
});
