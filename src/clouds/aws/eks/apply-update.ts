import { DescribeClusterCommand, DescribeUpdateCommand, type Update } from '@aws-sdk/client-eks';
import { NotApplied, type ActionType } from '#model';
import { inTurn } from '../../apply-turn.ts';
import { waitFor } from '../../apply-wait.ts';
import { toWire } from '../../to-wire.ts';
import { need } from '../reader.ts';
import type { AwsWriter } from '../writer.ts';
import type { eksCluster } from './cluster/resource.ts';

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
    const words = `EKS ended the update of ${name} as ${status ?? 'unknown'}. ${why}`.trim();
    throw new NotApplied('refused', words, { answer: errors?.[0]?.errorCode });
  });
  at.requests.push(updateId);
}

/**
 * Begins an update when it is its turn: EKS makes one at a time. `subject` is the cluster as the change was made for it.
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateClusterConfig.html#API_UpdateClusterConfig_Errors
 */
export const beginUpdate = <T>(
  at: AwsWriter,
  { writes }: Pick<ActionType, 'writes'>,
  subject: typeof eksCluster.config,
  send: () => Promise<T>,
): Promise<T> => {
  const name = need(subject.name, 'name');
  const look = async () => {
    const { cluster } = await at.call('eks:DescribeCluster', (options) =>
      at.clients.eks.send(new DescribeClusterCommand({ name }), options),
    );
    return toWire(cluster);
  };
  return inTurn({ clock: at.clock, what: name, isBusy, isChanging, writes, config: subject, look }, send);
};

/** Whether a cluster or an add-on says that an update of it is under way. */
export const isChanging = (now: { readonly status?: string } | undefined): boolean => now?.status === 'UPDATING';

/** Whether EKS refused because another update is under way. */
export const isBusy = (error: unknown): boolean => error instanceof Error && error.name === 'ResourceInUseException';
