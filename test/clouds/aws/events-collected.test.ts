import { afterAll, beforeAll, expect, test } from 'vitest';
import { awsEvents } from '#clouds/aws/events';
import { textAt } from '#clouds/json';
import type { Resource } from '#model';
import { startAws, type AwsSim } from '../../sim/aws/server.ts';
import { trailRecord } from '../../support/aws/trail.ts';
import { audit } from './audit.ts';
import { account, estate } from './small-estate.ts';

let sim: AwsSim;
let read: readonly Resource[];
beforeAll(async () => {
  sim = await startAws({ estate });
  const { readings } = await audit({ url: sim.url, as: account });
  read = readings.flatMap(({ resources }) => resources);
});
afterAll(() => sim.close());

/** A call on an object of a type, with the fields of its own configuration that the request names it by. */
const calls: readonly (readonly [type: string, call: string, request: (it: Resource) => object])[] = [
  ['eks.cluster', 'eks:UpdateClusterConfig', ({ config }) => ({ name: textAt(config, 'name') })],
  ['eks.nodegroup', 'eks:UpdateNodegroupConfig', ({ config }) => pick(config, 'clusterName', 'nodegroupName')],
  ['eks.addon', 'eks:UpdateAddon', ({ config }) => pick(config, 'clusterName', 'addonName')],
  ['eks.access-entry', 'eks:DeleteAccessEntry', ({ config }) => pick(config, 'clusterName', 'principalArn')],
  ['eks.access-policies', 'eks:AssociateAccessPolicy', ({ config }) => pick(config, 'clusterName', 'principalArn')],
  ['ec2.security-group', 'ec2:DeleteSecurityGroup', ({ config }) => ({ groupId: textAt(config, 'GroupId') })],
  ['ec2.vpc', 'ec2:DeleteVpc', ({ config }) => ({ vpcId: textAt(config, 'VpcId') })],
  ['ec2.subnet', 'ec2:DeleteSubnet', ({ config }) => ({ subnetId: textAt(config, 'SubnetId') })],
  ['ec2.route-table', 'ec2:CreateRoute', ({ config }) => ({ routeTableId: textAt(config, 'RouteTableId') })],
  [
    'ec2.network-acl',
    'ec2:ReplaceNetworkAclEntry',
    ({ config }) => ({ networkAclId: textAt(config, 'NetworkAclId'), ruleNumber: 100 }),
  ],
  ['ec2.instance', 'ec2:ModifyInstanceAttribute', ({ config }) => ({ instanceId: textAt(config, 'InstanceId') })],
  ['ec2.volume', 'ec2:DeleteVolume', ({ config }) => ({ volumeId: textAt(config, 'VolumeId') })],
  ['ec2.image', 'ec2:DeregisterImage', ({ config }) => ({ imageId: textAt(config, 'ImageId') })],
  [
    'ec2.network-interface',
    'ec2:DeleteNetworkInterface',
    ({ config }) => ({ networkInterfaceId: textAt(config, 'NetworkInterfaceId') }),
  ],
  [
    'ec2.flow-log',
    'ec2:DeleteFlowLogs',
    ({ config }) => ({ DeleteFlowLogsRequest: { FlowLogId: { content: textAt(config, 'FlowLogId'), tag: 1 } } }),
  ],
  [
    'ec2.prefix-list',
    'ec2:ModifyManagedPrefixList',
    ({ config }) => ({ ModifyManagedPrefixListRequest: { PrefixListId: textAt(config, 'PrefixListId') } }),
  ],
  ['ec2.allowed-images', 'ec2:EnableAllowedImagesSettings', () => ({})],
  ['ec2.ebs-encryption-default', 'ec2:EnableEbsEncryptionByDefault', () => ({})],
  ['ec2.instance-metadata-defaults', 'ec2:ModifyInstanceMetadataDefaults', () => ({})],
  ['ec2.public-snapshots', 'ec2:ModifySnapshotAttribute', () => ({ snapshotId: 'snap-1' })],
  ['ec2.snapshot-public-block', 'ec2:EnableSnapshotBlockPublicAccess', () => ({})],
  ['ec2.public-images', 'ec2:ModifyImageAttribute', () => ({ imageId: 'ami-1' })],
  ['ec2.image-public-block', 'ec2:EnableImageBlockPublicAccess', () => ({})],
  ['cloudtrail.trails', 'cloudtrail:UpdateTrail', () => ({ name: 'management' })],
  [
    'eks.identity-provider',
    'eks:DisassociateIdentityProviderConfig',
    ({ config }) => ({
      ...pick(config, 'clusterName'),
      identityProviderConfig: { type: 'oidc', name: textAt(config, 'identityProviderConfigName') },
    }),
  ],
  ['ecr.repository', 'ecr:PutImageTagMutability', ({ config }) => pick(config, 'repositoryName')],
  ['ecr.repository-policy', 'ecr:SetRepositoryPolicy', ({ config }) => pick(config, 'repositoryName')],
  ['ecr.repository-scanning', 'ecr:PutImageScanningConfiguration', ({ config }) => pick(config, 'repositoryName')],
  ['ecr.image', 'ecr:StartImageScan', ofImage],
  ['ecr.image-scan', 'ecr:StartImageScan', ofImage],
  ['ecr.image-index', 'ecr:PutImage', ofImage],
  ['ecr.registry-policy', 'ecr:PutRegistryPolicy', () => ({})],
  ['ecr.registry-scanning', 'ecr:PutRegistryScanningConfiguration', () => ({})],
  ['ecr.policy-scope', 'ecr:PutAccountSetting', () => ({ name: 'REGISTRY_POLICY_SCOPE' })],
  ['elbv2.load-balancer', 'elasticloadbalancing:SetSubnets', ({ id }) => ({ loadBalancerArn: id })],
  [
    'elbv2.load-balancer-tags',
    'elasticloadbalancing:AddTags',
    ({ id }) => ({ resourceArns: [id.replace('/tags', '')] }),
  ],
  ['elbv2.listener', 'elasticloadbalancing:ModifyListener', ({ id }) => ({ listenerArn: id })],
  [
    'elbv2.listener',
    'elasticloadbalancing:ModifyRule',
    ({ id }) => ({ ruleArn: `${id.replace(':listener/', ':listener-rule/')}/9683b2d02a6cabee` }),
  ],
  ['guardduty.detectors', 'guardduty:UpdateDetector', () => ({ detectorId: '12abc34d' })],
  ['inspector.account', 'inspector2:Enable', () => ({})],
  ['kms.key', 'kms:DisableKey', ({ config }) => ({ keyId: textAt(config, 'KeyId') })],
  ['kms.key-rotation', 'kms:EnableKeyRotation', ofKey],
  ['kms.key-policy', 'kms:PutKeyPolicy', ofKey],
  ['iam.policy', 'iam:CreatePolicyVersion', ({ config }) => ({ policyArn: textAt(config, 'Arn') })],
  ['iam.oidc-provider', 'iam:DeleteOpenIDConnectProvider', ({ id }) => ({ openIDConnectProviderArn: id })],
];

