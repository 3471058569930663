import { paginateDescribeVolumes, DescribeVolumesCommand } from '@aws-sdk/client-ec2';
import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { DescribeClusterCommand, ListClustersCommand, paginateListClusters } from '@aws-sdk/client-eks';
import { ListOpenIDConnectProvidersCommand } from '@aws-sdk/client-iam';
import { ListFindingsCommand } from '@aws-sdk/client-inspector2';
import { ListKeysCommand } from '@aws-sdk/client-kms';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FaultLine } from '../faults.ts';
import { clientsOf, type Clients } from './clients.ts';
import { accessKeyOf, generateAwsEstate } from './generate.ts';
import { startAws, type AwsSim } from './server.ts';

const estate = generateAwsEstate({ seed: 5, clusters: 3, regions: ['eu-central-1'] });
const [account = ''] = Object.keys(estate.accounts);
const accessKeyId = accessKeyOf(account);
const names = estate.accounts[account]?.regions['eu-central-1']?.clusters.map((cluster) => cluster.name) ?? [];
let sim: AwsSim;
let aws: Clients;

beforeAll(async () => {
  sim = await startAws({ estate });
  aws = clientsOf({ url: sim.url, accessKeyId, patience: 100 });
});
beforeEach(() => sim.setFaults([]));
afterAll(() => sim.close());

const list = (): Promise<unknown> => aws.eks.send(new ListClustersCommand({}));
const first = (fault: FaultLine['fault'], operation = 'eks:ListClusters'): void =>
  sim.setFaults([{ operation, fault, position: 'first' }]);

const everyService: readonly (readonly [
  string,
  (aws: Clients) => Promise<unknown>,
  Readonly<Record<string, string>>,
])[] = [
  [
    'ec2:DescribeVolumes',
    ({ ec2 }) => ec2.send(new DescribeVolumesCommand({})),
    {
      denied: 'UnauthorizedOperation',
      throttled: 'RequestLimitExceeded',
      'server-error': 'InternalError',
      'expired-credentials': 'RequestExpired',
    },
  ],
  [
    'eks:ListClusters',
    ({ eks }) => eks.send(new ListClustersCommand({})),
    {
      denied: 'AccessDeniedException',
      throttled: 'ThrottlingException',
      'server-error': 'ServerException',
      'expired-credentials': 'ExpiredTokenException',
    },
  ],
  [
    'iam:ListOpenIDConnectProviders',
    ({ iam }) => iam.send(new ListOpenIDConnectProvidersCommand({})),
    {
      denied: 'AccessDenied',
      throttled: 'Throttling',
      'server-error': 'ServiceFailureException',
      'expired-credentials': 'ExpiredToken',
    },
  ],
  [
    'sts:GetCallerIdentity',
    ({ sts }) => sts.send(new GetCallerIdentityCommand({})),
    {
      denied: 'AccessDenied',
      throttled: 'Throttling',
      'server-error': 'ServiceFailure',
      'expired-credentials': 'ExpiredToken',
    },
  ],
  [
    'ecr:DescribeRepositories',
    ({ ecr }) => ecr.send(new DescribeRepositoriesCommand({})),
    {
      denied: 'AccessDeniedException',
      throttled: 'ThrottlingException',
      'server-error': 'ServerException',
      'expired-credentials': 'ExpiredTokenException',
    },
  ],
  [
    'inspector2:ListFindings',
    ({ inspector }) => inspector.send(new ListFindingsCommand({})),
    {
      denied: 'AccessDeniedException',
      throttled: 'ThrottlingException',
      'server-error': 'InternalServerException',
      'expired-credentials': 'ExpiredTokenException',
    },
  ],
  [
    'kms:ListKeys',
    ({ kms }) => kms.send(new ListKeysCommand({})),
    {
      denied: 'AccessDeniedException',
      throttled: 'ThrottlingException',
      'server-error': 'KMSInternalException',
      'expired-credentials': 'ExpiredTokenException',
    },
  ],
];

