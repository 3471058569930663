import { GetEbsEncryptionByDefaultCommand } from '@aws-sdk/client-ec2';
import type { AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { ebsEncryptionDefault } from './resource.ts';

export async function collectEbsEncryptionDefault(at: AwsReader): Promise<void> {
  const api = 'ec2:GetEbsEncryptionByDefault';
  await at.sheet.list({ api, types: [ebsEncryptionDefault] }, async () => {
    const answer = await at.call(api, (options) =>
      at.clients.ec2.send(new GetEbsEncryptionByDefaultCommand({}), options),
    );
    const config = toWire({ ...answer, $metadata: undefined });
    const id = `${at.sheet.target.id}/${ebsEncryptionDefault.name}`;
    at.sheet.add(ebsEncryptionDefault, { id, name: ebsEncryptionDefault.name, config });
  });
}
