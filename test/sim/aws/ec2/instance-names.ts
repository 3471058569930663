import type { Instance, Reservation } from '@aws-sdk/client-ec2';
import type { Filterable } from './filter.ts';

export const instanceNames: Filterable<{ readonly reservation: Reservation; readonly instance: Instance }> = {
  'reservation-id': ({ reservation }) => reservation.ReservationId,
  'owner-id': ({ reservation }) => reservation.OwnerId,
  'requester-id': ({ reservation }) => reservation.RequesterId,
  'instance-id': ({ instance }) => instance.InstanceId,
  'instance-state-name': ({ instance }) => instance.State?.Name,
  'instance-state-code': ({ instance }) => instance.State?.Code,
  'instance-type': ({ instance }) => instance.InstanceType,
  'instance-lifecycle': ({ instance }) => instance.InstanceLifecycle,
  'instance.group-id': ({ instance }) => instance.SecurityGroups?.map((group) => group.GroupId) ?? [],
  'image-id': ({ instance }) => instance.ImageId,
  'vpc-id': ({ instance }) => instance.VpcId,
  'subnet-id': ({ instance }) => instance.SubnetId,
  'availability-zone': ({ instance }) => instance.Placement?.AvailabilityZone,
  'ip-address': ({ instance }) => instance.PublicIpAddress,
  'private-ip-address': ({ instance }) => instance.PrivateIpAddress,
  'private-dns-name': ({ instance }) => instance.PrivateDnsName,
  'iam-instance-profile.arn': ({ instance }) => instance.IamInstanceProfile?.Arn,
  'metadata-options.http-tokens': ({ instance }) => instance.MetadataOptions?.HttpTokens,
  'block-device-mapping.volume-id': ({ instance }) =>
    instance.BlockDeviceMappings?.map((each) => each.Ebs?.VolumeId) ?? [],
};
