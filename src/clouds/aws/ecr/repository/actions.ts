import type { PutImageTagMutabilityRequest } from '@aws-sdk/client-ecr';
import { defineAction, wire, type Action, type CannotPlan, type ResourceOf, type Wire } from '#model';
import { cannotPlan } from '#rule';
import { ecrRepository } from './resource.ts';

type Mutability = Pick<PutImageTagMutabilityRequest, 'imageTagMutability' | 'imageTagMutabilityExclusionFilters'>;

/**
 * Says which tags of a repository can be overwritten: all, none, or all but those that filters name. Tags that exist stay.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html
 */
export const putTagMutability = defineAction({
  name: 'ecr.put-tag-mutability',
  on: ecrRepository,
  kind: 'replace',
  permissions: ['ecr:PutImageTagMutability'],
  writes: ['imageTagMutability', 'imageTagMutabilityExclusionFilters'],
  request: wire<Mutability>(),
  simulate({ config: { imageTagMutabilityExclusionFilters: _stood, ...config }, ...it }, request) {
    return [{ put: { ...it, config: { ...config, ...request } } }];
  },
  undo: ({ config }, _, again) => [again(mutabilityOf(config))],
});

function mutabilityOf(config: (typeof ecrRepository)['config']): Wire<Mutability> {
  const { imageTagMutability, imageTagMutabilityExclusionFilters } = config;
  return { imageTagMutability, ...(imageTagMutabilityExclusionFilters && { imageTagMutabilityExclusionFilters }) };
}

/** The service takes no more filters than these. */
const mostFilters = 5;

/** Fixes all tags of a repository but those that policy leaves open and that are open today: what is fixed stays fixed. */
export function fixTags(
  it: ResourceOf<typeof ecrRepository>,
  allowed: readonly string[],
): readonly Action[] | CannotPlan {
  const { imageTagMutability: mode, imageTagMutabilityExclusionFilters: filters = [] } = it.config;
  const isNamed = (pattern: string): boolean => filters.some(({ filter }) => filter === pattern);
  const isOpen = (pattern: string): boolean => (mode === 'IMMUTABLE_WITH_EXCLUSION') === isNamed(pattern);
  const open = allowed.filter(isOpen);
  if (open.length === 0) return [putTagMutability(it, { imageTagMutability: 'IMMUTABLE' })];
  if (open.length > mostFilters) return cannotPlan(`ECR takes ${mostFilters} exclusions at the most`);
  return [
    putTagMutability(it, {
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: open.map((filter) => ({ filterType: 'WILDCARD', filter })),
    }),
  ];
}
