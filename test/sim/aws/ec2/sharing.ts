import {
  DescribeSnapshots$,
  DisableImageBlockPublicAccess$,
  DisableSnapshotBlockPublicAccess$,
  EnableImageBlockPublicAccess$,
  EnableSnapshotBlockPublicAccess$,
  GetImageBlockPublicAccessState$,
  GetSnapshotBlockPublicAccessState$,
  type DescribeSnapshotsRequest,
  type DescribeSnapshotsResult,
  type EnableImageBlockPublicAccessRequest,
  type EnableSnapshotBlockPublicAccessRequest,
  type GetImageBlockPublicAccessStateResult,
  type GetSnapshotBlockPublicAccessStateResult,
  type Snapshot,
} from '@aws-sdk/client-ec2';
import type { AwsRegion } from '../estate.ts';
import { AwsError, operation, type Call, type Operation } from '../operation.ts';
import { select, type Selection } from './select.ts';

export const sharingOperations: readonly Operation[] = [
  operation('ec2', DescribeSnapshots$, describeSnapshots, 'InvalidSnapshot.NotFound'),
  operation('ec2', GetSnapshotBlockPublicAccessState$, getSnapshotBlock),
  operation('ec2', GetImageBlockPublicAccessState$, getImageBlock),
  operation('ec2', EnableSnapshotBlockPublicAccess$, enableSnapshotBlock),
  operation('ec2', DisableSnapshotBlockPublicAccess$, (_: object, call) => setSnapshotBlock('unblocked', call)),
  operation('ec2', EnableImageBlockPublicAccess$, enableImageBlock),
  operation('ec2', DisableImageBlockPublicAccess$, (_: object, call) => setImageBlock('unblocked', call)),
];

/**
 * `all` asks for those that everybody may make volumes from. What everybody may do the owner may too.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html
 */
function describeSnapshots(input: DescribeSnapshotsRequest, call: Call): DescribeSnapshotsResult {
  const { OwnerIds: owners = [], RestorableByUserIds: users = [], SnapshotIds: ids, Filters: filters } = input;
  const shown = call.here.snapshots.filter(
    (held) =>
      (owners.length === 0 || owners.some((owner) => isOwner(held, owner, call))) &&
      (users.length === 0 || users.some((user) => mayRestore(held, user, call))),
  );
  const { MaxResults: maxResults, NextToken: nextToken } = input;
  const wanted = shown.map(({ snapshot }) => snapshot);
  const page = select(wanted, { ids, filters, maxResults, nextToken }, snapshots, call);
  return { Snapshots: page.items, NextToken: page.next };
}

type Held = AwsRegion['snapshots'][number];

const isOwner = ({ snapshot }: Held, owner: string, { account }: Call): boolean =>
  snapshot.OwnerId === (owner === 'self' ? account : owner);

const mayRestore = (held: Held, user: string, call: Call): boolean =>
  user === 'all' ? held.isPublic : isOwner(held, user, call) || held.isPublic;

const snapshots: Selection<Snapshot> = {
  idOf: (item) => item.SnapshotId,
  prefix: 'snap',
  notFound: 'InvalidSnapshot.NotFound',
  pages: [5, 1000],
  unpaged: 1000,
  tags: (item) => item.Tags,
  names: {
    'snapshot-id': (item) => item.SnapshotId,
    'owner-id': (item) => item.OwnerId,
    'volume-id': (item) => item.VolumeId,
    encrypted: (item) => item.Encrypted,
  },
};

function getSnapshotBlock(_: object, { here }: Call): GetSnapshotBlockPublicAccessStateResult {
  return { State: here.snapshotPublicBlock, ManagedBy: 'account' };
}

function enableSnapshotBlock({ State: state }: EnableSnapshotBlockPublicAccessRequest, call: Call): object {
  if (state !== 'block-all-sharing' && state !== 'block-new-sharing')
    throw new AwsError('InvalidParameterValue', `Value (${String(state)}) for parameter State is invalid`);
  return setSnapshotBlock(state, call);
}

function setSnapshotBlock(State: AwsRegion['snapshotPublicBlock'], call: Call): object {
  call.changeHere({ snapshotPublicBlock: State });
  return { State };
}

/**
 * The service takes up to ten minutes to change the block, and answers the state that was until then.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableImageBlockPublicAccess.html
 */
function getImageBlock(_: object, call: Call): GetImageBlockPublicAccessStateResult {
  const { imagePublicBlock: state, imagePublicBlockNext: next } = call.here;
  if (next) call.changeHere({ imagePublicBlock: next, imagePublicBlockNext: undefined });
  return { ImageBlockPublicAccessState: state, ManagedBy: 'account' };
}

function enableImageBlock(
  { ImageBlockPublicAccessState: state }: EnableImageBlockPublicAccessRequest,
  call: Call,
): object {
  if (state !== 'block-new-sharing')
    throw new AwsError('InvalidParameterValue', `Value (${String(state)}) for ImageBlockPublicAccessState is invalid`);
  return setImageBlock(state, call);
}

function setImageBlock(ImageBlockPublicAccessState: AwsRegion['imagePublicBlock'], call: Call): object {
  call.changeHere({ imagePublicBlockNext: ImageBlockPublicAccessState });
  return { ImageBlockPublicAccessState };
}
