import {
  DescribeKey$,
  DisableKey$,
  DisableKeyRotation$,
  EnableKey$,
  EnableKeyRotation$,
  GetKeyPolicy$,
  GetKeyRotationStatus$,
  ListKeys$,
  PutKeyPolicy$,
  type DescribeKeyRequest,
  type DescribeKeyResponse,
  type DisableKeyRequest,
  type DisableKeyRotationRequest,
  type EnableKeyRequest,
  type EnableKeyRotationRequest,
  type GetKeyPolicyRequest,
  type GetKeyPolicyResponse,
  type GetKeyRotationStatusRequest,
  type GetKeyRotationStatusResponse,
  type KeyMetadata,
  type ListKeysRequest,
  type ListKeysResponse,
  type PutKeyPolicyRequest,
} from '@aws-sdk/client-kms';
import { listed, parsePolicy } from './iam/policy-document.ts';
import { AwsError, operation, type Call, type Operation } from './operation.ts';
import { isRecord } from './wire/shape.ts';

export const kmsOperations: readonly Operation[] = [
  operation('kms', ListKeys$, listKeys),
  operation('kms', DescribeKey$, describeKey, 'NotFoundException'),
  operation('kms', GetKeyRotationStatus$, getRotation, 'NotFoundException'),
  operation('kms', GetKeyPolicy$, getPolicy, 'NotFoundException'),
  operation('kms', PutKeyPolicy$, putPolicy, 'NotFoundException'),
  operation('kms', EnableKey$, enableKey, 'NotFoundException'),
  operation('kms', DisableKey$, disableKey, 'NotFoundException'),
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

/**
 * Unless the check is bypassed, a policy that would not let its caller change it again is refused; here the account of
 * the key has to be let in for that. What is read later is the same document in a layout of the service's own.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
 */
function putPolicy(input: PutKeyPolicyRequest, call: Call) {
  const { KeyId: asked = '', PolicyName = 'default', Policy = '', BypassPolicyLockoutSafetyCheck: isBypassed } = input;
  const { Arn = '' } = keyOf(asked, call);
  if (asked.includes('alias/') || PolicyName !== 'default')
    throw new AwsError('NotFoundException', `No such policy of '${asked}' exists`);
  const statements = parsePolicy(Policy);
  if (!statements) throw new AwsError('MalformedPolicyDocumentException', 'Policy contains a statement with an error');
  if (isBypassed !== true && !letsChange(statements, call.account))
    throw new AwsError(
      'MalformedPolicyDocumentException',
      'The new key policy will not allow you to update the key policy in the future.',
    );
  const policy = JSON.stringify(JSON.parse(Policy), null, 2);
  call.changeHere({ kmsPolicies: { ...call.here.kmsPolicies, [Arn]: policy } });
  return {};
}

const changes = ['kms:*', 'kms:Put*', 'kms:PutKeyPolicy'];

function letsChange(statements: readonly Readonly<Record<string, unknown>>[], account: string): boolean {
  return statements.some(({ Effect, Principal, Action }) => {
    const callers = isRecord(Principal) ? listed(Principal['AWS']) : [Principal];
    const isOwner = callers.some((one) => one === '*' || one === `arn:aws:iam::${account}:root`);
    return Effect === 'Allow' && isOwner && listed(Action).some((one) => changes.includes(String(one)));
  });
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

function enableKey(input: EnableKeyRequest, call: Call): object {
  return setState(input, 'Enabled', call);
}

function disableKey(input: DisableKeyRequest, call: Call): object {
  return setState(input, 'Disabled', call);
}

/**
 * Only keys that are enabled or disabled take the one for the other.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
function setState(
  { KeyId: asked = '' }: EnableKeyRequest | DisableKeyRequest,
  KeyState: 'Enabled' | 'Disabled',
  call: Call,
): object {
  const key = keyOf(asked, call);
  if (asked.includes('alias/')) throw new AwsError('NotFoundException', `Key '${asked}' does not exist`);
  if (!['Enabled', 'Disabled'].includes(key.KeyState ?? ''))
    throw new AwsError('KMSInvalidStateException', `${key.Arn ?? asked} is ${key.KeyState ?? ''}.`);
  const changed = { ...key, KeyState, Enabled: KeyState === 'Enabled' };
  call.changeHere({ kmsKeys: call.here.kmsKeys.map((it) => (it === key ? changed : it)) });
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

/** The key of an id, an ARN or an alias. */
export function keyOf(asked: string, call: Call): KeyMetadata {
  const alias = /(?:^|:)(alias\/.+)$/.exec(asked)?.[1];
  const id = alias === undefined ? asked : call.here.kmsAliases[alias];
  const key = call.here.kmsKeys.find((each) => each.KeyId === id || each.Arn === id);
  if (key === undefined) throw new AwsError('NotFoundException', `Key '${asked}' does not exist`);
  return key;
}
