import type { NetworkInterface } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** A network interface: an entry of `DescribeNetworkInterfaces`. */
export const networkInterface = defineType({
  name: 'ec2.network-interface',
  scope: 'aws-region',
  reads: ['ec2:DescribeNetworkInterfaces'],
  changedBy: [
    'ec2:CreateNetworkInterface',
    'ec2:ModifyNetworkInterfaceAttribute',
    'ec2:AttachNetworkInterface',
    'ec2:DetachNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:ModifyInstanceAttribute',
    'ec2:AssociateAddress',
    'ec2:DisassociateAddress',
    'ec2:RunInstances',
    'ec2:StartInstances',
    'ec2:StopInstances',
    'ec2:TerminateInstances',
    'ec2:CreateTags',
    'ec2:DeleteTags',
  ],
  config: wire<NetworkInterface>(),
  keys: {
    id: ({ NetworkInterfaceId }) => NetworkInterfaceId,
    group: ({ Groups }) => Groups?.flatMap(({ GroupId }) => GroupId ?? []),
    instance: ({ Attachment }) => Attachment?.InstanceId,
    vpc: ({ VpcId }) => VpcId,
  },
  home: regionOf,
});
