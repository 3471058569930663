import type { TrailCase } from './trail.ts';

const machine = { 'ec2.instance': ['ec2:instance/i-0a1'] };
const volume = { 'ec2.volume': ['ec2:volume/vol-0a1'] };
const eni = { 'ec2.network-interface': ['ec2:network-interface/eni-0a1'] };
const image = { 'ec2.image': ['ec2:image/ami-0a1'] };
const anyMachine = { 'ec2.instance': 'any' } as const;
const anyVolume = { 'ec2.volume': 'any' } as const;
const anyEni = { 'ec2.network-interface': 'any' } as const;
const anyVersion = { 'ec2.launch-template-version': 'any' } as const;

const items = (...all: unknown[]) => ({ items: all });
const named = { instancesSet: items({ instanceId: 'i-0a1' }) };
const onMachine = (call: string): TrailCase => ({ call, request: { instanceId: 'i-0a1' }, touched: machine });
const onVolume = (call: string): TrailCase => ({ call, request: { volumeId: 'vol-0a1' }, touched: volume });
const onImage = (call: string): TrailCase => ({ call, request: { imageId: 'ami-0a1' }, touched: image });
const wrapped = (call: string, request: object, touched: TrailCase['touched']): TrailCase => ({
  call: `ec2:${call}`,
  request: { [`${call}Request`]: request },
  touched,
});
const once = (call: string, type: string): TrailCase => ({
  call,
  request: null,
  touched: { [type]: [`aws:111122223333:eu-west-1/${type}`] },
});

/** What is done to instances, their volumes and their interfaces. */
export const machineCases: readonly TrailCase[] = [
  {
    call: 'ec2:RunInstances',
    request: { instancesSet: items({ imageId: 'ami-0a1', minCount: 1, maxCount: 1 }) },
    response: {
      instancesSet: items({
        instanceId: 'i-0a1',
        networkInterfaceSet: items({ networkInterfaceId: 'eni-0a1', groupSet: items({ groupId: 'sg-0a1' }) }),
      }),
    },
    touched: { ...machine, ...eni, ...anyVolume },
  },
  { call: 'ec2:StartInstances', request: named, touched: { ...machine, ...anyEni } },
  { call: 'ec2:StopInstances', request: named, touched: { ...machine, ...anyEni } },
  { call: 'ec2:TerminateInstances', request: named, touched: { ...machine, ...anyEni, ...anyVolume } },
  onMachine('ec2:ModifyInstanceAttribute'),
  {
    call: 'ec2:ModifyInstanceAttribute',
    request: { instanceId: 'i-0a1', groupSet: items({ groupId: 'sg-0a1' }) },
    touched: { ...machine, ...anyEni },
  },
  wrapped('ModifyInstanceMetadataOptions', { InstanceId: 'i-0a1', HttpTokens: 'optional' }, machine),
  wrapped('AssociateIamInstanceProfile', { InstanceId: 'i-0a1', IamInstanceProfile: { Name: 'nodes' } }, machine),
  {
    ...wrapped('ReplaceIamInstanceProfileAssociation', { AssociationId: 'iip-assoc-0a1' }, machine),
    response: {
      ReplaceIamInstanceProfileAssociationResponse: { iamInstanceProfileAssociation: { instanceId: 'i-0a1' } },
    },
  },
  wrapped('DisassociateIamInstanceProfile', { AssociationId: 'iip-assoc-0a1' }, anyMachine),
  {
    call: 'ec2:AttachNetworkInterface',
    request: { networkInterfaceId: 'eni-0a1', instanceId: 'i-0a1', deviceIndex: 1 },
    touched: { ...machine, ...eni },
  },
  {
    call: 'ec2:DetachNetworkInterface',
    request: { attachmentId: 'eni-attach-0a1', force: false },
    touched: { ...anyMachine, ...anyEni },
  },
  {
    call: 'ec2:AssociateAddress',
    request: { allocationId: 'eipalloc-0a1', networkInterfaceId: 'eni-0a1' },
    touched: { ...anyMachine, ...eni },
  },
  {
    call: 'ec2:DisassociateAddress',
    request: { associationId: 'eipassoc-0a1' },
    touched: { ...anyMachine, ...anyEni },
  },
  {
    call: 'ec2:CreateNetworkInterface',
    request: { subnetId: 'subnet-0a1' },
    response: { networkInterface: { networkInterfaceId: 'eni-0a1' } },
    touched: eni,
  },
  { call: 'ec2:ModifyNetworkInterfaceAttribute', request: { networkInterfaceId: 'eni-0a1' }, touched: eni },
  { call: 'ec2:DeleteNetworkInterface', request: { networkInterfaceId: 'eni-0a1' }, touched: eni },
  { call: 'ec2:CreateVolume', request: { size: '8' }, response: { volumeId: 'vol-0a1' }, touched: volume },
  {
    call: 'ec2:AttachVolume',
    request: { volumeId: 'vol-0a1', instanceId: 'i-0a1', device: '/dev/sdf' },
    touched: { ...machine, ...volume },
  },
  {
    call: 'ec2:DetachVolume',
    request: { volumeId: 'vol-0a1' },
    response: { volumeId: 'vol-0a1', instanceId: 'i-0a1', status: 'detaching' },
    touched: { ...machine, ...volume },
  },
  wrapped('ModifyVolume', { VolumeId: 'vol-0a1', Size: 16 }, volume),
  onVolume('ec2:DeleteVolume'),
  onVolume('ec2:RestoreVolumeFromRecycleBin'),
];

