import { trailSelectors } from '#clouds/aws/cloudtrail/trail-selectors/resource';
import { trailStatus } from '#clouds/aws/cloudtrail/trail-status/resource';
import { trails } from '#clouds/aws/cloudtrail/trails/resource';
import { make, type Draft } from '../build.ts';

type Trail = NonNullable<typeof trails.config.trailList>[number];
type Status = typeof trailStatus.config;
type Selectors = typeof trailSelectors.config;

const target = 'aws:111122223333:global';

export const trailArn = (name: string, account = '111122223333'): string =>
  `arn:aws:cloudtrail:eu-west-1:${account}:trail/${name}`;

/** A trail of every region with nothing wrong, by its name. */
export const trailWith = (name: string, config: Draft<Trail> = {}): Draft<Trail> => ({
  Name: name,
  TrailARN: trailArn(name),
  IsMultiRegionTrail: true,
  HomeRegion: 'eu-west-1',
  LogFileValidationEnabled: true,
  ...config,
});

export const trailsOf = (trailList: readonly Draft<Trail>[] | undefined) =>
  make(trails, `${target}/cloudtrail.trails`, { trailList }, { target });

export const statusOf = (name: string, config: Draft<Status> = { IsLogging: true }) =>
  make(
    trailStatus,
    `${target}/cloudtrail.trail-status/${trailArn(name)}`,
    { TrailARN: trailArn(name), ...config },
    { target },
  );

export const selectorsOf = (name: string, config: Draft<Selectors> = everything) =>
  make(
    trailSelectors,
    `${target}/cloudtrail.trail-selectors/${trailArn(name)}`,
    { TrailARN: trailArn(name), ...config },
    { target },
  );

/** The selector that a trail has when nobody gave it one. */
const everything: Draft<Selectors> = {
  EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true, ExcludeManagementEventSources: [] }],
};
