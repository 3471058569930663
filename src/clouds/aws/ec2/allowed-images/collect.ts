import { GetAllowedImagesSettingsCommand } from '@aws-sdk/client-ec2';
import type { AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { allowedImages } from './resource.ts';

export async function collectAllowedImages(at: AwsReader): Promise<void> {
  const api = 'ec2:GetAllowedImagesSettings';
  await at.sheet.list({ api, types: [allowedImages] }, async () => {
    const answer = await at.call(api, (options) =>
      at.clients.ec2.send(new GetAllowedImagesSettingsCommand({}), options),
    );
    const id = `${at.sheet.target.id}/${allowedImages.name}`;
    at.sheet.add(allowedImages, { id, name: allowedImages.name, config: toWire({ ...answer, $metadata: undefined }) });
  });
}
