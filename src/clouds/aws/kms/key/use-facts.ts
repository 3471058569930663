import { defineFact } from '#model';
import type { Unknown } from '#rule';
import { clustersOf, instance } from '../../ec2/instance/resource.ts';
import { volume } from '../../ec2/volume/resource.ts';
import { ecrRepository } from '../../ecr/repository/resource.ts';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { kmsKey } from './resource.ts';

/** Whether a cluster, a volume of its nodes or claims, or a repository is encrypted with a key. Log groups are not read. */
export const keyUse = defineFact({
  name: 'kms.key-use',
  of: kmsKey,
  uses: [eksCluster, volume, instance, ecrRepository],
  work({ id }, { list }): 'used' | 'unused' | Unknown {
    const clusters = list(eksCluster);
    const repositories = list(ecrRepository);
    const volumes = list(volume, { key: id });
    const named =
      clusters.items.some(({ config }) => (config.encryptionConfig ?? []).some((one) => one.provider?.keyArn === id)) ||
      repositories.items.some(({ config }) => config.encryptionConfiguration?.kmsKey === id) ||
      volumes.items.some(({ config }) => clustersOf(config.Tags).length > 0 || isClaim(config));
    if (named) return 'used';
    const attached = volumes.items.flatMap(({ config }) => config.Attachments ?? []);
    const nodes = attached.map(({ InstanceId = '' }) => list(instance, { id: InstanceId }));
    if (nodes.some(({ items }) => items.some(({ config }) => clustersOf(config.Tags).length > 0))) return 'used';
    return [clusters, repositories, volumes, ...nodes].find(({ unread }) => unread)?.unread ?? 'unused';
  },
});

const isClaim = ({ Tags = [] }: (typeof volume)['config']): boolean =>
  Tags.some(({ Key }) => Key === 'kubernetes.io/created-for/pvc/name');
