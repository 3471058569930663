import {
  DescribeKey$,
  ListKeys$,
  type DescribeKeyRequest,
  type DescribeKeyResponse,
  type ListKeysRequest,
  type ListKeysResponse,
} from '@aws-sdk/client-kms';
import { AwsError, operation, type Call, type Operation } from './operation.ts';

export const kmsOperations: readonly Operation[] = [
  operation('kms', ListKeys$, listKeys),
  operation('kms', DescribeKey$, describeKey, 'NotFoundException'),
];

function listKeys({ Limit: limit = 100, Marker: marker }: ListKeysRequest, call: Call): ListKeysResponse {
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
    throw new AwsError('ValidationException', 'Limit takes 1 to 1000');
  const keys = call.here.kmsKeys.map(({ KeyId, Arn }) => ({ KeyId, KeyArn: Arn }));
  const page = call.paginate(keys, marker, limit);
  return { Keys: page.items, NextMarker: page.next, Truncated: page.next !== undefined };
}

function describeKey({ KeyId: asked = '' }: DescribeKeyRequest, call: Call): DescribeKeyResponse {
  const alias = /(?:^|:)(alias\/.+)$/.exec(asked)?.[1];
  const id = alias === undefined ? asked : call.here.kmsAliases[alias];
  const key = call.here.kmsKeys.find((each) => each.KeyId === id || each.Arn === id);
  if (key === undefined) throw new AwsError('NotFoundException', `Key '${asked}' does not exist`);
  return { KeyMetadata: key };
}
