import { UpdateDetectorCommand } from '@aws-sdk/client-guardduty';
import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import type { AwsWriter } from '../../writer.ts';
import { updateDetector } from './actions.ts';

/** Sends `UpdateDetector`; it is in effect when the service has answered. */
export const applyDetector = defineApply(updateDetector, async (at: AwsWriter, _, request) => {
  const command = new UpdateDetectorCommand(sendable(request));
  await at.call('guardduty:UpdateDetector', (options) => at.clients.guardduty.send(command, options));
});
