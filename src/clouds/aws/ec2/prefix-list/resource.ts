import type { PrefixListEntry } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** The entries of a managed prefix list that a security group refers to: all pages of `GetManagedPrefixListEntries`. */
export const prefixList = defineType({
  name: 'ec2.prefix-list',
  scope: 'aws-region',
  reads: ['ec2:GetManagedPrefixListEntries', 'ec2:DescribeSecurityGroups'],
  byReference: true,
  changedBy: ['ec2:ModifyManagedPrefixList', 'ec2:RestoreManagedPrefixListVersion', 'ec2:DeleteManagedPrefixList'],
  config: wire<{ PrefixListId: string; Entries: PrefixListEntry[] }>(),
  keys: { id: ({ PrefixListId }) => PrefixListId },
  home: regionOf,
});
