import type { SnapshotBlockPublicAccessState } from '@aws-sdk/client-ec2';
import {
  defineAction,
  wire,
  type Action,
  type ActionType,
  type CannotPlan,
  type Listing,
  type ResourceOf,
} from '#model';
import { cannotPlan } from '#rule';
import { enableImageBlock } from '../image-public-block/actions.ts';
import type { imagePublicBlock } from '../image-public-block/resource.ts';
import type { publicImages } from '../public-images/resource.ts';
import type { publicSnapshots } from '../public-snapshots/resource.ts';
import { snapshotPublicBlock } from './resource.ts';

type Blocking = Exclude<SnapshotBlockPublicAccessState, 'unblocked'>;

/**
 * Keeps snapshots of the region from being made public. Blocking all sharing takes those back, too, that are public.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableSnapshotBlockPublicAccess.html
 */
export const enableSnapshotBlock = defineAction({
  name: 'ec2.enable-snapshot-block',
  on: snapshotPublicBlock,
  kind: 'replace',
  permissions: ['ec2:EnableSnapshotBlockPublicAccess'],
  writes: ['State'],
  request: wire<{ State: Blocking }>(),
  simulate: (it, { State }) => [{ put: { ...it, config: { ...it.config, State } } }],
  undo(before, _, again) {
    const { State } = before.config;
    return State === undefined || State === 'unblocked' ? [disableSnapshotBlock(before, {})] : [again({ State })];
  },
  undoneBy: () => [disableSnapshotBlock],
});

/**
 * Lets snapshots be made public; those that were are so again.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisableSnapshotBlockPublicAccess.html
 */
export const disableSnapshotBlock = defineAction({
  name: 'ec2.disable-snapshot-block',
  on: snapshotPublicBlock,
  kind: 'replace',
  permissions: ['ec2:DisableSnapshotBlockPublicAccess'],
  writes: ['State'],
  request: wire<Record<never, never>>(),
  simulate: (it) => [{ put: { ...it, config: { ...it.config, State: 'unblocked' } } }],
  undo: enabledAgain,
  undoneBy: enabling,
});

function enabling(): readonly ActionType[] {
  return [enableSnapshotBlock];
}

function enabledAgain(before: ResourceOf<typeof snapshotPublicBlock>): readonly Action[] {
  const { State } = before.config;
  return State === undefined || State === 'unblocked' ? [] : [enableSnapshotBlock(before, { State })];
}

/** What it takes to block sharing in a region. */
export const blocking = [enableSnapshotBlock, enableImageBlock] as const;

/** Blocks what the region leaves open of snapshots and AMIs. What is public stays so, unless all sharing is to be blocked. */
export function blockSharing(
  it: ResourceOf<readonly [typeof publicSnapshots, typeof publicImages, typeof snapshotPublicBlock]>,
  { items: [image], unread }: Listing<ResourceOf<typeof imagePublicBlock>>,
  all: boolean,
): readonly Action[] | CannotPlan {
  if (it.type !== 'ec2.snapshot-public-block') return cannotPlan('who uses it from outside has to be asked first');
  if (!image) return cannotPlan(unread?.message ?? 'no answer holds the block of AMIs');
  if ([it, image].some(({ config }) => config.ManagedBy === 'declarative-policy'))
    return cannotPlan('a declarative policy manages the block');
  const State = all ? 'block-all-sharing' : 'block-new-sharing';
  const isBlocked = it.config.State === 'block-all-sharing' || it.config.State === State;
  const areBlocked = image.config.ImageBlockPublicAccessState === 'block-new-sharing';
  return [
    ...(isBlocked ? [] : [enableSnapshotBlock(it, { State })]),
    ...(areBlocked ? [] : [enableImageBlock(image, {})]),
  ];
}
