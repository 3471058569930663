import { z } from 'zod';
import { registered } from '#clouds/aws/eks/cluster/facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { tagAsPolicySays, tagCluster } from '#clouds/aws/eks/cluster/tag-actions';
import { missingTags, ownTags } from '#clouds/aws/eks/cluster/tag-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'eks-tags-missing',
  on: eksCluster,
  title: 'Tags of an EKS cluster say whose it is',
  severity: 'low',
  control: 'ownership-known',
  why: 'Nobody acts on a finding about a cluster whose owner nobody knows.',
  fix: 'Tag the cluster with what policy asks for, such as its owner and its purpose.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html'],
  peers: ['securityhub:EKS.6'],
  params: z.object({ requiredTags: nameList(), tagValues: z.record(z.string(), z.string()).default({}) }),

  evaluate({ config }, { params }) {
    if (config.connectorConfig) return notApplicable(registered);
    const missing = missingTags(config, params.requiredTags);
    const seen = { at: config.tags ? 'tags' : '', actual: config.tags ?? 'no tags' };
    const expected = params.requiredTags;
    if (missing.length > 0) return fail(`It has no tag ${missing.join(', ')}.`, { ...seen, expected });
    return ownTags(config).length === 0 ? fail('Nobody has tagged it.', seen) : pass();
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [tagCluster],
    plan: (it, { params }) => tagAsPolicySays(it, params),
  },
});
