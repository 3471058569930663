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
    const byCluster = clusters.items.some(({ config: { encryptionConfig: all = [] } }) =>
      all.some(({ provider }) => provider?.keyArn === id),
    );
    if (byCluster) return 'used';
    // What was not read of the others matters only while nothing is seen to use the key.
    const repositories = list(ecrRepository);
    if (repositories.items.some(({ config }) => config.encryptionConfiguration?.kmsKey === id)) return 'used';
    const volumes = list(volume, { key: id });
    if (volumes.items.some(({ config }) => clustersOf(config.Tags).length > 0 || isClaim(config))) return 'used';
    const attached = volumes.items.flatMap(({ config }) => config.Attachments ?? []);
    const nodes = attached.map(({ InstanceId = '' }) => list(instance, { id: InstanceId }));
    if (nodes.some(({ items }) => items.some(({ config }) => clustersOf(config.Tags).length > 0))) return 'used';
    return [clusters, repositories, volumes, ...nodes].find(({ unread }) => unread)?.unread ?? 'unused';
  },
});

const isClaim = ({ Tags = [] }: (typeof volume)['config']): boolean =>
  Tags.some(({ Key }) => Key === 'kubernetes.io/created-for/pvc/name');
