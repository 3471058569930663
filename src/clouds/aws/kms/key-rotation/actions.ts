import type { EnableKeyRotationRequest } from '@aws-sdk/client-kms';
import { defineAction, wire, type Action, type ActionType, type ResourceOf } from '#model';
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
  undo: (before, _, again) => {
    const { KeyRotationEnabled, RotationPeriodInDays = 365 } = before.config;
    return [KeyRotationEnabled === true ? again({ RotationPeriodInDays }) : disableRotation(before, {})];
  },
  undoneBy: () => [disableRotation],
});

/**
 * Turns the rotation off. A key that is turned on again begins a new period.
 * Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKeyRotation.html
 */
export const disableRotation = defineAction({
  name: 'kms.disable-rotation',
  on: kmsKeyRotation,
  kind: 'replace',
  permissions: ['kms:DisableKeyRotation'],
  writes: ['KeyRotationEnabled', 'RotationPeriodInDays'],
  request: wire<Record<never, never>>(),
  simulate: ({ config: { RotationPeriodInDays: _days, ...config }, ...it }) => [
    { put: { ...it, config: { ...config, KeyRotationEnabled: false } } },
  ],
  undo: enabledAgain,
  undoneBy: enabling,
});

function enabling(): readonly ActionType[] {
  return [enableRotation];
}

function enabledAgain({ config, ...it }: ResourceOf<typeof kmsKeyRotation>): readonly Action[] {
  const { KeyRotationEnabled, RotationPeriodInDays = 365 } = config;
  return KeyRotationEnabled === true ? [enableRotation({ ...it, config }, { RotationPeriodInDays })] : [];
}
