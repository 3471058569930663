import { UpdateTrailCommand } from '@aws-sdk/client-cloudtrail';
import { defineApply } from '../../../apply.ts';
import type { AwsWriter } from '../../writer.ts';
import { atHome } from '../home.ts';
import { updateTrail } from './actions.ts';

/** Sends `UpdateTrail`; it is in effect when the service has answered. */
export const applyTrail = defineApply(updateTrail, async (at: AwsWriter, _, { TrailARN: Name, switches }) => {
  const { IsMultiRegionTrail, LogFileValidationEnabled: EnableLogFileValidation } = switches;
  const command = new UpdateTrailCommand({ Name, IsMultiRegionTrail, EnableLogFileValidation });
  await at.call('cloudtrail:UpdateTrail', (options) => atHome(at, Name).send(command, options));
});
