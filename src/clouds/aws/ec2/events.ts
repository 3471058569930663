import type { Type } from '#model';
import { onceIn } from '../once-events.ts';
import { textsAt, type AddressesOf, type TrailRecord } from '../record-events.ts';
import { allowedImages } from './allowed-images/resource.ts';
import { ebsEncryptionDefault } from './ebs-encryption-default/resource.ts';
import { flowLog } from './flow-log/resource.ts';
import { image } from './image/resource.ts';
import { imagePublicBlock } from './image-public-block/resource.ts';
import { instanceMetadataDefaults } from './instance-metadata-defaults/resource.ts';
import { instance } from './instance/resource.ts';
import { launchTemplateVersion } from './launch-template-version/resource.ts';
import { networkAcl } from './network-acl/resource.ts';
import { networkInterface } from './network-interface/resource.ts';
import { prefixList } from './prefix-list/resource.ts';
import { publicImages } from './public-images/resource.ts';
import { publicSnapshots } from './public-snapshots/resource.ts';
import { routeTable } from './route-table/resource.ts';
import { securityGroup } from './security-group/resource.ts';
import { snapshotPublicBlock } from './snapshot-public-block/resource.ts';
import { subnet } from './subnet/resource.ts';
import { volume } from './volume/resource.ts';
import { vpc } from './vpc/resource.ts';

/** A field of a request or an answer, by the names on the way to it. */
type Path = readonly string[];

/** How the ids of a kind begin, what their addresses call it, and where requests and answers name them. */
interface Kind {
  readonly begins: string;
  readonly kind: string;
  readonly request: readonly Path[];
  readonly response: readonly Path[];
}

const group = kindOf({
  begins: 'sg',
  kind: 'security-group',
  request: [['groupId']],
  response: [['groupId'], ['securityGroupRuleSet', 'groupId'], ['revokedSecurityGroupRuleSet', 'groupId']],
});
const table = kindOf({
  begins: 'rtb',
  kind: 'route-table',
  request: [['routeTableId']],
  response: [['routeTable', 'routeTableId']],
});
const eni = kindOf({
  begins: 'eni',
  kind: 'network-interface',
  request: [['networkInterfaceId']],
  response: [
    ['networkInterface', 'networkInterfaceId'],
    ['instancesSet', 'networkInterfaceSet', 'networkInterfaceId'],
  ],
});

const acl = kindOf({
  begins: 'acl',
  kind: 'network-acl',
  request: [['networkAclId']],
  response: [['networkAcl', 'networkAclId']],
});

/** Which objects of EC2 a record touched. */
export const ec2Addresses: readonly (readonly [Type, AddressesOf])[] = [
  [securityGroup, group],
  // The table that an association is taken from stands nowhere in the record.
  [routeTable, (record) => (record.call === 'ec2:ReplaceRouteTableAssociation' ? undefined : table(record))],
  [networkInterface, (record) => (keepsGroups(record) ? [] : eni(record))],
  [
    instance,
    kindOf({
      begins: 'i',
      kind: 'instance',
      request: [['instanceId'], ['instancesSet', 'instanceId']],
      response: [['instanceId'], ['instancesSet', 'instanceId'], ['iamInstanceProfileAssociation', 'instanceId']],
    }),
  ],
  [volume, kindOf({ begins: 'vol', kind: 'volume', request: [['volumeId']], response: [['volumeId']] })],
  [image, kindOf({ begins: 'ami', kind: 'image', request: [['imageId']], response: [] })],
  [vpc, kindOf({ begins: 'vpc', kind: 'vpc', request: [['vpcId']], response: [['vpcId'], ['vpc', 'vpcId']] })],
  [
    subnet,
    kindOf({
      begins: 'subnet',
      kind: 'subnet',
      request: [['subnetId']],
      response: [['subnetId'], ['subnet', 'subnetId']],
    }),
  ],
  [flowLog, kindOf({ begins: 'fl', kind: 'vpc-flow-log', request: [['flowLogId']], response: [['flowLogIdSet']] })],
  // A subnet that is made or goes stands in an ACL that the record does not name, and so does one that is taken from it.
  [networkAcl, (record) => (record.call === 'ec2:ReplaceNetworkAclAssociation' ? undefined : acl(record))],
  [prefixList, kindOf({ begins: 'pl', kind: 'prefix-list', request: [['prefixListId']], response: [] })],
  // The record names a template, and not which of its versions are in use.
  [launchTemplateVersion, () => undefined],
  [allowedImages, onceIn(allowedImages)],
  [ebsEncryptionDefault, onceIn(ebsEncryptionDefault)],
  [instanceMetadataDefaults, onceIn(instanceMetadataDefaults)],
  [publicSnapshots, onceIn(publicSnapshots)],
  [snapshotPublicBlock, onceIn(snapshotPublicBlock)],
  [publicImages, onceIn(publicImages)],
  [imagePublicBlock, onceIn(imagePublicBlock)],
];

function kindOf({ begins, kind, request, response }: Kind): AddressesOf {
  const form = new RegExp(`^${begins}-[0-9A-Za-z]{1,64}$`);
  return (record) => {
    const isTagging = record.call === 'ec2:CreateTags' || record.call === 'ec2:DeleteTags';
    const asked = isTagging ? [['resourcesSet', 'resourceId']] : request;
    const found = [
      ...asked.flatMap((path) => textsAt(record.request, ...path)),
      ...response.flatMap((path) => textsAt(record.response, ...path)),
    ];
    const ids = [...new Set(found)].filter((it) => form.test(it));
    return ids.length === 0 && !isTagging ? undefined : ids.map((id) => record.arn('ec2', `${kind}/${id}`));
  };
}

/** Of the attributes of an instance only its groups are those of its interface. */
const keepsGroups = ({ call, request }: TrailRecord): boolean =>
  call === 'ec2:ModifyInstanceAttribute' && textsAt(request, 'groupSet', 'groupId').length === 0;
