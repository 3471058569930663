import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { runningImage } from '#clouds/kubernetes/image/resource';
import rule from '#rules/aws/ecr/ecr-tag-mutable';
import { digest, repository, repositoryWith, runningWith } from '../../../support/aws/ecr.ts';
import { testRule } from '../../../support/test-rule.ts';

type Mode = NonNullable<ReturnType<typeof repositoryWith>['config']['imageTagMutability']>;

const tags = (imageTagMutability: Mode, ...filters: readonly string[]) =>
  repositoryWith({
    imageTagMutability,
    imageTagMutabilityExclusionFilters: filters.map((filter) => ({ filterType: 'WILDCARD', filter })),
  });
const byTag = runningWith();
const byDigest = runningWith('a', { reference: `${repository}@${digest('a')}` });
const used = 'Its tags can be overwritten, and a cluster runs it by a tag.';
const idle = 'Its tags can be overwritten; no cluster runs it by a tag.';

testRule(rule, {
  pass: {
    'all tags are fixed': { on: tags('IMMUTABLE') },
    'all but those that policy leaves open': { on: tags('IMMUTABLE_WITH_EXCLUSION', 'dev-*', 'latest') },
    'no exclusion at all': { on: tags('IMMUTABLE_WITH_EXCLUSION') },
    'an exclusion that policy adds': {
      on: tags('IMMUTABLE_WITH_EXCLUSION', 'nightly'),
      params: { allowedExclusions: ['nightly'] },
    },
    'the tags that policy asks for are fixed': {
      on: tags('MUTABLE_WITH_EXCLUSION', 'v*', 'release-*'),
      beside: [byTag],
      params: { requiredImmutable: ['v*'] },
    },
  },
  fail: {
    'a cluster runs it by a tag': { on: tags('MUTABLE'), beside: [byTag], message: used },
    'no known workload uses it': { on: tags('MUTABLE'), message: idle, grade: 'low' },
    'workloads use it by digest only': { on: tags('MUTABLE'), beside: [byDigest], message: idle, grade: 'low' },
    'a cluster runs another repository of the same path': {
      on: tags('MUTABLE'),
      beside: [
        runningWith('a', { repository: 'registry.example.com/shop/web', reference: 'registry.example.com/shop/web:1' }),
      ],
      message: idle,
      grade: 'low',
    },
    'an exclusion that policy does not leave open': {
      on: tags('IMMUTABLE_WITH_EXCLUSION', 'latest', 'prod-*'),
      beside: [byTag],
      message: 'Tags such as prod-* can be overwritten.',
      grade: 'low',
    },
    'an exclusion that stands for every tag': {
      on: tags('IMMUTABLE_WITH_EXCLUSION', 'latest', '**'),
      beside: [byTag],
      message: used,
    },
    'only some tags are fixed, and policy asks for none': {
      on: tags('MUTABLE_WITH_EXCLUSION', 'v*'),
      beside: [byTag],
      message: used,
    },
    'the tags that policy asks for are not all fixed': {
      on: tags('MUTABLE_WITH_EXCLUSION', 'v*'),
      beside: [byTag],
      params: { requiredImmutable: ['v*', 'release-*'] },
      message: used,
    },
    'a prefix of the name that is no path': {
      on: tags('MUTABLE'),
      params: { pullThroughPrefixes: ['sho', 'shop/web'] },
      message: idle,
      grade: 'low',
    },
  },
  unknown: {
    'an answer without the setting': {
      on: repositoryWith(),
      reason: 'field-missing',
      message: 'The answer has no imageTagMutability.',
    },
    'exclusions that are not told': {
      on: repositoryWith({ imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION' }),
      reason: 'field-missing',
    },
    'what clusters run was refused': { on: tags('MUTABLE'), hidden: [runningImage], reason: 'denied' },
    'clusters could not be listed': {
      on: tags('MUTABLE'),
      hidden: [eksCluster, aksCluster, gkeCluster],
      reason: 'denied',
    },
  },
  notApplicable: {
    'a repository that a pull-through cache fills': {
      on: tags('MUTABLE'),
      params: { pullThroughPrefixes: ['quay', 'shop'] },
      message: 'the tags under shop follow their upstream',
    },
  },
});
