import type { Listing, Resource } from '#model';
import { fieldMissing, isMissed, type Evidence, type Unknown } from '#rule';
import { ecrAddressOf } from '../image/address-facts.ts';
import type { ecrRepository } from './resource.ts';

/** Which tags policy wants to be fixed, and which it leaves open. */
export interface TagPolicy {
  readonly allowedExclusions: readonly string[];
  readonly requiredImmutable: readonly string[];
}

/** Which tags of a repository can be overwritten although policy does not say so. */
export interface OpenTags {
  /** The patterns that are left open; undefined where nearly all tags are. */
  readonly patterns?: readonly string[];
  readonly seen: Evidence;
}

/**
 * The tags of a repository that can be overwritten beyond what policy allows; undefined where there are none.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
 */
export function openTags(config: (typeof ecrRepository)['config'], policy: TagPolicy): OpenTags | Unknown | undefined {
  const { imageTagMutability: mode, imageTagMutabilityExclusionFilters: filters } = config;
  if (mode === undefined) return fieldMissing('imageTagMutability');
  if (mode === 'IMMUTABLE') return undefined;
  if (mode === 'MUTABLE') return { seen: { at: 'imageTagMutability', actual: mode, expected: 'IMMUTABLE' } };
  if (filters === undefined) return fieldMissing('imageTagMutabilityExclusionFilters');
  const named = filters.map(({ filter }) => filter ?? '');
  const seen = { at: 'imageTagMutabilityExclusionFilters', actual: named };
  if (mode === 'IMMUTABLE_WITH_EXCLUSION') {
    const patterns = named.filter((one) => !policy.allowedExclusions.includes(one));
    if (patterns.some((one) => everyTag.test(one))) return { seen: { ...seen, expected: policy.allowedExclusions } };
    return patterns.length > 0 ? { patterns, seen: { ...seen, expected: policy.allowedExclusions } } : undefined;
  }
  const { requiredImmutable } = policy;
  const isEnough = requiredImmutable.length > 0 && requiredImmutable.every((one) => named.includes(one));
  return isEnough ? undefined : { seen: { ...seen, expected: requiredImmutable } };
}

/** A pattern of wildcards alone: with it among the exclusions no tag is fixed. */
const everyTag = /^\*+$/;

interface Running {
  readonly repository: string;
  readonly digest: string;
  readonly reference: string;
}

/**
 * Whether a cluster runs an image of a repository by one of its tags: unknown where clusters, or what they run, were meant
 * to be read and were not.
 */
export function runsByTag(
  { id }: Resource,
  running: Listing<Resource<string, Running>>,
  clusters: () => readonly Pick<Listing, 'unread'>[],
): boolean | Unknown {
  const isByTag = running.items.some(
    ({ config }) => ecrAddressOf(config) === `${id}@${config.digest}` && !config.reference.includes('@'),
  );
  return isByTag || ([running, ...clusters()].map(({ unread }) => unread).find(isMissed) ?? false);
}
