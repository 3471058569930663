import type { DescribeRegionsRequest, DescribeRegionsResult, Region } from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../operation.ts';
import { filtered } from './filter.ts';

/** Regions that are not opted in are answered only when all are asked for. */
export function describeRegions(input: DescribeRegionsRequest, call: Call): DescribeRegionsResult {
  const all = call.regions().map(([name, { optInStatus }]): Region => ({
    RegionName: name,
    Endpoint: `ec2.${name}.amazonaws.com`,
    OptInStatus: optInStatus,
  }));
  const shown = all.filter((region) => input.AllRegions === true || region.OptInStatus !== 'not-opted-in');
  const unknown = (input.RegionNames ?? []).filter((name) => !shown.some((region) => region.RegionName === name));
  if (unknown.length > 0) {
    throw new AwsError('InvalidParameterValue', `Invalid region names: [${unknown.join(', ')}]`);
  }
  const named = shown.filter(({ RegionName: name = '' }) => input.RegionNames?.includes(name) ?? true);
  return {
    Regions: [
      ...filtered(named, input.Filters, {
        'region-name': (region) => region.RegionName,
        endpoint: (region) => region.Endpoint,
        'opt-in-status': (region) => region.OptInStatus,
      }),
    ],
  };
}
