import { defineFact } from '#model';
import { fieldMissing, isUnread, unknown, type Evidence, type Unknown } from '#rule';
import { kmsKey } from '../../kms/key/resource.ts';
import { ecrRepository } from './resource.ts';

/** What encrypts the images of a repository: keys of AWS, or one of the customer. */
export type ImageKey =
  | { readonly is: 'not-yours'; readonly by: string; readonly seen: Evidence }
  | { readonly is: 'yours'; readonly arn: string; readonly seen: Evidence };

/**
 * Which key encrypts the images of a repository; without a key of its own KMS takes the one that AWS manages for ECR.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
 */
export const imageKey = defineFact({
  name: 'ecr.image-key',
  of: ecrRepository,
  uses: [kmsKey],
  work({ config: { encryptionConfiguration: set } }, { find }): ImageKey | Unknown {
    if (set === undefined) return fieldMissing('encryptionConfiguration');
    const { encryptionType: type, kmsKey: arn } = set;
    if (type === undefined) return fieldMissing('encryptionConfiguration.encryptionType');
    const plain = { at: 'encryptionConfiguration.encryptionType', actual: type, expected: 'a key of the customer' };
    if (type === 'AES256') return { is: 'not-yours', by: 'A key of S3', seen: plain };
    const managed = 'The key that AWS manages for ECR';
    if (arn === undefined) return { is: 'not-yours', by: managed, seen: plain };
    const key = find(kmsKey, arn);
    if (key === 'absent') return unknown('not-found', `The key ${arn} could not be found.`);
    if (isUnread(key)) return key;
    const { KeyManager } = key.config;
    if (KeyManager === undefined) return fieldMissing(`${key.id}#KeyManager`);
    const seen = { at: 'encryptionConfiguration.kmsKey', actual: arn };
    return KeyManager === 'AWS' ? { is: 'not-yours', by: managed, seen } : { is: 'yours', arn, seen };
  },
});
