import { describe, expect, test } from 'vitest';
import { onlyResource, pod, read } from './folder.ts';

const config = async (document: object): Promise<unknown> => onlyResource(await read({ 'a.json': document })).config;
const eks = (more: object) => ({ name: 'c', arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/c', ...more });
const arn = 'arn:aws:iam::111122223333:role/r';

describe('a field that a cloud prints as null is not there', () => {
  const cases: readonly [string, object, object][] = [
    [
      'the access of a cluster',
      { cluster: eks({ resourcesVpcConfig: { endpointPublicAccess: null, endpointPrivateAccess: false } }) },
      eks({ resourcesVpcConfig: { endpointPrivateAccess: false } }),
    ],
    [
      'the encryption of a volume',
      { Volumes: [{ VolumeId: 'vol-1', Size: 8, Encrypted: null, Attachments: [{ InstanceId: null }] }] },
      { VolumeId: 'vol-1', Size: 8, Attachments: [{}] },
    ],
    [
      'the alias of an owner',
      { Images: [{ ImageId: 'ami-1', OwnerId: '9', RootDeviceType: 'ebs', ImageOwnerAlias: null }] },
      { ImageId: 'ami-1', OwnerId: '9', RootDeviceType: 'ebs' },
    ],
    [
      'the next page of a listing',
      { Reservations: [{ Instances: [{ InstanceId: 'i-1', Tags: null }] }], NextToken: null },
      { InstanceId: 'i-1' },
    ],
  ];
  test.each(cases)('%s', async (_, document, expected) => {
    expect(await config(document)).toEqual(expected);
  });
});

test('false, zero, empty text and empty lists are there', async () => {
  const held = { Encrypted: false, Iops: 0, KmsKeyId: '', Tags: [] };
  expect(await config({ Volumes: [{ VolumeId: 'vol-1', Size: 8, ...held }] })).toMatchObject(held);
});

test('a policy document stays as it is, with its nulls', async () => {
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Condition: null }] };
  expect(await config({ Role: { RoleName: 'r', Arn: arn, AssumeRolePolicyDocument: document, Tags: null } })).toEqual({
    RoleName: 'r',
    Arn: arn,
    AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(document)),
  });
});

test('in an object of Kubernetes null is a value', async () => {
  const { spec, ...rest } = pod('p');
  expect(await config({ ...rest, spec: { ...spec, securityContext: null } })).toHaveProperty(
    'spec.securityContext',
    null,
  );
});
