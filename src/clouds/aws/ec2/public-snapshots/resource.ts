import type { DescribeSnapshotsResult } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

type Answer = Omit<DescribeSnapshotsResult, 'NextToken'>;

/** The account's own snapshots that everybody may copy: all pages of `DescribeSnapshots`, once per target. */
export const publicSnapshots = defineType({
  name: 'ec2.public-snapshots',
  scope: 'aws-region',
  reads: ['ec2:DescribeSnapshots'],
  changedBy: ['ec2:ModifySnapshotAttribute', 'ec2:ResetSnapshotAttribute', 'ec2:DeleteSnapshot'],
  config: wire<Answer>(),

  home: regionOf,
});
