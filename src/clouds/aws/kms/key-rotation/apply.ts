import { DisableKeyRotationCommand, EnableKeyRotationCommand } from '@aws-sdk/client-kms';
import { defineApply } from '../../../apply.ts';
import type { AwsWriter } from '../../writer.ts';
import { disableRotation, enableRotation } from './actions.ts';

/** Sends `EnableKeyRotation`. */
export const applyRotation = defineApply(enableRotation, async (at: AwsWriter, { id }, request) => {
  const command = new EnableKeyRotationCommand({ KeyId: keyOf(id), ...request });
  await at.call('kms:EnableKeyRotation', (options) => at.clients.kms.send(command, options));
});

/** Sends `DisableKeyRotation`. */
export const applyNoRotation = defineApply(disableRotation, async (at: AwsWriter, { id }) => {
  const command = new DisableKeyRotationCommand({ KeyId: keyOf(id) });
  await at.call('kms:DisableKeyRotation', (options) => at.clients.kms.send(command, options));
});

const keyOf = (id: string): string => id.replace(/\/rotation$/, '');
