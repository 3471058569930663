import type { Type } from '#model';
import { onceIn } from '../once-events.ts';
import type { AddressesOf } from '../record-events.ts';
import { detectors } from './detectors/resource.ts';

/** What of GuardDuty a record touched. What an administrator changes for its members is recorded in its own account. */
export const guardDutyAddresses: readonly (readonly [Type, AddressesOf])[] = [[detectors, onceIn(detectors)]];
