import { EnableCommand, type Inspector2Client } from '@aws-sdk/client-inspector2';
import { CreateKeyCommand, EnableKeyRotationCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { clientsOf, type Clients } from '../sim/aws/clients.ts';
import { makeClusters, makeNodegroup, type ClusterName } from './clusters.ts';
import { makeGroups, makePrefixLists, type GroupName } from './groups.ts';
import { makeIdentities, roleArn } from './identities.ts';
import { anImageOf, makeTemplate, nodeTags, startMachine, type MachinePlan } from './machines.ts';
import { makeNetwork } from './network.ts';
import { makeRegistry } from './registry.ts';

/** What was put in, by type, as the reads have to tell it: the answers may hold more. */
type Held = Readonly<Record<string, readonly object[]>>;

/** The same by the last part of the target's name: a region or `global`. */
export type MotoEstate = Readonly<Record<'eu-central-1' | 'us-west-2' | 'global', Held>>;

/** The account that moto gives to every access key. */
export const account = '123456789012';
export const accessKeyId = 'AKIAIOSFODNN7EXAMPLE';

/** Fills an empty moto with clusters, and all that stands round them, in two regions. */
export async function fillMoto(url: string): Promise<MotoEstate> {
  const inRegion = (region: string): Clients => clientsOf({ url, accessKeyId, region });
  return {
    global: await makeIdentities(inRegion('us-east-1').iam),
    'eu-central-1': await fillMain(inRegion('eu-central-1')),
    'us-west-2': await fillOther(inRegion('us-west-2')),
  };
}

const mainClusters: readonly ClusterName[] = ['open', 'halves', 'wide', 'offices', 'closed', 'listless', 'silent'];
const mainGroups: readonly GroupName[] = [
  'ssh-open',
  'rdp-halves',
  'kubelet-v6',
  'etcd-by-list',
  'ssh-offices',
  'ssh-private',
  'spare-open',
  'database-open',
];

const ownersPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' }],
});

async function fillMain({ ec2, eks, ecr, kms, inspector }: Clients): Promise<Held> {
  const { vpc, outer, inner, held: network } = await makeNetwork(ec2, 'eu-central-1');
  const lists = await makePrefixLists(ec2);
  const groups = await makeGroups(ec2, { vpc, names: mainGroups, lists: lists.ids });
  const group = (name: GroupName): string => groups.ids.get(name) ?? '';
  const image = await anImageOf(ec2);
  const template = await makeTemplate(ec2, image);
  const key = (await kms.send(new CreateKeyCommand({ Description: 'disks of nodes', KeyUsage: 'ENCRYPT_DECRYPT' })))
    .KeyMetadata;
  const KmsKeyId = key?.Arn ?? '';
  await kms.send(new EnableKeyRotationCommand({ KeyId: KmsKeyId }));
  await kms.send(new PutKeyPolicyCommand({ KeyId: KmsKeyId, PolicyName: 'default', Policy: ownersPolicy }));

  const clusters = await makeClusters(eks, {
    names: mainClusters,
    role: roleArn('control'),
    subnets: [outer, inner],
    groups: [group('kubelet-v6')],
  });
  const common = { clusterName: 'open', subnets: [outer], instanceTypes: ['m6i.large'], amiType: 'CUSTOM' as const };
  const nodegroups = [
    await makeNodegroup(eks, {
      ...common,
      nodegroupName: 'plain',
      nodeRole: roleArn('nodes-admin'),
      launchTemplate: { id: template.id, version: '2' },
    }),
    await makeNodegroup(eks, {
      ...common,
      nodegroupName: 'sealed',
      nodeRole: roleArn('nodes-plain'),
      scalingConfig: { minSize: 1, maxSize: 3, desiredSize: 1 },
    }),
  ];

  const plain = { VolumeSize: 20, VolumeType: 'gp3' as const, Encrypted: false };
  const sealed = { ...plain, Encrypted: true, KmsKeyId };
  const machine = { image, subnet: outer, publicAddress: true, disk: sealed };
  const plans: readonly MachinePlan[] = [
    { ...machine, name: 'plain-1', groups: [group('ssh-open')], disk: plain, tags: nodeTags('open', 'plain') },
    { ...machine, name: 'sealed-1', groups: [group('etcd-by-list')], tags: nodeTags('open', 'sealed') },
    {
      ...{ ...machine, name: 'sealed-2', subnet: inner, publicAddress: false },
      ...{ groups: [group('rdp-halves'), group('ssh-private')], tags: nodeTags('open', 'sealed') },
    },
    {
      ...{ ...machine, name: 'own-1', disk: plain, groups: [group('ssh-offices')] },
      tags: [{ Key: 'kubernetes.io/cluster/offices', Value: 'owned' }],
    },
    { ...machine, name: 'database', groups: [group('database-open')], tags: [] },
  ];
  const machines = [];
  for (const plan of plans) machines.push(await startMachine(ec2, plan));

  return {
    ...network,
    'ec2.security-group': groups.held,
    'ec2.prefix-list': lists.held,
    'ec2.launch-template-version': [template.held],
    'ec2.image': [{ ImageId: image, ImageOwnerAlias: 'amazon' }],
    'ec2.instance': machines.map((it) => it.instance),
    'ec2.volume': machines.map((it) => it.volume),
    'ec2.network-interface': machines.map((it) => it.networkInterface),
    'ec2.ebs-encryption-default': [{ EbsEncryptionByDefault: false }],
    'kms.key': [{ Arn: KmsKeyId, Description: 'disks of nodes', KeyManager: 'CUSTOMER' }],
    'kms.key-rotation': [{ KeyRotationEnabled: true }],
    'kms.key-policy': [{ Policy: ownersPolicy }],
    'inspector.account': await turnOn(inspector),
    'eks.cluster': clusters,
    'eks.nodegroup': nodegroups,
    ...(await makeRegistry(ecr)),
  };
}

async function fillOther({ ec2, eks, inspector }: Clients): Promise<Held> {
  const { vpc, outer, held: network } = await makeNetwork(ec2, 'us-west-2');
  const lists = await makePrefixLists(ec2);
  const groups = await makeGroups(ec2, { vpc, names: ['everything'], lists: lists.ids });
  const control = { role: roleArn('control'), subnets: [outer], groups: [groups.ids.get('everything') ?? ''] };
  const clusters = await makeClusters(eks, { names: ['wide-v6'], ...control });
  return {
    ...network,
    'ec2.security-group': groups.held,
    'eks.cluster': clusters,
    'inspector.account': await turnOn(inspector),
  };
}

/** The emulator knows of no account for which Inspector was never on. */
async function turnOn(inspector: Inspector2Client): Promise<object[]> {
  await inspector.send(new EnableCommand({ accountIds: [account], resourceTypes: ['ECR'] }));
  return [{ accountId: account, resourceState: { ecr: { status: 'ENABLED' } } }];
}

/** Where the emulator listens. Throws where it was not started: `node tools/moto.ts` does that. */
export function motoUrl(): string {
  const url = process.env['AWS_ENDPOINT_URL'];
  if (url === undefined) throw new Error('AWS_ENDPOINT_URL names no emulator: run `node tools/moto.ts`');
  return url;
}
