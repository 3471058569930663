import { DescribeTrailsCommand, GetEventSelectorsCommand, GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import { toWire } from '../../to-wire.ts';
import type { AwsReader } from '../reader.ts';
import { trailSelectors } from './trail-selectors/resource.ts';
import { trailStatus } from './trail-status/resource.ts';
import { trails } from './trails/resource.ts';

/** Reads the trails that reach the region of the reader, whether each is logging, and what it records. */
export async function collectTrails(at: AwsReader): Promise<void> {
  const arns = await listTrails(at);
  await Promise.all([collectStatus(at, arns), collectSelectors(at, arns)]);
}

async function listTrails(at: AwsReader): Promise<readonly string[]> {
  const api = 'cloudtrail:DescribeTrails';
  const arns = new Set<string>();
  await at.sheet.list({ api, types: [trails], leads: [trailStatus, trailSelectors] }, async () => {
    const command = new DescribeTrailsCommand({ includeShadowTrails: true });
    const answer = await at.call(api, (options) => at.clients.cloudtrail.send(command, options));
    const config = toWire({ ...answer, $metadata: undefined });
    at.sheet.add(trails, { id: `${at.sheet.target.id}/${trails.name}`, name: trails.name, config });
    for (const { TrailARN } of config.trailList ?? []) if (TrailARN !== undefined) arns.add(TrailARN);
  });
  return [...arns];
}

/** A trail of the organisation has the ARN of another account: what belongs to it is named after the target that asked. */
const addressIn =
  ({ sheet: { target } }: AwsReader, type: string) =>
  (arn: string): string =>
    `${target.id}/${type}/${arn}`;

async function collectStatus(at: AwsReader, arns: readonly string[]): Promise<void> {
  const api = 'cloudtrail:GetTrailStatus';
  const address = addressIn(at, trailStatus.name);
  await at.sheet.each({ api, types: [trailStatus], address }, arns, async (TrailARN) => {
    const command = new GetTrailStatusCommand({ Name: TrailARN });
    const answer = await at.call(api, (options) => at.clients.cloudtrail.send(command, options));
    const config = toWire({ TrailARN, ...answer, $metadata: undefined });
    at.sheet.add(trailStatus, { id: address(TrailARN), name: TrailARN, config });
  });
}

async function collectSelectors(at: AwsReader, arns: readonly string[]): Promise<void> {
  const api = 'cloudtrail:GetEventSelectors';
  const address = addressIn(at, trailSelectors.name);
  await at.sheet.each({ api, types: [trailSelectors], address }, arns, async (TrailARN) => {
    const command = new GetEventSelectorsCommand({ TrailName: TrailARN });
    const answer = await at.call(api, (options) => at.clients.cloudtrail.send(command, options));
    const config = toWire({ TrailARN, ...answer, $metadata: undefined });
    at.sheet.add(trailSelectors, { id: address(TrailARN), name: TrailARN, config });
  });
}
