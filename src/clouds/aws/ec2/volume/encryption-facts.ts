import { compareText } from '#lib/text';
import { defineFact, type ResourceOf } from '#model';
import { fieldMissing, isUnread, unknown, type Evidence, type NotApplicable, type Unknown } from '#rule';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { eksNodegroup } from '../../eks/nodegroup/resource.ts';
import { kmsKey } from '../../kms/key/resource.ts';
import { eksVolumes, type VolumeSet } from './facts.ts';
import { volume } from './resource.ts';

/** What is wrong with volumes of one kind: all that show it are in `seen`. */
export interface VolumeFlaw {
  readonly of: VolumeSet['key'];
  readonly seen: readonly Evidence[];
}

/** The volumes that are not encrypted, and the entries of a launch template that turn encryption off. */
export interface Encryption {
  readonly plain: readonly VolumeFlaw[];
  readonly pinned: readonly Evidence[];
  readonly unread: readonly Unknown[];
}

/** What of the volumes that an object answers for is not encrypted. Today's API always returns `Encrypted`. */
export const eksEncryption = defineFact({
  name: 'ec2.eks-encryption',
  of: [eksNodegroup, eksCluster, volume],
  uses: [eksVolumes],
  work(it, { fact }): Encryption | Unknown | NotApplicable {
    const found = fact(eksVolumes, it);
    if ('verdict' in found) return found;
    const missing = found.sets.flatMap(({ volumes }) => volumes.filter(({ config }) => config.Encrypted === undefined));
    const plain = found.sets.map(({ key, volumes }) => ({
      of: key,
      seen: volumes.flatMap(({ id, config }) =>
        config.Encrypted === false ? [evidence(`${id}#Encrypted`, false, true)] : [],
      ),
    }));
    const unread = missing.map(({ id }) => fieldMissing(`${id}#Encrypted`));
    return { plain: flaws(plain), pinned: found.pinned, unread: [...unread, ...found.missing] };
  },
});

/** The encrypted volumes whose key AWS manages, and the keys that could not be read. */
export const eksKeys = defineFact({
  name: 'ec2.eks-keys',
  of: [eksNodegroup, eksCluster, volume],
  uses: [eksVolumes, kmsKey],
  work(it, { fact, find }): { readonly byAws: readonly VolumeFlaw[]; readonly unread: readonly Unknown[] } {
    const found = fact(eksVolumes, it);
    if ('verdict' in found) return { byAws: [], unread: [] };
    const managed = found.sets.map(({ key, volumes }) => ({
      of: key,
      volumes: volumes
        .filter(({ config }) => config.Encrypted === true)
        .map((one) => ({ one, by: managerOf(one, (address) => find(kmsKey, address)) })),
    }));
    const byAws = managed.map(({ of, volumes }) => ({
      of,
      seen: volumes.flatMap(({ one, by }) =>
        by === 'AWS' ? [evidence(`${one.id}#KmsKeyId`, one.config.KmsKeyId)] : [],
      ),
    }));
    const unread = managed.flatMap(({ volumes }) => volumes.flatMap(({ by }) => (isUnread(by) ? [by] : [])));
    return { byAws: flaws(byAws), unread };
  },
});

const flaws = (all: readonly VolumeFlaw[]): readonly VolumeFlaw[] =>
  all
    .filter(({ seen }) => seen.length > 0)
    .map(({ of, seen }) => ({ of, seen: [...seen].sort((a, b) => compareText(a.at, b.at)) }));

type Key = ResourceOf<typeof kmsKey>;

function managerOf(
  { id, config: { KmsKeyId } }: ResourceOf<typeof volume>,
  find: (address: string) => Key | 'absent' | Unknown,
): 'AWS' | 'CUSTOMER' | Unknown {
  if (KmsKeyId === undefined) return fieldMissing(`${id}#KmsKeyId`);
  const key = find(KmsKeyId);
  if (isUnread(key)) return key;
  if (key === 'absent') return unknown('not-found', `The key ${KmsKeyId} could not be found.`);
  return key.config.KeyManager ?? fieldMissing(`${key.id}#KeyManager`);
}

const evidence = (at: string, actual: unknown, expected?: unknown): Evidence =>
  expected === undefined ? { at, actual } : { at, actual, expected };
