import type { GetEventSelectorsResponse } from '@aws-sdk/client-cloudtrail';
import { defineType, wire } from '#model';
import { accountOf } from '../../address.ts';

/** Which events a trail records: the answer of `GetEventSelectors`. */
export const trailSelectors = defineType({
  name: 'cloudtrail.trail-selectors',
  scope: 'aws-global',
  reads: ['cloudtrail:GetEventSelectors', 'cloudtrail:DescribeTrails'],
  changedBy: ['cloudtrail:CreateTrail', 'cloudtrail:PutEventSelectors', 'cloudtrail:DeleteTrail'],
  config: wire<GetEventSelectorsResponse>(),
  keys: { trail: ({ TrailARN }) => TrailARN },
  home: accountOf,
});
