import { describe, expect, test } from 'vitest';
import { onlyReading, read } from '../files/folder.ts';

const answer = (data: object, status: number) => ({ status_code: status, data: { ...data, ResponseMetadata: {} } });

describe('refusals', () => {
  const refused = (operation: string, code: string, message: string, status = 400) =>
    read({ [`${operation.replace(':', '.')}_1.json`]: answer({ Error: { Code: code, Message: message } }, status) });

  test('a denied call is a gap on the address that the message names', async () => {
    const arn = 'arn:aws:kms:us-west-1:1:key/k';
    const { gaps } = onlyReading(
      await refused('kms:DescribeKey', 'AccessDeniedException', `no: kms:DescribeKey on resource: ${arn}`),
    );
    expect(gaps).toEqual([
      {
        target: 'aws:files:.',
        api: 'kms:DescribeKey',
        reason: 'denied',
        permission: 'kms:DescribeKey',
        resource: arn,
        types: ['kms.key', 'kms.key-rotation', 'kms.key-policy'],
        detail: `AccessDeniedException: no: kms:DescribeKey on resource: ${arn}`,
      },
    ]);
  });

  test('a denied listing is a gap on no address, though its message names cluster/*', async () => {
    const { gaps } = onlyReading(
      await refused('eks:ListClusters', 'AccessDeniedException', 'on resource: arn:aws:eks:eu-west-1:1:cluster/*'),
    );
    expect(gaps.map(({ api, reason, resource }) => [api, reason, resource])).toEqual([
      ['eks:ListClusters', 'denied', undefined],
    ]);
  });

  test.each([
    ['Throttling', 'throttled', 400],
    ['InvalidSubnetID.NotFound', 'not-found', 400],
    ['OptInRequired', 'not-enabled', 400],
    ['InternalError', 'unreachable', 500],
    ['ValidationError', 'not-in-files', 400],
  ])('%s is %s', async (code, reason, status) => {
    const { gaps } = onlyReading(await refused('ec2:DescribeSubnets', code, 'm', status));
    expect(gaps.map((gap) => gap.reason)).toEqual([reason]);
  });

  describe('a repository without a policy', () => {
    const repository = (name: string) => ({
      repositoryArn: `arn:aws:ecr:us-east-1:111122223333:repository/${name}`,
      repositoryName: name,
      registryId: '111122223333',
    });
    const none = (name: string) =>
      answer(
        {
          Error: {
            Code: 'RepositoryPolicyNotFoundException',
            Message: `Repository policy does not exist for the repository with name '${name}' in the registry with id '111122223333'`,
          },
        },
        400,
      );
    const moment = (names: readonly string[], others: object) =>
      read({ 'ecr.DescribeRepositories_1.json': answer({ repositories: names.map(repository) }, 200), ...others });

    test('is no gap: where each repository was asked, the policies are all there', async () => {
      const policy = { registryId: '111122223333', repositoryName: 'web', policyText: '{}' };
      const { gaps, complete } = onlyReading(
        await moment(['shop', 'web'], {
          'ecr.GetRepositoryPolicy_1.json': none('shop'),
          'ecr.GetRepositoryPolicy_2.json': answer(policy, 200),
        }),
      );
      expect([gaps, complete]).toEqual([[], ['ecr.repository', 'ecr.repository-policy']]);
    });

    test('says nothing of a repository that was not asked', async () => {
      const { gaps, complete } = onlyReading(
        await moment(['shop', 'web'], { 'ecr.GetRepositoryPolicy_1.json': none('shop') }),
      );
      expect([gaps, complete]).toEqual([[], ['ecr.repository']]);
    });

    test('is a gap where the message does not name it', async () => {
      const { gaps } = onlyReading(await refused('ecr:GetRepositoryPolicy', 'RepositoryPolicyNotFoundException', 'm'));
      expect(gaps.map(({ api, reason }) => [api, reason])).toEqual([['ecr:GetRepositoryPolicy', 'not-found']]);
    });
  });

  test('a refused call that no rule needs is named', async () => {
    const found = await refused('iam:GetServerCertificate', 'NoSuchEntity', 'm', 404);
    expect([found.readings, found.unreadable.map(({ reason }) => reason)]).toEqual([[], ['not-judged']]);
  });
});
