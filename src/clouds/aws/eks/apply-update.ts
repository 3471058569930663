import { DescribeUpdateCommand, type Update } from '@aws-sdk/client-eks';
import { ShoalwatchError } from '#model';
import { waitFor } from '../../apply-wait.ts';
import { need } from '../reader.ts';
import type { AwsWriter } from '../writer.ts';

/** Waits until an update of a cluster, or of an add-on of it, is in effect. Throws what EKS says when it ends otherwise. */
export async function awaitUpdate(
  at: AwsWriter,
  name: string,
  begun: Update | undefined,
  addonName?: string,
): Promise<void> {
  const updateId = need(begun?.id, 'update.id');
  await waitFor(`Update ${updateId} of ${name}`, at.clock, async () => {
    const { update } = await at.call('eks:DescribeUpdate', (options) =>
      at.clients.eks.send(new DescribeUpdateCommand({ name, updateId, addonName }), options),
    );
    const { status, errors } = need(update, 'update');
    if (status === 'Successful') return true;
    if (status === 'InProgress') return false;
    const why = (errors ?? []).map(({ errorMessage }) => errorMessage ?? '').join(' ');
    throw new ShoalwatchError('cloud', `EKS ended the update of ${name} as ${status ?? 'unknown'}. ${why}`.trim());
  });
}
