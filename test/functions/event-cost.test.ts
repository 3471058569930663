import { AuthorizeSecurityGroupIngressCommand, RevokeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2';
import { UpdateClusterConfigCommand } from '@aws-sdk/client-eks';
import { expect, test } from 'vitest';
import { clientsOf } from '#clouds/aws/clients';
import { accessKeyOf, generateAwsEstate } from '../sim/aws/generate.ts';
import { bridged, trailRecord } from '../support/aws/trail.ts';
import { stackStand, type Called } from './stack-stand.ts';
import { worldOf } from './world.ts';

const region = 'eu-central-1';
const aws = generateAwsEstate({ seed: 7, clusters: 1, accounts: 1, regions: [region] });
const [account = ''] = Object.keys(aws.accounts);
const [cluster] = aws.accounts[account]!.regions[region]!.clusters;

/** Calls of one service by all that was called for an event. */
const callsOf = (called: readonly Called[], service: string): number =>
  called
    .flatMap(({ calls }) => Object.entries(calls))
    .reduce((sum, [name, count]) => (name.startsWith(`${service}:`) ? sum + count : sum), 0);

test('an event costs what the price of the stack is made from', async () => {
  const world = await worldOf({ aws, azure: { subscriptions: [] }, gcp: { projects: [] }, as: account, closed: '/' });
  const stack = await stackStand(world);
  const credentials = { accessKeyId: accessKeyOf(account), secretAccessKey: 'secret' };
  const clients = clientsOf({ endpoint: world.aws.url, region, credentials });
  const costOf = async (call: string, request: object) => {
    const arn = `arn:aws:sts::${account}:assumed-role/Ops/ana`;
    const eventTime = new Date(stack.clock.now() - 1000).toISOString();
    const fields = {
      userIdentity: { type: 'AssumedRole', arn, accountId: account },
      eventTime,
      eventID: `cost-${stack.called.length}`,
    };
    const record = trailRecord(call, request, null, { ...fields, awsRegion: region, recipientAccountId: account });
    const before = stack.called.length;
    await stack.deliver({ ...bridged(record), account });
    const called = stack.called.slice(before);
    return {
      functions: called.map(({ name }) => name),
      ...{ dynamodb: callsOf(called, 'dynamodb'), s3: callsOf(called, 's3'), sqs: callsOf(called, 'sqs') },
    };
  };
  try {
    await stack.sweep(['aws']);
    const GroupId = cluster!.resourcesVpcConfig!.clusterSecurityGroupId!;
    const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
    await clients.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    const group = () => costOf('ec2:AuthorizeSecurityGroupIngress', { groupId: GroupId });
    // A process that is new reads all that stands, and one that is not what others wrote meanwhile.
    expect((await group()).functions).toEqual(['changes', 'reread-aws', 'judge']);
    // Changes of one object within a minute are looked at twice.
    for (let seconds = 0; seconds < 72; seconds += 9) await stack.clock.sleep(9_000);
    await clients.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    const warm = await group();
    expect(warm).toMatchObject({ functions: ['changes', 'reread-aws', 'judge'], sqs: 2 });
    // Thirty-two of them ask the parts of an index what is followed, half a unit each: before a first look that shows another
    // state is believed, and by whoever judges.
    expect(warm.dynamodb).toBeLessThanOrEqual(76);
    expect(warm.s3).toBeLessThanOrEqual(25);
    const resourcesVpcConfig = { endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] };
    await clients.eks.send(new UpdateClusterConfigCommand({ name: cluster!.name, resourcesVpcConfig }));
    const name = cluster!.name ?? '';
    const endpoint = await costOf('eks:UpdateClusterConfig', { name, resourcesVpcConfig });
    expect(endpoint).toMatchObject({ functions: ['changes', 'reread-aws', 'judge', 'reread-aws', 'judge'], sqs: 5 });
    // One for each finding that stands open by a rule about clusters, which may move; four for each that does; and 32 of the index.
    expect(endpoint.dynamodb).toBeLessThanOrEqual(140);
    expect(endpoint.s3).toBeLessThanOrEqual(75);
  } finally {
    clients.close();
    await stack.close();
    await world.close();
  }
});
