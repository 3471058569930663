import { AuthorizeSecurityGroupIngressCommand, RevokeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2';
import { UpdateClusterConfigCommand, type UpdateClusterConfigRequest } from '@aws-sdk/client-eks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientsOf, type Clients } from '#clouds/aws/clients';
import { accessKeyOf, generateAwsEstate } from '../sim/aws/generate.ts';
import { azureClients } from '../sim/azure/clients.ts';
import { generateAzureEstate } from '../sim/azure/generate.ts';
import { clusterManager } from '../sim/gcp/clients.ts';
import { generateGcpEstate } from '../sim/gcp/generate.ts';
import { bridged, trailRecord } from '../support/aws/trail.ts';
import { gridEvent } from '../support/azure/events.ts';
import { callOn } from '../support/gcp/events.ts';
import { stackStand, type StackStand } from './stack-stand.ts';
import { worldOf } from './world.ts';

const region = 'eu-central-1';
const aws = generateAwsEstate({ seed: 7, clusters: 3, accounts: 1, regions: [region] });
const [account = ''] = Object.keys(aws.accounts);
const here = aws.accounts[account]!.regions[region]!;
const azure = generateAzureEstate({ seed: 7, clusters: 4 });
const gcp = generateGcpEstate({ seed: 7, clusters: 4 });

let world: Awaited<ReturnType<typeof worldOf>>;
let stack: StackStand;
let clients: Clients;
beforeAll(async () => {
  world = await worldOf({ aws, azure, gcp, as: account, closed: '/' });
  stack = await stackStand(world);
  const credentials = { accessKeyId: accessKeyOf(account), secretAccessKey: 'secret' };
  clients = clientsOf({ endpoint: world.aws.url, region, credentials });
  expect(await stack.sweep()).toMatchObject({ run: expect.stringMatching(/^r-\d{17}-/) as string });
});
afterAll(async () => {
  clients.close();
  await stack.close();
  await world.close();
});

/** The event of a call as EventBridge delivers it, made a second ago. */
const event = (call: string, request: unknown, who: string, eventID: string) => {
  const arn = `arn:aws:sts::${account}:assumed-role/Ops/${who}`;
  const userIdentity = { type: 'AssumedRole', arn, accountId: account };
  const eventTime = new Date(stack.clock.now() - 1000).toISOString();
  const fields = { userIdentity, eventTime, awsRegion: region, recipientAccountId: account, eventID };
  return { ...bridged(trailRecord(call, request, null, fields)), account };
};

/** The kinds of what happened to the finding of a rule on a resource, each with who did it. */
async function historyOf(rule: string, resource: string): Promise<readonly string[]> {
  const found = (await stack.memory.findings()).find((it) => it.rule === rule && it.resource.id === resource);
  const history = await stack.memory.history(found?.id ?? '');
  return history.map(({ kind, finding }) => `${kind} ${finding.change?.actor.split('/').at(-1) ?? 'nobody'}`);
}

const recordOf = async (eventId: string) =>
  (await stack.memory.changes(50)).find(({ change }) => change.eventId === eventId);

describe('an event of EKS', () => {
  const rule = 'eks-endpoint-public-cidr-open';
  const { name = '', arn = '' } = here.clusters.find(
    ({ resourcesVpcConfig: vpc }) => vpc?.endpointPublicAccess === false,
  )!;
  const update = async (resourcesVpcConfig: UpdateClusterConfigRequest['resourcesVpcConfig'], who: string) => {
    await clients.eks.send(new UpdateClusterConfigCommand({ name, resourcesVpcConfig }));
    await stack.deliver(event('eks:UpdateClusterConfig', { name, resourcesVpcConfig }, who, `eks-${who}`));
  };

  test('is announced, then confirmed with who did it and with what; the reverting one resolves the finding', async () => {
    expect(await stack.standing(rule, arn)).toEqual([]);
    await update({ endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] }, 'ana');
    expect(await stack.standing(rule, arn)).toEqual(['open ana']);
    expect(await recordOf('eks-ana')).toMatchObject({ state: 'settled', change: { origin: 'cli' } });
    await update({ endpointPublicAccess: false, endpointPrivateAccess: true }, 'ben');
    expect(await stack.standing(rule, arn)).toEqual([]);
    expect(await historyOf(rule, arn)).toEqual(['announced ana', 'opened ana', 'resolved ben']);
    expect(stack.sqs.on('changes-dead')).toEqual([]);
    expect(stack.called.map(({ failed }) => failed).filter((it) => it > 0)).toEqual([]);
  });
});

