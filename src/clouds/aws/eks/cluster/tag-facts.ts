import type { eksCluster } from './resource.ts';

type Tagged = Pick<(typeof eksCluster)['config'], 'tags'>;

/** The tags that somebody gave a cluster; those of AWS begin with `aws:`, which nobody else may use. */
export const ownTags = ({ tags = {} }: Tagged): readonly (readonly [key: string, value: string])[] =>
  Object.entries(tags).filter(([key]) => !key.startsWith('aws:'));

/** Which of the keys a cluster lacks, or has with an empty value; case does not count. */
export function missingTags(cluster: Tagged, keys: readonly string[]): readonly string[] {
  const filled = ownTags(cluster).filter(([, value]) => value.trim() !== '');
  const there = new Set(filled.map(([key]) => key.toLowerCase()));
  return keys.filter((key) => !there.has(key.toLowerCase()));
}