const pick = (config: unknown, ...fields: readonly string[]): object =>
  Object.fromEntries(fields.map((field) => [field, textAt(config, field)]));

/** `repository/shop@sha256:...`, however it goes on. */
function ofImage({ id }: Resource): object {
  const [, repositoryName, imageDigest] = /:repository\/(.+)@([^/]+)/.exec(id) ?? [];
  return { repositoryName, imageId: { imageDigest }, imageDigest };
}

function ofKey({ id }: Resource): object {
  return { keyId: /:key\/([^/]+)/.exec(id)?.[1] };
}

const endsOpen = ['eks.nodegroup', 'eks.addon', 'eks.access-entry', 'eks.identity-provider'];

test.each(calls)('%s: what %s touches is at the address at which it was read', (type, call, request) => {
  // Policies of AWS and keys of others stand in an account, and are changed in another.
  const own = read.filter((it) => it.type === type && (it.id.includes(account) || !it.id.startsWith('arn:')));
  expect(own).not.toEqual([]);
  for (const it of own) {
    const region = it.target.split(':')[2];
    const awsRegion = region === 'global' ? 'us-east-1' : region;
    const fields = { awsRegion, recipientAccountId: account };
    const [notice] = awsEvents.read(trailRecord(call, request(it), null, fields)) ?? [];
    const touched = notice?.is === 'change' ? notice.change.touched.filter((one) => one.type === type) : [];
    // The last part of these addresses stands in no request.
    const id = endsOpen.includes(type) ? `${it.id.slice(0, it.id.lastIndexOf('/'))}/` : it.id;
    expect(touched).toEqual([{ target: it.target, type, id }]);
  }
});
