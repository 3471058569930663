import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { kmsKey } from './resource.ts';

/** Reads the keys that something refers to, by their ARNs. */
export async function collectKeys(at: AwsReader, arns: readonly string[]): Promise<void> {
  const api = 'kms:DescribeKey';
  const address = (arn: string): string => arn;
  await at.sheet.each({ api, types: [kmsKey], address }, arns, async (KeyId) => {
    const answer = await at.call(api, (options) => at.clients.kms.send(new DescribeKeyCommand({ KeyId }), options));
    const config = toWire(need(answer.KeyMetadata, 'KeyMetadata'));
    const name = config.KeyId ?? KeyId;
    at.sheet.add(kmsKey, { id: config.Arn ?? KeyId, name, created: config.CreationDate, config });
  });
}
