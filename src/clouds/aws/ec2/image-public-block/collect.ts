import { GetImageBlockPublicAccessStateCommand } from '@aws-sdk/client-ec2';
import type { AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { imagePublicBlock } from './resource.ts';

export async function collectImagePublicBlock(at: AwsReader): Promise<void> {
  const api = 'ec2:GetImageBlockPublicAccessState';
  await at.sheet.list({ api, types: [imagePublicBlock] }, async () => {
    const command = new GetImageBlockPublicAccessStateCommand({});
    const answer = await at.call(api, (options) => at.clients.ec2.send(command, options));
    const id = `${at.sheet.target.id}/${imagePublicBlock.name}`;
    const config = toWire({ ...answer, $metadata: undefined });
    at.sheet.add(imagePublicBlock, { id, name: imagePublicBlock.name, config });
  });
}
