import {
  DisableAllowedImagesSettingsCommand,
  EnableAllowedImagesSettingsCommand,
  ReplaceImageCriteriaInAllowedImagesSettingsCommand,
} from '@aws-sdk/client-ec2';
import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import type { AwsWriter } from '../../writer.ts';
import { disableAllowedImages, enableAllowedImages, replaceImageCriteria } from './actions.ts';

/** Sends `ReplaceImageCriteriaInAllowedImagesSettings`. */
export const applyImageCriteria = defineApply(replaceImageCriteria, async (at: AwsWriter, _, request) => {
  const command = new ReplaceImageCriteriaInAllowedImagesSettingsCommand(sendable(request));
  await at.call('ec2:ReplaceImageCriteriaInAllowedImagesSettings', (options) => at.clients.ec2.send(command, options));
});

/** Sends `EnableAllowedImagesSettings`. */
export const applyAllowedImages = defineApply(enableAllowedImages, async (at: AwsWriter, _, request) => {
  const command = new EnableAllowedImagesSettingsCommand(sendable(request));
  await at.call('ec2:EnableAllowedImagesSettings', (options) => at.clients.ec2.send(command, options));
});

/** Sends `DisableAllowedImagesSettings`. */
export const applyNoAllowedImages = defineApply(disableAllowedImages, async (at: AwsWriter) => {
  const command = new DisableAllowedImagesSettingsCommand({});
  await at.call('ec2:DisableAllowedImagesSettings', (options) => at.clients.ec2.send(command, options));
});
