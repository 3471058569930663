import { EnableKeyRotationCommand } from '@aws-sdk/client-kms';
import { defineApply } from '../../../apply.ts';
import type { AwsWriter } from '../../writer.ts';
import { enableRotation } from './actions.ts';

/** Sends `EnableKeyRotation`. */
export const applyRotation = defineApply(enableRotation, async (at: AwsWriter, { id }, request) => {
  const command = new EnableKeyRotationCommand({ KeyId: id.replace(/\/rotation$/, ''), ...request });
  await at.call('kms:EnableKeyRotation', (options) => at.clients.kms.send(command, options));
});
