import { defineFact, type ResourceOf } from '#model';
import { isUnread, type Unknown } from '#rule';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { clustersOf, instance } from '../instance/resource.ts';
import { volume } from './resource.ts';

export type Volume = ResourceOf<typeof volume>;

/**
 * The clusters that a volume was made for, when it was made for a persistent volume claim; undefined for other volumes.
 * Tags name them, and the nodes that it is attached to.
 * Source: https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md
 */
export const volumeClaim = defineFact({
  name: 'ec2.volume-claim',
  of: volume,
  uses: [instance],
  work({ config: { Tags, Attachments } }, { list }): readonly string[] | undefined | Unknown {
    if (!isClaim(Tags)) return undefined;
    const named = (Tags ?? []).flatMap(({ Key, Value }) => (Key === 'KubernetesCluster' ? (Value ?? []) : []));
    const told = [...clustersOf(Tags), ...named];
    const nodes = (Attachments ?? []).flatMap(({ InstanceId: id }) => (id ? list(instance, { id }) : []));
    const clusters = nodes.flatMap(({ items }) => items.flatMap(({ config }) => clustersOf(config.Tags)));
    const unread = nodes.find((it) => it.unread)?.unread;
    return unread && told.length + clusters.length === 0 ? unread : [...new Set([...told, ...clusters])];
  },
});

/** The volumes of a cluster's persistent volume claims, attached or not. */
export const clusterClaims = defineFact({
  name: 'ec2.cluster-claims',
  of: eksCluster,
  uses: [volume, volumeClaim],
  work({ config: { name = '' } }, { fact, list }): readonly Volume[] {
    return list(volume).items.filter((one) => {
      const clusters = fact(volumeClaim, one);
      return clusters !== undefined && !isUnread(clusters) && clusters.includes(name);
    });
  },
});

/** Whether the EBS driver made a volume for a persistent volume claim. */
export const isClaim = (tags: Volume['config']['Tags']): boolean =>
  (tags ?? []).some(({ Key }) => Key === 'kubernetes.io/created-for/pvc/name');
