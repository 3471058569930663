import { DescribeInstancesCommand, DescribeSecurityGroupsCommand, DescribeVolumesCommand } from '@aws-sdk/client-ec2';
import { DescribeClusterVersionsCommand } from '@aws-sdk/client-eks';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientsOf, type Clients } from './clients.ts';
import type { AwsAccount, AwsRegion } from './estate.ts';
import { accessKeyOf, generateAwsEstate } from './generate.ts';
import { startAws, type AwsSim } from './server.ts';

const estate = generateAwsEstate({ seed: 7, clusters: 6, accounts: 2, regions: ['eu-central-1'] });
const [[account, held], [otherAccount]] = Object.entries(estate.accounts) as [
  [string, AwsAccount],
  [string, AwsAccount],
];
const here = held.regions['eu-central-1'] as AwsRegion;
let sim: AwsSim;
let aws: Clients;

beforeAll(async () => {
  sim = await startAws({ estate });
  aws = clientsOf({ url: sim.url, accessKeyId: accessKeyOf(account) });
});
afterAll(() => sim.close());

describe('filters choose', () => {
  test('instances by cluster tag, with wildcards', async () => {
    const [cluster] = here.clusters;
    const Filters = [
      { Name: 'tag:eks:cluster-name', Values: [`${cluster?.name?.slice(0, -1) ?? ''}*`] },
      { Name: 'instance-state-name', Values: ['running'] },
    ];
    const { Reservations: reservations = [] } = await aws.ec2.send(new DescribeInstancesCommand({ Filters }));
    const vpcs = new Set(reservations.flatMap((each) => each.Instances ?? []).map((instance) => instance.VpcId));
    expect(vpcs).toEqual(new Set([cluster?.resourcesVpcConfig?.vpcId]));
  });

  test('one instance out of a reservation', async () => {
    const wanted = here.instances[0]?.Instances?.[1];
    const { Reservations: reservations } = await aws.ec2.send(
      new DescribeInstancesCommand({ InstanceIds: [wanted?.InstanceId ?? ''] }),
    );
    expect(reservations?.flatMap((each) => each.Instances)).toEqual([wanted]);
  });

  test('volumes by instance, groups by network', async () => {
    const id = here.instances[0]?.Instances?.[0]?.InstanceId ?? '';
    const { Volumes } = await aws.ec2.send(
      new DescribeVolumesCommand({ Filters: [{ Name: 'attachment.instance-id', Values: [id] }] }),
    );
    expect(Volumes).toHaveLength(2);
    const vpcId = here.clusters[1]?.resourcesVpcConfig?.vpcId ?? '';
    const { SecurityGroups } = await aws.ec2.send(
      new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }),
    );
    expect(SecurityGroups).toEqual(here.securityGroups.filter((group) => group.VpcId === vpcId));
  });
});

describe('who asks', () => {
  test('an access key speaks for its account', async () => {
    expect(await aws.sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: account });
  });

  test('a role is handed out with its external id, and its credentials speak for its account', async () => {
    const request = { RoleArn: `arn:aws:iam::${otherAccount}:role/shoalwatch-reader`, RoleSessionName: 'scan' };
    await expect(aws.sts.send(new AssumeRoleCommand(request))).rejects.toMatchObject({ name: 'AccessDenied' });
    const { Credentials } = await aws.sts.send(
      new AssumeRoleCommand({ ...request, ExternalId: `audit-${otherAccount}` }),
    );
    const { AccessKeyId: accessKeyId = '', SessionToken: sessionToken = '' } = Credentials ?? {};
    const other = clientsOf({ url: sim.url, accessKeyId, sessionToken });
    expect(await other.sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: otherAccount,
      Arn: `arn:aws:sts::${otherAccount}:assumed-role/shoalwatch-reader/scan`,
    });
    const stolen = clientsOf({ url: sim.url, accessKeyId });
    await expect(stolen.eks.send(new DescribeClusterVersionsCommand({}))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });
});
