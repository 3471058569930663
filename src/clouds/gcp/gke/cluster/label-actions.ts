import { defineAction, wire, type Action, type CannotPlan, type ResourceOf } from '#model';
import { cannotPlan } from '#rule';
import { whyUnwell } from './health-facts.ts';
import { ownLabels } from './label-facts.ts';
import { gkeCluster } from './resource.ts';
import { clusterPermissions } from './update-actions.ts';

type Labels = Readonly<Record<string, string>>;

/**
 * Replaces the labels of a cluster, all of them: `SetLabels` with the fingerprint of those that stand, which the service
 * compares.
 * Source: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters/setResourceLabels
 */
export const setLabels = defineAction({
  name: 'gke.set-labels',
  on: gkeCluster,
  kind: 'cas',
  permissions: clusterPermissions,
  writes: ['resourceLabels'],
  request: wire<{ readonly resourceLabels: Labels }>(),
  simulate({ config, ...cluster }, { resourceLabels }) {
    const { resourceLabels: _old, ...others } = config;
    const some = Object.keys(resourceLabels).length > 0;
    return [{ put: { ...cluster, config: { ...others, ...(some && { resourceLabels }) } } }];
  },
  undo: ({ config }, _, again) => [again({ resourceLabels: config.resourceLabels ?? {} })],
  healthy: ({ config }) => whyUnwell(config),
});

/** Gives a cluster the labels that it lacks, with the values of policy, beside those that stand. */
export function planLabels(
  cluster: ResourceOf<typeof gkeCluster>,
  { requiredLabels, labelValues }: { readonly requiredLabels: readonly string[]; readonly labelValues: Labels },
): readonly Action[] | CannotPlan {
  const own = ownLabels(cluster.config);
  const wanted = requiredLabels.length > 0 ? requiredLabels.filter((key) => !own.get(key)) : Object.keys(labelValues);
  const given = wanted.map((key) => [key, labelValues[key] ?? ''] as const);
  const nameless = given.filter(([, value]) => value === '').map(([key]) => key);
  if (nameless.length > 0) return cannotPlan(`labelValues has no value for ${nameless.join(', ')}`);
  const kept = wanted.filter((key) => key.startsWith('goog-'));
  if (kept.length > 0) return cannotPlan(`labels like ${kept.join(', ')} are for Google to set`);
  return given.length > 0
    ? [setLabels(cluster, { resourceLabels: { ...cluster.config.resourceLabels, ...Object.fromEntries(given) } })]
    : cannotPlan('labelValues is empty');
}
