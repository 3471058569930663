import { fitsStars } from '#lib/pattern';
import type { Resource } from '#model';
import { fieldMissing, isUnread, type Evidence, type Unknown } from '#rule';
import { ecrAddressOf } from '../image/address-facts.ts';
import type { ecrRepository } from './resource.ts';

interface Running {
  readonly repository: string;
  readonly digest: string;
  readonly reference: string;
}

/** The images that clusters run from a repository by a tag which can be put on another image; any tag, of somebody who frees tags. */
export function movableTags(
  { id, config }: Resource<'ecr.repository', (typeof ecrRepository)['config']>,
  running: readonly Resource<string, Running>[],
  freesTags: boolean,
): {
  readonly tags: readonly { readonly tag: string; readonly seen: Evidence }[];
  readonly unread: Unknown | undefined;
} {
  const own = running.filter(
    ({ config: image }) => ecrAddressOf(image) === `${id}@${image.digest}` && !image.reference.includes('@'),
  );
  const judged = own.map(({ id: at, config: image }) => {
    const tag = /:([^/:]+)$/.exec(image.reference)?.[1] ?? 'latest';
    return {
      tag,
      seen: { at: `${at}#reference`, actual: image.reference },
      movable: freesTags || isMovable(config, tag),
    };
  });
  return {
    tags: judged.filter(({ movable }) => movable === true).map(({ tag, seen }) => ({ tag, seen })),
    unread: judged.map(({ movable }) => movable).find(isUnread),
  };
}

/**
 * Whether a tag of a repository can be put on another image.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
 */
function isMovable(
  { imageTagMutability: mode, imageTagMutabilityExclusionFilters: filters }: (typeof ecrRepository)['config'],
  tag: string,
): boolean | Unknown {
  if (mode === undefined) return fieldMissing('imageTagMutability');
  if (mode === 'MUTABLE' || mode === 'IMMUTABLE') return mode === 'MUTABLE';
  if (filters === undefined) return fieldMissing('imageTagMutabilityExclusionFilters');
  const isExcluded = filters.some(({ filter }) => fitsStars(tag, filter ?? ''));
  return mode === 'IMMUTABLE_WITH_EXCLUSION' ? isExcluded : !isExcluded;
}
