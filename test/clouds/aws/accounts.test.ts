import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { awsCloud } from '#clouds/aws/cloud';
import { typeNamesIn } from '#clouds/aws/types';
import { gateOf } from '#clouds/gate';
import { accessKeyOf, generateAwsEstate } from '../../sim/aws/generate.ts';
import { startAws, type AwsSim } from '../../sim/aws/server.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { audit } from './audit.ts';

const estate = generateAwsEstate({ seed: 5, clusters: 2, accounts: 2, regions: ['eu-central-1'] });
const [own = '', other = ''] = Object.keys(estate.accounts);
const regions = ['eu-central-1'];

let sim: AwsSim;
beforeAll(async () => {
  sim = await startAws({ estate });
});
afterEach(() => {
  vi.unstubAllEnvs();
  sim.setFaults([]);
  sim.calls.length = 0;
});
afterAll(() => sim.close());

describe('several accounts', () => {
  const reader = (account: string) => ({ account, role: 'shoalwatch-reader', externalId: `audit-${account}` });

  test('are each read by their role, with its external id', async () => {
    const accounts = [{ ...reader(own), environment: 'prod' }, reader(other)];
    const { discovery, readings } = await audit({ url: sim.url, as: own, accounts, regions });
    expect(discovery).toEqual({
      targets: [
        { id: `aws:${own}:eu-central-1`, provider: 'aws', scopes: ['aws-region'], environment: 'prod' },
        { id: `aws:${own}:global`, provider: 'aws', scopes: ['aws-global'], environment: 'prod' },
        { id: `aws:${other}:eu-central-1`, provider: 'aws', scopes: ['aws-region'] },
        { id: `aws:${other}:global`, provider: 'aws', scopes: ['aws-global'] },
      ],
      gaps: [],
    });
    expect(readings.flatMap(({ gaps }) => gaps)).toEqual([]);
    for (const { target, resources } of readings) {
      expect(resources.length, target.id).toBeGreaterThan(10);
      const arns = resources
        .map(({ id }) => id.split(':'))
        .filter(([, , , , account]) => /^\d{12}$/.test(account ?? ''));
      expect(new Set(arns.map(([, , , , account]) => account))).toEqual(new Set([target.id.split(':')[1]]));
    }
  });

  test('assume each role once, however many clients use it', async () => {
    await audit({ url: sim.url, as: own, accounts: [reader(own), reader(other)], regions });
    expect(sim.calls.filter(({ operation }) => operation === 'AssumeRole')).toHaveLength(2);
  });

  test('a refused role is a target with one gap for all that it would have read', async () => {
    const accounts = [reader(own), { ...reader(other), externalId: 'wrong' }];
    const { discovery, readings } = await audit({ url: sim.url, as: own, accounts });
    const id = `aws:${other}:global`;
    expect(discovery.targets).toContainEqual({ id, provider: 'aws', scopes: ['aws-global', 'aws-region'] });
    expect(discovery.gaps).toEqual([
      expect.objectContaining({ target: id, api: 'sts:AssumeRole', reason: 'denied', permission: 'sts:AssumeRole' }),
    ]);
    expect(discovery.gaps[0]!.types).toEqual(typeNamesIn(['aws-global', 'aws-region']));
    expect(discovery.gaps[0]!.detail).toContain(`The role arn:aws:iam::${other}:role/shoalwatch-reader of account`);
    // The sweep adds what discovery said: once is enough.
    expect(readings.find(({ target }) => target.id === id)).toMatchObject({ resources: [], complete: [], gaps: [] });
    expect(readings.filter(({ target }) => target.id.includes(own)).flatMap(({ gaps }) => gaps)).toEqual([]);
  });

  test('another process that reads one of its targets says so itself', async () => {
    const clock = quickClock();
    const clientConfig = {
      endpoint: sim.url,
      region: 'us-east-1',
      credentials: { accessKeyId: accessKeyOf(own), secretAccessKey: 'secret' },
    };
    const cloud = awsCloud({
      gate: gateOf({ clock }),
      clock,
      clientConfig,
      accounts: [{ ...reader(other), externalId: 'no' }],
    });
    const reading = await cloud.collect({ id: `aws:${other}:eu-central-1`, provider: 'aws', scopes: ['aws-region'] });
    expect(reading.gaps).toEqual([expect.objectContaining({ api: 'sts:AssumeRole', reason: 'denied' })]);
    expect(reading.gaps[0]!.types).toEqual(typeNamesIn(['aws-region']));
  });

  test('an account without a role has to be that of the credentials', async () => {
    const { discovery } = await audit({ url: sim.url, as: own, accounts: [{ account: other }], regions });
    expect(discovery.targets.map(({ id }) => id)).toEqual([`aws:${other}:eu-central-1`, `aws:${other}:global`]);
    expect(discovery.gaps.map(({ detail }) => detail)).toEqual([
      `The credentials are of account ${own}: name a role to assume in account ${other}.`,
      `The credentials are of account ${own}: name a role to assume in account ${other}.`,
    ]);
  });

  test('one role of another account is that account', async () => {
    const roleArn = `arn:aws:iam::${other}:role/shoalwatch-reader`;
    const { discovery } = await audit({ url: sim.url, as: own, roleArn, externalId: `audit-${other}`, regions });
    expect(discovery.targets.map(({ id }) => id)).toEqual([`aws:${other}:eu-central-1`, `aws:${other}:global`]);
    expect(discovery.gaps).toEqual([]);
  });
});

