import type { HeldTrail } from '../../sim/aws/estate.ts';
import { account, estateWith, region } from './estate.ts';

function withTrails(...trails: readonly HeldTrail[]) {
  const estate = estateWith({});
  return { ...estate, accounts: { [account]: { ...estate.accounts[account]!, trails } } };
}

const trailIn = (home: string, everywhere: boolean, IsLogging: boolean): HeldTrail => ({
  trail: {
    Name: 'main',
    TrailARN: `arn:aws:cloudtrail:${home}:${account}:trail/main`,
    HomeRegion: home,
    IsMultiRegionTrail: everywhere,
    IsOrganizationTrail: false,
    LogFileValidationEnabled: false,
    S3BucketName: 'trail',
  },
  status: { IsLogging },
  selectors: { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] },
});

/** An account whose trail is of one region, does not log, and whose files nobody can check. */
export const narrowTrail = () => withTrails(trailIn(region, false, false));

/** An account whose trail stands elsewhere and does not log. */
export const stoppedTrail = () => withTrails(trailIn('us-east-1', true, false));
