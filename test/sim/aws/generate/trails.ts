import type { Seeded } from '../../seeded.ts';
import type { HeldTrail } from '../estate.ts';
import { daysAgo } from './plan.ts';

/** The trail of an account: of every region in most, and logging in most. */
export function trails(account: string, region: string, random: Seeded): readonly HeldTrail[] {
  const TrailARN = `arn:aws:cloudtrail:${region}:${account}:trail/management`;
  const everywhere = random.chance(0.8);
  return [
    {
      trail: {
        Name: 'management',
        S3BucketName: `trail-${account}`,
        IncludeGlobalServiceEvents: true,
        IsMultiRegionTrail: everywhere,
        HomeRegion: region,
        TrailARN,
        LogFileValidationEnabled: random.chance(0.7),
        HasCustomEventSelectors: false,
        HasInsightSelectors: false,
        IsOrganizationTrail: false,
      },
      status: { IsLogging: random.chance(0.9), StartLoggingTime: daysAgo(400), LatestDeliveryTime: daysAgo(0) },
      selectors: {
        EventSelectors: [
          {
            ReadWriteType: 'All',
            IncludeManagementEvents: true,
            DataResources: [],
            ExcludeManagementEventSources: random.chance(0.2) ? ['kms.amazonaws.com'] : [],
          },
        ],
      },
    },
  ];
}