describe('credentials', () => {
  const bare = () => {
    for (const name of ['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_REGION'])
      vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere/config');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere/credentials');
    vi.stubEnv('AWS_ENDPOINT_URL', sim.url);
    const clock = quickClock();
    return { clock, gate: gateOf({ clock }) };
  };

  test('none at all: the cloud is skipped, with what to do', async () => {
    const { targets, gaps, skipped } = await awsCloud(bare()).discover();
    expect({ targets, gaps }).toEqual({ targets: [], gaps: [] });
    expect(skipped).toMatch(/^No AWS credentials were found\. Sign in with `aws sso login`/);
    expect(sim.calls).toEqual([]);
  });

  test('none where an account was asked for: a gap, never a silent absence', async () => {
    const { targets, gaps, skipped } = await awsCloud({ ...bare(), accounts: [{ account: own }] }).discover();
    expect(skipped).toBeUndefined();
    expect(targets.map(({ id }) => id)).toEqual([`aws:${own}:global`]);
    expect(gaps).toEqual([expect.objectContaining({ api: 'sts:GetCallerIdentity', reason: 'denied' })]);
  });

  test('and the endpoint come from the environment, as the SDK reads it', async () => {
    const settings = bare();
    vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyOf(own));
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    const cloud = awsCloud(settings);
    const { targets } = await cloud.discover();
    expect(targets.map(({ id }) => id)).toContain(`aws:${own}:eu-central-1`);
    const reading = await cloud.collect(targets.find(({ id }) => id.endsWith('eu-central-1'))!);
    expect(reading.gaps).toEqual([]);
    expect(reading.resources.filter(({ type }) => type === 'eks.cluster')).toHaveLength(1);
  });

  test('that nobody knows are a gap on an account without a name', async () => {
    const { discovery } = await audit({ url: sim.url, as: '999999999999' });
    expect(discovery.targets.map(({ id }) => id)).toEqual(['aws:unknown:global']);
    expect(discovery.gaps).toEqual([expect.objectContaining({ api: 'sts:GetCallerIdentity', reason: 'denied' })]);
  });
});

describe('regions', () => {
  test('one that is not opted in, asked for by name, says so', async () => {
    const { readings } = await audit({ url: sim.url, as: own, regions: ['me-south-1'] });
    const reading = readings.find(({ target }) => target.id === `aws:${own}:me-south-1`)!;
    expect(reading.resources).toEqual([]);
    expect(reading.complete).toEqual([]);
    expect(new Set(reading.gaps.map(({ reason }) => reason))).toEqual(new Set(['not-enabled']));
    expect(reading.gaps[0]!.detail).toMatch(/^The region is not enabled in the account\./);
  });

  test('that cannot be listed are a gap on the account, whose identities are still read', async () => {
    sim.setFaults([{ operation: 'ec2:DescribeRegions', fault: 'denied', position: 'all' }]);
    const { discovery, readings } = await audit({ url: sim.url, as: own });
    expect(discovery.targets).toEqual([
      { id: `aws:${own}:global`, provider: 'aws', scopes: ['aws-global', 'aws-region'] },
    ]);
    expect(discovery.gaps).toEqual([expect.objectContaining({ api: 'ec2:DescribeRegions', reason: 'denied' })]);
    expect(discovery.gaps[0]!.types).toContain('eks.cluster');
    expect(discovery.gaps[0]!.types).not.toContain('iam.role');
    expect(readings[0]!.complete).toEqual(expect.arrayContaining(['iam.oidc-provider', 'iam.policy', 'iam.role']));
  });
});

test('a stopped sweep ends, and nothing is made of it', async () => {
  const clock = quickClock();
  const clientConfig = {
    endpoint: sim.url,
    region: 'us-east-1',
    credentials: { accessKeyId: accessKeyOf(own), secretAccessKey: 'secret' },
  };
  const cloud = awsCloud({ gate: gateOf({ clock }), clock, clientConfig, regions });
  const { targets } = await cloud.discover();
  const stop = new AbortController();
  stop.abort();
  await expect(cloud.collect(targets[0]!, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
});
