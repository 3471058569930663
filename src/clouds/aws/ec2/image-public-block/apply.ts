import {
  DisableImageBlockPublicAccessCommand,
  EnableImageBlockPublicAccessCommand,
  GetImageBlockPublicAccessStateCommand,
} from '@aws-sdk/client-ec2';
import { defineApply } from '../../../apply.ts';
import { waitFor } from '../../../apply-wait.ts';
import type { AwsWriter } from '../../writer.ts';
import { disableImageBlock, enableImageBlock } from './actions.ts';

/** Sends `EnableImageBlockPublicAccess` and waits until AMIs are blocked. */
export const applyImageBlock = defineApply(enableImageBlock, async (at: AwsWriter) => {
  const command = new EnableImageBlockPublicAccessCommand({ ImageBlockPublicAccessState: 'block-new-sharing' });
  await at.call('ec2:EnableImageBlockPublicAccess', (options) => at.clients.ec2.send(command, options));
  await waitUntil(at, 'block-new-sharing');
});

/** Sends `DisableImageBlockPublicAccess` and waits until AMIs are not blocked any more. */
export const applyNoImageBlock = defineApply(disableImageBlock, async (at: AwsWriter) => {
  const command = new DisableImageBlockPublicAccessCommand({});
  await at.call('ec2:DisableImageBlockPublicAccess', (options) => at.clients.ec2.send(command, options));
  await waitUntil(at, 'unblocked');
});

/** For up to ten minutes the service answers the state that was. */
const waitUntil = (at: AwsWriter, state: string): Promise<void> =>
  waitFor('The block of public AMIs', at.clock, async () => {
    const answer = await at.call('ec2:GetImageBlockPublicAccessState', (options) =>
      at.clients.ec2.send(new GetImageBlockPublicAccessStateCommand({}), options),
    );
    return answer.ImageBlockPublicAccessState === state;
  });
