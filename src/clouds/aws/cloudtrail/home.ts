import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { parseArn } from '../address.ts';
import type { AwsWriter } from '../writer.ts';

/**
 * The client of the region in which a trail was made, which its ARN names: everywhere else the service refuses a change.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateTrail.html
 */
export function atHome({ clients }: AwsWriter, arn: string): CloudTrailClient {
  const region = parseArn(arn)?.region ?? '';
  return region === '' ? clients.cloudtrail : clients.in(region).cloudtrail;
}
