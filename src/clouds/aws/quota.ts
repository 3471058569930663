import type { Quota } from '../gate/bucket.ts';

/**
 * The rates that AWS publishes, for each account and region. EC2 refills each read API at 20 a second when it is paged
 * or filtered; KMS shares one rate among its reads. EKS, ECR, IAM, Inspector and STS publish none for what is read here.
 * Sources: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
 */
export function quotaOf(api: string): Quota | undefined {
  if (api.startsWith('ec2:')) return { group: api, burst: 100, perSecond: 20 };
  if (api.startsWith('kms:')) return { group: 'kms', burst: 2000, perSecond: 2000 };
  return undefined;
}
