import { collectVolumes } from '../ec2/volume/collect.ts';
import { volume } from '../ec2/volume/resource.ts';
import { keysOfClusters } from '../eks/cluster/collect.ts';
import { collectKeysOf, keysOfRepositories } from '../region.ts';
import { readById, type Rereading } from '../rereading.ts';
import type { Named } from '../reread-sheets.ts';
import { collectKeyPolicies } from './key-policy/collect.ts';
import { kmsKeyPolicy } from './key-policy/resource.ts';
import { collectKeyRotations } from './key-rotation/collect.ts';
import { kmsKeyRotation } from './key-rotation/resource.ts';
import { collectKeys } from './key/collect.ts';
import { kmsKey } from './key/resource.ts';

/** Reads volumes again with the keys that encrypt them, and keys. */
export async function rereadKeys(again: Rereading): Promise<void> {
  const { at, named, isWhole, clusters, repositories } = again;
  const keyTypes = [kmsKey, kmsKeyRotation, kmsKeyPolicy];
  const volumes = readById(again, {
    type: volume,
    api: 'ec2:DescribeVolumes',
    collect: collectVolumes,
    startOf: keyTypes,
  });
  const touched = Map.groupBy(keyTypes.flatMap(named), keyOf);
  const further = isWhole(...keyTypes)
    ? [clusters().then(keysOfClusters), repositories().then(keysOfRepositories)]
    : [];
  await Promise.all([
    collectKeysOf(at, [volumes.then((arns) => arns.flat().filter((arn) => !touched.has(arn))), ...further]),
    ...[...touched].map(([arn, objects]) => rereadKey(again, arn, objects)),
  ]);
}

/** What can be asked of a key depends on what it is. A new one has a policy and a rotation that were never read. */
async function rereadKey({ at, naming }: Rereading, arn: string, objects: readonly Named[]): Promise<void> {
  const keys = await collectKeys(naming(objects), [arn]);
  const is = (type: Named['type']): readonly Named[] => objects.filter((it) => it.type === type);
  const collectWith = (type: Named['type'], collect: typeof collectKeyPolicies): Promise<void> | undefined => {
    if (is(type).length > 0) return collect(naming(is(type)), keys);
    return is(kmsKey).length > 0 ? collect(at, keys) : undefined;
  };
  await Promise.all([collectWith(kmsKeyRotation, collectKeyRotations), collectWith(kmsKeyPolicy, collectKeyPolicies)]);
}

const keyOf = ({ id }: Named): string => id.replace(/\/(?:rotation|policy)$/, '');
