import type { GetSnapshotBlockPublicAccessStateResult } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** Whether snapshots of the region can be public: the answer of `GetSnapshotBlockPublicAccessState`, once per target. */
export const snapshotPublicBlock = defineType({
  name: 'ec2.snapshot-public-block',
  scope: 'aws-region',
  reads: ['ec2:GetSnapshotBlockPublicAccessState'],
  changedBy: ['ec2:EnableSnapshotBlockPublicAccess', 'ec2:DisableSnapshotBlockPublicAccess'],
  config: wire<GetSnapshotBlockPublicAccessStateResult>(),

  home: regionOf,
});
