import type { ResourceOf } from '#model';
import { clusterIdOf } from '../address.ts';
import type { storageClass } from './resource.ts';

/** Which storage a class makes volumes of: disks of EBS, storage that its cloud always encrypts, or what is not known. */
export type Storage = 'ebs' | 'always-encrypted' | 'file-system' | undefined;

/**
 * Whose storage a provisioner makes. Disks and shares of Azure and Google are encrypted at rest whatever is said; file
 * systems of AWS are encrypted, or not, where they are made.
 * Sources: https://learn.microsoft.com/azure/storage/common/storage-service-encryption,
 * https://cloud.google.com/docs/security/encryption/default-encryption
 */
export const storageOf = ({ provisioner }: Pick<StorageClass, 'provisioner'>): Storage => storages[provisioner];

type StorageClass = ResourceOf<typeof storageClass>['config'];

const storages: Readonly<Record<string, Storage>> = {
  'ebs.csi.aws.com': 'ebs',
  'ebs.csi.eks.amazonaws.com': 'ebs',
  'kubernetes.io/aws-ebs': 'ebs',
  'efs.csi.aws.com': 'file-system',
  'fsx.csi.aws.com': 'file-system',
  'disk.csi.azure.com': 'always-encrypted',
  'file.csi.azure.com': 'always-encrypted',
  'blob.csi.azure.com': 'always-encrypted',
  'kubernetes.io/azure-disk': 'always-encrypted',
  'kubernetes.io/azure-file': 'always-encrypted',
  'pd.csi.storage.gke.io': 'always-encrypted',
  'filestore.csi.storage.gke.io': 'always-encrypted',
  'kubernetes.io/gce-pd': 'always-encrypted',
};

/** A parameter of a class, whose names drivers read in any case. */
const parameterOf = ({ parameters }: Pick<StorageClass, 'parameters'>, name: string): string | undefined =>
  Object.entries(parameters ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];

/** Whether a class names a key of the customer, in the way of any driver. */
export const hasOwnKey = (config: Pick<StorageClass, 'parameters'>): boolean =>
  ['kmskeyid', 'diskencryptionsetid', 'disk-encryption-kms-key'].some((name) => Boolean(parameterOf(config, name)));

/**
 * Whether a class asks EBS for encrypted volumes: by the word `true`, which the driver reads in lower case alone, or by a key.
 * Source: https://github.com/kubernetes-sigs/aws-ebs-csi-driver (`CreateVolume` of the controller and of its cloud)
 */
export const asksForEncryption = (config: Pick<StorageClass, 'parameters'>): boolean =>
  parameterOf(config, 'encrypted') === 'true' || Boolean(parameterOf(config, 'kmskeyid'));

/** Whether claims that name no class have this one. */
export const isDefaultClass = ({ metadata }: Pick<StorageClass, 'metadata'>): boolean =>
  ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'].some(
    (name) => metadata?.annotations?.[name] === 'true',
  );

/** Where it is written whether new volumes of EBS are encrypted by default; undefined where the cluster's cloud is not told. */
export function ebsDefaultOf(target: string): string | undefined {
  const [, , , region, account] = clusterIdOf(target)?.split(':') ?? [];
  return region && account ? `aws:${account}:${region}/ec2.ebs-encryption-default` : undefined;
}
