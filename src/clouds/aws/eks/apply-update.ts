import {
  DescribeClusterCommand,
  DescribeUpdateCommand,
  type DescribeUpdateRequest,
  type Update,
} from '@aws-sdk/client-eks';
import type { ActionType, ResourceOf, Work } from '#model';
import { inTurn } from '../../apply-turn.ts';
import { endedBy, waitForWork } from '../../apply-wait.ts';
import { toWire } from '../../to-wire.ts';
import { need } from '../reader.ts';
import type { AwsWriter } from '../writer.ts';
import type { eksCluster } from './cluster/resource.ts';

/** Waits until an update of a cluster, or of an add-on, a node group or a capability of it, is in effect. Throws what EKS says when it ends otherwise. */
export async function awaitUpdate(
  at: AwsWriter,
  name: string,
  begun: Update | undefined,
  part: Pick<DescribeUpdateRequest, 'addonName' | 'nodegroupName' | 'capabilityName'> = {},
): Promise<void> {
  const work = need(begun?.id, 'update.id');
  at.requests.push(work);
  const look = () => updateWork(at, { name, updateId: work, ...part });
  await waitForWork(`Update ${work} of ${name}`, { clock: at.clock, work, look });
}

/** How an update of a cluster stands. */
export const lookAtUpdate = (at: AwsWriter, { config }: ResourceOf<typeof eksCluster>, updateId: string) =>
  updateWork(at, { name: need(config.name, 'name'), updateId });

/**
 * How an update stands, with what EKS says when it has ended it otherwise than asked.
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_Update.html
 */
export async function updateWork(at: AwsWriter, which: DescribeUpdateRequest): Promise<Work> {
  const { update } = await at.call('eks:DescribeUpdate', (options) =>
    at.clients.eks.send(new DescribeUpdateCommand(which), options),
  );
  const { status, errors = [] } = need(update, 'update');
  if (status === 'Successful') return { is: 'done' };
  if (status !== 'Failed' && status !== 'Cancelled') return { is: 'under-way' };
  const why = errors.map(({ errorMessage }) => errorMessage ?? '').join(' ');
  return endedBy(errors[0]?.errorCode ?? status, `EKS ended the update of ${which.name ?? ''} as ${status}. ${why}`);
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

/** Whether a cluster, an add-on, a node group or a capability says that an update of it is under way. */
export const isChanging = (now: { readonly status?: string } | undefined): boolean => now?.status === 'UPDATING';

/** Whether EKS refused because another update is under way. */
export const isBusy = (error: unknown): boolean => error instanceof Error && error.name === 'ResourceInUseException';
