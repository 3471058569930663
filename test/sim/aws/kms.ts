import {
  DescribeKey$,
  DisableKeyRotation$,
  EnableKeyRotation$,
  GetKeyPolicy$,
  GetKeyRotationStatus$,
  ListKeys$,
  type DescribeKeyRequest,
  type DescribeKeyResponse,
  type DisableKeyRotationRequest,
  type EnableKeyRotationRequest,
  type GetKeyPolicyRequest,
  type GetKeyPolicyResponse,
  type GetKeyRotationStatusRequest,
  type GetKeyRotationStatusResponse,
  type KeyMetadata,
  type ListKeysRequest,
  type ListKeysResponse,
} from '@aws-sdk/client-kms';
import { AwsError, operation, type Call, type Operation } from './operation.ts';

export const kmsOperations: readonly Operation[] = [
  operation('kms', ListKeys$, listKeys),
  operation('kms', DescribeKey$, describeKey, 'NotFoundException'),
  operation('kms', GetKeyRotationStatus$, getRotation, 'NotFoundException'),
  operation('kms', GetKeyPolicy$, getPolicy, 'NotFoundException'),
  operation('kms', EnableKeyRotation$, enableRotation, 'NotFoundException'),
  operation('kms', DisableKeyRotation$, disableRotation, 'NotFoundException'),
];

function listKeys({ Limit: limit = 100, Marker: marker }: ListKeysRequest, call: Call): ListKeysResponse {
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
    throw new AwsError('ValidationException', 'Limit takes 1 to 1000');
  const keys = call.here.kmsKeys.map(({ KeyId, Arn }) => ({ KeyId, KeyArn: Arn }));
  const page = call.paginate(keys, marker, limit);
  return { Keys: page.items, NextMarker: page.next, Truncated: page.next !== undefined };
}

function describeKey({ KeyId: asked = '' }: DescribeKeyRequest, call: Call): DescribeKeyResponse {
  return { KeyMetadata: keyOf(asked, call) };
}

function getRotation({ KeyId: asked = '' }: GetKeyRotationStatusRequest, call: Call): GetKeyRotationStatusResponse {
  const { Arn = '' } = rotatable(asked, call);
  const rotation = call.here.kmsRotations[Arn];
  return { KeyId: Arn, KeyRotationEnabled: rotation !== undefined, ...rotation };
}

/** An alias is no name of a key here. */
function getPolicy(
  { KeyId: asked = '', PolicyName = 'default' }: GetKeyPolicyRequest,
  call: Call,
): GetKeyPolicyResponse {
  const { Arn = '' } = keyOf(asked, call);
  if (asked.includes('alias/') || PolicyName !== 'default')
    throw new AwsError('NotFoundException', `No such policy of '${asked}' exists`);
  return { Policy: call.here.kmsPolicies[Arn] ?? ownerPolicy(call.account), PolicyName };
}

/** The policy of a key that nobody gave one. https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
export const ownerPolicy = (account: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  });

function enableRotation({ KeyId: asked = '', RotationPeriodInDays: days = 365 }: EnableKeyRotationRequest, call: Call) {
  const { Arn = '' } = rotatable(asked, call);
  if (days < 90 || days > 2560) throw new AwsError('ValidationException', 'RotationPeriodInDays takes 90 to 2560');
  call.changeHere({ kmsRotations: { ...call.here.kmsRotations, [Arn]: { RotationPeriodInDays: days } } });
  return {};
}

function disableRotation({ KeyId: asked = '' }: DisableKeyRotationRequest, call: Call) {
  const { Arn = '' } = rotatable(asked, call);
  const { [Arn]: _stopped, ...kmsRotations } = call.here.kmsRotations;
  call.changeHere({ kmsRotations });
  return {};
}

/** Keys that cannot be rotated are refused. An alias is no name of a key here. */
function rotatable(asked: string, call: Call): KeyMetadata {
  const key = keyOf(asked, call);
  if (asked.includes('alias/')) throw new AwsError('NotFoundException', `Key '${asked}' does not exist`);
  if (key.KeySpec !== 'SYMMETRIC_DEFAULT' || key.Origin !== 'AWS_KMS')
    throw new AwsError('UnsupportedOperationException', `${asked} cannot be rotated`);
  return key;
}

function keyOf(asked: string, call: Call): KeyMetadata {
  const alias = /(?:^|:)(alias\/.+)$/.exec(asked)?.[1];
  const id = alias === undefined ? asked : call.here.kmsAliases[alias];
  const key = call.here.kmsKeys.find((each) => each.KeyId === id || each.Arn === id);
  if (key === undefined) throw new AwsError('NotFoundException', `Key '${asked}' does not exist`);
  return key;
}