describe.each(everyService)('%s', (operation, ask, words) => {
  test.each(Object.entries(words))('%s is said as %s', async (fault, name) => {
    sim.setFaults([{ operation, fault: fault as FaultLine['fault'], position: 'first' }]);
    await expect(ask(aws)).rejects.toMatchObject({ name });
  });

  test.each(['malformed-body', 'truncated-body', 'timeout', 'reset'] as const)('%s fails the call', async (fault) => {
    sim.setFaults([{ operation, fault, position: 'first' }]);
    await expect(ask(aws)).rejects.toBeInstanceOf(Error);
    expect(sim.faultsApplied()).toHaveLength(1);
    expect(sim.calls.at(-1)?.fault).toBe(fault);
  });
});

test('a timeout and a reset are seen as such', async () => {
  first('timeout');
  await expect(list()).rejects.toMatchObject({ name: 'TimeoutError' });
  first('reset');
  await expect(list()).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('a throttled call stays throttled however often it is retried, and the next one is served', async () => {
  const patient = clientsOf({ url: sim.url, accessKeyId, maxAttempts: 2 });
  first('throttled', 'kms:ListKeys');
  await expect(patient.kms.send(new ListKeysCommand({}))).rejects.toMatchObject({
    name: 'ThrottlingException',
    $metadata: { attempts: 2 },
  });
  expect((await patient.kms.send(new ListKeysCommand({}))).Keys).not.toHaveLength(0);
});

test('a fault of one attempt is cured by a retry', async () => {
  const patient = clientsOf({ url: sim.url, accessKeyId, maxAttempts: 2 });
  sim.setFaults([{ operation: 'kms:ListKeys', fault: 'server-error', position: 'first', attempts: 1 }]);
  expect((await patient.kms.send(new ListKeysCommand({}))).$metadata.attempts).toBe(2);
});

test('an empty page with a token loses nothing', async () => {
  first('empty-page-with-token');
  const pages: (readonly string[] | undefined)[] = [];
  for await (const page of paginateListClusters({ client: aws.eks }, {})) pages.push(page.clusters);
  expect(pages).toEqual([[], names]);
});

test('a repeated token leads to itself for ever', async () => {
  first('repeated-token', 'ec2:DescribeVolumes');
  const tokens: (string | undefined)[] = [];
  for await (const page of paginateDescribeVolumes({ client: aws.ec2, pageSize: 5 }, {})) {
    tokens.push(page.NextToken);
    if (tokens.length === 4) break;
  }
  expect(new Set(tokens).size).toBe(1);
  expect(tokens[0]).toBeDefined();
});

test('an object vanishes between list and describe', async () => {
  sim.setFaults([{ operation: 'eks:DescribeCluster', fault: 'not-found', position: 2 }]);
  const described = await Promise.allSettled(names.map((name) => aws.eks.send(new DescribeClusterCommand({ name }))));
  expect(described.filter((each) => each.status === 'rejected').map((each): unknown => each.reason)).toMatchObject([
    { name: 'ResourceNotFoundException' },
  ]);
});

test('expired credentials stay expired for every operation', async () => {
  await list();
  first('expired-credentials');
  await expect(list()).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  await expect(aws.kms.send(new ListKeysCommand({}))).rejects.toMatchObject({ name: 'ExpiredTokenException' });
});

test('a fault that says nothing to an operation changes nothing and is not recorded', async () => {
  first('not-found');
  expect(await list()).toMatchObject({ clusters: names });
  expect(sim.calls.at(-1)?.fault).toBeUndefined();
});

test('the trace counts calls, not attempts', async () => {
  const fresh = await startAws({
    estate,
    faults: [{ operation: 'kms:ListKeys', fault: 'server-error', position: 'first', attempts: 1 }],
  });
  const patient = clientsOf({ url: fresh.url, accessKeyId, maxAttempts: 2 });
  await patient.kms.send(new ListKeysCommand({}));
  await patient.kms.send(new ListKeysCommand({}));
  expect(fresh.trace()).toEqual({ 'kms:ListKeys': 2 });
  expect(fresh.calls).toHaveLength(3);
  await fresh.close();
});
