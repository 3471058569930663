import { DescribeKeyCommand, type KeyMetadata } from '@aws-sdk/client-kms';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { kmsKeyPolicy } from '../key-policy/resource.ts';
import { kmsKeyRotation } from '../key-rotation/resource.ts';
import { kmsKey } from './resource.ts';

/** Reads the keys that something refers to, by their ARNs. Answers those that were read. */
export async function collectKeys(at: AwsReader, arns: readonly string[]): Promise<readonly KeyMetadata[]> {
  const api = 'kms:DescribeKey';
  const address = (arn: string): string => arn;
  const keys: KeyMetadata[] = [];
  await at.sheet.each({ api, types: [kmsKey, kmsKeyRotation, kmsKeyPolicy], address }, arns, async (KeyId) => {
    const answer = await at.call(api, (options) => at.clients.kms.send(new DescribeKeyCommand({ KeyId }), options));
    const key = need(answer.KeyMetadata, 'KeyMetadata');
    const config = toWire(key);
    const name = config.KeyId ?? KeyId;
    at.sheet.add(kmsKey, { id: config.Arn ?? KeyId, name, created: config.CreationDate, config });
    keys.push(key);
  });
  return keys;
}
