import { AuthorizeSecurityGroupIngressCommand, RevokeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2';
import { UpdateClusterConfigCommand, type UpdateClusterConfigRequest } from '@aws-sdk/client-eks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientsOf, type Clients } from '#clouds/aws/clients';
import { awsCloud } from '#clouds/aws/cloud';
import { awsEvents } from '#clouds/aws/events';
import { gateOf } from '#clouds/gate';
import { accessKeyOf, generateAwsEstate } from '../sim/aws/generate.ts';
import { startAws, type AwsSim } from '../sim/aws/server.ts';
import { bridged, trailRecord } from '../support/aws/trail.ts';
import { quickClock } from '../support/quick-clock.ts';
import { kindsOf, watching, type Watching } from './watching.ts';

const region = 'eu-central-1';
const estate = generateAwsEstate({ seed: 7, clusters: 3, accounts: 1, regions: [region] });
const [account = ''] = Object.keys(estate.accounts);
const here = estate.accounts[account]!.regions[region]!;
const closed = here.clusters.find(({ resourcesVpcConfig: vpc }) => vpc?.endpointPublicAccess === false)!;
const rule = 'eks-endpoint-public-cidr-open';

let sim: AwsSim;
let clients: Clients;
let shop: Watching;
beforeAll(async () => {
  sim = await startAws({ estate });
  const clock = quickClock();
  const gate = gateOf({ clock, attempts: 1 });
  const credentials = { accessKeyId: accessKeyOf(account), secretAccessKey: 'secret' };
  const clientConfig = { endpoint: sim.url, region, credentials };
  clients = clientsOf(clientConfig);
  shop = watching(awsCloud({ gate, clock, clientConfig, regions: [region] }), gate, clock, [awsEvents]);
  await shop.sweep();
});
afterAll(async () => {
  clients.close();
  await sim.close();
});

let events = 0;
/** The event of a call as EventBridge delivers it, made a second ago. */
const event = (call: string, request: unknown, who: string) => {
  const userIdentity = {
    type: 'AssumedRole',
    arn: `arn:aws:sts::${account}:assumed-role/Ops/${who}`,
    accountId: account,
  };
  const eventTime = new Date(shop.clock.now() - 1000).toISOString();
  const fields = { userIdentity, eventTime, awsRegion: region, recipientAccountId: account, eventID: `e-${++events}` };
  return { ...bridged(trailRecord(call, request, null, fields)), account };
};
const update = async (
  name: string,
  resourcesVpcConfig: UpdateClusterConfigRequest['resourcesVpcConfig'],
  who: string,
) => {
  await clients.eks.send(new UpdateClusterConfigCommand({ name, resourcesVpcConfig }));
  return shop.deliver(event('eks:UpdateClusterConfig', { name, resourcesVpcConfig }, who));
};

describe('opening the endpoint of a cluster', () => {
  test('is announced, then confirmed with who did it; closing it again resolves the finding', async () => {
    const { name = '', arn = '' } = closed;
    expect(await shop.standing(rule, arn)).toEqual([]);
    const opening = { endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] };
    const opened = await update(name, opening, 'ana');
    expect(opened.record).toMatchObject({ state: 'settled', change: { origin: 'cli' } });
    expect(shop.moved.flatMap(({ moves }) => kindsOf(moves, rule))).toEqual(['announced', 'opened']);
    expect(await shop.standing(rule, arn)).toEqual([`open arn:aws:sts::${account}:assumed-role/Ops/ana`]);

    const closedAgain = await update(name, { endpointPublicAccess: false, endpointPrivateAccess: true }, 'ben');
    expect(closedAgain.record.closed).toEqual(
      opened.record.opened.filter((id) => opened.record.announced.includes(id)),
    );
    expect(await shop.standing(rule, arn)).toEqual([]);
    const [id = ''] = opened.record.announced;
    const history = await shop.memory.history(id);
    expect(history.map(({ kind, finding }) => [kind, finding.change?.actor.split('/').at(-1)])).toEqual([
      ['announced', 'ana'],
      ['opened', 'ana'],
      ['resolved', 'ben'],
    ]);
    // One read, and one look at the status for each step that was waited.
    for (const { calls } of [opened, closedAgain]) {
      expect(new Set(calls)).toEqual(new Set(['eks:DescribeCluster']));
      expect(calls.length).toBeLessThanOrEqual(3);
    }
  });
});

describe('opening a security group', () => {
  test('is found by the read alone, and closing it resolves the finding', async () => {
    const admin = 'sg-ingress-admin-port-open';
    const group = closed.resourcesVpcConfig!.clusterSecurityGroupId!;
    const standing = () => shop.standing(admin, `arn:aws:ec2:${region}:${account}:security-group/${group}`);
    expect(await standing()).toEqual([]);
    const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
    const items = [{ ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }];
    const request = { groupId: group, ipPermissions: { items } };

    await clients.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: group, IpPermissions }));
    const opened = await shop.deliver(event('ec2:AuthorizeSecurityGroupIngress', request, 'ana'));
    expect(opened.record).toMatchObject({ state: 'settled', reads: 1, announced: [] });
    expect(opened.calls.length).toBeLessThanOrEqual(3);
    expect(await standing()).toEqual([`open arn:aws:sts::${account}:assumed-role/Ops/ana`]);

    await clients.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: group, IpPermissions }));
    await shop.deliver(event('ec2:RevokeSecurityGroupIngress', request, 'ben'));
    expect(await standing()).toEqual([]);
  });
});
