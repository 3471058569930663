import { defineFact, type Listing, type ResourceOf } from '#model';
import { isUnread, unknown, type Unknown } from '#rule';
import { besideArn, parseArn } from '../../address.ts';
import { clustersOf, instance } from '../../ec2/instance/resource.ts';
import { volume } from '../../ec2/volume/resource.ts';
import { ecrRepository } from '../../ecr/repository/resource.ts';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { kmsKey } from './resource.ts';

/**
 * Whether a cluster, a volume of its nodes or claims, or a repository is encrypted with a key. Log groups are not read,
 * nor is which key an alias stands for.
 */
export const keyUse = defineFact({
  name: 'kms.key-use',
  of: kmsKey,
  uses: [eksCluster, volume, instance, ecrRepository],
  work({ id }, { list }): 'used' | 'unused' | Unknown {
    const clusters = list(eksCluster);
    const ofClusters = clusters.items.flatMap(({ id: user, config: { encryptionConfig: all = [] } }) =>
      all.map(({ provider }) => isKey(id, provider?.keyArn, user)),
    );
    if (ofClusters.includes(true)) return 'used';
    // What was not read of the others matters only while nothing is seen to use the key.
    const repositories = list(ecrRepository);
    const ofRepositories = repositories.items.map(({ id: user, config }) =>
      isKey(id, config.encryptionConfiguration?.kmsKey, user),
    );
    if (ofRepositories.includes(true)) return 'used';
    const nodesOf = ({ config: { Attachments = [] } }: Volume): readonly Listing<ResourceOf<typeof instance>>[] =>
      Attachments.map(({ InstanceId = '' }) => list(instance, { id: InstanceId }));
    const isOfCluster = (it: Volume): boolean =>
      clustersOf(it.config.Tags).length > 0 ||
      isClaim(it.config) ||
      nodesOf(it).some(({ items }) => items.some(({ config }) => clustersOf(config.Tags).length > 0));
    const volumes = [list(volume, { key: id }), list(volume, { keyNamed: 'otherwise' })];
    const perhaps = volumes
      .flatMap(({ items }) => items)
      .map((it) => ({ it, is: isKey(id, it.config.KmsKeyId, it.id) }))
      .filter(({ is }) => is !== false);
    const ofVolumes = perhaps.filter(({ it }) => isOfCluster(it)).map(({ is }) => is);
    if (ofVolumes.includes(true)) return 'used';
    const nodes = perhaps.flatMap(({ it }) => nodesOf(it));
    const unread = [clusters, repositories, ...volumes, ...nodes].find((it) => it.unread)?.unread;
    return unread ?? [...ofClusters, ...ofRepositories, ...ofVolumes].find(isUnread) ?? 'unused';
  },
});

type Volume = ResourceOf<typeof volume>;

/**
 * Whether what `user` is encrypted with is the key: an ARN or, beside `user`, the id of a key or its alias. Aliases that
 * start with `aws/` stand for keys of AWS only, which no use of a customer's key is.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html
 */
function isKey(key: string, text: string | undefined, user: string): boolean | Unknown {
  if (!text || text === key) return text === key;
  const own = parseArn(key);
  const named = parseArn(text) ?? parseArn(besideArn(user, 'kms', keyId.test(text) ? `key/${text}` : text));
  const differ = (part: 'region' | 'account'): boolean =>
    Boolean(own?.[part] && named?.[part]) && own?.[part] !== named?.[part];
  if (differ('region') || differ('account') || named?.path.startsWith('alias/aws/')) return false;
  if (named?.path.startsWith('key/')) return named.path === own?.path;
  return unknown('not-found', `It is not known which key ${named?.path ?? text} stands for.`);
}

const keyId = /^(?:mrk-)?[\da-f-]+$/;

const isClaim = ({ Tags = [] }: Volume['config']): boolean =>
  Tags.some(({ Key }) => Key === 'kubernetes.io/created-for/pvc/name');
