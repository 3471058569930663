import { describe, expect, test } from 'vitest';
import { instance } from '#clouds/aws/ec2/instance/resource';
import { ecrRepository } from '#clouds/aws/ecr/repository/resource';
import { keyUse } from '#clouds/aws/kms/key/use-facts';
import type { Resource } from '#model';
import { claimTag, nodeWith, volumeWith } from '../../../../support/aws/ec2.ts';
import { clusterWith } from '../../../../support/aws/eks.ts';
import { answerOf } from '../../../../support/aws/fact.ts';
import { keyArn, keyWith } from '../../../../support/aws/kms.ts';
import { make } from '../../../../support/build.ts';

const use = (...beside: Resource[]) => answerOf(keyUse, keyWith(), beside);
const cluster = (key: string) => clusterWith({}, { encryptionConfig: [{ provider: { keyArn: key } }] });
const repository = (kmsKey: string) =>
  make(ecrRepository, 'arn:aws:ecr:eu-west-1:111122223333:repository/shop', {
    encryptionConfiguration: { encryptionType: 'KMS', kmsKey },
  });
const arnOf = (path: string, place = 'eu-west-1:111122223333'): string => `arn:aws:kms:${place}:${path}`;
const alias = arnOf('alias/eks');
const claim = { Attachments: [], Tags: [claimTag] };

describe('it is not known whether the key is used', () => {
  test.each<[string, Resource[]]>([
    ['by a cluster that names an alias', [cluster(alias)]],
    ['by a cluster that names an alias without its account', [cluster('alias/eks')]],
    ['by a cluster that names an alias of no region', [cluster(arnOf('alias/eks', ':'))]],
    ['by a repository that names an alias', [repository(alias)]],
    ['by the volume of a node that names an alias', [volumeWith({ KmsKeyId: alias }), nodeWith()]],
    ['by the volume of a claim that names an alias', [volumeWith({ KmsKeyId: 'alias/eks', ...claim })]],
    ['by a cluster beside a volume with another key', [volumeWith({ KmsKeyId: arnOf('key/2') }), cluster(alias)]],
  ])('%s', (_, beside) => {
    const message = 'It is not known which key alias/eks stands for.';
    expect(use(...beside)).toEqual({ verdict: 'unknown', reason: 'not-found', message });
  });

  test('by a cluster that names what is neither the id of a key nor an alias', () => {
    expect(use(cluster('eks key'))).toMatchObject({ message: 'It is not known which key eks key stands for.' });
  });

  test('by a volume with an alias, while its machine could not be read', () => {
    const hidden = { hidden: [instance] };
    expect(answerOf(keyUse, keyWith(), [volumeWith({ KmsKeyId: alias })], hidden)).toMatchObject({ reason: 'denied' });
  });
});

describe('the key is used', () => {
  test.each<[string, Resource[]]>([
    ['by a cluster that names its ARN', [cluster(keyArn)]],
    ['by a cluster that names its id alone', [cluster('1')]],
    ['by a cluster that names its ARN without the account', [cluster(arnOf('key/1', 'eu-west-1:'))]],
    ['by a repository, whatever the alias of a cluster stands for', [cluster(alias), repository(keyArn)]],
    ['by a volume of a claim, whatever the alias of another stands for', [cluster(alias), volumeWith(claim)]],
  ])('%s', (_, beside) => {
    expect(use(...beside)).toBe('used');
  });
});

describe('the key is not used', () => {
  test.each<[string, Resource[]]>([
    ['by a cluster that names no key', [clusterWith({}, { encryptionConfig: [{ provider: {} }] })]],
    ['by a cluster that names an alias of another region', [cluster(arnOf('alias/eks', 'us-east-1:111122223333'))]],
    ['by a cluster that names an alias of another account', [cluster(arnOf('alias/eks', 'eu-west-1:999988887777'))]],
    ['by a cluster that names the same id in another region', [cluster(arnOf('key/1', 'us-east-1:111122223333'))]],
    ['by a repository that names the id of another key', [repository('0a1b')]],
    ['by a repository with an alias that AWS keeps for its keys', [repository('alias/aws/ecr')]],
    [
      'by a volume with an alias, on a machine of no cluster',
      [volumeWith({ KmsKeyId: alias }), nodeWith({ Tags: [] })],
    ],
  ])('%s', (_, beside) => {
    expect(use(...beside)).toBe('unused');
  });
});
