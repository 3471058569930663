import { GetInstanceMetadataDefaultsCommand } from '@aws-sdk/client-ec2';
import type { AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { instanceMetadataDefaults } from './resource.ts';

export async function collectInstanceMetadataDefaults(at: AwsReader): Promise<void> {
  const api = 'ec2:GetInstanceMetadataDefaults';
  await at.sheet.list({ api, types: [instanceMetadataDefaults] }, async () => {
    const answer = await at.call(api, (options) =>
      at.clients.ec2.send(new GetInstanceMetadataDefaultsCommand({}), options),
    );
    const config = toWire({ ...answer, $metadata: undefined });
    const id = `${at.sheet.target.id}/${instanceMetadataDefaults.name}`;
    at.sheet.add(instanceMetadataDefaults, { id, name: instanceMetadataDefaults.name, config });
  });
}
