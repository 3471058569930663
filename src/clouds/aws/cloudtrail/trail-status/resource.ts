import type { GetTrailStatusResponse } from '@aws-sdk/client-cloudtrail';
import { defineType, wire } from '#model';
import { accountOf } from '../../address.ts';

/** Whether a trail is logging, and how its last delivery went: the answer of `GetTrailStatus`, with the trail's ARN. */
export const trailStatus = defineType({
  name: 'cloudtrail.trail-status',
  scope: 'aws-global',
  reads: ['cloudtrail:GetTrailStatus', 'cloudtrail:DescribeTrails'],
  changedBy: ['cloudtrail:CreateTrail', 'cloudtrail:StartLogging', 'cloudtrail:StopLogging', 'cloudtrail:DeleteTrail'],
  config: wire<GetTrailStatusResponse & { readonly TrailARN?: string }>(),
  keys: { trail: ({ TrailARN }) => TrailARN },
  volatile: [
    'LatestDeliveryTime',
    'LatestNotificationTime',
    'LatestCloudWatchLogsDeliveryTime',
    'LatestDigestDeliveryTime',
    'LatestDeliveryAttemptTime',
    'LatestDeliveryAttemptSucceeded',
    'LatestNotificationAttemptTime',
    'LatestNotificationAttemptSucceeded',
  ],
  home: accountOf,
});
