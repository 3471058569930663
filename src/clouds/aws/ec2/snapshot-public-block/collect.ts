import { GetSnapshotBlockPublicAccessStateCommand } from '@aws-sdk/client-ec2';
import type { AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { snapshotPublicBlock } from './resource.ts';

export async function collectSnapshotPublicBlock(at: AwsReader): Promise<void> {
  const api = 'ec2:GetSnapshotBlockPublicAccessState';
  await at.sheet.list({ api, types: [snapshotPublicBlock] }, async () => {
    const command = new GetSnapshotBlockPublicAccessStateCommand({});
    const answer = await at.call(api, (options) => at.clients.ec2.send(command, options));
    const id = `${at.sheet.target.id}/${snapshotPublicBlock.name}`;
    const config = toWire({ ...answer, $metadata: undefined });
    at.sheet.add(snapshotPublicBlock, { id, name: snapshotPublicBlock.name, config });
  });
}
