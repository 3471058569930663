import { GetRegistryScanningConfigurationCommand } from '@aws-sdk/client-ecr';
import type { AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { ecrRegistryScanning } from './resource.ts';

/** Reads how the registry scans. */
export async function collectRegistryScanning(at: AwsReader): Promise<void> {
  const api = 'ecr:GetRegistryScanningConfiguration';
  await at.sheet.list({ api, types: [ecrRegistryScanning] }, async () => {
    const command = new GetRegistryScanningConfigurationCommand({});
    const answer = await at.call(api, (options) => at.clients.ecr.send(command, options));
    const id = `${at.sheet.target.id}/${ecrRegistryScanning.name}`;
    const config = toWire({ ...answer, $metadata: undefined });
    at.sheet.add(ecrRegistryScanning, { id, name: ecrRegistryScanning.name, config });
  });
}
