import { z } from 'zod';
import { fixTags, putTagMutability } from '#clouds/aws/ecr/repository/actions';
import { openTags, runsByTag } from '#clouds/aws/ecr/repository/tag-facts';
import { ecrRepository } from '#clouds/aws/ecr/repository/resource';
import { runningImage } from '#clouds/kubernetes/image/resource';
import { managedClusters } from '#clouds/managed-cluster/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'ecr-tag-mutable',
  on: ecrRepository,
  uses: [runningImage, ...managedClusters],
  title: 'Tags of a repository always stand for the same image',
  severity: 'medium',
  grades: ['low'],
  control: 'images-from-trusted-sources',
  why: 'Whoever may push can put another image behind a tag that clusters trust.',
  fix: 'Make tags immutable but for those that have to move; name prefixes of pull-through caches in pullThroughPrefixes.',
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html'],
  peers: [
    'eks-bpg:security/image',
    'prowler:ecr_repositories_tag_immutability',
    'securityhub:ECR.2',
    'trivy:AVD-AWS-0031',
  ],
  params: z.object({
    allowedExclusions: nameList(['latest', 'dev-*']),
    requiredImmutable: nameList(),
    pullThroughPrefixes: nameList(),
  }),

  evaluate(it, { listAll, params }) {
    const { repositoryName: name = it.name } = it.config;
    const upstream = params.pullThroughPrefixes.find((prefix) => name.startsWith(`${prefix}/`));
    if (upstream !== undefined) return notApplicable(`the tags under ${upstream} follow their upstream`);
    const open = openTags(it.config, params);
    if (open === undefined) return pass();
    if (isUnread(open)) return open;
    const { patterns, seen } = open;
    const few = fail(`Tags such as ${patterns?.join(', ') ?? ''} can be overwritten.`, seen, { grade: 'low' });
    if (patterns) return few;
    const clusters = () => managedClusters.map((type) => listAll(type, {}));
    const used = runsByTag(it, listAll(runningImage, { path: name }), clusters);
    if (isUnread(used)) return used;
    const idle = fail('Its tags can be overwritten; no cluster runs it by a tag.', seen, { grade: 'low' });
    return used ? fail('Its tags can be overwritten, and a cluster runs it by a tag.', seen) : idle;
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [putTagMutability],
    plan: (it, { params }) => fixTags(it, params.allowedExclusions),
  },
});
