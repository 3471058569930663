import type { ResourceRef } from '#model';

/** Where Security Hub keeps the findings of an account in a region. */
export interface HubPlace {
  readonly account: string;
  /** The region whose Security Hub is told. */
  readonly hub: string;
  /** The region of the resource; absent for what is global. */
  readonly region?: string;
  readonly partition: string;
  readonly productArn: string;
}

/** Where what is global is told, per partition: the region in which IAM is written. */
const homes: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

/**
 * Where a finding about a resource is imported; undefined for what is in no AWS account: other clouds, what a Kubernetes API
 * holds, files that name no account. The product is the one for which every account may import
 * (https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-custom-providers.html).
 */
export function hubPlaceOf({ target, id }: ResourceRef): HubPlace | undefined {
  const [, account, where] = /^aws:(\d{12}):(global|[a-z]{2}(?:-[a-z]+){1,2}-\d)$/.exec(target) ?? [];
  if (account === undefined || where === undefined) return undefined;
  const partition = partitionOf(where, id);
  const region = where === 'global' ? undefined : where;
  const hub = region ?? homes[partition] ?? 'us-east-1';
  return {
    ...{ account, hub, partition },
    ...(region !== undefined && { region }),
    productArn: `arn:${partition}:securityhub:${hub}:${account}:product/${account}/default`,
  };
}

function partitionOf(where: string, id: string): string {
  if (where.startsWith('cn-')) return 'aws-cn';
  if (where.startsWith('us-gov-')) return 'aws-us-gov';
  const [, own = 'aws'] = /^arn:(aws-cn|aws-us-gov):/.exec(where === 'global' ? id : '') ?? [];
  return own;
}

/** The types of ours that the format has a name for; any other is `Other`. */
const resourceTypes: Readonly<Record<string, string>> = {
  'ec2.instance': 'AwsEc2Instance',
  'ec2.network-interface': 'AwsEc2NetworkInterface',
  'ec2.route-table': 'AwsEc2RouteTable',
  'ec2.security-group': 'AwsEc2SecurityGroup',
  'ec2.subnet': 'AwsEc2Subnet',
  'ec2.volume': 'AwsEc2Volume',
  'ec2.vpc': 'AwsEc2Vpc',
  'ecr.image': 'AwsEcrContainerImage',
  'ecr.repository': 'AwsEcrRepository',
  'eks.cluster': 'AwsEksCluster',
  'iam.policy': 'AwsIamPolicy',
  'iam.role': 'AwsIamRole',
  'kms.key': 'AwsKmsKey',
};

/** What the format calls a resource type. */
export const hubTypeOf = (type: string): string => resourceTypes[type] ?? 'Other';
