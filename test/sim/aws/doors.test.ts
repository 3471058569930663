import { DescribeVolumesCommand, DescribeDhcpOptionsCommand } from '@aws-sdk/client-ec2';
import { DescribeRegistryCommand } from '@aws-sdk/client-ecr';
import { ListClustersCommand, ListPodIdentityAssociationsCommand } from '@aws-sdk/client-eks';
import { GetAccountAuthorizationDetailsCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientsOf, type Clients } from './clients.ts';
import { accessKeyOf, generateAwsEstate } from './generate.ts';
import { startAws, type AwsSim } from './server.ts';

const estate = generateAwsEstate({ seed: 3, clusters: 1, regions: ['eu-central-1'] });
const [account = ''] = Object.keys(estate.accounts);
let sim: AwsSim;
let aws: Clients;
beforeAll(async () => {
  sim = await startAws({ estate });
  aws = clientsOf({ url: sim.url, accessKeyId: accessKeyOf(account) });
});
afterAll(() => sim.close());

test.each([
  ['EC2', (aws: Clients) => aws.ec2.send(new DescribeDhcpOptionsCommand({})), 'InvalidAction', 'DescribeDhcpOptions'],
  [
    'EKS',
    (aws: Clients) => aws.eks.send(new ListPodIdentityAssociationsCommand({ clusterName: 'a' })),
    'UnknownOperationException',
    'GET /clusters/a/pod-identity-associations',
  ],
  [
    'ECR',
    (aws: Clients) => aws.ecr.send(new DescribeRegistryCommand({})),
    'UnknownOperationException',
    'DescribeRegistry',
  ],
  ['IAM', (aws: Clients) => aws.iam.send(new ListUsersCommand({})), 'InvalidAction', 'ListUsers'],
])('an operation of %s that is not simulated is refused and counted', async (_, ask, name, operation) => {
  await expect(ask(aws)).rejects.toMatchObject({ name });
  expect(sim.calls.at(-1)).toMatchObject({ operation, unknown: true });
});

test.each(['me-south-1', 'mars-north-1'])('the region %s takes no calls', async (region) => {
  const there = clientsOf({ url: sim.url, accessKeyId: accessKeyOf(account), region });
  await expect(there.ec2.send(new DescribeVolumesCommand({}))).rejects.toMatchObject({ name: 'AuthFailure' });
  await expect(there.eks.send(new ListClustersCommand({}))).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
  });
});

test('an unknown access key is refused', async () => {
  const stranger = clientsOf({ url: sim.url, accessKeyId: 'AKIASTRANGER' });
  await expect(stranger.iam.send(new GetAccountAuthorizationDetailsCommand({}))).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
  });
});

test('an unsigned request is refused', async () => {
  const answer = await fetch(`${sim.url}/clusters`);
  expect(answer.status).toBe(403);
});
