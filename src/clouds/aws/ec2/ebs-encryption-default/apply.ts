import { DisableEbsEncryptionByDefaultCommand, EnableEbsEncryptionByDefaultCommand } from '@aws-sdk/client-ec2';
import { defineApply } from '../../../apply.ts';
import type { AwsWriter } from '../../writer.ts';
import { disableEbsEncryption, enableEbsEncryption } from './actions.ts';

/** Sends `EnableEbsEncryptionByDefault`; it is in effect when the service has answered. */
export const applyEbsEncryption = defineApply(enableEbsEncryption, async (at: AwsWriter) => {
  const command = new EnableEbsEncryptionByDefaultCommand({});
  await at.call('ec2:EnableEbsEncryptionByDefault', (options) => at.clients.ec2.send(command, options));
});

/** Sends `DisableEbsEncryptionByDefault`. */
export const applyNoEbsEncryption = defineApply(disableEbsEncryption, async (at: AwsWriter) => {
  const command = new DisableEbsEncryptionByDefaultCommand({});
  await at.call('ec2:DisableEbsEncryptionByDefault', (options) => at.clients.ec2.send(command, options));
});
