import type { Type } from '#model';
import type { AddressesOf } from '../record-events.ts';
import { trailSelectors } from './trail-selectors/resource.ts';
import { trailStatus } from './trail-status/resource.ts';
import { trails } from './trails/resource.ts';

/** Which objects of CloudTrail a record touched: one listing leads to all of them. */
export const cloudTrailAddresses: readonly (readonly [Type, AddressesOf])[] = [
  [trails, ({ account }) => [`aws:${account}:global/${trails.name}`]],
  [trailStatus, () => undefined],
  [trailSelectors, () => undefined],
];
