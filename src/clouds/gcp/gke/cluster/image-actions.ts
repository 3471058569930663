import type { Action, CannotPlan, Fail, ResourceOf } from '#model';
import { cannotPlan } from '#rule';
import type { gkeCluster } from './resource.ts';
import { update } from './update-actions.ts';

/** Makes the nodes of a pool anew from an image of GKE. */
export const updatePoolImage = update<'desiredNodePoolId' | 'desiredImageType'>({
  name: 'gke.update-pool-image',
  writes: ['nodePools'],
  become: ({ nodePools }, { desiredNodePoolId, desiredImageType: imageType }) => ({
    nodePools: (nodePools ?? []).map((pool) =>
      pool.name === desiredNodePoolId ? { ...pool, config: { ...pool.config, imageType } } : pool,
    ),
  }),
  back: ({ nodePools }, { desiredNodePoolId }) => ({
    desiredNodePoolId,
    desiredImageType: nodePools?.find(({ name }) => name === desiredNodePoolId)?.config?.imageType ?? '',
  }),
});

/** Images of GKE that a pool of Linux can be given, and given back. */
const images = ['COS_CONTAINERD', 'UBUNTU_CONTAINERD'];

/**
 * Gives a pool the first image of GKE that is allowed, where what stands can be given back.
 * Source: https://cloud.google.com/kubernetes-engine/docs/concepts/node-images
 */
export function planImage(
  cluster: ResourceOf<typeof gkeCluster>,
  { key }: Fail,
  allowed: readonly string[],
): readonly Action[] | CannotPlan {
  const pool = cluster.config.nodePools?.find(({ name }) => name === key);
  if (!pool?.name) return cannotPlan('the defaults of node auto-provisioning are replaced as a whole: set them there');
  const { imageType, nodeImageConfig, accelerators } = pool.config ?? {};
  if (nodeImageConfig?.image || /^CUSTOM/i.test(imageType ?? ''))
    return cannotPlan('the image is your own: whoever makes it says what takes its place');
  if (!images.includes((imageType ?? '').toUpperCase()))
    return cannotPlan('GKE makes no new nodes from the image that stands: it could not be given back');
  if (accelerators?.length) return cannotPlan('the drivers of its accelerators are made for the image that stands');
  const desiredImageType = images.find((it) => allowed.includes(it));
  if (desiredImageType === undefined) return cannotPlan('allowedImages names no image of GKE for Linux');
  return [updatePoolImage(cluster, { desiredNodePoolId: pool.name, desiredImageType })];
}
