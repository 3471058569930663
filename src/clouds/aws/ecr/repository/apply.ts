import { PutImageScanningConfigurationCommand, PutImageTagMutabilityCommand } from '@aws-sdk/client-ecr';
import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import { need } from '../../reader.ts';
import type { AwsWriter } from '../../writer.ts';
import { putTagMutability } from './actions.ts';
import { putImageScanning } from './scan-actions.ts';

/** Sends `PutImageTagMutability`; it is in effect when the service has answered. */
export const applyTagMutability = defineApply(putTagMutability, async (at: AwsWriter, { config }, request) => {
  const { registryId } = config;
  const repositoryName = need(config.repositoryName, 'repositoryName');
  const command = new PutImageTagMutabilityCommand({
    registryId,
    repositoryName,
    ...sendable(request),
    imageTagMutability: need(request.imageTagMutability, 'imageTagMutability'),
  });
  await at.call('ecr:PutImageTagMutability', (options) => at.clients.ecr.send(command, options));
});

/** Sends `PutImageScanningConfiguration`; it holds for what is pushed from then on. */
export const applyImageScanning = defineApply(putImageScanning, async (at: AwsWriter, { config }, { scanOnPush }) => {
  const { registryId } = config;
  const repositoryName = need(config.repositoryName, 'repositoryName');
  const imageScanningConfiguration = { scanOnPush };
  const command = new PutImageScanningConfigurationCommand({ registryId, repositoryName, imageScanningConfiguration });
  await at.call('ecr:PutImageScanningConfiguration', (options) => at.clients.ecr.send(command, options));
});
