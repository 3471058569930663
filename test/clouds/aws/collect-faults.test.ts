import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GapReason, Reading } from '#model';
import { generateAwsEstate } from '../../sim/aws/generate.ts';
import { startAws, type AwsSim } from '../../sim/aws/server.ts';
import type { Fault, FaultLine, Trace } from '../../sim/faults.ts';
import { audit } from './audit.ts';
import { withParts } from './parts-estate.ts';
import { reads } from './swept-calls.ts';

const generated = generateAwsEstate({ seed: 11, clusters: 1, accounts: 1, regions: ['eu-central-1'] });
const [account = ''] = Object.keys(generated.accounts);
const estate = withParts(generated, account, 'eu-central-1');

let sim: AwsSim;
let whole: readonly Reading[];
let trace: Trace;
beforeAll(async () => {
  sim = await startAws({ estate });
  whole = await sweep();
  trace = sim.trace();
});
afterAll(() => sim.close());

/** One sweep of the one region and of the account; the simulator counts calls from its beginning. */
async function sweep(line?: FaultLine, patience?: number): Promise<readonly Reading[]> {
  sim.setFaults(line ? [line] : [], trace);
  const { readings } = await audit({ url: sim.url, as: account, regions: ['eu-central-1'], patience });
  if (line) expect(sim.faultsApplied(), 'the fault took effect').toEqual([line]);
  return readings;
}

const gapsOf = (readings: readonly Reading[]) => readings.flatMap(({ gaps }) => gaps);

/** Whatever failed, the rest is what it was: only what the gaps name may be missing, and only that is incomplete. */
function expectRest(readings: readonly Reading[]): void {
  readings.forEach((it, at) => {
    const before = whole[at]!;
    const listings = it.gaps.filter(({ resource }) => resource === undefined).flatMap(({ types }) => types);
    const lost = new Set(it.gaps.flatMap(({ types }) => types));
    expect(it.complete).toEqual(before.complete.filter((type) => !listings.includes(type)));
    expect(it.resources.filter(({ type }) => !lost.has(type))).toEqual(
      before.resources.filter(({ type }) => !lost.has(type)),
    );
    const known = new Map(before.resources.map((one) => [`${one.type} ${one.id}`, one]));
    for (const one of it.resources) expect(one).toEqual(known.get(`${one.type} ${one.id}`));
  });
}

test('the reads that are named are those that a sweep makes', () => {
  expect(
    Object.keys(trace)
      .filter((api) => api !== 'sts:GetCallerIdentity')
      .sort(),
  ).toEqual([...reads].sort());
});

/** What these would have led to is unread too, and said so. */
const leading = [
  'eks:DescribeCluster',
  'eks:DescribeNodegroup',
  'eks:DescribeAccessEntry',
  'eks:DescribeAddon',
  'eks:DescribeFargateProfile',
  'eks:DescribeIdentityProviderConfig',
];

describe('one refused call is one gap that names it', () => {
  test.each(reads)('%s, wherever it stands', async (operation) => {
    const count = trace[operation] ?? 0;
    const positions =
      count > 2
        ? (['first', 'middle', 'last'] as const)
        : count > 1
          ? (['first', 'last'] as const)
          : (['first'] as const);
    for (const position of positions) {
      const readings = await sweep({ operation, fault: 'denied', position });
      const gaps = gapsOf(readings);
      expect(gaps).toHaveLength(leading.includes(operation) ? 2 : 1);
      for (const gap of gaps) expect(gap).toMatchObject({ api: operation, reason: 'denied', permission: operation });
      expectRest(readings);
    }
  });
});

/** One operation of each protocol and shape: paged, one object, REST, JSON, query, EC2. */
const kinds = [
  'eks:ListClusters',
  'ec2:DescribeVolumes',
  'ecr:DescribeImages',
  'kms:DescribeKey',
  'iam:GetOpenIDConnectProvider',
];
const paged = [
  'eks:ListClusters',
  'ec2:DescribeVolumes',
  'ecr:DescribeImages',
  'inspector2:ListFindings',
  'iam:GetAccountAuthorizationDetails',
];

