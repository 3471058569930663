import {
  DescribeTrails$,
  GetEventSelectors$,
  GetTrailStatus$,
  StartLogging$,
  StopLogging$,
  UpdateTrail$,
  type DescribeTrailsRequest,
  type DescribeTrailsResponse,
  type GetEventSelectorsRequest,
  type GetEventSelectorsResponse,
  type GetTrailStatusRequest,
  type GetTrailStatusResponse,
  type StartLoggingRequest,
  type Trail,
  type UpdateTrailRequest,
} from '@aws-sdk/client-cloudtrail';
import type { HeldTrail } from './estate.ts';
import { AwsError, operation, type Call, type Operation } from './operation.ts';

const gone = 'TrailNotFoundException';

export const cloudTrailOperations: readonly Operation[] = [
  operation('cloudtrail', DescribeTrails$, describeTrails),
  operation('cloudtrail', GetTrailStatus$, getTrailStatus, gone),
  operation('cloudtrail', GetEventSelectors$, getEventSelectors, gone),
  operation('cloudtrail', UpdateTrail$, updateTrail, gone),
  operation('cloudtrail', StartLogging$, startLogging, gone),
  operation('cloudtrail', StopLogging$, stopLogging, gone),
];

/**
 * Without names: the trails of the region and, unless they are left out, the shadows of those of every region. A trail
 * that is not there is left out of the answer.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
 */
function describeTrails(input: DescribeTrailsRequest, call: Call): DescribeTrailsResponse {
  const { trailNameList: names = [], includeShadowTrails: shadows = true } = input;
  const asked =
    names.length === 0 ? call.trails : call.trails.filter((it) => names.some((name) => isNamed(it, name, call)));
  return {
    trailList: asked
      .filter((it) => isHome(it, call) || (shadows && it.trail.IsMultiRegionTrail))
      .map(({ trail }) => trail),
  };
}

function getTrailStatus({ Name }: GetTrailStatusRequest, call: Call): GetTrailStatusResponse {
  return trailOf(Name, call).status;
}

function getEventSelectors({ TrailName }: GetEventSelectorsRequest, call: Call): GetEventSelectorsResponse {
  const { trail, selectors } = trailOf(TrailName, call);
  return { TrailARN: trail.TrailARN, ...selectors };
}

/**
 * Only in the region in which a trail was made, and by the account that owns it.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateTrail.html
 */
function changeable(name: string | undefined, call: Call): HeldTrail {
  const held = trailOf(name, call);
  const home = held.trail.HomeRegion ?? '';
  if (home === call.region) return held;
  throw new AwsError('InvalidHomeRegionException', `Trail's home region is ${home}. Change it there.`);
}

function updateTrail(input: UpdateTrailRequest, call: Call): Trail {
  const held = changeable(input.Name, call);
  const { IsMultiRegionTrail, EnableLogFileValidation: validates } = input;
  const trail = {
    ...held.trail,
    ...(IsMultiRegionTrail !== undefined && { IsMultiRegionTrail }),
    ...(validates !== undefined && { LogFileValidationEnabled: validates }),
  };
  call.changeTrail({ ...held, trail });
  return trail;
}

function startLogging({ Name }: StartLoggingRequest, call: Call): object {
  const held = changeable(Name, call);
  call.changeTrail({ ...held, status: { ...held.status, IsLogging: true, StartLoggingTime: new Date(call.now) } });
  return {};
}

function stopLogging({ Name }: StartLoggingRequest, call: Call): object {
  const held = changeable(Name, call);
  call.changeTrail({ ...held, status: { ...held.status, IsLogging: false, StopLoggingTime: new Date(call.now) } });
  return {};
}

const isHome = ({ trail }: HeldTrail, { region }: Call): boolean => trail.HomeRegion === region;

/** The shadow of a trail is known by its ARN alone. */
const isNamed = (it: HeldTrail, name: string, call: Call): boolean =>
  it.trail.TrailARN === name || (it.trail.Name === name && isHome(it, call));

/** Throws TrailNotFoundException where the account has no such trail. */
function trailOf(name = '', call: Call): HeldTrail {
  const found = call.trails.find((it) => isNamed(it, name, call));
  if (found) return found;
  throw new AwsError(gone, `Unknown trail: ${name} for the user: ${call.account}`);
}
