import { DisableSnapshotBlockPublicAccessCommand, EnableSnapshotBlockPublicAccessCommand } from '@aws-sdk/client-ec2';
import { defineApply } from '../../../apply.ts';
import type { AwsWriter } from '../../writer.ts';
import { disableSnapshotBlock, enableSnapshotBlock } from './actions.ts';

/** Sends `EnableSnapshotBlockPublicAccess`; it is in effect when the service has answered. */
export const applySnapshotBlock = defineApply(enableSnapshotBlock, async (at: AwsWriter, _, request) => {
  const command = new EnableSnapshotBlockPublicAccessCommand(request);
  await at.call('ec2:EnableSnapshotBlockPublicAccess', (options) => at.clients.ec2.send(command, options));
});

/** Sends `DisableSnapshotBlockPublicAccess`. */
export const applyNoSnapshotBlock = defineApply(disableSnapshotBlock, async (at: AwsWriter) => {
  const command = new DisableSnapshotBlockPublicAccessCommand({});
  await at.call('ec2:DisableSnapshotBlockPublicAccess', (options) => at.clients.ec2.send(command, options));
});
