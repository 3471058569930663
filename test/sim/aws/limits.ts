import { tokenBucket, type Rate, type TokenBucket } from '../token-bucket.ts';
import { isArray, isRecord } from './wire/shape.ts';

/** One row of a rate-limit table; the first row that covers a call decides. Buckets are per account and region. */
export interface Limit {
  /** Names as in the record of calls, `ec2:DescribeInstances`; a trailing `*` covers every name that begins so. */
  readonly operations: readonly string[];
  readonly rate: Rate;
  /** `each`: a bucket for every operation; `shared`: one for all of the row. */
  readonly bucket: 'each' | 'shared';
  /** Covers only calls without filters, ids and page size. */
  readonly unpaginated?: true;
}

/**
 * What AWS publishes for EC2: a bucket for each API, non-mutating 100 and 20 a second, less for calls that are neither
 * filtered nor paginated (50 and 10), mutating 50 and 5
 * (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html).
 * KMS: https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html. EKS, IAM and Inspector publish none.
 */
export const publishedLimits: readonly Limit[] = [
  {
    operations: [
      'ec2:DescribeInstances',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeSubnets',
      'ec2:DescribeRouteTables',
      'ec2:DescribeVolumes',
    ],
    rate: { burst: 50, perSecond: 10 },
    bucket: 'each',
    unpaginated: true,
  },
  { operations: ['ec2:Describe*', 'ec2:Get*'], rate: { burst: 100, perSecond: 20 }, bucket: 'each' },
  { operations: ['ec2:*'], rate: { burst: 50, perSecond: 5 }, bucket: 'each' },
  { operations: ['kms:ListKeys'], rate: { burst: 500, perSecond: 500 }, bucket: 'each' },
  { operations: ['kms:DescribeKey'], rate: { burst: 2000, perSecond: 2000 }, bucket: 'each' },
];

export interface Limiter {
  /** Takes a token; false when the call is over the limit. `now` in milliseconds. */
  allow(place: string, operation: string, input: unknown, now: number): boolean;
}

export function limiter(limits: readonly Limit[]): Limiter {
  const buckets = new Map<string, TokenBucket>();
  return {
    allow(place, operation, input, now) {
      const row = limits.findIndex((limit) => covers(limit, operation, input));
      const limit = limits[row];
      if (limit === undefined) return true;
      const key = `${place}/${String(row)}/${limit.bucket === 'each' ? operation : ''}`;
      const bucket = buckets.get(key) ?? tokenBucket(limit.rate, now);
      buckets.set(key, bucket);
      return bucket.take(now);
    },
  };
}

function covers(limit: Limit, operation: string, input: unknown): boolean {
  const named = limit.operations.some((name) =>
    name.endsWith('*') ? operation.startsWith(name.slice(0, -1)) : name === operation,
  );
  return named && (limit.unpaginated !== true || unpaginated(input));
}

function unpaginated(input: unknown): boolean {
  if (!isRecord(input)) return true;
  return input['MaxResults'] === undefined && !Object.values(input).some((value) => isArray(value) && value.length > 0);
}
