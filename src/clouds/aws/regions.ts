import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import type { Gate } from '../gate.ts';
import type { Failure } from '../sheet.ts';
import { callAws } from './call.ts';
import { clientsOf } from './clients.ts';
import { awsFailure } from './failure.ts';
import type { Session } from './session.ts';

const api = 'ec2:DescribeRegions';

/** The regions that are enabled in an account, or why they are not known. */
export async function enabledRegions(
  { account, config }: Session,
  gate: Gate,
): Promise<readonly string[] | { readonly api: string; readonly failure: Failure }> {
  const clients = clientsOf(config);
  const place = { api, account, region: config.region };
  try {
    const { Regions = [] } = await callAws(gate, place, (options) =>
      clients.ec2.send(new DescribeRegionsCommand({ AllRegions: false }), options),
    );
    return Regions.flatMap(({ RegionName }) => RegionName ?? []).sort();
  } catch (error) {
    return { api, failure: awsFailure(error) };
  } finally {
    clients.close();
  }
}
