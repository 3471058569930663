import type { GetDetectorResponse } from '@aws-sdk/client-guardduty';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/**
 * GuardDuty in a region, once per target: the answer of `GetDetector` for each id of `ListDetectors`. There is one detector,
 * or none where nobody turned GuardDuty on.
 */
export const detectors = defineType({
  name: 'guardduty.detectors',
  scope: 'aws-region',
  reads: ['guardduty:ListDetectors', 'guardduty:GetDetector'],
  changedBy: [
    'guardduty:CreateDetector',
    'guardduty:UpdateDetector',
    'guardduty:DeleteDetector',
    'guardduty:DisassociateFromAdministratorAccount',
  ],
  config: wire<{ detectors: (GetDetectorResponse & { DetectorId?: string | undefined })[] }>(),
  home: regionOf,
});
