import { afterEach, describe, expect, test } from 'vitest';
import type { Reading } from '#model';
import type { AwsEstate, AwsRegion } from '../../../sim/aws/estate.ts';
import { startAws, type AwsSim } from '../../../sim/aws/server.ts';
import type { FaultLine } from '../../../sim/faults.ts';
import { audit } from '../audit.ts';
import { account, estate, held, here } from '../small-estate.ts';

const region = 'eu-central-1';
const running: AwsSim[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((it) => it.close()));
});

/** A sweep of the one region with something changed in it. */
async function sweep(change: Partial<AwsRegion> = {}, faults: readonly FaultLine[] = []): Promise<Reading> {
  const changed: AwsEstate = {
    ...estate,
    accounts: { [account]: { ...held, regions: { ...held.regions, [region]: { ...here, ...change } } } },
  };
  const sim = await startAws({ estate: changed, faults });
  running.push(sim);
  const { readings } = await audit({ url: sim.url, as: account, regions: [region], attempts: 1 });
  return readings.find(({ target }) => target.id === place)!;
}

const place = `aws:${account}:${region}`;
const configs = ({ resources }: Reading, type: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(resources.filter((it) => it.type === type).map(({ id, config }) => [id, config]));
const [first] = here.repositories;
const arn = first?.repositoryArn ?? '';
const name = first?.repositoryName ?? '';

describe('policies', () => {
  test('of repositories, and none of those that have none', async () => {
    const reading = await sweep({ ecrPolicies: { [name]: '{"Statement":[]}' } });
    expect(configs(reading, 'ecr.repository-policy')).toEqual({
      [`${arn}/policy`]: { registryId: account, repositoryName: name, policyText: '{"Statement":[]}' },
    });
    expect([reading.complete.includes('ecr.repository-policy'), reading.gaps]).toEqual([true, []]);
  });

  test('of the registry', async () => {
    const reading = await sweep({ ecrRegistryPolicy: '{"Statement":[]}', ecrPolicyScope: 'V2' });
    expect(configs(reading, 'ecr.registry-policy')).toEqual({
      [`${place}/ecr.registry-policy`]: { registryId: account, policyText: '{"Statement":[]}' },
    });
    expect(configs(reading, 'ecr.policy-scope')).toEqual({
      [`${place}/ecr.policy-scope`]: { name: 'REGISTRY_POLICY_SCOPE', value: 'V2' },
    });
  });

  test('of a registry without one stands without a text', async () => {
    const reading = await sweep({ ecrRegistryPolicy: undefined });
    expect(configs(reading, 'ecr.registry-policy')).toEqual({
      [`${place}/ecr.registry-policy`]: { registryId: account },
    });
    expect([reading.complete.includes('ecr.registry-policy'), reading.gaps]).toEqual([true, []]);
  });

  test.each(['ecr:GetRepositoryPolicy', 'ecr:GetRegistryPolicy'])(
    '%s that is refused is no answer',
    async (operation) => {
      const { gaps } = await sweep({}, [{ operation, fault: 'denied', position: 'first' }]);
      expect(gaps).toMatchObject([{ api: operation, reason: 'denied', permission: operation }]);
    },
  );

  test('of a repository that went away meanwhile are not known', async () => {
    const operation = 'ecr:GetRepositoryPolicy';
    const { gaps } = await sweep({}, [{ operation, fault: 'not-found', position: 'first' }]);
    expect(gaps).toMatchObject([{ api: operation, reason: 'not-found', types: ['ecr.repository-policy'] }]);
  });

  test('of the own keys of the customer alone', async () => {
    const [used] = here.kmsKeys.filter(({ KeyManager }) => KeyManager === 'CUSTOMER');
    const foreign = `arn:aws:kms:${region}:999988887777:key/1`;
    const volumes = [{ VolumeId: 'vol-1', KmsKeyId: foreign }, ...here.volumes];
    const kmsKeys = [...here.kmsKeys, { ...used, KeyId: '1', Arn: foreign }];
    const reading = await sweep({ volumes, kmsKeys, kmsPolicies: { [used?.Arn ?? '']: '{"Statement":[]}' } });
    expect(reading.gaps).toEqual([]);
    expect(configs(reading, 'kms.key')[foreign]).toBeDefined();
    const policies = configs(reading, 'kms.key-policy');
    expect(policies[`${used?.Arn ?? ''}/policy`]).toEqual({ PolicyName: 'default', Policy: '{"Statement":[]}' });
    const managers = Object.keys(policies).map(
      (id) => here.kmsKeys.find(({ Arn = '' }) => id === `${Arn}/policy`)?.KeyManager,
    );
    expect(new Set(managers)).toEqual(new Set(['CUSTOMER']));
  });
});

describe('how images are scanned', () => {
  const operation = 'ecr:BatchGetRepositoryScanningConfiguration';
  const many = Array.from({ length: 51 }, (_, i) => ({
    ...first,
    repositoryName: `r${i}`,
    repositoryArn: `${arn}${i}`,
  }));

  test('is read for 25 repositories at a time', async () => {
    const reading = await sweep({ repositories: many, ecrImages: {} });
    expect(Object.keys(configs(reading, 'ecr.repository-scanning'))).toHaveLength(51);
    expect(running[0]?.trace()[operation]).toBe(3);
  });

  test('is still read for the others where a part of it was refused', async () => {
    const fault = { operation, fault: 'denied', position: 'first' } as const;
    const { gaps, complete, resources } = await sweep({ repositories: many, ecrImages: {} }, [fault]);
    expect(gaps).toMatchObject([{ reason: 'denied', types: ['ecr.repository-scanning'] }]);
    expect(complete).not.toContain('ecr.repository-scanning');
    expect(resources.filter(({ type }) => type === 'ecr.repository-scanning')).toHaveLength(26);
  });

  test('of the registry and of Inspector', async () => {
    const reading = await sweep({ ecrScanning: { scanType: 'ENHANCED', rules: [] }, inspectorOfEcr: 'SUSPENDED' });
    expect(configs(reading, 'ecr.registry-scanning')).toEqual({
      [`${place}/ecr.registry-scanning`]: {
        registryId: account,
        scanningConfiguration: { scanType: 'ENHANCED', rules: [] },
      },
    });
    expect(configs(reading, 'inspector.account')).toMatchObject({
      [`${place}/inspector.account`]: { accountId: account, resourceState: { ecr: { status: 'SUSPENDED' } } },
    });
  });
});
