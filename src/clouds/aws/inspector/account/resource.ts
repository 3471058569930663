import type { AccountState } from '@aws-sdk/client-inspector2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** What Amazon Inspector scans for an account in a region: its entry of `BatchGetAccountStatus`, once per target. */
export const inspectorAccount = defineType({
  name: 'inspector.account',
  scope: 'aws-region',
  reads: ['inspector2:BatchGetAccountStatus'],
  changedBy: ['inspector2:Enable', 'inspector2:Disable'],
  config: wire<AccountState>(),
  home: regionOf,
});
