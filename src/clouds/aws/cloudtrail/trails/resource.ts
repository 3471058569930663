import type { DescribeTrailsResponse } from '@aws-sdk/client-cloudtrail';
import { defineType, wire } from '#model';
import { accountOf } from '../../address.ts';

/**
 * The trails of an account that reach the region that is asked, those of every region and of the organisation among
 * them: the answer of `DescribeTrails`, once per target.
 */
export const trails = defineType({
  name: 'cloudtrail.trails',
  scope: 'aws-global',
  reads: ['cloudtrail:DescribeTrails'],
  changedBy: ['cloudtrail:CreateTrail', 'cloudtrail:UpdateTrail', 'cloudtrail:DeleteTrail'],
  config: wire<DescribeTrailsResponse>(),
  home: accountOf,
});