describe('every fault has its reason', () => {
  const reasons: readonly (readonly [Fault, GapReason, readonly string[]])[] = [
    ['throttled', 'throttled', kinds],
    ['server-error', 'unreachable', kinds],
    ['reset', 'unreachable', kinds],
    ['truncated-body', 'unreachable', kinds],
    ['malformed-body', 'malformed', kinds],
    ['repeated-token', 'malformed', paged],
    ['not-found', 'not-found', ['eks:DescribeAddon', 'kms:DescribeKey', 'iam:GetOpenIDConnectProvider']],
  ];
  test.each(reasons.flatMap(([fault, reason, apis]) => apis.map((api) => [fault, api, reason] as const)))(
    '%s of %s is %s',
    async (fault, operation, reason) => {
      const readings = await sweep({ operation, fault, position: 'last' });
      const gaps = gapsOf(readings);
      expect(gaps).toHaveLength(leading.includes(operation) ? 2 : 1);
      for (const gap of gaps) expect(gap).toMatchObject({ api: operation, reason });
      expectRest(readings);
    },
  );

  test.each(['eks:ListClusters', 'ec2:DescribeVolumes'])('no answer of %s is a timeout', async (operation) => {
    const readings = await sweep({ operation, fault: 'timeout', position: 'last' }, 700);
    expect(gapsOf(readings)).toEqual([expect.objectContaining({ api: operation, reason: 'timeout' })]);
    expectRest(readings);
  });
});

describe('what does not last is no gap', () => {
  test.each(paged)('an empty page with a token of %s is followed', async (operation) => {
    expect(await sweep({ operation, fault: 'empty-page-with-token', position: 'last' })).toEqual(bare(whole));
  });

  test.each(['throttled', 'server-error', 'reset', 'truncated-body', 'malformed-body'] as const)(
    'one %s is tried again',
    async (fault) => {
      const line: FaultLine = { operation: 'ec2:DescribeVolumes', fault, position: 'first', attempts: 1 };
      expect(await sweep(line)).toEqual(bare(whole));
    },
  );

  test('an image that was never scanned has no scan', async () => {
    const readings = await sweep({ operation: 'ecr:DescribeImageScanFindings', fault: 'not-found', position: 'all' });
    expect(gapsOf(readings)).toEqual([]);
    expect(readings.flatMap(({ resources }) => resources).filter(({ type }) => type === 'ecr.image-scan')).toEqual([]);
  });
});

const bare = (readings: readonly Reading[]) =>
  readings.map((it) => ({ ...it, startedAt: expect.any(String) as string }));

test('credentials that expire leave gaps that say so and keep what was read', async () => {
  const readings = await sweep({ operation: 'ec2:DescribeVolumes', fault: 'expired-credentials', position: 'first' });
  const gaps = gapsOf(readings);
  expect(gaps.length).toBeGreaterThan(0);
  for (const { reason, detail } of gaps) {
    expect(reason).toBe('denied');
    expect(detail).toContain('The credentials have expired.');
  }
  expect(readings.flatMap(({ resources }) => resources).some(({ type }) => type === 'eks.version')).toBe(true);
});

test.each(['eks:DescribeCluster', 'ecr:DescribeRepositories'])(
  'keys are not taken for gone when %s, which names them, was refused',
  async (operation) => {
    const readings = await sweep({ operation, fault: 'denied', position: 'all' });
    const region = readings.find(({ target }) => target.id.endsWith('eu-central-1'))!;
    const keys = ['kms.key', 'kms.key-policy', 'kms.key-rotation'];
    expect(region.complete.filter((type) => keys.includes(type))).toEqual([]);
    const open = region.gaps.filter(({ resource }) => resource === undefined).flatMap(({ types }) => types);
    expect(open).toEqual(expect.arrayContaining(keys));
  },
);

test('clusters that cannot be listed do not hide the rest of the region', async () => {
  const readings = await sweep({ operation: 'eks:ListClusters', fault: 'denied', position: 'all' });
  const region = readings.find(({ target }) => target.id.endsWith('eu-central-1'))!;
  expect(region.target.scopes).toEqual(['aws-region']);
  expect(region.gaps.flatMap(({ types }) => types)).toEqual([
    'eks.cluster',
    'eks.nodegroup',
    'ec2.launch-template-version',
    'ec2.image',
    'eks.access-entry',
    'eks.access-policies',
    'eks.addon',
    'eks.addon-versions',
    'eks.fargate-profile',
    'eks.capability',
    'eks.insights',
    'eks.identity-provider',
    'kms.key',
    'kms.key-rotation',
    'kms.key-policy',
  ]);
  expect(region.complete).toContain('ec2.security-group');
});
