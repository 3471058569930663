import {
  DescribeLogGroups$,
  PutRetentionPolicy$,
  type DescribeLogGroupsRequest,
  type DescribeLogGroupsResponse,
  type PutRetentionPolicyRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError, operation, type Call, type Operation } from './operation.ts';

export const logGroupOperations: readonly Operation[] = [
  operation('logs', DescribeLogGroups$, describeLogGroups),
  operation('logs', PutRetentionPolicy$, putRetention, 'ResourceNotFoundException'),
];

/** Sorted by name; fifty on a page, which is also the most. */
function describeLogGroups(input: DescribeLogGroupsRequest, call: Call): DescribeLogGroupsResponse {
  const { logGroupNamePrefix: prefix = '', limit = 50, nextToken } = input;
  if (limit > 50)
    throw new AwsError('InvalidParameterException', '1 validation error detected: limit must be less than 51');
  const asked = call.here.logGroups
    .filter(({ logGroupName = '' }) => logGroupName.startsWith(prefix))
    .toSorted(({ logGroupName: a = '' }, { logGroupName: b = '' }) => (a < b ? -1 : 1));
  const page = call.paginate(asked, nextToken, limit);
  return { logGroups: page.items, nextToken: page.next };
}

/** The periods that the service knows, in days. */
const periods: readonly number[] = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

function putRetention({ logGroupName, retentionInDays = 0 }: PutRetentionPolicyRequest, call: Call): object {
  if (!periods.includes(retentionInDays))
    throw new AwsError('InvalidParameterException', `1 validation error detected: Value '${retentionInDays}'`);
  const group = call.here.logGroups.find((it) => it.logGroupName === logGroupName);
  if (!group) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  const logGroups = call.here.logGroups.map((it) => (it === group ? { ...it, retentionInDays } : it));
  call.changeHere({ logGroups });
  return {};
}
