import type { GetInstanceMetadataDefaultsResult } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** What the account says about the metadata service of new instances: the answer of `GetInstanceMetadataDefaults`, once per target. */
export const instanceMetadataDefaults = defineType({
  name: 'ec2.instance-metadata-defaults',
  scope: 'aws-region',
  reads: ['ec2:GetInstanceMetadataDefaults'],
  changedBy: ['ec2:ModifyInstanceMetadataDefaults'],
  config: wire<GetInstanceMetadataDefaultsResult>(),

  home: regionOf,
});
