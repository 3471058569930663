import type { EnableKeyRotationRequest } from '@aws-sdk/client-kms';
import { defineAction, wire } from '#model';
import { kmsKeyRotation } from './resource.ts';

/**
 * Turns the yearly or another rotation on. Old material is kept, so that what was encrypted can still be read.
 * Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html
 */
export const enableRotation = defineAction({
  name: 'kms.enable-rotation',
  on: kmsKeyRotation,
  kind: 'replace',
  permissions: ['kms:EnableKeyRotation'],
  writes: ['KeyRotationEnabled', 'RotationPeriodInDays'],
  request: wire<Required<Pick<EnableKeyRotationRequest, 'RotationPeriodInDays'>>>(),
  simulate: (it, { RotationPeriodInDays }) => [
    { put: { ...it, config: { ...it.config, KeyRotationEnabled: true, RotationPeriodInDays } } },
  ],
});