/** A call that may make an image public, or private again. */
const sharing = (it: TrailCase): TrailCase => ({
  ...it,
  touched: { ...it.touched, 'ec2.public-images': ['aws:111122223333:eu-west-1/ec2.public-images'] },
});

/** What is done to images, templates and the settings of a region. */
export const sourceCases: readonly TrailCase[] = [
  sharing(onImage('ec2:DeregisterImage')),
  onImage('ec2:RestoreImageFromRecycleBin'),
  sharing(wrapped('DisableImage', { ImageId: 'ami-0a1' }, image)),
  sharing(wrapped('EnableImage', { ImageId: 'ami-0a1' }, image)),
  wrapped('EnableImageDeprecation', { ImageId: 'ami-0a1' }, image),
  wrapped('DisableImageDeprecation', { ImageId: 'ami-0a1' }, image),
  wrapped('EnableImageDeregistrationProtection', { ImageId: 'ami-0a1' }, image),
  wrapped('DisableImageDeregistrationProtection', { ImageId: 'ami-0a1' }, image),
  sharing(onImage('ec2:ModifyImageAttribute')),
  sharing(onImage('ec2:ResetImageAttribute')),
  wrapped('CancelImageLaunchPermission', { ImageId: 'ami-0a1' }, image),
  wrapped('ModifyLaunchTemplate', { LaunchTemplateId: 'lt-0a1', SetDefaultVersion: 2 }, anyVersion),
  wrapped('DeleteLaunchTemplate', { LaunchTemplateId: 'lt-0a1' }, anyVersion),
  wrapped('DeleteLaunchTemplateVersions', { LaunchTemplateId: 'lt-0a1' }, anyVersion),
  once('ec2:EnableAllowedImagesSettings', 'ec2.allowed-images'),
  once('ec2:DisableAllowedImagesSettings', 'ec2.allowed-images'),
  once('ec2:ReplaceImageCriteriaInAllowedImagesSettings', 'ec2.allowed-images'),
  once('ec2:EnableEbsEncryptionByDefault', 'ec2.ebs-encryption-default'),
  once('ec2:DisableEbsEncryptionByDefault', 'ec2.ebs-encryption-default'),
  once('ec2:ModifyInstanceMetadataDefaults', 'ec2.instance-metadata-defaults'),
];
