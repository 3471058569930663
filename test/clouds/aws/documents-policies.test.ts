import { describe, expect, test } from 'vitest';
import { onlyResource, read } from '../files/folder.ts';

const answer = (data: object, status = 200) => ({ status_code: status, data: { ...data, ResponseMetadata: {} } });

describe('addresses of what says who may use something, and how it is scanned', () => {
  const cases: readonly [string, object, string][] = [
    [
      'who may use a repository',
      { registryId: '1', repositoryName: 'a/b', policyText: '{}' },
      'arn:aws:ecr::1:repository/a/b/policy',
    ],
    ['who may use a registry', { registryId: '1', policyText: '{}' }, 'aws:files:./ecr.registry-policy'],
    [
      'what the policy of a registry governs',
      { name: 'REGISTRY_POLICY_SCOPE', value: 'V2' },
      'aws:files:./ecr.policy-scope',
    ],
    [
      'how a registry scans',
      { registryId: '1', scanningConfiguration: { scanType: 'BASIC', rules: [] } },
      'aws:files:./ecr.registry-scanning',
    ],
    [
      'how the images of a repository are scanned',
      {
        scanningConfigurations: [
          { repositoryArn: 'arn:aws:ecr:eu-west-1:1:repository/a', repositoryName: 'a', scanFrequency: 'MANUAL' },
        ],
        failures: [],
      },
      'arn:aws:ecr:eu-west-1:1:repository/a/scanning',
    ],
    [
      'whether Inspector is on',
      { accounts: [{ accountId: '1', state: { status: 'ENABLED' }, resourceState: {} }], failedAccounts: [] },
      'aws:files:./inspector.account',
    ],
  ];

  test.each(cases)('%s', async (_, document, id) => {
    expect(onlyResource(await read({ 'a.json': document })).id).toBe(id);
  });
});

describe('policies of keys', () => {
  test('the policy of a key belongs to the key that was asked for', async () => {
    const output = { Policy: '{"Statement":[]}', PolicyName: 'default' };
    const input = { KeyId: 'arn:aws:kms:eu-west-1:1:key/k' };
    const examples = { GetKeyPolicy: [{ input, output }] };
    const found = onlyResource(await read({ 'kms-2014-11-01.examples.json': { version: '1.0', examples } }));
    expect([found.type, found.id, found.config]).toEqual(['kms.key-policy', `${input.KeyId}/policy`, output]);
  });

  test('the policy of a key that nothing names is not judged', async () => {
    const found = await read({ 'kms.GetKeyPolicy_1.json': answer({ Policy: '{}', PolicyName: 'default' }) });
    expect([
      found.readings.flatMap(({ resources }) => resources),
      found.unreadable.map(({ reason }) => reason),
    ]).toEqual([[], ['not-judged']]);
  });
});