describe('an event of a security group', () => {
  test('is confirmed by the re-read alone, and taken back', async () => {
    const rule = 'sg-ingress-admin-port-open';
    const closed = here.clusters.find(({ resourcesVpcConfig: vpc }) => vpc?.endpointPublicAccess === false)!;
    const GroupId = closed.resourcesVpcConfig!.clusterSecurityGroupId!;
    const id = `arn:aws:ec2:${region}:${account}:security-group/${GroupId}`;
    const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
    const items = [{ ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }];
    const request = { groupId: GroupId, ipPermissions: { items } };
    await clients.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    await stack.deliver(event('ec2:AuthorizeSecurityGroupIngress', request, 'ana', 'sg-1'));
    expect(await stack.standing(rule, id)).toEqual(['open ana']);
    await clients.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    await stack.deliver(event('ec2:RevokeSecurityGroupIngress', request, 'ben', 'sg-2'));
    expect(await historyOf(rule, id)).toEqual(['opened ana', 'resolved ben']);
  });
});

describe('an event of GKE', () => {
  test('is announced, then confirmed, and taken back', async () => {
    const [{ projectId, clusters }] = gcp.projects as [(typeof gcp.projects)[0]];
    const rule = 'gke-legacy-abac';
    const good = clusters.find((it) => it.legacyAbac?.enabled !== true)!;
    const place = { project: projectId, location: good.location ?? '', cluster: good.name ?? '' };
    const name = `projects/${projectId}/locations/${place.location}/clusters/${place.cluster}`;
    const id = `//container.googleapis.com/${name}`;
    const manager = clusterManager(world.gcp, projectId);
    const setAbac = async (enabled: boolean, operation: string) => {
      await manager.setLegacyAbac({ name, enabled });
      const at = stack.clock.now() - 1000;
      await stack.deliver(callOn(place, 'SetLegacyAbac', { request: { enabled }, operation, at }));
    };
    await setAbac(true, 'operation-1');
    expect(await stack.standing(rule, id)).toEqual(['open ana@example.com']);
    await setAbac(false, 'operation-2');
    await manager.close();
    expect(await historyOf(rule, id)).toEqual([
      'announced ana@example.com',
      'opened ana@example.com',
      'resolved ana@example.com',
    ]);
  });
});

describe('an event of AKS', () => {
  test('is confirmed by the re-read alone, and taken back', async () => {
    const [{ subscription, managedClusters: clusters }] = azure.subscriptions as [(typeof azure.subscriptions)[0]];
    const rule = 'aks-local-accounts-enabled';
    const good = clusters.find((it) => it.disableLocalAccounts === true && it.provisioningState === 'Succeeded')!;
    const [, group = ''] = /resourceGroups\/([^/]+)/i.exec(good.id ?? '') ?? [];
    const { containers } = azureClients(world.azure, subscription.subscriptionId ?? '');
    const id = (good.id ?? '').toLowerCase();
    const setLocal = async (disableLocalAccounts: boolean, eventId: string) => {
      const now = await containers.managedClusters.get(group, good.name ?? '');
      await containers.managedClusters.createOrUpdate(group, good.name ?? '', { ...now, disableLocalAccounts });
      const eventTime = new Date(stack.clock.now() - 1000).toISOString();
      const call = 'Microsoft.ContainerService/managedClusters/write';
      await stack.deliver([gridEvent(call, good.id ?? '', { id: eventId, eventTime })]);
    };
    await setLocal(false, 'e-1');
    expect(await stack.standing(rule, id)).toEqual(['open ann@example.com']);
    await setLocal(true, 'e-2');
    expect(await historyOf(rule, id)).toEqual(['opened ann@example.com', 'resolved ann@example.com']);
  });
});

describe('bad events among good ones', () => {
  const good = (eventID: string) => {
    const groupId = here.clusters[0]!.resourcesVpcConfig!.clusterSecurityGroupId!;
    return event('ec2:AuthorizeSecurityGroupIngress', { groupId }, 'ana', eventID);
  };

  test('are put aside at once with the reason, and keep no other waiting', async () => {
    const truncated = JSON.stringify(good('bad')).slice(0, 200);
    const lacking = JSON.stringify(good('bad')).replace(/"eventTime":"[^"]*"/, '"eventTime":"yesterday"');
    await stack.deliver(truncated, { hello: 'world' }, good('good-1'), lacking, good('good-2'));
    const dead = stack.sqs.on('changes-dead');
    expect(dead.map(({ reason }) => reason)).toEqual([
      'It is not JSON.',
      'It has the form of no audit record that is known.',
      expect.any(String),
    ]);
    expect(dead[0]?.body).toBe(truncated);
    expect(dead).toHaveLength(3);
    expect(stack.sqs.on('changes')).toEqual([]);
    for (const id of ['good-1', 'good-2']) expect((await recordOf(id))?.change.eventId).toBe(id);
    expect(await recordOf('bad')).toBeUndefined();
  });

  test('a queue that takes nothing has only what it concerns delivered again, and nothing is done twice', async () => {
    const before = stack.called.length;
    const late = good('late');
    stack.sqs.refuse(1);
    await stack.deliver(late);
    const calls = stack.called.slice(before).filter(({ name }) => name === 'changes');
    expect(calls.map(({ failed }) => failed)).toEqual([1, 0]);
    expect((await recordOf('late'))?.state).not.toBe('following');
    const seen = stack.sqs.calls.length;
    await stack.deliver(late);
    expect(stack.sqs.calls.length).toBe(seen);
  });
});
