import { defineAction, wire, type Action, type ActionType, type CannotPlan, type ResourceOf } from '#model';
import { cannotPlan } from '#rule';
import { eksCluster } from './resource.ts';
import { missingTags, ownTags } from './tag-facts.ts';

type Cluster = ResourceOf<typeof eksCluster>;
type Tags = Readonly<Record<string, string>>;

/**
 * Gives a cluster tags; others that it has stay, and of the same key the value is replaced.
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_TagResource.html
 */
export const tagCluster = defineAction({
  name: 'eks.tag-cluster',
  on: eksCluster,
  kind: 'delta',
  permissions: ['eks:TagResource'],
  writes: ['tags'],
  request: wire<{ tags: Record<string, string> }>(),
  simulate: (it, { tags }) => [{ put: { ...it, config: { ...it.config, tags: { ...it.config.tags, ...tags } } } }],
  undo(before, { tags }, again) {
    const keys = Object.keys(tags);
    const [stood, fresh] = [standing(before, keys), keys.filter((key) => before.config.tags?.[key] === undefined)];
    return [
      ...(Object.keys(stood).length > 0 ? [again({ tags: stood })] : []),
      ...(fresh.length > 0 ? [untagCluster(before, { tagKeys: fresh })] : []),
    ];
  },
  undoneBy: bothWays,
});

/**
 * Takes tags off a cluster.
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_UntagResource.html
 */
export const untagCluster = defineAction({
  name: 'eks.untag-cluster',
  on: eksCluster,
  kind: 'delta',
  permissions: ['eks:UntagResource'],
  writes: ['tags'],
  request: wire<{ tagKeys: string[] }>(),
  simulate(it, { tagKeys }) {
    const left = Object.entries(it.config.tags ?? {}).filter(([key]) => !tagKeys.includes(key));
    return [{ put: { ...it, config: { ...it.config, tags: Object.fromEntries(left) } } }];
  },
  undo: taggedAgain,
  undoneBy: tagging,
});

function bothWays(): readonly ActionType[] {
  return [tagCluster, untagCluster];
}

function tagging(): readonly ActionType[] {
  return [tagCluster];
}

function taggedAgain(before: Cluster, { tagKeys }: { readonly tagKeys: readonly string[] }): readonly Action[] {
  const tags = standing(before, tagKeys);
  return Object.keys(tags).length > 0 ? [tagCluster(before, { tags })] : [];
}

const standing = ({ config }: Cluster, keys: readonly string[]): Tags =>
  Object.fromEntries(Object.entries(config.tags ?? {}).filter(([key]) => keys.includes(key)));

/** Gives a cluster the tags that it lacks, with the values of policy; a key that is there and empty keeps its spelling. */
export function tagAsPolicySays(
  it: Cluster,
  { requiredTags, tagValues }: { readonly requiredTags: readonly string[]; readonly tagValues: Tags },
): readonly Action[] | CannotPlan {
  const wanted = requiredTags.length > 0 ? missingTags(it.config, requiredTags) : Object.keys(tagValues);
  const there = ownTags(it.config).map(([key]) => key);
  const like = (keys: readonly string[], key: string) => keys.find((one) => one.toLowerCase() === key.toLowerCase());
  const valueOf = (key: string): string => tagValues[like(Object.keys(tagValues), key) ?? key]?.trim() ?? '';
  const tags = wanted.map((key) => [like(there, key) ?? key, valueOf(key)] as const);
  const nameless = tags.filter(([, value]) => value === '').map(([key]) => key);
  if (nameless.length > 0) return cannotPlan(`tagValues has no value for ${nameless.join(', ')}`);
  return tags.length > 0 ? [tagCluster(it, { tags: Object.fromEntries(tags) })] : cannotPlan('tagValues is empty');
}
